import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchDistributions } from '../../src/identification/core/search-distributions.js'
import { measuredQuery } from '../../src/identification/id/causal-query.js'
import { readOfPopulations, readPopulations } from '../../src/identification/transport/transport.js'
import { type AvailableDistribution, evaluateEstimand, toText, transport, verifySearch } from '../../src/index.js'
import { arbitraryAdmg, arbitrarySets } from '../support/arbitrary.js'
import { listsOf } from '../support/class-members.js'
import { type EnumeratedModel, randomModel, truths, valueAt } from '../support/enumerated-model.js'
import { distributionsOver, knownSource } from '../support/known-distributions.js'

type OfPopulation = AvailableDistribution & { readonly domain: string }

/** The target's model, and those of populations that differ from it at some nodes. */
function populationModels(
  target: EnumeratedModel,
  selection: readonly { readonly domain: string; readonly nodes: readonly string[] }[],
  seed: number,
): ReadonlyMap<string, EnumeratedModel> {
  return new Map([
    ['target', target],
    ...selection.map(({ domain, nodes }, k) => {
      const other = randomModel(target.graph, seed + 1000 * (k + 1))
      const bias = new Map(
        [...target.bias].map(([name, own]) => [name, nodes.includes(name) ? other.bias.get(name)! : own]),
      )
      return [domain, { ...target, bias }] as const
    }),
  ])
}

describe('transport from populations with measured sets and experiments of their own', () => {
  const question = arbitraryAdmg(3, 5).chain((g) =>
    fc.record({
      g: fc.constant(g),
      sets: arbitrarySets(g.nodes),
      nodes: fc.tuple(fc.subarray([...g.nodes], { maxLength: 2 }), fc.subarray([...g.nodes], { maxLength: 2 })),
      data: distributionsOver(g.nodes, 5),
      domains: fc.array(fc.constantFrom('target', 'a', 'b'), { minLength: 5, maxLength: 5 }),
    }),
  )

  it('gives formulas that are true in the target, with derivations that can be replayed', () => {
    const live = { byDistricts: 0, searched: 0, moved: 0, refused: 0 }
    fc.assert(
      fc.property(question, fc.integer({ min: 1, max: 999 }), ({ g, sets, nodes, data, domains }, seed) => {
        const lists = listsOf(g)
        if (lists.bidirected.length > 6) return
        const selection = [
          { domain: 'a', nodes: nodes[0] },
          { domain: 'b', nodes: nodes[1] },
        ]
        // half of the questions leave conditions to the search
        const available = data.map((term, k): OfPopulation => {
          const domain = domains[k]!
          return seed % 2 === 0 ? { ...term, domain } : { over: term.over!, do: term.do!, domain }
        })
        const query = { do: sets.x, outcome: sets.y, given: sets.z.slice(0, seed % 2) }
        const answer = transport(g, { ...query, selection, available })
        if (!answer.identifiable) {
          if (answer.reason !== 'not-identifiable') return
          live.refused++
          expect(verifySearch(g, { query, data: available, selection }, answer)).toEqual({ valid: true })
          return
        }
        if (answer.derivation.length > 0) {
          live.searched++
          if (answer.derivation.some(({ rule }) => rule === 'population')) live.moved++
          expect(verifySearch(g, { query, data: available, selection }, answer)).toEqual({ valid: true })
        } else live.byDistricts++
        const target = randomModel(lists, seed)
        const models = populationModels(target, selection, seed)
        const sources = available.map((term) => knownSource(models.get(term.domain)!, term))
        const result = evaluateEstimand(answer.estimand, sources)
        for (const { at, value } of truths(target, query.do, query.outcome, query.given))
          expect(Math.abs(valueAt(result, at) - value), toText(answer.estimand)).toBeLessThan(1e-8)
      }),
      { numRuns: 300 },
    )
    expect(live.byDistricts).toBeGreaterThan(2)
    expect(live.searched).toBeGreaterThan(2)
    expect(live.moved).toBeGreaterThan(0)
    expect(live.refused).toBeGreaterThan(50)
  })

  it('from whole distributions the search agrees with the complete procedure', () => {
    let derived = 0
    let refused = 0
    fc.assert(
      fc.property(
        arbitraryAdmg(3, 4).chain((g) =>
          fc.tuple(
            fc.constant(g),
            arbitrarySets(g.nodes),
            fc.subarray([...g.nodes], { maxLength: 2 }),
            fc.array(fc.tuple(fc.constantFrom('target', 'source'), fc.subarray([...g.nodes], { maxLength: 2 })), {
              minLength: 1,
              maxLength: 3,
            }),
          ),
        ),
        ([g, { x, y }, nodes, experiments]) => {
          const selection = [{ domain: 'source', nodes }]
          const whole = experiments.map(([domain, act]): OfPopulation => ({ domain, do: act }))
          const query = { do: x, outcome: y }
          const complete = transport(g, { ...query, selection, available: whole })
          const q = measuredQuery(g, query)
          const populations = readPopulations(q.g, selection)
          const data = readOfPopulations(q.g, whole, populations)
          const searched = searchDistributions({ q, data, populations }, { budget: 1e6 }, () => true)
          expect(searched.status).toBe(complete.identifiable ? 'found' : 'exhausted')
          if (complete.identifiable) derived++
          else refused++
        },
      ),
      { numRuns: 300 },
    )
    expect(derived).toBeGreaterThan(20)
    expect(refused).toBeGreaterThan(50)
  })
})
