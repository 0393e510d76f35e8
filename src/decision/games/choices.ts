import { wholePower } from '../../numeric/special/portable-pow.js'
import type { Strategies } from './strategies.js'

/** What a player can do on some instincts: strategies that do the same there are one choice. */
export interface Choices {
  readonly reached: readonly number[]
  /** The first strategy of each choice. */
  readonly first: Int32Array
  /** The first strategy by the code of what is done on `reached`, where every combination of actions is a choice; else null. */
  readonly byCode: Int32Array | null
}

/** The choices of a player on the instincts that occur. */
export function choicesOn({ actions, count, does }: Strategies, reached: readonly number[]): Choices {
  const byCode = new Int32Array(wholePower(actions, reached.length)).fill(-1)
  const first = new Int32Array(Math.min(count, byCode.length))
  let size = 0
  for (let s = 0; s < count && size < byCode.length; s++) {
    const code = codeOf(does, actions, s, reached)
    if (byCode[code]! >= 0) continue
    byCode[code] = s
    first[size++] = s
  }
  return { reached, first: first.subarray(0, size), byCode: size === byCode.length ? byCode : null }
}

/** What a strategy does on some instincts, as a number. */
export function codeOf(does: Uint8Array, actions: number, s: number, reached: readonly number[]): number {
  let code = 0
  for (const i of reached) code = code * actions + does[s * actions + i]!
  return code
}

/** What a strategy earns by the gains of actions on instincts. */
export function earned(
  gain: Float64Array,
  { actions, does }: Strategies,
  s: number,
  reached: readonly number[],
): number {
  let sum = 0
  for (const i of reached) sum += gain[i * actions + does[s * actions + i]!]!
  return sum
}

/** The largest gain, and the choices that earn it up to `tie`: instinct by instinct where all combinations can be chosen. */
export function bestChoices(
  gain: Float64Array,
  strategies: Strategies,
  { reached, first, byCode }: Choices,
  tie: number,
): { readonly best: number; readonly strategies: Int32Array } {
  const { actions } = strategies
  let best = byCode === null ? Number.NEGATIVE_INFINITY : 0
  if (byCode === null) {
    for (const s of first) best = Math.max(best, earned(gain, strategies, s, reached))
    return { best, strategies: first.filter((s) => earned(gain, strategies, s, reached) >= best - tie) }
  }
  let codes = Int32Array.of(0)
  for (const i of reached) {
    const own = gain.subarray(i * actions, (i + 1) * actions)
    let most = Number.NEGATIVE_INFINITY
    for (let a = 0; a < actions; a++) most = Math.max(most, own[a]!)
    best += most
    const longer = new Int32Array(codes.length * actions)
    let size = 0
    for (const code of codes)
      for (let a = 0; a < actions; a++) if (own[a]! >= most - tie) longer[size++] = code * actions + a
    codes = longer.subarray(0, size)
  }
  return { best, strategies: codes.map((code) => byCode[code]!) }
}
