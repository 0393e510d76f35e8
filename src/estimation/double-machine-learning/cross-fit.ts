import { makeCategorical, makeTable } from '../../data/tables/make-table.js'
import type { Categorical, Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedPredictions, rowsOf } from '../../learners/core/checked-learner.js'
import { partedBy } from '../../learners/core/folds.js'
import type { Learner } from '../../learners/core/types.js'
import { sharedWork } from '../../shared-work.js'
import type { Covariate } from '../core/types/estimator.js'

/** Columns as learners take them. */
export interface Columns {
  readonly n: number
  readonly names: readonly string[]
  readonly data: readonly (Float64Array | Categorical)[]
}

/** Covariates as columns. */
export function columnsOf(covariates: readonly Covariate[], n: number): Columns {
  return {
    n,
    names: covariates.map(({ name }) => name),
    data: covariates.map(({ values, levels }) =>
      levels === undefined ? (values as Float64Array) : makeCategorical(values as Int32Array, levels),
    ),
  }
}

/** The columns with one more; its name gets primes where another has it. */
export function withColumn(
  columns: Columns,
  name: string,
  column: Float64Array | Categorical,
): { table: Table; name: string } {
  let free = name
  while (columns.names.includes(free)) free += "'"
  return { table: makeTable([...columns.names, free], columns.n, [...columns.data, column]), name: free }
}

/** Zeros and ones as two categories, so that a learner gives a probability. */
export function asChoice(values: ArrayLike<number>): Categorical {
  return makeCategorical(
    Int32Array.from(values, (value) => (value === 1 ? 1 : 0)),
    ['0', '1'],
  )
}

/** One regression that is cross-fitted. */
export interface NuisanceTask {
  readonly learner: Learner
  /** The outcome of the regression: numbers, or two categories for a probability. */
  readonly name: string
  readonly target: Float64Array | Categorical
  /** Which rows it learns from: 1, or 0 for rows left out; all where it is left out. */
  readonly among?: Uint8Array
}

/** How the work is cut, weighed, watched. */
export interface CrossFitPlan {
  /** The fold of each row; null to fit on all rows and predict them. */
  readonly fold: Int32Array | null
  readonly weights: Float64Array | null
  readonly seed: number | string
  /** Called before each fit. */
  readonly step: () => void
}

/** What the regressions of the folds are fitted from. */
interface FoldInput {
  readonly columns: Columns
  readonly task: NuisanceTask
  readonly plan: Omit<CrossFitPlan, 'step'>
}

/** The predictions of the rows of a fold, in their order, by a model that was fitted to the rows of the others. */
export function heldOutPredictions({ columns, task, plan }: FoldInput): (fold: number) => Float64Array {
  const { table, name } = withColumn(columns, task.name, task.target)
  return (f) => {
    const { inside, outside } = partsOf(columns, plan, f)
    if (inside.length === 0) return new Float64Array(0)
    const rows = outside.filter((i) => (task.among?.[i] ?? 1) === 1 && (plan.weights?.[i] ?? 1) > 0)
    if (rows.length === 0) {
      throw new CausalError(
        'too-few-rows',
        `no row is left to learn ${name} from outside of fold ${f}: ask for fewer folds.`,
        {
          fold: f,
        },
      )
    }
    const weights = plan.weights === null ? null : Float64Array.from(rows, (i) => plan.weights![i]!)
    if (columns.names.length === 0) return new Float64Array(inside.length).fill(meanOf(task.target, rows, weights))
    const options = weights === null ? { seed: plan.seed } : { seed: plan.seed, weights }
    const fitted = task.learner.fit(rowsOf(table, rows), name, options)
    const held = rowsOf(makeTable(columns.names, columns.n, columns.data), inside)
    return Float64Array.from(checkedPredictions(fitted.predict(held), inside.length, task.learner.name))
  }
}

/** The rows of a fold, and those of the others. */
function partsOf({ n }: Columns, { fold }: Pick<CrossFitPlan, 'fold'>, f: number): ReturnType<typeof partedBy> {
  if (fold !== null) return partedBy(fold, f)
  const all = Int32Array.from({ length: n }, (_, i) => i)
  return { inside: all, outside: all }
}

/** The prediction of each row by a model that was fitted to the rows of the other folds. */
export function crossFit(columns: Columns, task: NuisanceTask, plan: CrossFitPlan): Float64Array {
  const out = new Float64Array(columns.n)
  const folds = plan.fold === null ? 1 : plan.fold.reduce((most, f) => Math.max(most, f), 0) + 1
  const { fold, weights, seed, step } = plan
  const input: FoldInput = { columns, task, plan: { fold, weights, seed } }
  let f = 0
  for (const predicted of sharedWork('held-out-predictions', heldOutPredictions, input, folds, { before: step })) {
    const { inside } = partsOf(columns, plan, f++)
    for (let i = 0; i < inside.length; i++) out[inside[i]!] = predicted[i]!
  }
  return out
}

/** Without any column to learn from, the best prediction is the mean. */
function meanOf(target: Float64Array | Categorical, rows: Int32Array, weights: Float64Array | null): number {
  const values = target instanceof Float64Array ? target : target.codes
  let [sum, total] = [0, 0]
  for (let p = 0; p < rows.length; p++) {
    const weight = weights?.[p] ?? 1
    sum += weight * values[rows[p]!]!
    total += weight
  }
  return sum / total
}
