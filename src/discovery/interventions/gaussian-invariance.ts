import { readQuery } from '../../independence/core/make-test.js'
import type { IndependenceTest, TestResult } from '../../independence/core/types.js'
import { determinedBy, tooFewRows } from '../../independence/core/untested.js'
import { indexNames } from '../../names.js'
import { fCdf, fUpperTail, logFCdf, logFUpperTail } from '../../numeric/special/f.js'
import { scatterOf } from '../lingam/numeric-data.js'
import { left, type Rows, worth } from './regression-left.js'

const method =
  'equal regressions and equal residual variances (F tests, that of variances at the kurtosis of the residuals; the smaller p-value doubled)'

/**
 * Whether a column has the same linear mechanism in two sets of rows: the F test that the regressions on the conditioning
 * set are the same (Chow 1960), and the F test that their residual variances are, the smaller p-value doubled. How much a
 * variance varies depends on the kurtosis of the noise (Box 1953): the F test of variances has the degrees of freedom that
 * residuals of such kurtosis are worth (Shoemaker 2003), never more than those of Gaussian noise. A column that does not
 * vary in one set, as where an experiment has set it to a value, is left out of that set's regression: its mean must then
 * lie on the other's.
 *
 * @param label - the name of the regime, for questions about it
 * @param first - the columns in the one set of rows
 * @param second - the same in the other
 */
export function gaussianInvariance(
  names: readonly string[],
  label: string,
  first: readonly Float64Array[],
  second: readonly Float64Array[],
): IndependenceTest {
  const p = names.length
  const index = indexNames('column', [...names, label])
  const setOf = (columns: readonly Float64Array[]): Rows => ({
    columns,
    n: columns[0]!.length,
    scatter: scatterOf(columns),
  })
  const sets = [setOf(first), setOf(second)]
  const pooled = setOf(first.map((column, i) => Float64Array.from([...column, ...second[i]!])))
  const test = (a: string, b: string, given: readonly string[] = []): TestResult => {
    const query = readQuery(index, a, b, given)
    const y = query.x === p ? query.y : query.x
    const [one, two] = sets.map((rows) => left(rows, p, y, query.given))
    const all = left(pooled, p, y, query.given)
    const least = Math.min(one!.freedom, two!.freedom)
    if (least < 1) {
      const rows = Math.min(...sets.map(({ n }) => n))
      return tooFewRows(method, rows, rows + 1 - least)
    }
    if (one!.sum === 0 && two!.sum === 0) return determinedBy(method, [names[y]!], given)
    if (one!.sum === 0 || two!.sum === 0) {
      // noise in the one set and none in the other: an experiment that sets a value
      return Object.freeze({ tested: true, statistic: 0, pValue: 0, logPValue: Number.NEGATIVE_INFINITY, method })
    }
    const found: { readonly pValue: number; readonly logPValue: number; readonly statistic: number }[] = []
    const freedom = one!.freedom + two!.freedom
    const lost = all.freedom - freedom
    if (lost > 0) {
      const f = Math.max(0, (all.sum - one!.sum - two!.sum) / lost / ((one!.sum + two!.sum) / freedom))
      found.push({ statistic: f, pValue: fUpperTail(f, lost, freedom), logPValue: logFUpperTail(f, lost, freedom) })
    }
    const ratio = two!.sum / two!.freedom / (one!.sum / one!.freedom)
    const share = worth([
      { n: sets[0]!.n, found: one! },
      { n: sets[1]!.n, found: two! },
    ])
    const [above, below] = [share * two!.freedom, share * one!.freedom]
    const upper = fUpperTail(ratio, above, below)
    const lower = fCdf(ratio, above, below)
    found.push({
      statistic: ratio,
      pValue: Math.min(1, 2 * Math.min(upper, lower)),
      logPValue: Math.min(
        0,
        Math.LN2 + (upper < lower ? logFUpperTail(ratio, above, below) : logFCdf(ratio, above, below)),
      ),
    })
    const best = found.reduce((a, b) => (b.logPValue < a.logPValue ? b : a))
    return Object.freeze({
      tested: true,
      statistic: best.statistic,
      pValue: Math.min(1, found.length * best.pValue),
      logPValue: Math.min(0, (found.length === 2 ? Math.LN2 : 0) + best.logPValue),
      method,
    })
  }
  return Object.freeze(Object.assign(test, { variables: Object.freeze([...names, label]) }))
}
