import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjustmentSets, cheapestAdjustmentSet, dag, isAdjustmentSet, pagOf } from '../../src/index.js'
import { arbitraryAdmg, arbitrarySets } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'
import { arbitraryMpdag } from '../support/mpdags.js'

describe('cheapestAdjustmentSet', () => {
  it('costs as little as the cheapest of all minimal sets, in every kind of graph', () => {
    let live = 0
    const graphs = fc.oneof(
      arbitraryAdmg(2, 7),
      arbitraryMpdag(3, 6),
      arbitraryAdmg(3, 6).map((g) => pagOf(g)),
    )
    fc.assert(
      fc.property(
        graphs.chain((g) => fc.tuple(fc.constant(g), arbitrarySets(g.nodes))),
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 7, maxLength: 7 }),
        ([graph, { x, y, z }], costs) => {
          const cost = Object.fromEntries(graph.nodes.map((name, i) => [name, costs[i]!]))
          const query = { treatment: x, outcome: y, exclude: z }
          const priced = (set: readonly string[]) =>
            set.reduce((sum, name) => sum + costs[graph.nodes.indexOf(name)]!, 0)
          const all = Array.from(adjustmentSets(graph, query))
          const answer = cheapestAdjustmentSet(graph, { ...query, cost })
          const smallest = cheapestAdjustmentSet(graph, query)
          expect(answer.found).toBe(all.length > 0)
          if (!answer.found || !smallest.found) return
          live++
          expect(isAdjustmentSet(graph, query, answer.set).valid).toBe(true)
          expect(answer.cost).toBe(priced(answer.set))
          expect(answer.cost).toBe(Math.min(...all.map(priced)))
          expect(smallest.set.length).toBe(Math.min(...all.map((set) => set.length)))
        },
      ),
      { numRuns: 300 },
    )
    expect(live).toBeGreaterThan(50)
  })

  it('finds one of 2^20 sets at once', () => {
    const directed: [string, string][] = []
    for (let k = 0; k < 20; k++) directed.push([`a${k}`, 'X'], [`a${k}`, `b${k}`], [`b${k}`, 'Y'])
    const nodes = ['X', 'Y', ...Array.from({ length: 20 }, (_, k) => [`a${k}`, `b${k}`]).flat()]
    const answer = cheapestAdjustmentSet(dag({ nodes, directed }), { treatment: 'X', outcome: 'Y', cost: { a3: 4 } })
    expect(answer).toMatchObject({ found: true, cost: 20 })
    expect(answer.found && answer.set.includes('b3')).toBe(true)
  })

  it('says why there is none, and what is wrong with a cost', () => {
    const g = dag('X -> M -> Y')
    const query = { treatment: 'X', outcome: 'Y' } as const
    expect(cheapestAdjustmentSet(g, { ...query, include: ['M'] })).toMatchObject({
      reason: 'forbidden-node',
      witness: ['M'],
    })
    const confounded = dag({
      nodes: ['U', 'X', 'Y'],
      directed: [
        ['U', 'X'],
        ['U', 'Y'],
        ['X', 'Y'],
      ],
      latents: ['U'],
    })
    expect(cheapestAdjustmentSet(confounded, query)).toMatchObject({ reason: 'no-valid-set', witness: ['X', 'U', 'Y'] })
    for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expectCausalError(
        () => cheapestAdjustmentSet(g, { ...query, cost: { M: bad } }),
        'cheapestAdjustmentSet',
        'invalid-argument',
      )
    expectCausalError(
      () => cheapestAdjustmentSet(g, { ...query, cost: { Q: 1 } as never }),
      'cheapestAdjustmentSet',
      'unknown-name',
    )
  })
})
