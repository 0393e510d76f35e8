import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cpdagOf,
  type Dag,
  dag,
  dagsOf,
  interventionalCpdagOf,
  interventionallyEquivalent,
  markovEquivalent,
  mpdag,
  removeIncoming,
} from '../../../src/index.js'
import { arbitraryDag } from '../../support/arbitrary.js'

/** A DAG with up to five nodes, and a conservative family of targets. */
const world = arbitraryDag(2, 5).chain((graph) =>
  fc.record({
    graph: fc.constant(graph),
    targets: fc
      .array(fc.subarray([...graph.nodes]), { maxLength: 3 })
      .map((sets) => (graph.nodes.every((node) => sets.some((set) => !set.includes(node))) ? sets : [[], ...sets])),
  }),
)

/** Hauser & Bühlmann 2012, Theorem 10 (iii): D⁽ᴵ⁾ have the same separations, for each experiment. */
function sameInAll(a: Dag, b: Dag, targets: readonly (readonly string[])[]): boolean {
  return (
    markovEquivalent(a, b) &&
    targets.every((set) => markovEquivalent(removeIncoming(a, set) as Dag, removeIncoming(b, set) as Dag))
  )
}

describe('interventionalCpdagOf', () => {
  it('directs just the edges that all DAGs with the same experiments share', () => {
    let fewer = 0
    fc.assert(
      fc.property(world, ({ graph, targets }) => {
        const found = interventionalCpdagOf(graph, targets)
        const members = [...dagsOf(cpdagOf(graph))].filter((other) => sameInAll(graph, other, targets))
        expect(members.length).toBeGreaterThan(0)
        for (const { from, to, fromMark, toMark } of found.edges) {
          const ways = new Set(members.map((m) => m.edges.some((e) => e.from === from && e.to === to)))
          expect(ways.size).toBe(fromMark === 'tail' && toMark === 'tail' ? 2 : 1)
          if (toMark === 'arrow') expect([...ways]).toEqual([true])
          if (fromMark === 'arrow') expect([...ways]).toEqual([false])
        }
        expect([...dagsOf(found)]).toHaveLength(members.length)
        if (members.length < [...dagsOf(cpdagOf(graph))].length) fewer++
      }),
      { numRuns: 80 },
    )
    expect(fewer).toBeGreaterThan(10)
  })
  it('is a maximally oriented PDAG, and the CPDAG for observation alone', () => {
    fc.assert(
      fc.property(world, ({ graph, targets }) => {
        const found = interventionalCpdagOf(graph, targets)
        const spec = {
          nodes: found.nodes,
          directed: found.edges
            .filter((e) => e.toMark !== e.fromMark)
            .map((e) => (e.toMark === 'arrow' ? [e.from, e.to] : [e.to, e.from]) as [string, string]),
          undirected: found.edges.filter((e) => e.toMark === e.fromMark).map((e) => [e.from, e.to] as [string, string]),
        }
        expect(mpdag(spec).edges).toHaveLength(found.edges.length)
        expect(interventionalCpdagOf(graph, [[]]).edges).toEqual(cpdagOf(graph).edges)
      }),
      { numRuns: 60 },
    )
  })
  it('judges equivalence as the definition does', () => {
    let equal = 0
    fc.assert(
      fc.property(world, fc.nat(), ({ graph, targets }, pick) => {
        const all = [...dagsOf(cpdagOf(graph))]
        const other = all[pick % all.length]!
        const same = interventionallyEquivalent(graph, other, targets)
        expect(same).toBe(sameInAll(graph, other, targets))
        if (same) equal++
      }),
      { numRuns: 80 },
    )
    expect(equal).toBeGreaterThan(10)
  })
})

describe('targets', () => {
  const graph = dag('A -> B -> C')
  it('must leave each node alone somewhere', () => {
    expect(() => interventionalCpdagOf(graph, [['A']])).toThrow(/every experiment sets "A"/)
    expect(() => interventionalCpdagOf(graph, [])).toThrow(/no experiment/)
    expect(interventionalCpdagOf(graph, [['A'], ['B']]).edges.every((e) => e.toMark === 'arrow')).toBe(true)
  })
  it('are nodes', () => {
    expect(() => interventionalCpdagOf(graph, [[], ['D' as never]])).toThrow(/no node "D"/)
    expect(() => interventionallyEquivalent(graph, dag('A -> B') as never, [[]])).toThrow(/same nodes/)
  })
})
