import type { IndexedGraph } from '../../graph/core/indexed.js'
import { ARROW } from '../../graph/kinds/marks.js'

/** Bits of a node that a walk reaches through an edge with a tail, or with an arrow, at that node. */
const BY_TAIL = 1
export const BY_ARROW = 2

/** What any W leaves connected with the outcome: see `outcomeLeaks`. */
export interface Leaks {
  /** Bits `BY_TAIL | BY_ARROW`: who so arrives at the node, and finds it not given, can walk on to the outcome. */
  readonly past: Uint8Array
  /** 1 where who arrives by an arrow, and finds the node or a descendant given, can walk on to the outcome. */
  readonly opened: Uint8Array
}

/** How nodes are joined to y by walks whose inner nodes may not be given. No open path from z may pass such a leak. */
export function outcomeLeaks(g: IndexedGraph, y: number, allowed: Uint8Array): Leaks {
  const { start, node, near, far } = g.incidence
  const past = new Uint8Array(g.size)
  const opened = new Uint8Array(g.size)
  const stack = [y * 4 + BY_TAIL, y * 4 + BY_ARROW]
  while (stack.length > 0) {
    const state = stack.pop()!
    const b = state >> 2
    for (let k = start[b]!; k < start[b + 1]!; k++) {
      if ((near[k] === ARROW ? BY_ARROW : BY_TAIL) !== (state & 3)) continue
      const v = node[k]!
      if (v === y) continue
      const ways = far[k] === ARROW ? BY_TAIL : BY_TAIL | BY_ARROW
      if (far[k] === ARROW) opened[v] = 1
      const added = ways & ~past[v]!
      past[v]! |= ways
      // v can be walked through only if no set blocks it
      if (allowed[v] === 1) continue
      if ((added & BY_TAIL) !== 0) stack.push(v * 4 + BY_TAIL)
      if ((added & BY_ARROW) !== 0) stack.push(v * 4 + BY_ARROW)
    }
  }
  return { past, opened }
}

/**
 * How walks that could be part of an open path from z to x reach each node: they pass nodes not given and, as colliders,
 * nodes flagged `open`, but no leak to the outcome. They start at z and end at x, or (`back`) the other way round.
 */
export function walks(
  g: IndexedGraph,
  from: number,
  to: number,
  back: boolean,
  given: Uint8Array,
  open: Uint8Array,
  leaks: Leaks,
): Uint8Array {
  const { start, node, near, far } = g.incidence
  const { past, opened } = leaks
  const reached = new Uint8Array(g.size)
  reached[from] = BY_TAIL
  const stack = [from * 4 + BY_TAIL]
  while (stack.length > 0) {
    const state = stack.pop()!
    const a = state >> 2
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const leaves = near[k] === ARROW ? BY_ARROW : BY_TAIL
      if ((state & leaves & BY_ARROW) !== 0) {
        if (open[a] === 0 || opened[a] === 1) continue
      } else if (given[a] === 1) continue
      // the way from z into a: the edge come by, or on the way back that left by
      else if ((back || a !== from) && (past[a]! & (back ? leaves : state & 3)) !== 0) continue
      const b = node[k]!
      const way = far[k] === ARROW ? BY_ARROW : BY_TAIL
      if (b === from || (reached[b]! & way) !== 0) continue
      reached[b]! |= way
      if (b !== to) stack.push(b * 4 + way)
    }
  }
  return reached
}
