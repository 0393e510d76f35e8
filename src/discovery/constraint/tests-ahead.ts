import { type AheadInput, queriesOf } from './queries.js'
import { someSubset } from './some-subset.js'

/** The tests of one pair: conditioning sets one after the other, each behind its size, and logarithms of p-values, NaN where it was not tested. */
export interface PairAnswers {
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
