import { calledAsAsync } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { momentsFrom } from '../../sql/warehouse/moments-from.js'
import type { RemoteOptions, RemoteRows } from '../../sql/warehouse/types.js'
import type { IndependenceTest } from '../core/types.js'
import { fisherZ } from './fisher-z.js'

/**
 * The Fisher z test for rows that stay in their engine: one scan for means and covariances, then as many tests as a search asks for.
 *
 * @param rows - rows as {@link from} or {@link together} makes them
 * @param names - the columns to be tested, of numbers
 * @param options - incomplete rows, progress, signal
 * @returns the test, as {@link fisherZ} makes it of moments
 * @throws CausalError as {@link momentsFrom} and {@link fisherZ}
 * @complexity one scan with p (p + 3) / 2 sums; O(|S|³) a test
 * @category Independence tests
 * @example
 * const answers = [[{ c0: 103, c1: 0, c2: 0 }], [{ c0: 103 }], [{ c0: 103, c1: 0, c2: 0, c3: 102, c4: 30.6, c5: 102 }]]
 * const w = warehouse({ query: async () => answers.shift() ?? [], dialect: duckdb })
 * const test = await fisherZFrom(from(w, 'events'), ['X', 'Y'])
 * test('X', 'Y').pValue
 * //=> 0.001967
 */
export function fisherZFrom<M extends string, const N extends M>(
  rows: RemoteRows<M>,
  names: readonly N[],
  options: RemoteOptions = {},
): Promise<IndependenceTest<N>> {
  return calledAsAsync('fisherZFrom', async () => {
    checkOptions('options', options, ['incomplete', 'onProgress', 'signal'])
    return fisherZ(await momentsFrom(rows, names, options))
  })
}
