import type { ContingencyTable } from '../../data/types.js'
import { CausalError, calledAsAsync } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { contingencyTable } from '../statements/read-counts.js'
import { asking } from './ask.js'
import { cellsOf } from './cells-of.js'
import { checkAsked } from './from.js'
import type { RemoteOptions, RemoteRows } from './types.js'

/**
 * How often each combination of values occurs among rows that stay in their engine: {@link counts} without the rows.
 *
 * Two statements a part, one of them a scan; parts are added here.
 *
 * @param rows - rows as {@link from} or {@link together} makes them
 * @param names - the columns to count, in the order of the axes
 * @param options - incomplete rows, progress, signal
 * @returns a factor of counts, to be given wherever counts are taken: `gSquare`, `estimateEffect`, `fitScm` …
 * @throws CausalError `missing-values` with columns and counts; `too-few-rows`; `too-large` above 2²⁶ cells; `engine` for an engine that fails,
 *   answers otherwise than it was asked, or whose table changes between two statements; `aborted`; `invalid-argument`, `duplicate-name`
 * @complexity one scan, one row back for each combination that occurs
 * @category SQL
 * @example
 * const answers = [[{ c0: 5 }], [{ k0: 'old', c0: 3 }, { k0: 'new', c0: 2 }]]
 * const w = warehouse({ query: async () => answers.shift() ?? [], dialect: duckdb })
 * await countsFrom(from(w, 'events'), ['arm'])
 * //=> { variables: [{ name: 'arm', states: ['new', 'old'] }], values: [2, 3] }
 */
export function countsFrom<M extends string, const N extends M>(
  rows: RemoteRows<M>,
  names: readonly N[],
  options: RemoteOptions = {},
): Promise<ContingencyTable<N>> {
  return calledAsAsync('countsFrom', async () => {
    checkOptions('options', options, ['incomplete', 'onProgress', 'signal'])
    return remoteCounts(rows, names, options)
  })
}

/** {@link countsFrom} for options that were looked at. */
export async function remoteCounts<N extends string>(
  rows: RemoteRows,
  names: readonly N[],
  options: RemoteOptions,
): Promise<ContingencyTable<N>> {
  const asked = asking(rows, options)
  checkAsked(rows, names)
  const cells = (await cellsOf(asked, names)) ?? []
  if (cells.length === 0) throw new CausalError('too-few-rows', `no row holds all of ${quoteNames(names)}.`, { names })
  return contingencyTable(names, cells)
}
