import { CausalError } from '../../errors.js'
import { asList, checkedList, lookUp, quoteNames } from '../../names.js'
import type { IndexedGraph } from '../core/indexed.js'
import { indexed } from '../core/indexed.js'
import { makeGraph } from '../kinds/build.js'
import { ARROW } from '../kinds/marks.js'
import { completedEdges } from './compelled.js'
import { halfEdge, type Marked, markedGraph } from './marked.js'
import { isUndirected, meek } from './meek.js'

/** The targets of each experiment in positions, ascending; an error for a name that is not there. */
export function readTargets(
  what: string,
  index: ReadonlyMap<string, number>,
  targets: readonly (string | readonly string[])[],
): readonly (readonly number[])[] {
  return Array.from(checkedList('targets', targets), (names) =>
    [...new Set(asList(names).map((name) => lookUp(what, index, name)))].sort((a, b) => a - b),
  )
}

/**
 * Refuses a family of targets that is not conservative (Hauser & Bühlmann 2012, definition 6): of a node that every
 * experiment sets, no experiment shows the mechanism.
 */
export function refuseAlwaysSet(names: readonly string[], targets: readonly (readonly number[])[]): void {
  const always = names.filter((_, i) => targets.every((set) => set.includes(i)))
  if (always.length === 0) return
  throw new CausalError(
    'invalid-argument',
    targets.length === 0
      ? 'targets has no experiment: give a list of target sets; [] among them is observation.'
      : `every experiment sets ${quoteNames(always)}, so none shows what causes ${always.length === 1 ? 'it' : 'them'}: add an experiment that leaves ${always.length === 1 ? 'it' : 'each of them'} alone, such as [] for observation.`,
    { names: always },
  )
}

/**
 * The pairs whose direction experiments tell: those of which some experiment sets one node and not the other. n × n,
 * symmetric. (Hauser & Bühlmann 2012, Theorem 10: the edge is gone from one of D⁽ᴵ⁾ and its turned sister, not from the other.)
 */
export function toldPairs(n: number, targets: readonly (readonly number[])[]): Uint8Array {
  const told = new Uint8Array(n * n)
  for (const set of targets) {
    const isSet = new Uint8Array(n)
    for (const node of set) isSet[node] = 1
    for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) if (isSet[a] !== isSet[b]) told[a * n + b] = 1
  }
  return told
}

/** The interventional essential graph of a DAG: its CPDAG, the directions that experiments tell, and Meek's rules. */
export function interventionalClass(g: IndexedGraph, targets: readonly (readonly number[])[]): Marked {
  const marked = markedGraph(indexed(makeGraph('pdag', g.names, completedEdges(g))))
  const told = toldPairs(g.size, targets)
  const { start, node } = g.parents
  for (let y = 0; y < g.size; y++) {
    for (let k = start[y]!; k < start[y + 1]!; k++) {
      if (told[node[k]! * g.size + y] === 0) continue
      const half = halfEdge(marked, node[k]!, y)
      if (isUndirected(marked, half)) marked.mark[half] = ARROW
    }
  }
  meek(marked)
  return marked
}
