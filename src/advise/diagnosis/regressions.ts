import { makeTable } from '../../data/tables/make-table.js'
import { directLingam } from '../../discovery/lingam/direct-lingam.js'
import { designMatrix } from '../../numeric/design-matrix.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { chiSquareUpperTail } from '../../numeric/special/chi-square.js'
import { show } from '../../show.js'
import { andersonDarling } from './anderson-darling.js'
import type { NotLooked } from './diagnosis-types.js'
import type { Look } from './look.js'
import { explained, inDeviations, scoreStatistic } from './regression-scores.js'
import type { ColumnView } from './table-view.js'

/** Most columns and rows that are looked at, and the fewest rows that say something. */
export const MOST_COLUMNS = 20
const MOST_ROWS = 2000
const LEAST_ROWS = 50

export const regressionTopics = ['nonlinear', 'heteroscedastic', 'non-gaussian'] as const

/**
 * What a linear model leaves of each column of numbers: bends, unequal spread, and noise that is not Gaussian.
 *
 * Regressions on all others would bend in linear models too, wherever noise is not Gaussian; those on the causes do not. So the
 * columns are first ordered by DirectLiNGAM, and each is regressed on those before it: if any order makes the model linear, this one
 * does. Each predictor then enters bent as well, by z / (1 + |z|) and its square, z the predictor in standard deviations: for bends by a
 * score test that unequal spread does not mislead (Wooldridge 1991, procedure 3.1), for spread by Koenker's (1981), both with two
 * degrees of freedom and the smallest p-value of a column's predictors times their number. Normality is tested on what is left, by
 * Anderson and Darling's statistic. Of steps of a series what the step before leaves is looked at.
 */
export function lookAtRegressions(
  columns: readonly ColumnView[],
  rows: RowsLooked,
): { looks: Look[]; notLooked: NotLooked[] } {
  const none = (message: string): { looks: Look[]; notLooked: NotLooked[] } => ({
    looks: [],
    notLooked: regressionTopics.map((topic) => ({ topic, columns: columns.map(({ name }) => name), message })),
  })
  const sorted = [...columns].sort((a, b) => (a.name < b.name ? -1 : 1))
  const looked = sorted.slice(0, MOST_COLUMNS)
  if (columns.length === 0) return none('no column of numbers takes more than ten values.')
  const p = looked.length
  const of = rows.before === null ? thinned(rows) : rows
  const n = of.at.length
  if (n < LEAST_ROWS || n < 5 * p * (of.before === null ? 1 : 2))
    return none(
      `${n} complete rows${rows.where} are too few for ${p} columns: it takes ${LEAST_ROWS}, and five a column and lag.`,
    )
  const values = looked.map(({ data }) => Float64Array.from(of.at, (i) => (data as Float64Array)[i]!))
  if (values.some((column) => column.every((v) => v === column[0])))
    return none(`some column does not vary in the rows looked at${rows.where}.`)
  const own = of.before === null ? values : withoutStepBefore(looked, values, of.before)
  if (own === null) return none('the columns of the step before determine one another.')
  const names = looked.map(({ name }) => name)
  const order = directLingam(makeTable(names, n, own), { prune: 'none' }).order.map((name) => names.indexOf(name))
  const looks: Look[] = []
  for (const [k, target] of order.entries()) {
    const found = residualLooks(names, own, order.slice(0, k), target)
    if (found !== null) looks.push(...found)
  }
  const over = sorted.slice(MOST_COLUMNS).map(({ name }) => name)
  const message = `only the ${MOST_COLUMNS} columns of numbers that come first by name were looked at.`
  return {
    looks: looks.map((one) => ({ ...one, measure: `${one.measure}${rows.where}` })),
    notLooked: over.length > 0 ? regressionTopics.map((topic) => ({ topic, columns: over, message })) : [],
  }
}

/** The rows that regressions look at. */
export interface RowsLooked {
  readonly at: Int32Array
  /** For steps of a series the row of the step before each; null for independent rows. */
  readonly before: Int32Array | null
  /** What to add to the measure, such as `, in one environment`. */
  readonly where: string
}

function thinned(rows: RowsLooked): RowsLooked {
  const step = Math.max(1, Math.ceil(rows.at.length / MOST_ROWS))
  return { ...rows, at: rows.at.filter((_, k) => k % step === 0) }
}

/** What a linear regression of each column on all columns one step before leaves; null where these are collinear. */
function withoutStepBefore(
  columns: readonly ColumnView[],
  values: readonly Float64Array[],
  before: Int32Array,
): Float64Array[] | null {
  const n = before.length
  const past = columns.map(({ data }) => Float64Array.from(before, (i) => (data as Float64Array)[i]!))
  if (past.some((column) => column.every((v) => v === column[0]))) return null
  const design = designMatrix(past.map(inDeviations), n)
  const left = values.map((column) => leastSquares(design, n, columns.length + 1, inDeviations(column)))
  return left.every((fit) => fit.ok) ? left.map((fit) => (fit.ok ? fit.residuals : new Float64Array(n))) : null
}

function residualLooks(
  names: readonly string[],
  values: readonly Float64Array[],
  predictors: readonly number[],
  target: number,
): Look[] | null {
  const n = values[target]!.length
  const scaled = predictors.map((j) => inDeviations(values[j]!))
  const design = designMatrix(scaled, n)
  const k = scaled.length + 1
  const fit = leastSquares(design, n, k, inDeviations(values[target]!))
  if (!fit.ok) return null
  const { residuals } = fit
  const name = names[target]!
  const looks: Look[] = []
  if (predictors.length > 0) {
    const variance = residuals.reduce((sum, r) => sum + r * r, 0) / n
    const square = residuals.map((r) => r * r - variance)
    const bent = scaled.map((z) => {
      const u = z.map((v) => v / (1 + Math.abs(v)))
      return [u, u.map((v) => v * v)] as const
    })
    const left = bent.map((pair) =>
      pair.map((column) => {
        const taken = leastSquares(design, n, k, column)
        return taken.ok ? taken.residuals : column
      }),
    )
    looks.push(
      strongest(
        'nonlinear',
        names,
        predictors,
        target,
        left.map(([a, b]) => scoreStatistic(residuals, a!, b!)),
      ),
      strongest(
        'heteroscedastic',
        names,
        predictors,
        target,
        bent.map(([a, b]) => explained(square, a, b)),
      ),
    )
  }
  const { statistic, pValue } = andersonDarling(residuals)
  looks.push({
    topic: 'non-gaussian',
    columns: [name],
    measure: 'Anderson and Darling’s A², of what the columns before it leave',
    statistic,
    pValue,
    says: [
      `what linear regression leaves of ${show(name)} is not Gaussian.`,
      `nothing speaks against Gaussian noise in ${show(name)}.`,
    ],
  })
  return looks
}

/** The largest of the statistics of one target, by Bonferroni over its predictors. */
function strongest(
  topic: 'nonlinear' | 'heteroscedastic',
  names: readonly string[],
  predictors: readonly number[],
  target: number,
  statistics: readonly number[],
): Look {
  const at = statistics.indexOf(Math.max(...statistics))
  const statistic = statistics[at]!
  const [y, x] = [show(names[target]!), show(names[predictors[at]!]!)]
  const bends = topic === 'nonlinear'
  return {
    topic,
    columns: [names[target]!, names[predictors[at]!]!],
    measure: bends
      ? 'robust score of bent predictors, chi-square with 2 degrees'
      : 'Koenker’s score, chi-square with 2 degrees',
    statistic,
    pValue: Math.min(1, predictors.length * chiSquareUpperTail(statistic, 2)),
    says: bends
      ? [`${y} is bent along ${x}.`, `nothing speaks against a line of ${y} along ${x}, or along others before it.`]
      : [
          `the spread of ${y} changes along ${x} (a bend that a line misses does this too).`,
          `nothing speaks against one spread of ${y}.`,
        ],
  }
}
