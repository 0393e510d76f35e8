import type { Queries } from '../discovery/constraint/queries.js'
import type { PairAnswers } from '../discovery/constraint/tests-ahead.js'
import type { SharedLoop, Watch } from '../shared-work.js'

/**
 * Queries that are answered by workers, as far as they were asked for ahead: the search is the same, and so are its answers.
 * Where correlations decide, they are as they were.
 */
export function aheadQueries(
  queries: Queries,
  answers: (loop: SharedLoop) => Iterable<unknown> | null,
  watch: Watch,
): Queries {
  if (queries.correlation !== null) return queries
  const { names, test } = queries
  const known = new Map<string, number | undefined>()
  const keyOf = (x: number, y: number, given: Int32Array): string => [Math.min(x, y), Math.max(x, y), ...given].join()
  return {
    ...queries,
    ahead(among, input) {
      const pairs: number[] = []
      for (let y = 0; y < names.length; y++) for (let x = 0; x < y; x++) if (among(x, y)) pairs.push(x, y)
      let next = 0
      const loop = { kind: 'independence-tests', input: { ...input, pairs, test }, count: pairs.length / 2, watch }
      for (const { sets, logP } of (answers(loop) ?? []) as Iterable<PairAnswers>) {
        const [x, y] = [pairs[next++]!, pairs[next++]!]
        let at = 0
        for (const value of logP) {
          const end = at + 1 + sets[at]!
          known.set(keyOf(x, y, sets.subarray(at + 1, end)), Number.isNaN(value) ? undefined : value)
          at = end
        }
      }
    },
    logPValue(x, y, given, size) {
      const key = keyOf(x, y, given.subarray(0, size))
      return known.has(key) ? known.get(key) : queries.logPValue(x, y, given, size)
    },
  }
}
