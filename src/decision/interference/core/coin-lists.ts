import type { Adjacency } from '../../../graph/core/indexed.js'
import type { Coins } from './read-design.js'

/** For each unit the coins that decide its exposure, ascending: its own, and its neighbours' with how many of them follow each. */
export interface CoinLists {
  readonly start: Int32Array
  readonly coin: Int32Array
  readonly count: Int32Array
  readonly own: Int32Array
}

/** The coins in the neighbourhood of each unit. */
export function coinLists({ start, node }: Adjacency, { of: own }: Coins): CoinLists {
  const n = own.length
  const begin = new Int32Array(n + 1)
  const coin = new Int32Array(node.length + n)
  const count = new Int32Array(node.length + n)
  let end = 0
  for (let i = 0; i < n; i++) {
    const around = Int32Array.from(node.subarray(start[i]!, start[i + 1]!), (j) => own[j]!).sort()
    let seenOwn = false
    const push = (c: number, k: number): void => {
      coin[end] = c
      count[end++] = k
    }
    for (let k = 0; k < around.length; ) {
      const c = around[k]!
      let next = k
      while (next < around.length && around[next] === c) next++
      if (!seenOwn && c >= own[i]!) {
        seenOwn = true
        if (c > own[i]!) push(own[i]!, 0)
      }
      push(c, next - k)
      k = next
    }
    if (!seenOwn) push(own[i]!, 0)
    begin[i + 1] = end
  }
  return { start: begin, coin: coin.slice(0, end), count: count.slice(0, end), own }
}

/** Coins of one unit or two: `counts` and `own` of the first, then of the second (0 where it does not see the coin). */
export interface SharedCoins {
  readonly coin: number[]
  readonly first: number[]
  readonly second: number[]
  readonly ownFirst: number
  readonly ownSecond: number
}

/** The coins that decide the exposures of `i` and `j`, or of `i` alone where j is −1; own coins by their place in the list. */
export function sharedCoins({ start, coin, count, own }: CoinLists, i: number, j: number): SharedCoins {
  const found: SharedCoins = { coin: [], first: [], second: [], ownFirst: 0, ownSecond: -1 }
  let a = start[i]!
  let b = j < 0 ? 0 : start[j]!
  const endA = start[i + 1]!
  const endB = j < 0 ? 0 : start[j + 1]!
  let [ownFirst, ownSecond] = [0, -1]
  while (a < endA || b < endB) {
    const c = a < endA && (b >= endB || coin[a]! <= coin[b]!) ? coin[a]! : coin[b]!
    if (c === own[i]!) ownFirst = found.coin.length
    if (j >= 0 && c === own[j]!) ownSecond = found.coin.length
    found.coin.push(c)
    found.first.push(a < endA && coin[a] === c ? count[a++]! : 0)
    found.second.push(b < endB && coin[b] === c ? count[b++]! : 0)
  }
  return { ...found, ownFirst, ownSecond }
}

/** The pairs i < j of units that share a coin, or null where there are more than `most`. */
export function nearPairs(lists: CoinLists, coins: number, most: number): { i: Int32Array; j: Int32Array } | null {
  const { start, coin } = lists
  const n = start.length - 1
  const first = new Int32Array(coins + 1)
  for (const c of coin) first[c + 1]!++
  let bound = 0
  for (let c = 0; c < coins; c++) {
    bound += (first[c + 1]! * (first[c + 1]! - 1)) / 2
    first[c + 1]! += first[c]!
  }
  // a pair may share several coins: the bound may be above what there is, by little in sparse networks
  if (bound > most) return null
  const seer = new Int32Array(coin.length)
  const next = first.slice()
  for (let i = 0; i < n; i++) for (let k = start[i]!; k < start[i + 1]!; k++) seer[next[coin[k]!]!++] = i
  const from = new Int32Array(bound)
  const to = new Int32Array(bound)
  const met = new Int32Array(n).fill(-1)
  let count = 0
  for (let i = 0; i < n; i++) {
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const c = coin[k]!
      for (let s = first[c]!; s < first[c + 1]!; s++) {
        const j = seer[s]!
        if (j <= i || met[j] === i) continue
        met[j] = i
        from[count] = i
        to[count++] = j
      }
    }
  }
  return { i: from.slice(0, count), j: to.slice(0, count) }
}
