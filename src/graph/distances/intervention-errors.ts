import type { IndexedGraph } from '../core/indexed.js'
import { reach } from '../core/reach.js'
import { openWalks } from '../separation/separation.js'

/**
 * On how many nodes j adjusting for the set `z` gives a wrong effect of `i` in the DAG `g`: the row of i in the structural
 * intervention distance (Peters & Bühlmann 2015, Proposition 6) when z are its parents in the estimate. A node of z is
 * said not to be an effect. One pass over the graph for all j.
 */
export function interventionErrors(g: IndexedGraph, i: number, z: readonly number[]): number {
  const given = new Uint8Array(g.size)
  for (const k of z) given[k] = 1
  const below = reach(g.children, [i])
  // adjustment criterion, first part: no node of z below a node (other than i) on a causal path from i to j
  const above = reach(g.parents, z)
  const spoilt: number[] = []
  for (let w = 0; w < g.size; w++) if (w !== i && below[w] === 1 && above[w] === 1) spoilt.push(w)
  const forbidden = reach(g.children, spoilt)
  // second part: no open path that is not causal. It leaves i against an arrow, or turns at a node of z below i
  const starts: number[] = []
  const addParents = (of: number): void => {
    for (let k = g.parents.start[of]!; k < g.parents.start[of + 1]!; k++) {
      const parent = g.parents.node[k]!
      if (given[parent] === 0 && parent !== i) starts.push(parent)
    }
  }
  addParents(i)
  for (const turn of firstMet(g, i, given)) addParents(turn)
  // a walk that comes back to i may only turn there, to parents that are starts already
  given[i] = 1
  const open = openWalks(g, starts, given)!
  given[i] = 0
  let errors = 0
  for (let j = 0; j < g.size; j++) {
    if (j === i) continue
    if (given[j] === 1 ? below[j] === 1 : forbidden[j] === 1 || open[j] !== 0) errors++
  }
  return errors
}

/** The given nodes that directed paths from `i` meet first. */
function firstMet({ children, size }: IndexedGraph, i: number, given: Uint8Array): number[] {
  const seen = new Uint8Array(size)
  const queue = [i]
  const met: number[] = []
  for (let head = 0; head < queue.length; head++) {
    for (let k = children.start[queue[head]!]!; k < children.start[queue[head]! + 1]!; k++) {
      const b = children.node[k]!
      if (seen[b] === 1) continue
      seen[b] = 1
      if (given[b] === 1) met.push(b)
      else queue.push(b)
    }
  }
  return met
}
