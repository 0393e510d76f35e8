import { ARROW, TAIL } from '../kinds/marks.js'
import { filtered } from './filtered.js'
import type { IndexedGraph } from './indexed.js'

/** The graph without edges into nodes of `into` (bidirected ones too) and without edges out of nodes of `outOf`. */
export function mutilated(g: IndexedGraph, into: Uint8Array, outOf: Uint8Array): IndexedGraph {
  return filtered(
    g,
    (a, b, atA, atB) =>
      !((into[a] === 1 && atA === ARROW) || (into[b] === 1 && atB === ARROW)) &&
      !((outOf[a] === 1 && atA === TAIL) || (outOf[b] === 1 && atB === TAIL)),
  )
}
