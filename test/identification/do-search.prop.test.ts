import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Admg,
  type AvailableDistribution,
  admg,
  doSearch,
  evaluateEstimand,
  identify,
  identifyFromExperiments,
  toText,
  verifySearch,
} from '../../src/index.js'
import { arbitraryAdmg, arbitrarySets } from '../support/arbitrary.js'
import { listsOf } from '../support/class-members.js'
import { randomModel, truths, valueAt } from '../support/enumerated-model.js'
import { distributionsOver, knownSource, listed } from '../support/known-distributions.js'

/** Every ADMG whose arrows go up in the list of names. */
function* admgsOn(nodes: readonly string[]): Generator<Admg> {
  const pairs = nodes.flatMap((b, j) => nodes.slice(0, j).map((a) => [a, b] as const))
  for (let code = 0; code < 4 ** pairs.length; code++) {
    const chosen = (bit: number): (readonly [string, string])[] =>
      pairs.filter((_, k) => ((code >> (2 * k + bit)) & 1) === 1)
    yield admg<string>({ nodes, directed: chosen(0), bidirected: chosen(1) })
  }
}

/** The formula of an answer is the truth in a random model, from what is known alone. */
function checkValue(
  g: Admg,
  estimand: Parameters<typeof evaluateEstimand>[0],
  query: { do: readonly string[]; outcome: readonly string[]; given?: readonly string[] },
  data: readonly AvailableDistribution[],
  seed: number,
): void {
  const model = randomModel({ ...listsOf(g), nodes: g.nodes }, seed)
  const sources = data.map((term) => knownSource(model, term))
  const result = evaluateEstimand(estimand, sources)
  for (const { at, value } of truths(model, query.do, query.outcome, query.given ?? []))
    expect(Math.abs(valueAt(result, at) - value), toText(estimand)).toBeLessThan(1e-8)
}

describe('doSearch', () => {
  it('agrees with identify on every ADMG of three nodes, all queries: what is identifiable is derived', () => {
    let found = 0
    let refused = 0
    for (const g of admgsOn(['A', 'B', 'C'])) {
      for (let roles = 0; roles < 64; roles++) {
        const of = (role: number): string[] => g.nodes.filter((_, i) => ((roles >> (2 * i)) & 3) === role)
        const query = { do: of(1), outcome: of(2), given: of(3) }
        if (query.outcome.length === 0 || query.do.length === 0) continue
        const answer = doSearch(g, { query, data: [{}] })
        const isKnown = identify(g, query).identifiable
        expect(answer.status, `${JSON.stringify(query)} ${JSON.stringify(listsOf(g))}`).toBe(
          isKnown ? 'identifiable' : 'not-identifiable',
        )
        if (answer.status === 'identifiable') found++
        else refused++
        if (roles % 7 === 0) expect(verifySearch(g, { query, data: [{}] }, answer)).toEqual({ valid: true })
      }
    }
    expect(found).toBeGreaterThan(700)
    expect(refused).toBeGreaterThan(150)
  })

  it('agrees with identify on ADMGs of four and five nodes, with conditions too', () => {
    let live = 0
    fc.assert(
      fc.property(
        arbitraryAdmg(4, 5).chain((g) => fc.tuple(fc.constant(g), arbitrarySets(g.nodes))),
        ([g, { x, y, z }]) => {
          const query = { do: x, outcome: y, given: z }
          const answer = doSearch(g, { query, data: [{}] })
          const known = identify(g, query)
          expect(answer.status).toBe(known.identifiable ? 'identifiable' : 'not-identifiable')
          if (known.identifiable && known.strategy === 'general') live++
        },
      ),
      { numRuns: 150 },
    )
    expect(live).toBeGreaterThan(1)
  })

  it('gives formulas that are true, from any distributions, with derivations that can be replayed', () => {
    let live = 0
    let conditional = 0
    fc.assert(
      fc.property(
        arbitraryAdmg(2, 5).chain((g) =>
          fc.tuple(fc.constant(g), arbitrarySets(g.nodes), distributionsOver(g.nodes, 4)),
        ),
        fc.integer({ min: 1, max: 999 }),
        ([g, { x, y, z }, data], seed) => {
          if (listsOf(g).bidirected.length > 6) return
          const query = { do: x.slice(0, seed % 3), outcome: y, given: z.slice(0, seed % 2) }
          const answer = doSearch(g, { query, data })
          if (answer.status === 'not-derivable') return
          expect(answer.status).not.toBe('undecided')
          expect(verifySearch(g, { query, data }, answer)).toEqual({ valid: true })
          if (answer.status !== 'identifiable') return
          live++
          if (answer.derivation.some(({ rule, given }) => rule === 'known' && given.length > 0)) conditional++
          checkValue(g, answer.estimand, query, data, seed)
        },
      ),
      { numRuns: 250 },
    )
    expect(live).toBeGreaterThan(10)
    expect(conditional).toBeGreaterThan(1)
  })
})

describe('doSearch and names', () => {
  it('answers the same whatever the nodes are called', () => {
    let derived = 0
    fc.assert(
      fc.property(
        arbitraryAdmg(3, 5).chain((g) =>
          fc.tuple(fc.constant(g), arbitrarySets(g.nodes), distributionsOver(g.nodes, 4)),
        ),
        ([g, { x, y }, data]) => {
          const names = new Map(g.nodes.map((name, i) => [name, `W${9 - i}`]))
          const rename = (list: string | readonly string[] | undefined): string[] =>
            listed(list).map((name) => names.get(name)!)
          const pairs = (list: readonly (readonly [string, string])[]): [string, string][] =>
            list.map(([a, b]) => [names.get(a)!, names.get(b)!])
          const { directed, bidirected } = listsOf(g)
          const turned = admg<string>({
            nodes: rename(g.nodes),
            directed: pairs(directed),
            bidirected: pairs(bidirected),
          })
          const first = doSearch(g, { query: { do: x, outcome: y }, data })
          const second = doSearch(turned, {
            query: { do: rename(x), outcome: rename(y) },
            data: data.map((term) => ({ over: rename(term.over), do: rename(term.do), given: rename(term.given) })),
          })
          expect(second.status).toBe(first.status)
          if (first.status === 'identifiable') derived++
          if ('terms' in first && 'terms' in second) expect(second.terms).toBe(first.terms)
        },
      ),
      { numRuns: 200 },
    )
    expect(derived).toBeGreaterThan(5)
  })
})

describe('identifyFromExperiments with distributions over some of the nodes', () => {
  it('gives formulas that are true, and all that the search derives', () => {
    let byDistricts = 0
    let searched = 0
    fc.assert(
      fc.property(
        arbitraryAdmg(3, 5).chain((g) =>
          fc.tuple(
            fc.constant(g),
            arbitrarySets(g.nodes),
            distributionsOver(g.nodes, 4),
            fc.subarray([...g.nodes], { maxLength: 2 }),
          ),
        ),
        fc.integer({ min: 1, max: 999 }),
        ([g, { x, y, z }, partial, act], seed) => {
          if (listsOf(g).bidirected.length > 6) return
          const asked = { do: x, outcome: y, given: z.slice(0, seed % 2) }
          const data = seed % 3 === 0 ? [{ do: act }, ...partial] : partial
          const answer = identifyFromExperiments(g, { ...asked, available: data })
          const search = doSearch(g, { query: asked, data })
          if (search.status === 'identifiable') expect(answer.identifiable).toBe(true)
          if (search.status === 'not-identifiable') expect(answer.identifiable).toBe(false)
          if (!answer.identifiable) return
          if (answer.derivation.length > 0) searched++
          else byDistricts++
          checkValue(g, answer.estimand, asked, data, seed)
        },
      ),
      { numRuns: 200 },
    )
    expect(byDistricts).toBeGreaterThan(4)
    expect(searched).toBeGreaterThan(0)
  })
})
