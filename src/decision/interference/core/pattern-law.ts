import type { SharedCoins } from './coin-lists.js'
import type { Coins } from './read-design.js'
import type { CountingMapping } from './read-exposure.js'

/** What two exposures (or one: `second` is then null) look like to the counting of heads. */
export interface CountedPair {
  readonly coins: SharedCoins
  readonly first: readonly number[]
  readonly second: readonly number[] | null
}

/** The steps that the law of a pair takes. */
export function patternWork({ coins, first, second }: CountedPair, total: boolean): number {
  const size = coins.coin.length
  return 4 * (first.at(-1)! + 1) * ((second?.at(-1) ?? 0) + 1) * size * (total ? size + 1 : 1)
}

/**
 * The joint law of two exposures that count treated neighbours, by adding one coin after another: the state is both own treatments and both
 * counts, of which no more is kept than the last band needs. levels × levels, or levels × 1 for one unit.
 *
 * With a stated number of heads each pattern counts 1 and the state also holds its heads; `weight(h)` is the chance of a pattern with h heads.
 */
export function patternLaw(
  { coins, first, second }: CountedPair,
  mapping: CountingMapping,
  chance: Float64Array | null,
  weight: (heads: number) => number,
): Float64Array {
  const counts = patternCounts({ coins, first, second }, mapping, chance)
  const heads = chance === null ? coins.coin.length + 1 : 1
  const law = new Float64Array(counts.length / heads)
  for (let cell = 0; cell < law.length; cell++)
    for (let h = 0; h < heads; h++) {
      const ways = counts[cell * heads + h]!
      if (ways > 0) law[cell]! += ways * (chance === null ? weight(h) : 1)
    }
  return law
}

/** The same by number of heads (one column where coins are thrown apart): levels × levels × heads. */
export function patternCounts(
  { coins, first, second }: CountedPair,
  { levels, bands }: CountingMapping,
  chance: Float64Array | null,
): Float64Array {
  const size = coins.coin.length
  const [capFirst, capSecond] = [first.at(-1)!, second?.at(-1) ?? 0]
  const heads = chance === null ? size + 1 : 1
  const secondStates = second === null ? 1 : 2 * (capSecond + 1)
  const states = 2 * (capFirst + 1) * secondStates * heads
  let now = new Float64Array(states)
  let next = new Float64Array(states)
  now[0] = 1
  for (let k = 0; k < size; k++) {
    const p = chance === null ? 1 : chance[coins.coin[k]!]!
    const stay = chance === null ? 1 : 1 - p
    next.fill(0)
    for (let s = 0; s < states; s++) {
      const mass = now[s]!
      if (mass === 0) continue
      next[s]! += stay * mass
      const h = s % heads
      const both = (s - h) / heads
      const b = both % secondStates
      const a = (both - b) / secondStates
      const headed = chance === null ? h + 1 : 0
      next[
        (turned(a, capFirst, coins.first[k]!, k === coins.ownFirst) * secondStates +
          (second === null ? 0 : turned(b, capSecond, coins.second[k]!, k === coins.ownSecond))) *
          heads +
          headed
      ]! += p * mass
    }
    const spare = now
    now = next
    next = spare
  }
  const L = levels.length
  const out = new Float64Array(L * (second === null ? 1 : L) * heads)
  for (let s = 0; s < states; s++) {
    if (now[s] === 0) continue
    const h = s % heads
    const both = (s - h) / heads
    const b = both % secondStates
    const a = levelOf((both - b) / secondStates, first, bands)
    out[(second === null ? a : a * L + levelOf(b, second, bands)) * heads + h]! += now[s]!
  }
  return out
}

/** The state of a unit (own · (cap + 1) + treated neighbours up to the cap) after a coin showed heads. */
function turned(state: number, cap: number, neighbors: number, isOwn: boolean): number {
  const own = state > cap ? 1 : 0
  const count = Math.min(cap, state - own * (cap + 1) + neighbors)
  return (isOwn ? 1 : own) * (cap + 1) + count
}

function levelOf(state: number, starts: readonly number[], bands: number): number {
  const cap = starts.at(-1)!
  const own = state > cap ? 1 : 0
  const count = state - own * (cap + 1)
  let band = 0
  while (band < starts.length && starts[band]! <= count) band++
  return own * bands + band
}

/** The chance that `size` stated coins show one stated pattern with this number of heads. */
export function patternChance({ count, treated }: Coins, size: number, heads: number): number {
  // drawn without replacement: (treated)_heads (count − treated)_(size − heads) / (count)_size, factor by factor
  let p = 1
  for (let k = 0; k < heads; k++) p *= Math.max(0, treated! - k) / (count - k)
  for (let k = 0; k < size - heads; k++) p *= Math.max(0, count - treated! - k) / (count - heads - k)
  return p
}
