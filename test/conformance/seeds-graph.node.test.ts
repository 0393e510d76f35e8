import { expect } from 'vitest'
import {
  ancestors,
  type Dag,
  dag,
  dagsOf,
  descendants,
  dSeparated,
  orientByKnowledge,
  parents,
  pdag,
} from '../../src/index.js'
import { conformance } from './harness.js'

interface Axiomatic {
  readonly variables: string[]
  readonly edges: [string, string][]
  readonly transitivity: { cause: string; effect: string; answer: 'Yes' | 'No' }
  readonly dSeparation: { x: string; y: string; given: string[]; answer: 'Yes' | 'No' }
}

conformance<Axiomatic, Axiomatic[]>(
  'seeds/axiomatic',
  'seeds/axiomatic.json',
  (all) => all,
  ({ variables: nodes, edges: directed, transitivity: t, dSeparation: d }) => {
    const graph = dag({ nodes, directed })
    expect(ancestors(graph, t.effect).includes(t.cause) ? 'Yes' : 'No').toBe(t.answer)
    expect(dSeparated(graph, d.x, d.y, d.given) ? 'Yes' : 'No').toBe(d.answer)
  },
)

interface Corr2Cause {
  readonly variables: string[]
  readonly dependentPairs: [number, number][]
  readonly independencies: [number, number, number[]][]
  readonly hypothesis: { relation: string; x: number; y: number }
  readonly label: 'valid' | 'invalid'
  readonly threeWay: 'entailment' | 'contradiction' | 'neutral'
  readonly mecSize: number
  readonly mecMembersWhereTrue: number
}

conformance<Corr2Cause, Corr2Cause[]>(
  'seeds/corr2cause',
  'seeds/corr2cause.json',
  (all) => all,
  ({ variables, independencies, hypothesis, ...wanted }) => {
    const members = [...dagsOf(classOf(variables, independencies))]
    const [x, y] = [variables[hypothesis.x]!, variables[hypothesis.y]!]
    const yes = members.filter((member) => holds(member, hypothesis.relation, x, y)).length
    expect(members.length).toBe(wanted.mecSize)
    expect(yes).toBe(wanted.mecMembersWhereTrue)
    expect(yes === members.length ? 'entailment' : yes === 0 ? 'contradiction' : 'neutral').toBe(wanted.threeWay)
    expect(yes === members.length ? 'valid' : 'invalid').toBe(wanted.label)
  },
)

/** The class whose independences are all of these: adjacent when never independent, colliders where the middle is in no separating set. */
function classOf(nodes: readonly string[], independencies: readonly [number, number, number[]][]) {
  const apart = new Map(independencies.map(([a, b, given]) => [[a, b].sort().join(), given]))
  const adjacent = (a: number, b: number) => a !== b && !apart.has([a, b].sort().join())
  const into = new Set<string>()
  for (const [c] of nodes.entries())
    for (const [a] of nodes.entries())
      for (const [b] of nodes.entries())
        if (
          a < b &&
          adjacent(a, c) &&
          adjacent(b, c) &&
          !adjacent(a, b) &&
          !apart.get([a, b].sort().join())!.includes(c)
        )
          for (const end of [a, b]) into.add(`${end} ${c}`)
  const directed: [string, string][] = []
  const undirected: [string, string][] = []
  for (const [j, b] of nodes.entries())
    for (const [i, a] of nodes.slice(0, j).entries()) {
      if (!adjacent(i, j)) continue
      if (into.has(`${i} ${j}`)) directed.push([a, b])
      else if (into.has(`${j} ${i}`)) directed.push([b, a])
      else undirected.push([a, b])
    }
  return orientByKnowledge(pdag({ nodes, directed, undirected }), {})
}

/** Whether two nodes have a third with directed paths from it (or to it) that share it alone. */
function haveCommon(graph: Dag, x: string, y: string, side: 'cause' | 'effect'): boolean {
  const steps = new Map(
    graph.nodes.map((node) => [
      node,
      graph.edges
        .filter((e) => (side === 'cause' ? e.from : e.to) === node)
        .map((e) => (side === 'cause' ? e.to : e.from)),
    ]),
  )
  const pathsTo = (from: string, to: string): string[][] =>
    from === to ? [[to]] : steps.get(from)!.flatMap((next) => pathsTo(next, to).map((path) => [from, ...path]))
  return graph.nodes.some((third) => {
    if (third === x || third === y) return false
    const toX = pathsTo(third, x)
    return pathsTo(third, y).some((right) => toX.some((left) => left.slice(1).every((node) => !right.includes(node))))
  })
}

function holds(graph: Dag, relation: string, x: string, y: string): boolean {
  switch (relation) {
    case 'directCause':
      return parents(graph, y).includes(x)
    case 'directEffect':
      return parents(graph, x).includes(y)
    case 'indirectCause':
      return ancestors(graph, y).includes(x) && !parents(graph, y).includes(x)
    case 'indirectEffect':
      return descendants(graph, y).includes(x) && !parents(graph, x).includes(y)
    case 'commonCause':
      return haveCommon(graph, x, y, 'cause')
    case 'commonEffect':
      return haveCommon(graph, x, y, 'effect')
    default:
      throw new Error(`no relation ${relation}`)
  }
}
