import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Admg,
  adjustmentSets,
  admg,
  ancestors,
  backDoorSets,
  doCalculus,
  doSearch,
  frontDoorSets,
  identify,
  identifyFromExperiments,
  identifyPolicy,
  instruments,
  isAdjustmentSet,
  optimalAdjustmentSet,
  recoverFromMissingness,
  recoverFromSelection,
  toText,
  transport,
} from '../../src/index.js'
import { arbitraryAdmg, arbitrarySets } from '../support/arbitrary.js'

/** A graph, the same with nodes and edges listed in another order, and a shuffling of lists of names. */
const shuffledPair = (least: number, most: number) =>
  arbitraryAdmg(least, most).chain((g) =>
    fc
      .tuple(
        arbitrarySets(g.nodes),
        fc.shuffledSubarray([...g.nodes], { minLength: g.nodes.length, maxLength: g.nodes.length }),
        fc.shuffledSubarray([...g.edges], { minLength: g.edges.length, maxLength: g.edges.length }),
      )
      .map(([sets, nodes, edges]) => {
        const pairs = (mark: 'tail' | 'arrow') =>
          edges.filter((e) => e.fromMark === mark).map((e) => [e.from, e.to] as const)
        const shuffle = (list: readonly string[]): string[] => nodes.filter((n) => list.includes(n))
        const bidirected = pairs('arrow').map(([a, b]) => [b, a] as const)
        return { g, turned: admg({ nodes, directed: pairs('tail'), bidirected }), sets, shuffle }
      }),
  )

/** The answer without the order of its lists of names: they stand in the graph's order. Formulas become text. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(plain)
    return list.every((item) => typeof item === 'string') ? [...list].sort() : list
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      ['estimand', 'left', 'right'].includes(key) ? toText(item) : plain(item),
    ]),
  )
}

const sorted = (list: readonly unknown[]): string[] => list.map((item) => JSON.stringify(item)).sort()

describe('identification does not hang on the order of nodes, edges or names', () => {
  const same = (
    ask: (
      g: Admg,
      list: (names: readonly string[]) => string[],
      sets: { x: string[]; y: string[]; z: string[] },
    ) => unknown,
    most = 6,
  ): void =>
    fc.assert(
      fc.property(shuffledPair(3, most), ({ g, turned, sets, shuffle }) => {
        expect(ask(turned, shuffle, sets)).toEqual(ask(g, (list) => [...list], sets))
      }),
      { numRuns: 100 },
    )

  it('identify: the same formula and the same steps', () =>
    same((g, list, { x, y, z }) => {
      const { derivation, ...answer } = identify(g, { do: list(x), outcome: list(y), given: list(z) })
      // districts are listed by first node
      return plain({
        ...answer,
        derivation: derivation.map((s) => ({ ...s, sets: sorted(s.sets.map((set) => [...set].sort())) })),
      })
    }, 7))

  it('adjustment, back doors, front doors: the same sets in the same order', () =>
    same((g, list, { x, y }) => {
      const query = { treatment: list(x), outcome: list(y) }
      return [
        ...[adjustmentSets(g, query), backDoorSets(g, query), frontDoorSets(g, query)].map((sets) =>
          [...sets].map(plain),
        ),
        optimalAdjustmentSet(g, query),
        isAdjustmentSet(g, query, []),
      ].map((answer) => (Array.isArray(answer) ? answer : plain(answer)))
    }))

  it('instruments: the same list', () =>
    same((g) => {
      const [treatment, outcome] = [...g.nodes].sort() as [string, string]
      return sorted([...instruments(g, { treatment, outcome })].map(plain))
    }))

  it('the do-calculus: the same equation, the same witness', () =>
    same((g, list, { x, y, z }) =>
      ([1, 2, 3] as const).map((rule) =>
        plain(doCalculus(rule, g, { outcome: list(y), nodes: list(x), given: list(z) })),
      ),
    ))

  it('experiments and populations: the same formula or thicket', () =>
    same((g, list, { x, y, z }) => {
      const query = { do: list(x), outcome: list(y) }
      const available = [{ do: list(z) }, {}, { do: list(x.slice(0, 1)) }]
      return [identifyFromExperiments(g, { ...query, available }), transport(g, { ...query, selection: list(z) })].map(
        plain,
      )
    }))

  it('searches, partial experiments and policies: the same answer', () =>
    same((g, list, { x, y, z }) => {
      const query = { do: list(x), outcome: list(y) }
      const rest = g.nodes.filter((name) => !x.includes(name))
      const data = [{ over: list(y), do: list(x.slice(0, 1)), given: list(z) }, { over: list(rest) }]
      const policies = list(x).map((treatment) => ({ treatment, given: list(z) }))
      const isCyclic = x.some((a) => z.some((b) => ancestors(g, b).includes(a)))
      return [
        doSearch(g, { query, data }),
        identifyFromExperiments(g, { ...query, available: data }),
        transport(g, { ...query, selection: list(z), available: data.map((term) => ({ ...term, domain: 'source' })) }),
        isCyclic ? null : identifyPolicy(g, { policies, outcome: list(y) }),
      ].map(plain)
    }, 5))

  it('recovery: the same formula', () =>
    same((g, list, { x, y }) => {
      const [variable, observed] = g.nodes.filter((n) => !x.includes(n) && !y.includes(n)).sort()
      const hidden = { do: list(x), outcome: list(y), budget: 400 }
      const answers: unknown[] = [recoverFromSelection(g, { ...hidden, selectedBy: list(x) })]
      if (observed !== undefined)
        answers.push(recoverFromMissingness(g, { ...hidden, missing: [{ variable: variable!, observed }] }))
      return answers.map(plain)
    }, 5))
})
