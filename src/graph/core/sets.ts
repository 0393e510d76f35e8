import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import type { IndexedGraph } from './indexed.js'

/** 1 at each of the positions. */
export function flags(size: number, positions: ArrayLike<number>): Uint8Array {
  const flag = new Uint8Array(size)
  for (let k = 0; k < positions.length; k++) flag[positions[k]!] = 1
  return flag
}

/** The positions whose flag is set, ascending. */
export function positionsOf(flag: ArrayLike<number>): number[] {
  const positions: number[] = []
  for (let i = 0; i < flag.length; i++) if (flag[i] !== 0) positions.push(i)
  return positions
}

/** An `overlap` error when two of the labelled sets of positions share a node. */
export function checkDisjoint(
  g: IndexedGraph,
  ...sets: readonly (readonly [label: string, positions: readonly number[]])[]
): void {
  const owner = new Map<number, string>()
  for (const [label, positions] of sets) {
    for (const i of positions) {
      const other = owner.get(i) ?? label
      if (other !== label) {
        const names = [g.names[i]!]
        throw new CausalError(
          'overlap',
          `${quoteNames(names)} is in ${other} and in ${label}; they must be disjoint.`,
          { names, sets: [other, label] },
        )
      }
      owner.set(i, label)
    }
  }
}

/** A `latent` error when one of the positions is a node that is never measured. */
export function checkMeasured(g: IndexedGraph, positions: readonly number[]): void {
  const hidden = positions.filter((i) => g.latent[i] === 1).map((i) => g.names[i]!)
  if (hidden.length === 0) return
  throw new CausalError('latent', `${quoteNames(hidden)} is latent: only measured nodes make sense here.`, {
    names: hidden,
  })
}
