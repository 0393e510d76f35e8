import { CausalError } from '../../errors.js'
import { indexNames, quoteNames } from '../../names.js'
import { show } from '../../show.js'
import type { GaussianPlan, Score } from './score.js'

/**
 * Local scores in positions, each computed once: cached by node and parent bit set. Positions are those of the names in
 * their alphabetical order, so that ties are broken alike however the columns stand.
 */
export interface ScoreCache {
  readonly names: readonly string[]
  /** For each position, that of the column in the score. */
  readonly column: Int32Array
  /** Scores that differ by no more are equal: what rounding can make of equal ones. */
  readonly tie: number
  /** 32-bit words of a set of columns. */
  readonly stride: number
  /** The local score of a node; its parents as a bit set at `words[at … at + stride − 1]`. */
  readonly local: (node: number, words: Int32Array, at: number) => number
  /** How many local scores were computed. */
  readonly computed: () => number
  /** Counts local scores that were computed without the cache. */
  readonly alsoComputed: (count: number) => void
  /** The plan of a Gaussian score, in positions. */
  readonly plan: GaussianPlan | null
}

/** Checks a score and puts a cache before it: an open-addressing table over Int32 words, without an object per entry. */
export function scoreCache<N extends string>(score: Score<N>): ScoreCache {
  if (typeof score !== 'function' || !Array.isArray(score.variables)) {
    throw new CausalError('invalid-argument', 'expected a score, such as bicScore(table) or bdeuScore(table).')
  }
  indexNames('column', score.variables)
  const p = score.variables.length
  const column = Int32Array.from(score.variables.keys()).sort((a, b) =>
    score.variables[a]! < score.variables[b]! ? -1 : 1,
  )
  const names = Array.from(column, (c) => score.variables[c]!)
  const stride = Math.max(1, (p + 31) >>> 5)
  const width = stride + 1
  const core = score.local ?? namedLocal(score)
  const members = new Int32Array(p)
  let capacity = 1024
  let keys = new Int32Array(capacity * width)
  let values = new Float64Array(capacity)
  let used = 0
  let beside = 0

  const hash = (node: number, words: Int32Array, at: number): number => {
    let h = Math.imul(node + 1, 0x9e3779b1)
    for (let w = 0; w < stride; w++) {
      h = Math.imul(h ^ words[at + w]!, 0x85ebca6b)
      h ^= h >>> 15
    }
    return Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0
  }
  /** The slot of a key: where it stands, or the free one where it belongs. A key's first word is node + 1; 0 is free. */
  const slotOf = (node: number, words: Int32Array, at: number): number => {
    let slot = hash(node, words, at) & (capacity - 1)
    for (;;) {
      const key = slot * width
      if (keys[key] === 0) return slot
      if (keys[key] === node + 1) {
        let w = 0
        while (w < stride && keys[key + 1 + w] === words[at + w]) w++
        if (w === stride) return slot
      }
      slot = (slot + 1) & (capacity - 1)
    }
  }
  const grow = (): void => {
    const oldKeys = keys
    const oldValues = values
    capacity *= 4
    keys = new Int32Array(capacity * width)
    values = new Float64Array(capacity)
    for (let old = 0; old < oldValues.length; old++) {
      if (oldKeys[old * width] === 0) continue
      const slot = slotOf(oldKeys[old * width]! - 1, oldKeys, old * width + 1)
      for (let w = 0; w < width; w++) keys[slot * width + w] = oldKeys[old * width + w]!
      values[slot] = oldValues[old]!
    }
  }
  const local = (node: number, words: Int32Array, at: number): number => {
    const found = slotOf(node, words, at)
    if (keys[found * width] !== 0) return values[found]!
    let size = 0
    for (let w = 0; w < stride; w++) {
      for (let bits = words[at + w]!; bits !== 0; bits &= bits - 1) {
        members[size++] = column[(w << 5) + 31 - Math.clz32(bits & -bits)]!
      }
    }
    // the score is promised its parents in ascending order
    members.subarray(0, size).sort()
    let value: number
    let cause: unknown
    try {
      value = core(column[node]!, members, size)
      if (!Number.isFinite(value)) cause = `its value is ${value}.`
    } catch (error) {
      value = Number.NaN
      cause = error
    }
    if (cause !== undefined) {
      const parents = Array.from(members.subarray(0, size), (c) => score.variables[c]!)
      throw failed(names[node]!, parents, cause)
    }
    let slot = found
    if (4 * ++used > 3 * capacity) {
      grow()
      slot = slotOf(node, words, at)
    }
    keys[slot * width] = node + 1
    for (let w = 0; w < stride; w++) keys[slot * width + 1 + w] = words[at + w]!
    values[slot] = value
    return value
  }
  return {
    names,
    column,
    tie: ROUNDING * largestScore(p, stride, local),
    stride,
    local,
    computed: () => used + beside,
    alsoComputed: (count) => {
      beside += count
    },
    plan: planByName(score.plan, column),
  }
}

/** The correlations in the order of names. */
function planByName(plan: GaussianPlan | undefined, column: Int32Array): GaussianPlan | null {
  if (plan === undefined) return null
  const p = column.length
  const correlation = new Float64Array(p * p)
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) correlation[i * p + j] = plan.correlation[column[i]! * p + column[j]!]!
  }
  return { ...plan, correlation }
}

/** Rounding leaves about 1e-15 of the largest local score in a difference of sums. */
const ROUNDING = 1e-12

/** The size of local scores: of each node alone, and with one parent. */
function largestScore(p: number, stride: number, local: ScoreCache['local']): number {
  const words = new Int32Array(stride)
  let largest = 0
  for (let node = 0; node < p; node++) {
    const parent = node === 0 ? p - 1 : node - 1
    largest = Math.max(largest, Math.abs(local(node, words, 0)))
    if (parent === node) continue
    words[parent >>> 5]! |= 1 << (parent & 31)
    largest = Math.max(largest, Math.abs(local(node, words, 0)))
    words[parent >>> 5] = 0
  }
  return largest
}

/** Edges `[from, to, fromMark, toMark]*` in the positions of the cache, as the same in the columns of the score. */
export function edgesOfColumns({ column }: ScoreCache, edges: readonly number[]): number[] {
  return edges.map((value, k) => (k % 4 < 2 ? column[value]! : value))
}

function namedLocal<N extends string>(score: Score<N>): NonNullable<Score['local']> {
  const names = score.variables
  return (node, parents, size) =>
    score(
      names[node]!,
      Array.from({ length: size }, (_, k) => names[parents[k]!]!),
    )
}

function failed(node: string, parents: readonly string[], cause: unknown): CausalError {
  return new CausalError(
    cause instanceof CausalError ? cause.code : 'invalid-data',
    `the local score of ${show(node)} with parents ${quoteNames(parents, Number.POSITIVE_INFINITY)} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
    { ...(cause instanceof CausalError ? cause.details : {}), node, parents, cause },
  )
}
