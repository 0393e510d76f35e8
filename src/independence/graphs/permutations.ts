import { generator, seedStream } from '../../probability/streams/stream.js'

/** Permutations of 0 … n − 1: all of them where there are no more than `most`, else `most` random ones. */
export interface Permutations {
  readonly isComplete: boolean
  /** Each is the same array, written anew. */
  readonly each: () => Iterable<Int32Array>
}

export function permutationsOf(n: number, most: number, seed: number | string): Permutations {
  let count = 1
  for (let k = 2; k <= n && count <= most; k++) count *= k
  return count <= most
    ? { isComplete: true, each: () => allPermutations(n) }
    : { isComplete: false, each: () => randomPermutations(n, most, seed) }
}

/** Heap 1963, without recursion. */
function* allPermutations(n: number): Generator<Int32Array> {
  const at = Int32Array.from({ length: n }, (_, i) => i)
  const turns = new Int32Array(n)
  yield at
  for (let i = 1; i < n; ) {
    if (turns[i]! >= i) {
      turns[i++] = 0
      continue
    }
    const j = i % 2 === 0 ? 0 : turns[i]!
    const kept = at[j]!
    at[j] = at[i]!
    at[i] = kept
    yield at
    turns[i]!++
    i = 1
  }
}

function* randomPermutations(n: number, count: number, seed: number | string): Generator<Int32Array> {
  const draw = generator(seedStream(seed))
  const at = Int32Array.from({ length: n }, (_, i) => i)
  for (let r = 0; r < count; r++) {
    draw.shuffle(at)
    yield at
  }
}
