import type { Adjacency } from '../../../graph/core/indexed.js'
import type { CoinLists, SharedCoins } from './coin-lists.js'
import { patternChance } from './pattern-law.js'
import type { Coins } from './read-design.js'
import type { OwnMapping } from './read-exposure.js'

/** The level of each unit for every pattern of its coins (bit k = its k-th coin), and the names of the levels in order. */
export interface LevelTables {
  readonly levels: readonly string[]
  readonly tables: readonly Int32Array[]
}

/** Asks the user's function for every pattern of the coins around each unit. */
export function levelTables({ start, node }: Adjacency, lists: CoinLists, { levelOf }: OwnMapping): LevelTables {
  const found = new Map<string, number>()
  const tables = Array.from({ length: lists.start.length - 1 }, (_, i) => {
    const coins = lists.coin.subarray(lists.start[i]!, lists.start[i + 1]!)
    const own = coins.indexOf(lists.own[i]!)
    const around = Array.from(node.subarray(start[i]!, start[i + 1]!), (j) => coins.indexOf(lists.own[j]!))
    const table = new Int32Array(1 << coins.length)
    for (let mask = 0; mask < table.length; mask++) {
      const bit = (k: number): 0 | 1 => ((mask >> k) & 1) as 0 | 1
      const level = levelOf(bit(own), around.map(bit))
      if (!found.has(level)) found.set(level, found.size)
      table[mask] = found.get(level)!
    }
    return table
  })
  const levels = [...found.keys()].sort()
  const place = Int32Array.from(found.keys(), (level) => levels.indexOf(level))
  for (const table of tables) for (let mask = 0; mask < table.length; mask++) table[mask] = place[table[mask]!]!
  return { levels, tables }
}

/** The joint law of two units by every pattern of their coins; of the first alone where j is −1. */
export function enumeratedLaw(
  { levels, tables }: LevelTables,
  shared: SharedCoins,
  sees: readonly [readonly number[], readonly number[]],
  [i, j]: readonly [number, number],
  coins: Coins,
): Float64Array {
  const size = shared.coin.length
  const L = levels.length
  const law = new Float64Array(j < 0 ? L : L * L)
  const byHeads =
    coins.chance === null ? Float64Array.from({ length: size + 1 }, (_, h) => patternChance(coins, size, h)) : null
  for (let mask = 0; mask < 1 << size; mask++) {
    let p = 1
    let heads = 0
    for (let k = 0; k < size; k++) {
      const head = (mask >> k) & 1
      heads += head
      if (coins.chance !== null) p *= head === 1 ? coins.chance[shared.coin[k]!]! : 1 - coins.chance[shared.coin[k]!]!
    }
    if (byHeads !== null) p = byHeads[heads]!
    if (p === 0) continue
    const a = tables[i]![picked(mask, sees[0])]!
    law[j < 0 ? a : a * L + tables[j]![picked(mask, sees[1])]!]! += p
  }
  return law
}

/** The patterns of a unit's coins by level and number of heads: levels × (size + 1). */
export function enumeratedCounts(table: Int32Array, size: number, levels: number): Float64Array {
  const counts = new Float64Array(levels * (size + 1))
  for (let mask = 0; mask < table.length; mask++) {
    let heads = 0
    for (let k = 0; k < size; k++) heads += (mask >> k) & 1
    counts[table[mask]! * (size + 1) + heads]!++
  }
  return counts
}

function picked(mask: number, places: readonly number[]): number {
  let out = 0
  for (let k = 0; k < places.length; k++) out |= ((mask >> places[k]!) & 1) << k
  return out
}
