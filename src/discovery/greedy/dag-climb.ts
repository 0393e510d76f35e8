import { type BitSets, bitSets } from '../../numeric/bit-sets.js'
import type { Generator } from '../../probability/streams/generator.js'
import type { ScoreCache } from '../score/score-cache.js'
import type { WalkLimits } from './class-walk.js'

/** How a climb through DAGs goes. */
export interface DagClimbSettings extends WalkLimits {
  /** For how many steps an edge that was changed stays as it is, and how many steps may fail to raise the best score. */
  readonly tabu: number
  readonly restarts: number
  readonly random: Generator
  /** 1 at x · p + y where x and y may be adjacent; null: anywhere. */
  readonly allowed: Uint8Array | null
  readonly onStep: (restart: number, steps: number) => void
}

/** A change of one edge: x → y is added, taken away, or turned (`turn`: y → x becomes x → y). */
interface Change {
  readonly x: number
  readonly y: number
  readonly turn: boolean
  readonly gain: number
}

/** The parents of the best DAG found, as bits, and its score. */
export interface DagClimb {
  readonly parents: BitSets
  readonly total: number
}

/** Hill climbing with a tabu list and restarts over the DAGs that knowledge allows, from what it requires. */
export function climbDags(scores: ScoreCache, settings: DagClimbSettings): DagClimb {
  const { maxParents, known, tabu, restarts, random, allowed, onStep } = settings
  const { tie } = scores
  const p = scores.names.length
  const pa = bitSets(p)
  const ch = bitSets(p)
  const local = new Float64Array(p)
  const gains = new Float64Array(p * p) // of putting x among the parents of y, or of taking it away
  const words = new Int32Array(pa.stride)

  const mayAdd = (x: number, y: number): boolean =>
    known?.banned[x * p + y] !== 1 && (allowed === null || allowed[x * p + y] === 1)
  const isRequired = (x: number, y: number): boolean => known?.required[x * p + y] === 1
  const rescore = (y: number): void => {
    const at = y * pa.stride
    words.set(pa.words.subarray(at, at + pa.stride))
    local[y] = scores.local(y, words, 0)
    const full = pa.size(y) >= maxParents
    for (let x = 0; x < p; x++) {
      const isIn = pa.has(y, x)
      if (x === y || (isIn ? isRequired(x, y) : full || !mayAdd(x, y))) {
        gains[x * p + y] = Number.NEGATIVE_INFINITY
        continue
      }
      words[x >>> 5]! ^= 1 << (x & 31)
      gains[x * p + y] = scores.local(y, words, 0) - local[y]!
      words[x >>> 5]! ^= 1 << (x & 31)
    }
  }
  const put = (x: number, y: number, isIn: boolean): void => {
    if (isIn) {
      pa.add(y, x)
      ch.add(x, y)
    } else {
      pa.remove(y, x)
      ch.remove(x, y)
    }
  }
  const seen = new Int32Array(pa.stride)
  /** Whether a directed path leads from a to b, the edge itself apart. */
  const reaches = (a: number, b: number): boolean => {
    seen.fill(0)
    const stack = [a]
    while (stack.length > 0) {
      const node = stack.pop()!
      for (let w = 0, k = node * ch.stride; w < ch.stride; w++, k++) {
        let fresh = ch.words[k]! & ~seen[w]!
        if (node === a && w === b >>> 5) fresh &= ~(1 << (b & 31))
        seen[w]! |= fresh
        for (; fresh !== 0; fresh &= fresh - 1) stack.push((w << 5) + 31 - Math.clz32(fresh & -fresh))
      }
      if (((seen[b >>> 5]! >>> (b & 31)) & 1) === 1) return true
    }
    return false
  }
  const make = ({ x, y, turn }: Change): void => {
    if (turn) {
      put(y, x, false)
      rescore(x)
    }
    put(x, y, turn || !pa.has(y, x))
    rescore(y)
  }
  const isValid = ({ x, y, turn }: Change): boolean => (turn || !pa.has(y, x) ? !reaches(y, x) : true)
  const changeAt = (x: number, y: number): Change => {
    const turn = pa.has(x, y)
    const gain = gains[x * p + y]! + (turn ? gains[y * p + x]! : 0)
    return { x, y, turn, gain }
  }

  const until = new Int32Array(p * p) // the step to which a pair is tabu
  const climb = (restart: number, best: { total: number; words: Int32Array }): void => {
    until.fill(0)
    let total = local.reduce((sum, value) => sum + value, 0)
    const keep = (): void => {
      best.total = total
      best.words = pa.words.slice()
    }
    if (total > best.total + tie) keep()
    let own = total
    for (let step = 1, failed = 0; ; step++) {
      let chosen: Change | null = null
      for (let x = 0; x < p; x++) {
        for (let y = 0; y < p; y++) {
          if (!(gains[x * p + y]! > Number.NEGATIVE_INFINITY)) continue
          const change = changeAt(x, y)
          if (!(change.gain > (chosen?.gain ?? Number.NEGATIVE_INFINITY) + tie)) continue
          // a tabu falls where it would keep from a new best
          if (step <= until[x * p + y]! && total + change.gain <= Math.max(best.total, own) + tie) continue
          if (isValid(change)) chosen = change
        }
      }
      if (chosen === null || (tabu === 0 && chosen.gain <= tie)) return
      make(chosen)
      total += chosen.gain
      until[chosen.x * p + chosen.y] = step + tabu
      until[chosen.y * p + chosen.x] = step + tabu
      onStep(restart, step)
      if (total > best.total + tie) keep()
      if (total > own + tie) {
        own = total
        failed = 0
      } else if (++failed >= tabu) return
    }
  }

  const begin = (rows: Int32Array): void => {
    pa.words.set(rows)
    ch.words.fill(0)
    for (let y = 0; y < p; y++) for (const x of pa.members(y)) ch.add(x, y)
    for (let y = 0; y < p; y++) rescore(y)
  }
  for (let x = 0; x < p; x++) for (let y = 0; y < p; y++) if (isRequired(x, y)) pa.add(y, x)
  begin(pa.words.slice())
  const best = { total: Number.NEGATIVE_INFINITY, words: pa.words.slice() }
  climb(0, best)
  for (let restart = 1; restart <= restarts; restart++) {
    begin(best.words)
    // shaken: changes at random, a quarter as many as nodes
    for (let left = Math.max(1, Math.ceil(p / 4)), tries = 0; left > 0 && tries < 20 * p; tries++) {
      const change = changeAt(Math.floor(random.uniform() * p), Math.floor(random.uniform() * p))
      if (change.x === change.y || !(change.gain > Number.NEGATIVE_INFINITY) || !isValid(change)) continue
      make(change)
      left--
    }
    climb(restart, best)
  }
  const parents = bitSets(p)
  parents.words.set(best.words)
  let total = 0
  for (let y = 0; y < p; y++) total += scores.local(y, best.words, y * pa.stride)
  return { parents, total }
}
