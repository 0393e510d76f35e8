import { CausalError } from '../../errors.js'
import { isAdjacent, type Marked, markedEdges, markedGraph } from '../../graph/classes/marked.js'
import { meek, pointsOut } from '../../graph/classes/meek.js'
import { memberDag } from '../../graph/classes/member.js'
import { orientations } from '../../graph/classes/orientations.js'
import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW } from '../../graph/kinds/marks.js'
import type { CausalGraph, Dag } from '../../graph/types.js'
import { parentChoices, surroundings } from './parent-choices.js'

/** Parents that the treatments can have together, and one graph that has them. */
export interface Member {
  readonly parents: readonly (readonly number[])[]
  /** How many graphs have these parents; null where they were not counted. */
  readonly graphs: number | null
  /** A graph of the class with these parents; made only when asked for. */
  dag(): Dag
}

/** The class as a maximally oriented graph, or an error where it is none. */
export function orientedClass(graph: CausalGraph): Marked {
  if (memberDag(graph) === null) {
    throw new CausalError(
      'invalid-graph',
      'the graph has no consistent extension, so it stands for no DAG: see isExtendable(graph).',
    )
  }
  const marked = markedGraph(indexed(graph))
  meek(marked)
  return marked
}

/** Every combination of parents that some graph of the class has, from the neighbourhoods of the treatments. */
export function localMembers(graph: CausalGraph, xs: readonly number[], budget: number): readonly Member[] {
  const g = orientedClass(graph)
  const around = xs.map((x) => surroundings(g, x))
  const choices = around.map((place) => parentChoices(g, place, budget))
  const total = choices.reduce((product, sets) => product * (sets?.length ?? Number.POSITIVE_INFINITY), 1)
  if (total > budget) throw tooMany('combinations of parents', total, budget)
  let combined: (readonly (readonly number[])[])[] = [[]]
  for (const sets of choices) combined = combined.flatMap((before) => sets!.map((set) => [...before, set]))
  const members: Member[] = []
  for (const chosen of combined) {
    const oriented = withParents(graph, g, xs, chosen)
    // what is possible for each treatment alone need not be possible for all together
    if (oriented === null || (xs.length > 1 && memberDag(oriented) === null)) continue
    members.push({
      parents: chosen.map((set, i) => [...around[i]!.parents, ...set].sort((a, b) => a - b)),
      graphs: null,
      dag: () => memberDag(oriented)!,
    })
  }
  return members
}

/** The class with these siblings made parents and the others children; null where two treatments disagree. */
function withParents(
  graph: CausalGraph,
  g: Marked,
  xs: readonly number[],
  chosen: readonly (readonly number[])[],
): CausalGraph | null {
  const marked: Marked = { ...g, mark: g.mark.slice() }
  for (const [i, x] of xs.entries()) {
    for (let k = g.start[x]!; k < g.start[x + 1]!; k++) {
      const twin = g.twin[k]!
      if (g.mark[k] === ARROW || g.mark[twin] === ARROW) continue
      const isParent = chosen[i]!.includes(g.node[k]!)
      const [into, out] = isParent ? [twin, k] : [k, twin]
      if (marked.mark[out] === ARROW) return null
      marked.mark[into] = ARROW
    }
  }
  // two treatments may meet at a node as no graph of the class has it
  if (xs.length > 1 && hasNewCollider(g, marked)) return null
  return makeGraph('pdag', graph.nodes, markedEdges(marked), graph.latents)
}

/** Whether arrows that were put in meet another at a node, from nodes that are not adjacent. */
function hasNewCollider(before: Marked, after: Marked): boolean {
  const { start, node, twin, mark } = after
  for (let w = 0; w + 1 < start.length; w++) {
    for (let k = start[w]!; k < start[w + 1]!; k++) {
      if (mark[twin[k]!] !== ARROW || before.mark[twin[k]!] === ARROW) continue
      for (let j = start[w]!; j < start[w + 1]!; j++)
        if (j !== k && pointsOut(after, twin[j]!) && !isAdjacent(after, node[j]!, node[k]!)) return true
    }
  }
  return false
}

/** All DAGs of the class, those with the same parents of the treatments together. */
export function globalMembers(graph: CausalGraph, xs: readonly number[], budget: number): readonly Member[] {
  const g = orientedClass(graph)
  const found = new Map<string, { parents: readonly (readonly number[])[]; graphs: number; dag: Dag }>()
  let seen = 0
  for (const _ of orientations(g)) {
    if (++seen > budget) throw tooMany('graphs', seen, budget)
    const parents = xs.map((x) => [...surroundings(g, x).parents])
    const key = JSON.stringify(parents)
    const before = found.get(key)
    if (before !== undefined) before.graphs++
    else found.set(key, { parents, graphs: 1, dag: makeGraph('dag', graph.nodes, markedEdges(g), graph.latents) })
  }
  return [...found.values()].map(({ parents, graphs, dag }) => ({ parents, graphs, dag: () => dag }))
}

function tooMany(what: string, count: number, budget: number): CausalError {
  const shown = count > budget && Number.isFinite(count) && what !== 'graphs' ? `${count}` : `more than ${budget}`
  return new CausalError(
    'too-large',
    `the class has ${shown} ${what}: give a larger \`budget\`, orient edges by knowledge, or ask for method "local".`,
    { budget },
  )
}

/** The graph's nodes as positions in the moments. */
export function columnsOf(g: IndexedGraph, names: readonly string[]): (nodes: readonly number[]) => readonly number[] {
  const at = new Map(names.map((name, i) => [name, i]))
  return (nodes) =>
    nodes.map((node) => {
      const column = at.get(g.names[node]!)
      if (column !== undefined) return column
      throw new CausalError(
        'unknown-name',
        `the data have no column "${g.names[node]}", which the graph has among the parents or in the adjustment set.`,
        { name: g.names[node] },
      )
    })
}
