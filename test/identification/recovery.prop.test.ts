import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  evaluateEstimand,
  type Factor,
  recoverFromMissingness,
  recoverFromSelection,
  toText,
} from '../../src/index.js'
import { arbitraryAdmg, arbitrarySets } from '../support/arbitrary.js'
import { listsOf } from '../support/class-members.js'
import { assignments, enumerate, probabilityOf, randomModel, truths, valueAt } from '../support/enumerated-model.js'

describe('recoverFromSelection from the selected alone', () => {
  it('gives formulas that are true of everybody, and finds what the search finds', () => {
    let live = 0
    let refused = 0
    fc.assert(
      fc.property(
        arbitraryAdmg(2, 5).chain((g) =>
          fc.tuple(fc.constant(g), arbitrarySets(g.nodes), fc.subarray([...g.nodes], { maxLength: 2 })),
        ),
        fc.integer({ min: 1, max: 999 }),
        ([g, { x, y, z }, by], seed) => {
          const lists = listsOf(g)
          if (lists.bidirected.length > 5) return
          const given = seed % 3 === 0 ? z.slice(0, 1) : []
          const query = { do: x, outcome: y, given, selectedBy: by }
          const answer = recoverFromSelection(g, query)
          const twice = [{ selected: true }, { selected: true }]
          if (answer.status !== 'identifiable') {
            refused++
            if (g.nodes.length > 3) return
            // the same distribution named twice is searched
            const searched = recoverFromSelection(g, { ...query, available: twice })
            expect(searched.status).toBe('not-derivable')
            return
          }
          live++
          const s = 'selected_'
          const model = randomModel(
            {
              nodes: [...g.nodes, s],
              directed: [...lists.directed, ...by.map((a) => [a, s] as const)],
              bidirected: lists.bidirected,
            },
            seed,
          )
          const joint = enumerate(model)
          const seen: Factor = {
            variables: g.nodes.map((name) => ({ name, states: ['0', '1'] })),
            values: Float64Array.from(assignments(g.nodes), (at) => probabilityOf(joint, new Map([...at, [s, 1]]))),
          }
          const result = evaluateEstimand(answer.estimand, [{ domain: 'selected', joint: seen }])
          for (const { at, value } of truths(model, x, y, given))
            expect(Math.abs(valueAt(result, at) - value), toText(answer.estimand)).toBeLessThan(1e-8)
        },
      ),
      { numRuns: 150 },
    )
    expect(live).toBeGreaterThan(30)
    expect(refused).toBeGreaterThan(20)
  })

  it('answers on 100 nodes', () => {
    const nodes = Array.from({ length: 100 }, (_, i) => `V${i}`)
    const directed = nodes.slice(1).map((name, i) => [nodes[i]!, name] as const)
    const bidirected = nodes
      .slice(20)
      .flatMap((name, i) => (i % 7 === 0 && i < 70 ? [[name, nodes[i + 22]!] as const] : []))
    const g = admg<string>({ nodes, directed, bidirected })
    expect(recoverFromSelection(g, { do: 'V40', outcome: 'V99', selectedBy: ['V3'] }).status).toBe('identifiable')
    expect(recoverFromSelection(g, { do: 'V40', outcome: 'V99', selectedBy: ['V60'] }).status).toBe('not-derivable')
  })
})

describe('recoverFromMissingness in large graphs', () => {
  // nodes that matter to nothing make the graph too large for a search
  const padding = Array.from({ length: 16 }, (_, i) => `idle ${i}`)

  it('gives the truth in random models of random m-graphs: laws and effects', () => {
    let live = 0
    const rules = new Set<string>()
    const pool: readonly (readonly [string, string])[] = [
      ['A', 'B'],
      ['A', 'C'],
      ['B', 'C'],
      ['A', 'RB'],
      ['A', 'RC'],
      ['B', 'RA'],
      ['B', 'RC'],
      ['C', 'RB'],
      ['C', 'RA'],
      ['RA', 'RB'],
      ['RA', 'RC'],
      ['RC', 'RB'],
      ['B', 'RB'],
    ]
    fc.assert(
      fc.property(
        fc.subarray([...pool], { minLength: 2, maxLength: 8 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 999 }),
        (directed, confounded, kind, seed) => {
          const nodes = ['A', 'B', 'C', 'RA', 'RB', 'RC']
          const bidirected = confounded ? [['A', 'B'] as const] : []
          const g = admg<string>({ nodes: [...nodes, ...padding], directed, bidirected })
          const x = kind === 3 ? ['A'] : []
          const given = kind === 1 ? ['A'] : []
          const y = kind === 2 ? ['A', 'B'] : ['C']
          const missing = ['A', 'B', 'C'].map((variable) => ({ variable, observed: `R${variable}` }))
          let answer: ReturnType<typeof recoverFromMissingness>
          try {
            answer = recoverFromMissingness(g, { do: x, outcome: y, given, missing })
          } catch {
            return // too large to be searched
          }
          if (answer.status !== 'identifiable') throw new Error(answer.status)
          live++
          for (const { rule } of answer.derivation) rules.add(rule)
          const model = randomModel({ nodes, directed, bidirected }, seed)
          const joint = enumerate(model)
          // a variable that is not observed shows 0
          const values = new Float64Array(joint.values.length)
          for (const at of assignments(nodes)) {
            const shown = nodes.map((name) => (at.get(`R${name}`) === 0 ? 0 : at.get(name)!))
            values[shown.reduce((i, bit) => 2 * i + bit, 0)]! += probabilityOf(joint, at)
          }
          const result = evaluateEstimand(answer.estimand, { ...joint, values })
          for (const { at, value } of truths(model, x, y, given))
            expect(Math.abs(valueAt(result, at) - value), toText(answer.estimand)).toBeLessThan(1e-8)
        },
      ),
      { numRuns: 120 },
    )
    expect(live).toBeGreaterThan(25)
    expect([...rules]).toEqual(expect.arrayContaining(['ordered', 'weighted']))
  })
})
