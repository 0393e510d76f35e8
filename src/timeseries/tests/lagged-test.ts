import { isNumeric, makeTable, takeRows } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedTest } from '../../independence/core/check-test.js'
import type { IndependenceTest, TestedResult, TestResult } from '../../independence/core/types.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { readLag } from '../core/read-lag.js'
import { laggedNames } from '../graphs/lagged-names.js'
import { laggedColumn, rowsOfWindows, windowsOf } from '../moments/windows.js'
import { checkSeries } from '../series/check-series.js'
import type { LaggedPlan, LaggedTest, Series } from '../types.js'
import { makeLaggedTest } from './make-lagged-test.js'

/**
 * Any test of conditional independence as a test over time: it is made from the table of lagged columns.
 *
 * The rows are the times whose window t − maxLag … t lies in one stretch and is complete; the columns are called `X[t]`, `X[t-1]`, …
 * Where nothing is missing and there is one stretch, they are parts of the series' own columns. Tests that shuffle rows (`kci` with permutations,
 * `cmiKnn`) take rows for exchangeable: their p-values hold where the conditioning set holds the past.
 *
 * @param series - a series; categories too, where the test knows them
 * @param makeTest - makes a test from a table: `fisherZ`, `rankCorrelation`, `gSquare`, `cmiKnn`, `(rows) => kci(rows, { … })`
 * @param options - the largest difference of lags in a question
 * @returns the lagged test; its results are those of the test that was made
 * @throws CausalError `too-few-rows`, `invalid-argument`, and what `makeTest` throws
 * @complexity that of the test, on N (maxLag + 1) columns
 * @category Time series
 * @example
 * const states = Array.from({ length: 120 }, (_, t) => ['low', 'high'][Math.floor(t / 3) % 2]!)
 * const test = laggedTest(series(table({ states })), gSquare, { maxLag: 1 })
 * test({ name: 'states', lag: 1 }, { name: 'states', lag: 0 }).pValue! < 0.001
 * //=> true
 */
export function laggedTest<N extends string>(
  series: Series<unknown, N>,
  makeTest: (table: Table) => IndependenceTest,
  options: {
    /** The largest difference of lags in a question (default 1). PCMCI and its kin ask up to twice the lags that their links have. */
    readonly maxLag?: number
  } = {},
): LaggedTest<N> {
  return calledAs('laggedTest', () => {
    checkOptions('options', options, ['maxLag'])
    checkSeries(series)
    if (typeof makeTest !== 'function' || 'variables' in makeTest) {
      const message = `expected what makes a test from a table, such as fisherZ or (rows) => kci(rows), got ${show(makeTest)}.`
      throw new CausalError('invalid-argument', message)
    }
    const maxLag = readLag('maxLag', options.maxLag ?? 1, 0)
    return testOfTable('laggedTest', series, checkedTest(makeTest(laggedTable(series, maxLag))), maxLag)
  })
}

/** A test of a table of lagged columns as a test over time, under the name of the function that was called. */
export function testOfTable<N extends string>(
  name: string,
  series: Series<unknown, N>,
  test: IndependenceTest,
  maxLag: number,
): LaggedTest<N> {
  const labels = laggedNames(series.names, maxLag)
  const named = (positions: Int32Array, size = positions.length): string[] =>
    Array.from(positions.subarray(0, size), (k) => labels[k]!)
  return makeLaggedTest(name, series.names, {
    core: (x, y, given) => test(labels[x]!, labels[y]!, named(given)),
    maxLag,
    warnings: series.warnings,
    plan: planOf((x, y, given, size) => test(labels[x]!, labels[y]!, named(given, size))),
  })
}

function planOf(call: (x: number, y: number, given: Int32Array, size: number) => TestResult): LaggedPlan {
  let last: TestedResult | null = null
  return {
    ask: (x, y, given, size) => {
      const result = call(x, y, given, size)
      last = result.tested ? result : null
      return result.tested
    },
    pValue: () => last?.pValue ?? Number.NaN,
    value: () => last?.estimate ?? last?.statistic ?? Number.NaN,
  }
}

/** The table of all variables at lags 0 … maxLag, one row for each complete window. */
export function laggedTable(series: Series<unknown, string>, maxLag: number): Table {
  const windows = windowsOf(series, maxLag)
  if (windows.count < 2) {
    const message = `windows of ${maxLag + 1} steps are complete at ${windows.count} times: at least 2 are needed. Take fewer lags, leave out variables with missing cells, or give longer stretches.`
    throw new CausalError('too-few-rows', message, { count: windows.count, maxLag })
  }
  const rows = rowsOfWindows(windows)
  const data = Array.from({ length: maxLag + 1 }, (_, lag) =>
    series.table.data.map((column) =>
      isNumeric(column)
        ? laggedColumn(column, lag, windows)
        : takeRows(
            column,
            rows.map((row) => row - lag),
          ),
    ),
  ).flat()
  return makeTable(laggedNames(series.names, maxLag), windows.count, data)
}
