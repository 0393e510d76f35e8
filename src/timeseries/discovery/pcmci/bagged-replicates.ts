import { momentRoom } from '../../../data/statistics/moment-sums.js'
import { makeTable, takeRows } from '../../../data/tables/make-table.js'
import type { Table } from '../../../data/types.js'
import { CausalError, sentenceOf } from '../../../errors.js'
import { checkedTest } from '../../../independence/core/check-test.js'
import type { IndependenceTest } from '../../../independence/core/types.js'
import { checkedObject } from '../../../names.js'
import { generator, seedStream, splitStream } from '../../../probability/streams/stream.js'
import { show } from '../../../show.js'
import { momentsOfWindows } from '../../moments/lagged-moments.js'
import { rowsOfWindows, type Windows, windowsOf } from '../../moments/windows.js'
import { correlationOverTime } from '../../tests/lagged-correlation.js'
import { laggedTable, testOfTable } from '../../tests/lagged-test.js'
import type { LaggedGraph, LaggedTest, Series } from '../../types.js'
import type { LaggedLink } from './lagged-result.js'

/** What the replicates are made from. */
export interface BaggedInput {
  readonly series: Series<unknown, string>
  readonly search: (
    test: LaggedTest,
  ) => LaggedGraph | { readonly graph: LaggedGraph; readonly links?: readonly LaggedLink[] }
  readonly reach: number
  readonly blockLength: number
  readonly seed: number | string
  readonly makeTest?: (table: Table) => IndependenceTest
  /** The windows of each replicate, where they are not drawn. */
  readonly given?: readonly Int32Array[]
}

/** What the search finds in a replicate, or why it was refused. */
export type BaggedAnswer =
  | { readonly graph: LaggedGraph; readonly links: readonly LaggedLink[] | null }
  | { readonly refused: string }

/** The answer of each replicate. Each has a random stream of its own. */
export function baggedReplicate(input: BaggedInput): (replicate: number) => BaggedAnswer {
  const { series, search, reach, blockLength, seed, makeTest, given } = input
  const windows = windowsOf(series, reach)
  const test =
    makeTest === undefined ? correlationReplicates(series, windows) : tableReplicates(series, windows, makeTest)
  return (replicate) => {
    let found: ReturnType<BaggedInput['search']>
    try {
      found = search(test(given?.[replicate] ?? drawnTimes(windows, blockLength, seed, replicate)))
    } catch (error) {
      if (!(error instanceof CausalError) || error.code === 'aborted') throw error
      return { refused: sentenceOf(error) }
    }
    const answer = checkedObject('answer of the search', found)
    return 'graph' in answer ? { graph: answer.graph, links: answer.links ?? null } : { graph: answer, links: null }
  }
}

/** Draws as many windows as there are, in blocks that follow each other in one run: for each row how often its window counts. */
function drawnTimes(windows: Windows, blockLength: number, seed: number | string, replicate: number): Int32Array {
  const { count, length } = windows
  const random = generator(splitStream(seedStream(seed), replicate))
  // how many windows of its run follow each, itself included
  const left = new Int32Array(count)
  for (let k = 0, at = 0; k < length.length; k++) for (let i = 0; i < length[k]!; i++) left[at++] = length[k]! - i
  const drawn = new Int32Array(count)
  for (let filled = 0; filled < count; ) {
    const start = random.integer(count)
    const block = Math.min(blockLength, left[start]!, count - filled)
    for (let i = 0; i < block; i++) drawn[filled++] = start + i
  }
  return drawn
}

/** The times of replicates that the caller gave, as numbers of windows; one whose window is not complete is an error. */
export function givenTimes(windows: Windows, replicates: readonly ArrayLike<number>[]): Int32Array[] {
  const place = new Map(Array.from(rowsOfWindows(windows), (row, k) => [row, k]))
  return replicates.map((rows, replicate) =>
    Int32Array.from(rows, (row) => {
      const k = place.get(row)
      if (k !== undefined) return k
      const message = `replicate ${replicate} holds the row ${show(row)}, and no complete window of ${windows.reach + 1} steps ends there.`
      throw new CausalError('invalid-argument', message, { replicate, row })
    }),
  )
}

/** Makes the test of a replicate from the windows that it drew. */
type ReplicateTest<N extends string> = (drawn: Int32Array) => LaggedTest<N>

/** Partial correlations: the windows are weighted, and no row is copied. */
function correlationReplicates<N extends string>(series: Series<unknown, N>, windows: Windows): ReplicateTest<N> {
  const rows = rowsOfWindows(windows)
  const room = momentRoom(series.names.length * (windows.reach + 1))
  return (drawn) => {
    const weights = new Float64Array(series.table.rowCount)
    for (const k of drawn) weights[rows[k]!]!++
    return correlationOverTime(
      'bagged',
      momentsOfWindows(series, windows, windows.reach, weights, room),
      series.warnings,
    )
  }
}

/** Any other test: the rows of the table of lagged columns are drawn. */
function tableReplicates<N extends string>(
  series: Series<unknown, N>,
  windows: Windows,
  makeTest: (table: Table) => IndependenceTest,
): ReplicateTest<N> {
  const whole = laggedTable(series, windows.reach)
  return (drawn) => {
    const data = whole.data.map((column) => takeRows(column, drawn))
    const test = checkedTest(makeTest(makeTable(whole.columns, drawn.length, data)))
    return testOfTable('bagged', series, test, windows.reach)
  }
}
