import { calledAsAsync } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { remoteCounts } from '../../sql/warehouse/counts-from.js'
import type { RemoteOptions, RemoteRows } from '../../sql/warehouse/types.js'
import type { IndependenceTest } from '../core/types.js'
import type { DiscreteTestOptions } from './discrete-options.js'
import { gSquare } from './g-square.js'

/**
 * The G² test for rows that stay in their engine: one scan for the counts of all combinations, then as many tests as a search asks for.
 *
 * @param rows - rows as {@link from} or {@link together} makes them
 * @param names - the columns to be tested, of categories or whole numbers
 * @param options - those of {@link gSquare}; incomplete rows, progress, signal
 * @returns the test, as {@link gSquare} makes it of counts
 * @throws CausalError as {@link countsFrom} and {@link gSquare}; `too-large` where the columns have more than 2²⁶ combinations
 * @complexity one scan, one row back for each combination that occurs; a test is one pass over these
 * @category Independence tests
 * @example
 * const cells = [['m', 'yes', 1198], ['m', 'no', 1493], ['f', 'yes', 557], ['f', 'no', 1278]]
 * const answers = [[{ c0: 4526 }], cells.map(([k0, k1, c0]) => ({ k0, k1, c0 }))]
 * const w = warehouse({ query: async () => answers.shift() ?? [], dialect: duckdb })
 * const test = await gSquareFrom(from(w, 'applicants'), ['sex', 'admitted'])
 * test('sex', 'admitted').statistic
 * //=> 93.45
 */
export function gSquareFrom<M extends string, const N extends M>(
  rows: RemoteRows<M>,
  names: readonly N[],
  options: DiscreteTestOptions & RemoteOptions = {},
): Promise<IndependenceTest<N>> {
  return calledAsAsync('gSquareFrom', async () => {
    checkOptions(
      'options',
      options,
      ['null', 'draws', 'seed', 'minimumExpected', 'degreesOfFreedom', 'parity', 'incomplete', 'onProgress', 'signal'],
      { minimumExpected: 'number' },
    )
    const { incomplete: _incomplete, onProgress: _onProgress, signal: _signal, ...test } = options
    return gSquare(await remoteCounts(rows, names, options), test)
  })
}
