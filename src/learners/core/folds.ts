import type { RandomStream } from '../../probability/streams/stream.js'
import { generator } from '../../probability/streams/stream.js'

/** The fold of each of n rows: `folds` of equal size up to one row, at random. */
export function randomFolds(n: number, folds: number, from: RandomStream | number | string): Int32Array {
  const fold = Int32Array.from({ length: n }, (_, i) => i % folds)
  generator(from).shuffle(fold)
  return fold
}

/** The rows inside and outside of one fold. */
export function partedBy(fold: Int32Array, k: number): { readonly inside: Int32Array; readonly outside: Int32Array } {
  const rows = Int32Array.from(fold.keys())
  return { inside: rows.filter((i) => fold[i] === k), outside: rows.filter((i) => fold[i] !== k) }
}
