import type { IndexedGraph } from '../../graph/core/indexed.js'
import { resolve, type World } from './worlds.js'

/**
 * A copy of a variable: what it is when its parents take these values. A parent is a state, where the query sets or
 * knows it, or (a number) another copy, whose value is not known and will be summed over.
 */
export interface Copy {
  readonly variable: number
  /** In the graph's order of parents. */
  readonly parents: readonly (string | number)[]
  /** What the query says about it. */
  readonly value: string | null
}

/** Copies of the variables of several worlds, parents before children. */
export type Network = readonly Copy[]

/** A network, and where the copies of an older one are in it (−1 where they were dropped). */
export interface Moved {
  readonly copies: Network
  readonly place: Int32Array
}

/** The copy in which a variable is read in a world, or the state that it is set to. */
export interface Reading {
  readonly variable: number
  readonly world: World
}

/**
 * The counterfactual ancestors An(·) of what is read (Correa, Lee & Bareinboim 2021). A variable that is
 * set to its value in another world is a copy there: summing over that copy's value is the counterfactual unnesting
 * theorem. What a world sets to no effect, because nothing read there depends on it, leaves no trace.
 */
export function unroll(
  g: IndexedGraph,
  rank: Int32Array,
  readings: readonly Reading[],
): { readonly copies: Network; readonly at: readonly (string | number)[] } {
  const known = new Map<World, Int32Array>()
  const found: Reading[] = []
  const numberOf = ({ variable, world }: Reading): number => {
    let row = known.get(world)
    if (row === undefined) {
      row = new Int32Array(g.size).fill(-1)
      known.set(world, row)
    }
    if (row[variable] === -1) row[variable] = found.push({ variable, world }) - 1
    return row[variable]!
  }
  const sourceOf = (variable: number, world: World): string | number => {
    const source = resolve(variable, world)
    return typeof source === 'string' ? source : numberOf({ variable, world: source })
  }
  const at = readings.map(({ variable, world }) => sourceOf(variable, world))
  const raw: Copy[] = []
  for (let i = 0; i < found.length; i++) {
    const { variable, world } = found[i]!
    const parents: (string | number)[] = []
    for (let k = g.parents.start[variable]!; k < g.parents.start[variable + 1]!; k++) {
      parents.push(sourceOf(g.parents.node[k]!, world))
    }
    raw.push({ variable, parents, value: null })
  }
  const { copies, place } = inOrder(raw, rank)
  return { copies, at: at.map((source) => (typeof source === 'string' ? source : place[source]!)) }
}

/** The same copies, parents first. */
export function inOrder(copies: Network, rank: Int32Array): Moved {
  const order = copies.map((_, i) => i).sort((a, b) => rank[copies[a]!.variable]! - rank[copies[b]!.variable]!)
  return moved(copies, order)
}

/** The copies that are kept; what they depend on must be kept too. */
export function kept(copies: Network, keep: Uint8Array): Moved {
  return moved(
    copies,
    copies.map((_, i) => i).filter((i) => keep[i] === 1),
  )
}

function moved(copies: Network, order: readonly number[]): Moved {
  const place = new Int32Array(copies.length).fill(-1)
  for (const [k, i] of order.entries()) place[i] = k
  return {
    copies: order.map((i) => ({
      ...copies[i]!,
      parents: copies[i]!.parents.map((p) => (typeof p === 'number' ? place[p]! : p)),
    })),
    place,
  }
}

/** 1 for these copies and for all whose unknown values they depend on. */
export function ancestorsOf(copies: Network, roots: Iterable<number>): Uint8Array {
  const found = new Uint8Array(copies.length)
  for (const i of roots) found[i] = 1
  for (let i = copies.length - 1; i >= 0; i--) {
    if (found[i] === 0) continue
    for (const p of copies[i]!.parents) if (typeof p === 'number') found[p] = 1
  }
  return found
}

/** The copies that share hidden causes with a copy: those of its variable, and of each that a bidirected edge joins to it. */
export function sharers(g: IndexedGraph, copies: Network): (i: number) => number[] {
  const byVariable: number[][] = Array.from({ length: g.size }, () => [])
  for (const [i, { variable }] of copies.entries()) byVariable[variable]!.push(i)
  const { start, node } = g.spouses
  return (i) => {
    const { variable } = copies[i]!
    const found = [...byVariable[variable]!]
    for (let k = start[variable]!; k < start[variable + 1]!; k++) found.push(...byVariable[node[k]!]!)
    return found
  }
}
