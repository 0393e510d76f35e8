import type { IndependenceTest } from '../../independence/core/types.js'
import { hasCrew, sharedWork } from '../../shared-work.js'
import type { SearchOptions } from '../core/types.js'
import { type Queries, queriesOf } from './queries.js'
import { someSubset } from './some-subset.js'

/** Pairs of columns, and beside which of their neighbours' subsets each is to be tested. */
export interface AheadInput {
  readonly test: IndependenceTest
  /** x and y of each pair, in turn. */
  readonly pairs: Int32Array
  readonly neighbors: readonly Int32Array[]
  /** Sizes of the subsets. */
  readonly least: number
  readonly most: number
  /** The search of a pair ends at a p-value whose logarithm is above this. */
  readonly until: number
}

/** The tests of one pair: conditioning sets one after the other, each behind its size, and logarithms of p-values, NaN where it was not tested. */
interface PairAnswers {
  readonly sets: Int32Array
  readonly logP: Float64Array
}

/** The tests of each pair, in the order in which a search asks for them, up to the first that separates it. */
export function testsAhead(input: AheadInput): (pair: number) => PairAnswers {
  const { pairs, neighbors, least, most, until } = input
  const { logPValue } = queriesOf(input.test)
  return (pair) => {
    const [x, y] = [pairs[2 * pair]!, pairs[2 * pair + 1]!]
    const sets: number[] = []
    const logP: number[] = []
    const seen = new Set<string>()
    const visit = (given: Int32Array): boolean => {
      const key = given.join()
      if (seen.has(key)) return false
      seen.add(key)
      const value = logPValue(x, y, given, given.length)
      sets.push(given.length, ...given)
      logP.push(value ?? Number.NaN)
      return value !== undefined && value > until
    }
    try {
      for (const end of [x, y]) {
        const others = neighbors[end]!.filter((z) => z !== x && z !== y)
        for (let size = least; size <= Math.min(most, others.length); size++)
          if (someSubset(others, size, visit)) return { sets: Int32Array.from(sets), logP: Float64Array.from(logP) }
      }
    } catch {
      // the search asks again, and has the error itself, unless it does not come so far
    }
    return { sets: Int32Array.from(sets), logP: Float64Array.from(logP) }
  }
}

/** Queries whose answers may be known before they are asked for. */
export interface AheadQueries extends Queries {
  /** Has tests made ahead, where work is shared; the search then asks as ever. */
  readonly ahead: (pairs: () => Int32Array, input: Omit<AheadInput, 'test' | 'pairs'>) => void
}

/**
 * Queries that are answered by workers, as far as they were asked for ahead: the search is the same, and so are its answers.
 * Where nothing is shared, or correlations decide, they are as they were.
 */
export function aheadQueries(queries: Queries, { signal }: SearchOptions): AheadQueries {
  if (!hasCrew() || queries.correlation !== null) return { ...queries, ahead: () => undefined }
  const known = new Map<string, number | undefined>()
  const keyOf = (x: number, y: number, given: ArrayLike<number>): string =>
    `${Math.min(x, y)} ${Math.max(x, y)} ${Array.from(given).join()}`
  return {
    ...queries,
    ahead(pairsToTest, rest) {
      const pairs = pairsToTest()
      const input: AheadInput = { ...rest, pairs, test: queries.test }
      let pair = 0
      const answers = sharedWork('independence-tests', testsAhead, input, pairs.length / 2, { signal })
      for (const { sets, logP } of answers) {
        const [x, y] = [pairs[2 * pair]!, pairs[2 * pair + 1]!]
        for (let k = 0, at = 0; k < logP.length; k++) {
          const size = sets[at]!
          known.set(keyOf(x, y, sets.subarray(at + 1, at + 1 + size)), Number.isNaN(logP[k]) ? undefined : logP[k])
          at += size + 1
        }
        pair++
      }
    },
    logPValue(x, y, given, size) {
      const key = keyOf(x, y, given.subarray(0, size))
      return known.has(key) ? known.get(key) : queries.logPValue(x, y, given, size)
    },
  }
}

/** The pairs x < y of n columns for which something holds, in turn. */
export function pairsOf(n: number, holds: (x: number, y: number) => boolean): Int32Array {
  const pairs: number[] = []
  for (let x = 0; x < n; x++) for (let y = x + 1; y < n; y++) if (holds(x, y)) pairs.push(x, y)
  return Int32Array.from(pairs)
}
