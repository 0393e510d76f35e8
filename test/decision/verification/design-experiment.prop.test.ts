import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cpdagOf,
  type Dag,
  dag,
  dagsOf,
  designExperiment,
  type ExperimentObjective,
  orientByKnowledge,
} from '../../../src/index.js'

const names = ['A', 'B', 'C', 'D', 'E', 'F'] as const
type Name = (typeof names)[number]
const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const))

/** A class with background knowledge: the first directions of one of its members. */
const classes = fc
  .record({
    edges: fc.array(fc.constantFrom(0, 1, 1), { minLength: pairs.length, maxLength: pairs.length }),
    order: fc.shuffledSubarray([...names], { minLength: names.length, maxLength: names.length }),
    known: fc.nat({ max: 2 }),
  })
  .map(({ edges, order, known }) => {
    const graph = dag({
      nodes: names,
      directed: pairs
        .filter((_, k) => edges[k] === 1)
        .map(([a, b]): [Name, Name] => (order.indexOf(a) < order.indexOf(b) ? [a, b] : [b, a])),
    })
    const required = graph.edges.slice(0, known).map(({ from, to }) => [from, to] as const)
    return known === 0 ? cpdagOf(graph) : orientByKnowledge(cpdagOf(graph), { required })
  })

const edgeText = ({ edges }: Dag<Name>): string[] => edges.map(({ from, to }) => `${from}>${to}`)

/** The members by what an experiment shows of each: the directions of edges with one end among the targets. */
function grouped(members: readonly Dag<Name>[], targets: readonly Name[]): Dag<Name>[][] {
  const groups = new Map<string, Dag<Name>[]>()
  for (const member of members) {
    const shown = member.edges
      .filter(({ from, to }) => targets.includes(from) !== targets.includes(to))
      .map(({ from, to }) => `${from}>${to}`)
      .sort()
      .join()
    groups.set(shown, [...(groups.get(shown) ?? []), member])
  }
  return [...groups.values()]
}

/** Edges on which the members of a group differ. */
function openEdges(group: readonly Dag<Name>[]): number {
  const all = group.map(edgeText)
  return group[0]!.edges.filter(({ from, to }) => {
    const one = all.some((texts) => texts.includes(`${from}>${to}`))
    return one && all.some((texts) => texts.includes(`${to}>${from}`))
  }).length
}

const objectives = ['expected-members', 'worst-members', 'expected-edges', 'worst-edges', 'information'] as const

describe('designExperiment', () => {
  it('judges every experiment as a list of the members does, and puts the best first', () => {
    let several = 0
    fc.assert(
      fc.property(
        classes,
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom<ExperimentObjective>(...objectives),
        fc.boolean(),
        (graph, maxTargets, objective, dear) => {
          const costs = dear ? { A: 2, C: 0.5 } : {}
          const members = [...dagsOf(graph)] as Dag<Name>[]
          const found = designExperiment(graph, { maxTargets, objective, costs })
          expect(found.members).toBe(BigInt(members.length))
          expect(found.undirectedEdges).toBe(openEdges(members))
          if (members.length === 1) {
            expect(found.best).toBeNull()
            return
          }
          several++
          let most = 0
          for (const experiment of found.experiments) {
            const groups = grouped(members, experiment.targets)
            const sizes = groups.map(({ length }) => length)
            const share = (size: number): number => size / members.length
            const mean = (of: (group: Dag<Name>[]) => number): number =>
              groups.reduce((sum, group) => sum + share(group.length) * of(group), 0)
            expect(experiment.outcomes.map((outcome) => Number(outcome.members))).toEqual(sizes.sort((a, b) => b - a))
            expect(experiment.worstMembers).toBe(BigInt(sizes[0]!))
            expect(experiment.expectedMembers).toBeCloseTo(
              mean(({ length }) => length),
              9,
            )
            expect(experiment.expectedEdges).toBeCloseTo(mean(openEdges), 9)
            expect(experiment.worstEdges).toBe(Math.max(...groups.map(openEdges)))
            const bits = -mean(({ length }) => Math.log2(share(length)))
            expect(experiment.information).toBeCloseTo(bits, 9)
            const cost = experiment.targets.reduce((sum, name) => sum + (costs[name as 'A'] ?? 1), 0)
            expect(experiment.cost).toBe(cost)
            const gain = {
              'expected-members': Math.log2(members.length) - Math.log2(mean(({ length }) => length)),
              'worst-members': Math.log2(members.length) - Math.log2(sizes[0]!),
              'expected-edges': openEdges(members) - mean(openEdges),
              'worst-edges': openEdges(members) - Math.max(...groups.map(openEdges)),
              information: bits,
            }[objective]
            expect(experiment.gain).toBeCloseTo(gain / cost, 9)
            most = Math.max(most, gain / cost)
            // the next step begins at the class that an outcome leaves
            for (const outcome of experiment === found.best ? experiment.outcomes : []) {
              const left = orientByKnowledge(graph, { required: outcome.directed })
              const next = designExperiment(left)
              expect(next.members).toBe(outcome.members)
              expect(next.undirectedEdges).toBe(outcome.undirectedEdges)
            }
          }
          expect(found.best!.gain).toBeCloseTo(most, 9)
        },
      ),
      { numRuns: 40 },
    )
    expect(several).toBeGreaterThan(5)
  })

  it('in turn, each outcome followed by the next best, comes to the one true graph', () => {
    fc.assert(
      fc.property(classes, fc.nat(), (graph, pick) => {
        const members = [...dagsOf(graph)] as Dag<Name>[]
        const truth = members[pick % members.length]!
        let left = orientByKnowledge(graph, {})
        let steps = 0
        for (;;) {
          const { best, members: still } = designExperiment(left)
          if (best === null) {
            expect(still).toBe(1n)
            break
          }
          const required = truth.edges
            .filter(({ from, to }) => best.targets.includes(from) !== best.targets.includes(to))
            .map(({ from, to }) => [from, to] as const)
          left = orientByKnowledge(left, { required })
          expect(designExperiment(left).members).toBeLessThan(still)
          expect(++steps).toBeLessThanOrEqual(names.length - 1)
        }
        expect(left.edges.map(({ from, to }) => `${from}>${to}`).sort()).toEqual(edgeText(truth).sort())
      }),
      { numRuns: 40 },
    )
  })
})
