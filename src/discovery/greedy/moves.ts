import type { ClassChange, ClassState } from './class-state.js'

/** A step that a search may take: what is done to the edge between x and y, and the set C that its theorem speaks of. */
export interface Candidate {
  readonly x: number
  readonly y: number
  /** C, ascending: with the compelled parents of y these are its parents in the member that the step starts from. */
  readonly set: readonly number[]
  readonly gain: number
  /** A path forbids it for now. */
  blocked: boolean
  /** It is no longer a candidate. */
  dead: boolean
}

/** An obstacle that is no path: it is looked at again after each step. */
export const NO_PATH: Int32Array = new Int32Array(0)

/** A column that must be scored again. */
export const STALE = 1
/** A column that may only have lost candidates. */
export const THINNED = 2

/** One kind of step of a greedy search over classes, its candidates sorted by their node y. */
export interface Moves {
  readonly kind: 'insert' | 'delete' | 'turn'
  /** The candidates at y that gain. */
  readonly column: (state: ClassState, y: number) => Candidate[]
  /** A path that makes the candidate invalid, or null. Everything else was looked at when it became a candidate. */
  readonly obstacle: (state: ClassState, candidate: Candidate) => Int32Array | null
  /** Changes the member, labels apart. */
  readonly apply: (state: ClassState, candidate: Candidate) => void
  /** Marks the nodes whose column a step changed: {@link STALE} or {@link THINNED}. */
  readonly stale: (state: ClassState, step: Candidate, change: ClassChange, mark: Uint8Array) => void
  /** Whether a candidate in a thinned column still is one after a step. */
  readonly stands: (state: ClassState, step: Candidate, candidate: Candidate) => boolean
}

/** A candidate with this gain; its set is copied. */
export function candidate(x: number, y: number, set: readonly number[], gain: number): Candidate {
  return { x, y, set: set.slice(), gain, blocked: false, dead: false }
}

/** Whether a comes before b: the larger gain, of equal ones the first by x, then y, then the smaller set. */
export function comesBefore(a: Candidate, b: Candidate, tie: number): boolean {
  if (a.gain > b.gain + tie) return true
  if (b.gain > a.gain + tie) return false
  if (a.x !== b.x) return a.x < b.x
  if (a.y !== b.y) return a.y < b.y
  if (a.set.length !== b.set.length) return a.set.length < b.set.length
  const at = a.set.findIndex((node, i) => node !== b.set[i])
  return at >= 0 && a.set[at]! < b.set[at]!
}

/** The set as bits. */
export function bitsOf(stride: number, ...sets: readonly (readonly number[])[]): Int32Array {
  const words = new Int32Array(stride)
  for (const set of sets) for (const node of set) words[node >>> 5]! |= 1 << (node & 31)
  return words
}
