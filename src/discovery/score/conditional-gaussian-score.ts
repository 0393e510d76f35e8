import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import type { Grouping } from '../../independence/mixed/grouped-regression.js'
import { groupingOf, type MixedColumns, readMixed, seenLevels } from '../../independence/mixed/mixed-columns.js'
import { quoteNames } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { checkMixed } from './degenerate-gaussian-score.js'
import { logDeterminantOf } from './gaussian-blocks.js'
import { makeScore } from './make-score.js'
import { readPenalty } from './penalty.js'
import type { Score } from './score.js'

/** Rows of a combination of categories beyond its numbers that a Gaussian of its own needs. */
const SPARE_ROWS = 5

/**
 * The conditional Gaussian score, for tables of numbers and categories: within each combination of categories the numbers
 * are jointly Gaussian, with means and covariances of their own.
 *
 * The local score is f(node and parents) − f(parents), where f is the BIC of that model of a set of columns: equivalent
 * graphs have equal scores. Of numbers alone it is `bicScore`, of categories alone the BIC of a discrete network. It sees
 * differences of means, variances and slopes, and pays for each. Combinations with fewer than five rows more than numbers share
 * one Gaussian. A category's numbers are a mixture of Gaussians, which f of the numbers alone does not know: with strong
 * effects of categories on numbers, edges between these numbers may be too many.
 *
 * @param table - numbers and categories, complete
 * @param options - `penalty`: 1 is the BIC; more makes sparser graphs
 * @returns the score, for `ges`, `exactSearch` and `boss`
 * @throws CausalError `missing-values`, `constant-column`, `too-few-rows`, `invalid-argument`; the score itself
 *   `too-few-rows` unless there are five rows more than numbers among node and parents
 * @complexity O(n k²) a local score of k columns
 * @category Discovery
 * @see Andrews, Ramsey & Cooper 2018, "Scoring Bayesian networks of mixed variables", International Journal of Data Science
 *   and Analytics 6
 * @example
 * const score = conditionalGaussianScore(
 *   table({ site: ['a', 'a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'b', 'b'], height: [1, 2, 3, 2, 1, 2, 7, 8, 9, 7, 8, 6] }),
 * )
 * score('height', ['site']) > score('height')
 * //=> true
 */
export function conditionalGaussianScore<T>(
  table: Table<T>,
  options: { readonly penalty?: number } = {},
): Score<keyof T & string> {
  return calledAs('conditionalGaussianScore', () => {
    checkOptions('options', options, ['penalty'], { penalty: 'number' })

    const penalty = readPenalty(options)
    checkMixed(table)
    const columns = standardColumns(readMixed(table))
    const n = table.rowCount
    const price = 0.5 * penalty * portableLog(n)
    const known = new Map<string, number>()
    const whole = (members: readonly number[]): number => {
      const key = members.join()
      let value = known.get(key)
      if (value === undefined) {
        const { logLikelihood, parameters } = jointModel(columns, members)
        value = logLikelihood - price * parameters
        known.set(key, value)
      }
      return value
    }
    return makeScore(
      'conditionalGaussianScore',
      table.columns,
      (node, parents, size) => {
        const given = Array.from({ length: size }, (_, k) => parents[k]!)
        return whole([...given, node].sort((a, b) => a - b)) - whole(given)
      },
      table,
      { n },
    )
  })
}

/** Columns with numbers in standard deviations, and the logarithm of the variance that was taken out. */
interface StandardColumns extends MixedColumns {
  readonly logVariance: Float64Array
  readonly states: Int32Array
}

function standardColumns(columns: MixedColumns): StandardColumns {
  const { names, isNumber, values, codes, total: n } = columns
  const logVariance = new Float64Array(names.length)
  const states = new Int32Array(names.length)
  const standard = values.map((column, i) => {
    if (!isNumber[i]!) {
      states[i] = seenLevels(codes[i]!).levels
      return column
    }
    const origin = column[0]!
    let mean = 0
    for (let k = 0; k < n; k++) mean += (column[k]! - origin) / n
    let square = 0
    for (let k = 0; k < n; k++) square += (column[k]! - origin - mean) ** 2 / n
    if (square > 0) logVariance[i] = portableLog(square)
    states[i] = square > 0 ? 2 : 1
    return column.map((v) => (v - origin - mean) / Math.sqrt(square))
  })
  const constant = names.filter((_, i) => states[i] === 1)
  if (constant.length > 0) {
    throw new CausalError(
      'constant-column',
      `${quoteNames(constant)} ${constant.length === 1 ? 'does not vary: leave it out.' : 'do not vary: leave them out.'}`,
      { columns: constant },
    )
  }
  return { ...columns, values: standard, logVariance, states }
}

/** A multinomial over the combinations of the categories, and a Gaussian of the numbers in each. */
function jointModel(
  columns: StandardColumns,
  members: readonly number[],
): { readonly logLikelihood: number; readonly parameters: number } {
  const numbers = members.filter((i) => columns.isNumber[i]!)
  const categories = members.filter((i) => !columns.isNumber[i]!)
  const n = columns.total
  const k = numbers.length
  const cells = rowsOfCells(groupingOf(columns, categories))
  let logLikelihood = 0
  for (const rows of cells) logLikelihood += rows.length * portableLog(rows.length / n)
  let parameters = categories.reduce((product, i) => product * columns.states[i]!, 1) - 1
  if (k === 0) return { logLikelihood, parameters }
  if (n < k + SPARE_ROWS) {
    throw new CausalError(
      'too-few-rows',
      `${n} rows are too few for ${k} numbers among a node and its parents: at least ${k + SPARE_ROWS} are needed; give fewer parents.`,
      { count: n, needed: k + SPARE_ROWS },
    )
  }
  const groups = shared(cells, k + SPARE_ROWS)
  for (const rows of groups) logLikelihood += gaussianLikelihood(columns, numbers, rows)
  for (const i of numbers) logLikelihood -= 0.5 * n * columns.logVariance[i]!
  // means but the one that every model has, and covariances
  parameters += groups.length * (k + (k * (k + 1)) / 2) - k
  return { logLikelihood, parameters }
}

function rowsOfCells({ start, row }: Grouping): Int32Array[] {
  return Array.from({ length: start.length - 1 }, (_, g) => row.subarray(start[g]!, start[g + 1]!))
}

/** Cells with enough rows as they are; the others together, with the smallest of the former as long as they are too few. */
function shared(cells: readonly Int32Array[], least: number): Int32Array[] {
  const large = cells.filter((rows) => rows.length >= least).sort((a, b) => b.length - a.length || a[0]! - b[0]!)
  const small = cells.filter((rows) => rows.length < least)
  let count = small.reduce((sum, rows) => sum + rows.length, 0)
  while (count > 0 && count < least) {
    const next = large.pop()!
    small.push(next)
    count += next.length
  }
  const pooled = new Int32Array(count)
  let at = 0
  for (const rows of small) {
    pooled.set(rows, at)
    at += rows.length
  }
  return count === 0 ? large : [...large, pooled.sort()]
}

/** −m/2 · (k + log |S|) for the covariance matrix S (divisor m) of these rows. */
function gaussianLikelihood({ values }: StandardColumns, numbers: readonly number[], rows: Int32Array): number {
  const m = rows.length
  const k = numbers.length
  const centred = numbers.map((i) => {
    const column = values[i]!
    let mean = 0
    for (const row of rows) mean += column[row]! / m
    return Float64Array.from(rows, (row) => column[row]! - mean)
  })
  const covariance = new Float64Array(k * k)
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0
      for (let i = 0; i < m; i++) sum += centred[a]![i]! * centred[b]![i]!
      covariance[a * k + b] = sum / m
      covariance[b * k + a] = sum / m
    }
  }
  return (
    -0.5 *
    m *
    (k +
      logDeterminantOf(
        Array.from({ length: k }, (_, i) => i),
        (a, b) => covariance[a * k + b]!,
      ))
  )
}
