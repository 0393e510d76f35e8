import type { Adjacency } from '../../../graph/core/indexed.js'
import { type CoinLists, coinLists, nearPairs, type SharedCoins, sharedCoins } from './coin-lists.js'
import { enumeratedCounts, enumeratedLaw, type LevelTables, levelTables } from './enumerated-law.js'
import { patternChance, patternCounts, patternLaw, patternWork } from './pattern-law.js'
import type { Coins } from './read-design.js'
import type { CountingMapping, OwnMapping } from './read-exposure.js'

/** The law of all exposures: of one unit, of pairs that share a coin, and of types of units that share none. */
export interface ExposureLaw {
  readonly levels: readonly string[]
  /** n × levels: the chance of each exposure for each unit. */
  readonly chance: Float64Array
  /** Calls back with the joint law (levels × levels) of each pair i < j that shares a coin; false where there are too many pairs. */
  readonly eachPair: (take: (i: number, j: number, joint: Float64Array) => void) => boolean
  /** The joint law of units that share no coin; null where they are independent. */
  readonly far: FarLaw | null
  readonly method: 'exact' | 'simulation'
  readonly probabilityError: number
}

/** Units without a common coin depend on each other through the number of heads alone, so types of units are enough. */
export interface FarLaw {
  readonly type: Int32Array
  readonly types: number
  /** The joint law of two units of these types, or null where two such units always share a coin. */
  readonly joint: (t: number, u: number) => Float64Array | null
}

/** Pairs that are looked at at most. */
export const mostPairs = 20_000_000
/** Steps of an exact law at most, and coins around a unit or a pair whose patterns a function is asked for. */
const mostWork = 4e9
const mostCoins = 12
const mostPairCoins = 18

/** The exact law, or null where the neighbourhoods are too large for this mapping. */
export function exactLaw(network: Adjacency, coins: Coins, mapping: CountingMapping | OwnMapping): ExposureLaw | null {
  const lists = coinLists(network, coins)
  return mapping.kind === 'counting'
    ? countedLaw(network, lists, coins, mapping)
    : functionLaw(network, lists, coins, mapping)
}

function countedLaw(
  { start }: Adjacency,
  lists: CoinLists,
  coins: Coins,
  mapping: CountingMapping,
): ExposureLaw | null {
  const n = lists.start.length - 1
  const L = mapping.levels.length
  const starts = (i: number): readonly number[] => mapping.starts(start[i + 1]! - start[i]!)
  const total = coins.chance === null
  let work = 0
  const weightOf = (size: number): ((heads: number) => number) => {
    const known = total ? Float64Array.from({ length: size + 1 }, (_, h) => patternChance(coins, size, h)) : null
    return (heads) => known![heads]!
  }
  const known = new Map<string, Float64Array>()
  const lawOf = (i: number, j: number): Float64Array => {
    const shared = sharedCoins(lists, i, j)
    const key = coins.even ? keyOf(shared, starts(i), j < 0 ? null : starts(j)) : null
    const before = key === null ? undefined : known.get(key)
    if (before !== undefined) return before
    const pair = { coins: shared, first: starts(i), second: j < 0 ? null : starts(j) }
    work += patternWork(pair, total)
    const law =
      work > mostWork ? new Float64Array(0) : patternLaw(pair, mapping, coins.chance, weightOf(shared.coin.length))
    if (key !== null) known.set(key, law)
    return law
  }
  const chance = new Float64Array(n * L)
  for (let i = 0; i < n; i++) {
    const law = lawOf(i, -1)
    if (law.length === 0) return null
    chance.set(law, i * L)
  }
  const countsOf = (i: number): { counts: Float64Array; size: number; key: string } => {
    const shared = sharedCoins(lists, i, -1)
    const pair = { coins: shared, first: starts(i), second: null }
    return { counts: patternCounts(pair, mapping, null), size: shared.coin.length, key: keyOf(shared, starts(i), null) }
  }
  return {
    levels: mapping.levels,
    chance,
    eachPair: (take) => walk(lists, coins, (i, j) => lawOf(i, j), take),
    far: total ? farLaw(n, L, coins, countsOf) : null,
    method: 'exact',
    probabilityError: 0,
  }
}

/** Pairs with the same key have the same law, when all coins have one chance: it does not matter which coins they are. */
function keyOf(
  { first, second, ownFirst, ownSecond }: SharedCoins,
  starts: readonly number[],
  others: readonly number[] | null,
): string {
  // coins that one neighbour of either or of each follows are counted, the rest told one by one
  let [onlyFirst, onlySecond, both] = [0, 0, 0]
  const rest: number[] = []
  for (let k = 0; k < first.length; k++) {
    const [a, b] = [first[k]!, second[k]!]
    if (a > 1 || b > 1 || k === ownFirst || k === ownSecond)
      rest.push(((a * 2 ** 22 + b) * 2 + (k === ownFirst ? 1 : 0)) * 2 + (k === ownSecond ? 1 : 0))
    else if (b === 0) onlyFirst++
    else if (a === 0) onlySecond++
    else both++
  }
  rest.sort((x, y) => x - y)
  return `${starts.join()};${others === null ? '' : others.join()};${onlyFirst},${onlySecond},${both};${rest.join()}`
}

function functionLaw(network: Adjacency, lists: CoinLists, coins: Coins, mapping: OwnMapping): ExposureLaw | null {
  const n = lists.start.length - 1
  for (let i = 0; i < n; i++) if (lists.start[i + 1]! - lists.start[i]! > mostCoins) return null
  const found = levelTables(network, lists, mapping)
  const L = found.levels.length
  const lawOf = (i: number, j: number, shared: SharedCoins): Float64Array =>
    enumeratedLaw(found, shared, [seenBy(lists, shared, i), j < 0 ? [] : seenBy(lists, shared, j)], [i, j], coins)
  const chance = new Float64Array(n * L)
  for (let i = 0; i < n; i++) chance.set(lawOf(i, -1, sharedCoins(lists, i, -1)), i * L)
  const pairs = nearPairs(lists, coins.count, mostPairs)
  let work = 0
  for (let k = 0; pairs !== null && k < pairs.i.length; k++) {
    const size = sharedCoins(lists, pairs.i[k]!, pairs.j[k]!).coin.length
    work += size > mostPairCoins ? Number.POSITIVE_INFINITY : size * (1 << size)
    if (work > mostWork) return null
  }
  return {
    levels: found.levels,
    chance,
    eachPair: (take) => walk(lists, coins, (i, j) => lawOf(i, j, sharedCoins(lists, i, j)), take),
    far: coins.chance === null ? farLaw(n, L, coins, (i) => functionCounts(found, lists, i)) : null,
    method: 'exact',
    probabilityError: 0,
  }
}

function functionCounts(
  { levels, tables }: LevelTables,
  lists: CoinLists,
  i: number,
): { counts: Float64Array; size: number; key: string } {
  const size = lists.start[i + 1]! - lists.start[i]!
  const counts = enumeratedCounts(tables[i]!, size, levels.length)
  return { counts, size, key: `${size};${counts.join()}` }
}

/** The places of a unit's coins among those of a pair. */
function seenBy({ start, coin }: CoinLists, shared: SharedCoins, i: number): number[] {
  return Array.from(coin.subarray(start[i]!, start[i + 1]!), (c) => shared.coin.indexOf(c))
}

function walk(
  lists: CoinLists,
  coins: Coins,
  lawOf: (i: number, j: number) => Float64Array,
  take: (i: number, j: number, joint: Float64Array) => void,
): boolean {
  const pairs = nearPairs(lists, coins.count, mostPairs)
  if (pairs === null) return false
  for (let k = 0; k < pairs.i.length; k++) {
    const law = lawOf(pairs.i[k]!, pairs.j[k]!)
    if (law.length === 0) return false
    take(pairs.i[k]!, pairs.j[k]!, law)
  }
  return true
}

function farLaw(
  n: number,
  L: number,
  coins: Coins,
  countsOf: (i: number) => { readonly counts: Float64Array; readonly size: number; readonly key: string },
): FarLaw {
  const place = new Map<string, number>()
  const patterns: { readonly counts: Float64Array; readonly size: number }[] = []
  const type = Int32Array.from({ length: n }, (_, i) => {
    const { counts, size, key } = countsOf(i)
    if (!place.has(key)) {
      place.set(key, patterns.length)
      patterns.push({ counts, size })
    }
    return place.get(key)!
  })
  const joint = (t: number, u: number): Float64Array | null => {
    const [first, second] = [patterns[t]!, patterns[u]!]
    const size = first.size + second.size
    if (size > coins.count) return null
    const weight = Float64Array.from({ length: size + 1 }, (_, h) => patternChance(coins, size, h))
    const law = new Float64Array(L * L)
    for (let a = 0; a < L; a++)
      for (let h = 0; h <= first.size; h++) {
        const ways = first.counts[a * (first.size + 1) + h]!
        if (ways === 0) continue
        for (let b = 0; b < L; b++)
          for (let g = 0; g <= second.size; g++)
            law[a * L + b]! += ways * second.counts[b * (second.size + 1) + g]! * weight[h + g]!
      }
    return law
  }
  return { type, types: patterns.length, joint }
}
