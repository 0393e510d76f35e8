import type { Moments } from '../../data/types.js'
import { CausalError, calledAsAsync } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { momentsOf } from '../statements/read-moments.js'
import { asking } from './ask.js'
import { checkAsked } from './from.js'
import { gramsOf, totalGram } from './grams-of.js'
import type { RemoteOptions, RemoteRows } from './types.js'

/**
 * Means and covariances of rows that stay in their engine: {@link moments} without the rows.
 *
 * Three statements a part: rough means of the first rows, the number of rows, and the sums about the rough means (again about the
 * means, should the rough ones prove far off; in blocks where the engine returns too few columns at once). Parts are added here.
 *
 * @param rows - rows as {@link from} or {@link together} makes them
 * @param names - p columns of numbers
 * @param options - incomplete rows, progress, signal
 * @returns `{ names, count, mean, covariance }`, to be given wherever moments are taken: `fisherZ`, `bicScore`, `estimateEffect` …
 * @throws CausalError `missing-values` with columns and counts; `too-few-rows`; `engine` for an engine that fails, answers otherwise than it was
 *   asked, or whose table changes between two statements; `aborted`; `invalid-argument`, `duplicate-name`
 * @complexity one scan with p (p + 3) / 2 sums, and two cheap statements
 * @category SQL
 * @example
 * const answers = [[{ c0: 3, c1: 6 }], [{ c0: 3 }], [{ c0: 3, c1: 0, c2: 2 }]]
 * const w = warehouse({ query: async () => answers.shift() ?? [], dialect: duckdb })
 * await momentsFrom(from(w, 'events'), ['spend'])
 * //=> { names: ['spend'], count: 3, mean: [2], covariance: [1] }
 */
export function momentsFrom<M extends string, const N extends M>(
  rows: RemoteRows<M>,
  names: readonly N[],
  options: RemoteOptions = {},
): Promise<Moments<N>> {
  return calledAsAsync('momentsFrom', async () => {
    checkOptions('options', options, ['incomplete', 'onProgress', 'signal'])
    const asked = asking(rows, options)
    checkAsked(rows, names, 'number')
    const total = totalGram(await gramsOf(asked, { names, columns: names.map((name) => [name]), by: [] }))
    if (total === null) throw new CausalError('too-few-rows', 'no row is complete.', { count: 0 })
    return momentsOf(total)
  })
}
