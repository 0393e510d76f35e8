import { tableMoments } from '../../data/statistics/table-moments.js'
import { checkTable } from '../../data/tables/check-table.js'
import { makeTable } from '../../data/tables/make-table.js'
import { wholeNumbers } from '../../data/tables/numeric-column.js'
import type { Table } from '../../data/types.js'
import { midRanks } from '../../numeric/mid-ranks.js'
import { normalQuantile } from '../../numeric/special/normal.js'
import { madeBy } from '../../recipes.js'
import type { IndependenceTest } from '../core/types.js'
import { readCorrelations } from './correlation-input.js'
import { correlationTest } from './correlation-test.js'

/**
 * Partial correlation by ranks: Fisher's z of the normal scores, for columns that are Gaussian but for an unknown increasing
 * transformation of each (a Gaussian copula, or nonparanormal).
 *
 * Each value is replaced by the normal quantile of its rank, (rank − 3/8) / (n + 1/4) with the mean rank for ties (Blom
 * 1958), and partial correlations of these are tested as by {@link fisherZ}. No increasing change of a column moves the
 * answer, and outliers weigh little: heavy tails, skewness and wild values do no harm. What is not a Gaussian copula, such as a
 * curve that turns, or noise whose spread follows the condition, is outside its scope. Where the conditioning set leaves less
 * than a quarter of the variance of x or y, ranks of few rows do not take all of it out: it rejects too often (0.09 at level
 * 0.05 with a tenth left and 50 rows, 0.07 with 200, 0.06 with 1,000), and `warning` says so.
 *
 * @param data - a table of numbers, complete
 * @returns the test; its `estimate` is the partial correlation of the scores. It offers the plan `correlation`, so that
 *   searches are as fast as with `fisherZ`
 * @throws CausalError `missing-values`, `invalid-data` (categories), `constant-column`; the test itself `unknown-name`, `overlap`
 * @complexity O(p n log n + n p²) once; O(|S|³) a test
 * @category Independence tests
 * @see Liu, Lafferty & Wasserman 2009, "The nonparanormal", JMLR 10; Harris & Drton 2013, "PC algorithm for nonparanormal
 *   graphical models", JMLR 14
 * @example
 * const size = [1, 2, 3, 4, 5, 6, 7, 8]
 * const t = table({ size, price: size.map((s) => s ** 9) })
 * rankCorrelation(t)('size', 'price').estimate! > 0.999999
 * //=> true
 */
export function rankCorrelation<T>(data: Table<T>): IndependenceTest<keyof T & string> {
  return madeBy('rankCorrelation', [data], () => {
    checkTable(data as Table<unknown, string>)
    const names = data.columns as readonly string[]
    const scores = names.map((name, i) =>
      normalScores(wholeNumbers(data as Table<unknown, string>, name, data.data[i]!, names)),
    )
    const moments = tableMoments(makeTable(names, data.rowCount, scores) as unknown as Table<unknown, string>)
    const method = 'Fisher z of a partial correlation of normal scores, standard normal'
    return correlationTest('rankCorrelation', method, readCorrelations(moments), data, warningOf)
  }) as unknown as IndependenceTest<keyof T & string>
}

/** Ranks take out what the conditioning set explains but for an error that matters where little is left (measured). */
function warningOf(left: number): string | undefined {
  if (left >= 0.25) return undefined
  return `the conditioning set leaves ${left.toPrecision(2)} of the variance of the scores: below a quarter, ranks reject too often. If the relations are linear take fisherZ; or gather more rows.`
}

function normalScores(values: Float64Array): Float64Array {
  const n = values.length
  return midRanks(values).map((rank) => normalQuantile((rank - 0.375) / (n + 0.25)))
}
