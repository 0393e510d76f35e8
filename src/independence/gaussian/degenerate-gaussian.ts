import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { cholesky } from '../../numeric/cholesky.js'
import { chiSquareUpperTail, logChiSquareUpperTail } from '../../numeric/special/chi-square.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { madeBy } from '../../recipes.js'
import { indexedTest, type Query } from '../core/make-test.js'
import type { IndependenceTest, TestResult } from '../core/types.js'
import { determinedBy, tooFewRows } from '../core/untested.js'
import { dummies, readMixed, standardised } from '../mixed/mixed-columns.js'
import { determinedShare } from './partial-correlation.js'

const method = 'degenerate Gaussian likelihood ratio with Bartlett’s correction, chi-square'

/**
 * The degenerate Gaussian test, for tables of numbers and categories: every category becomes a column of 0 and 1 for each
 * level but one, and all columns are treated as jointly Gaussian.
 *
 * The statistic is that of the canonical correlations of the columns of x and of y given those of the conditioning set,
 * −(n − 1 − k − (p + q + 1) / 2) log |1 − R²| with p, q and k columns (Bartlett 1938), chi-square with p q degrees of
 * freedom. With one column on each side it is nearly the test of a partial correlation. It sees a dependence of means, and is
 * much quicker than `conditionalGaussian`: all tests share one matrix. Its variance is that of one Gaussian law: noise whose
 * spread differs between categories, or heavy tails within small ones, moves its level; `conditionalGaussian` holds there.
 *
 * @param data - a table of numbers and categories, complete
 * @returns the test; it offers no plan
 * @throws CausalError `missing-values`, `too-few-rows`; the test itself `unknown-name`, `overlap`
 * @complexity O(n d²) once for d columns of numbers and levels; O((k + p + q)³) a test
 * @category Independence tests
 * @see Andrews, Ramsey & Cooper 2019, "Learning high-dimensional directed acyclic graphs with mixed data-types", PMLR 104
 * @example
 * const site = ['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c']
 * const t = table({ site, height: [1, 5, 2, 1.5, 5.5, 2.2, 0.9, 4.8, 2.4, 1.1, 5.1, 1.9] })
 * degenerateGaussian(t)('site', 'height').pValue! < 1e-6
 * //=> true
 */
export function degenerateGaussian<T>(data: Table<T>): IndependenceTest<keyof T & string> {
  return madeBy('degenerateGaussian', [data], () => {
    checkTable(data as Table<unknown, string>)
    const mixed = readMixed(data)
    const { names, total: n } = mixed
    if (n < 4) throw new CausalError('too-few-rows', `at least 4 rows are needed, got ${n}.`, { count: n })
    const blocks = names.map((_, i) =>
      mixed.isNumber[i]!
        ? [standardised(mixed.values[i]!)]
        : dummies({ codes: mixed.codes[i]!, levels: mixed.levels[i]! }).map(standardised),
    )
    const columns = blocks.flat()
    const start = [0]
    for (const block of blocks) start.push(start.at(-1)! + block.length)
    const correlation = correlations(columns, n)
    const columnsOf = (i: number): number[] =>
      Array.from({ length: start[i + 1]! - start[i]! }, (_, k) => start[i]! + k).filter(
        (j) => correlation[j * columns.length + j]! > 0,
      )
    const core = ({ x, y, given }: Query): TestResult => {
      const [a, b] = names[x]! <= names[y]! ? [x, y] : [y, x]
      const set = Array.from(given, (i) => names[i]!)
      const left = blockSolver(correlation, columns.length, n)
      left.condition(Array.from(given).flatMap(columnsOf))
      const xs = left.remaining(columnsOf(a))
      const ys = left.remaining(columnsOf(b))
      const gone = [...(xs.length === 0 ? [a] : []), ...(ys.length === 0 ? [b] : [])]
      if (gone.length > 0)
        return determinedBy(
          method,
          gone.map((i) => names[i]!),
          set,
        )
      const degreesOfFreedom = xs.length * ys.length
      const factor = n - 1 - left.rank - (xs.length + ys.length + 1) / 2
      if (!(factor > 0) || n - 1 - left.rank <= xs.length + ys.length)
        return tooFewRows(method, n, left.rank + xs.length + ys.length + 2)
      const logRatio = left.logDeterminantRatio(xs, ys)
      if (logRatio === null) return determinedBy(method, [names[a]!], [...set, names[b]!])
      const statistic = Math.max(0, -factor * logRatio)
      return {
        tested: true,
        statistic,
        pValue: chiSquareUpperTail(statistic, degreesOfFreedom),
        logPValue: logChiSquareUpperTail(statistic, degreesOfFreedom),
        degreesOfFreedom,
        method,
      }
    }
    return indexedTest('degenerateGaussian', data.columns, core, undefined, data)
  })
}

/** Mean products of standardised columns; a constant one is 0. */
function correlations(columns: readonly Float64Array[], n: number): Float64Array {
  const d = columns.length
  const out = new Float64Array(d * d)
  for (let i = 0; i < d; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let r = 0; r < n; r++) sum += columns[i]![r]! * columns[j]![r]!
      out[i * d + j] = out[j * d + i] = sum / n
    }
  return out
}

/** Conditional second moments given a set of columns, of which those that others determine are left out. */
function blockSolver(correlation: Float64Array, d: number, n: number) {
  let kept: number[] = []
  const rows: Float64Array[] = []
  /** What the kept columns explain of a column, as the row of a Cholesky factor, and the share that is left. */
  const rowOf = (column: number): { row: Float64Array; left: number } => {
    const row = new Float64Array(kept.length)
    let left = 1
    for (const [i, z] of kept.entries()) {
      let sum = correlation[column * d + z]!
      for (let j = 0; j < i; j++) sum -= rows[i]![j]! * row[j]!
      row[i] = sum / rows[i]![i]!
      left -= row[i]! * row[i]!
    }
    return { row, left }
  }
  const determined = (size: number): number => determinedShare(n, size)
  const covariance = (list: readonly number[]): Float64Array => {
    const each = list.map((column) => rowOf(column).row)
    const out = new Float64Array(list.length ** 2)
    for (const [i, a] of list.entries())
      for (const [j, b] of list.entries()) {
        let value = correlation[a * d + b]!
        for (let k = 0; k < kept.length; k++) value -= each[i]![k]! * each[j]![k]!
        out[i * list.length + j] = value
      }
    return out
  }
  return {
    get rank(): number {
      return kept.length
    },
    condition(columns: readonly number[]): void {
      kept = []
      for (const column of columns) {
        const { row, left } = rowOf(column)
        if (!(left > determined(columns.length))) continue
        rows[kept.length] = Float64Array.of(...row, Math.sqrt(left))
        kept.push(column)
      }
    },
    /** Those of the columns of which the conditioning set, and the ones before them, leave something. */
    remaining(columns: readonly number[]): number[] {
      const found: number[] = []
      for (const column of columns) {
        const list = [...found, column]
        const moments = covariance(list)
        const root = cholesky(moments, list.length, determined(kept.length))
        if (moments[list.length ** 2 - 1]! > determined(kept.length) && root.ok) found.push(column)
      }
      return found
    },
    /** log |S| − log |Sxx| − log |Syy| of the conditional moments; null where x and y determine one another. */
    logDeterminantRatio(xs: readonly number[], ys: readonly number[]): number | null {
      const all = [...xs, ...ys]
      const m = all.length
      const root = cholesky(covariance(all), m, determined(kept.length))
      if (!root.ok) return null
      const own = cholesky(covariance(ys), ys.length, determined(kept.length))
      if (!own.ok) return null
      let sum = 0
      for (let k = 0; k < ys.length; k++) {
        const at = xs.length + k
        sum += 2 * portableLog(root.factor[at * m + at]! / own.factor[k * ys.length + k]!)
      }
      return sum
    },
  }
}
