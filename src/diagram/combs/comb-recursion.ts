import { components, members } from '../../graph/classes/components.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { mutilated } from '../../graph/core/mutilated.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { separated } from '../../graph/separation/separation.js'
import { range } from '../terms/make.js'
import type { IndexedMove } from './comb-formula.js'
import { ancestorFlags } from './comb-graph.js'
import type { CombMove } from './comb-moves.js'

/** Writes a move into the record; returns its place there. */
export type Recorder = (
  move: CombMove['move'],
  from: number | null,
  nodes: readonly number[],
  kept: readonly number[],
  cut?: Pick<IndexedMove, 'parts' | 'inputs' | 'outputs'>,
) => number

/** Conditions that may as well be set by hand: outcome ⊥ z given the others, in the graph without arrows into X, out of z. */
export function exchanged(
  g: IndexedGraph,
  x: readonly number[],
  y: readonly number[],
  z: readonly number[],
  record: Recorder,
): { treated: number[]; seen: number[] } {
  const treated = [...x]
  const seen = [...z]
  for (let k = 0; k < seen.length; ) {
    const one = seen[k]!
    const others = [...treated, ...seen.filter((i) => i !== one)]
    const without = mutilated(g, flags(g.size, treated), flags(g.size, [one]))
    if (!separated(without, [one], flags(g.size, y), flags(g.size, others))) {
      k++
      continue
    }
    record('exchange', null, [...treated, ...seen], [one])
    treated.push(one)
    seen.splice(k, 1)
    // what could not be exchanged before may be now
    k = 0
  }
  return { treated, seen }
}

/**
 * The moves that make P(y | do x) out of the joint. Once x is cut, what the outcome hears of falls apart into
 * c-components; each is looked for inside the whole joint.
 *
 * @returns null, or where no move is left: the nodes there, and the c-component wanted
 */
export function searchCombs(
  g: IndexedGraph,
  x: readonly number[],
  y: readonly number[],
  record: Recorder,
): { readonly stuck: readonly number[]; readonly component: readonly number[] } | null {
  const free = flags(g.size, x).map((flag) => 1 - flag)
  const heard = ancestorFlags(g, y, free)
  const parts = members(components(g.spouses, heard))
  const start = record('cut', null, range(g.size), positionsOf(heard), { parts, inputs: x, outputs: y })
  for (const part of parts) {
    const stuck = searchComb(g, part, start, record)
    if (stuck !== null) return { stuck, component: part }
  }
  return null
}

/** Discards and splits in turn until `wanted` is left (procedure Identify of Tian & Pearl 2002); the nodes where that fails. */
function searchComb(
  g: IndexedGraph,
  wanted: readonly number[],
  start: number,
  record: Recorder,
): readonly number[] | null {
  let nodes: readonly number[] = range(g.size)
  let from = start
  while (nodes.length > wanted.length) {
    const kept = positionsOf(ancestorFlags(g, wanted, flags(g.size, nodes)))
    if (kept.length < nodes.length) from = record('discard', from, nodes, kept)
    nodes = kept
    if (nodes.length === wanted.length) return null
    const districts = components(g.spouses, flags(g.size, nodes))
    const comb = members(districts)[districts.of[wanted[0]!]!]!
    if (comb.length === nodes.length) {
      record('stuck', from, nodes, wanted)
      return nodes
    }
    from = record('split', from, nodes, comb)
    nodes = comb
  }
  return null
}
