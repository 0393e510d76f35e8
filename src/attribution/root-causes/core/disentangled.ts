import { CausalError } from '../../../errors.js'
import { quoteNames } from '../../../names.js'
import { cholesky, solveCholesky } from '../../../numeric/cholesky.js'
import type { Steps } from './steps.js'
import { meanOf } from './sum-of.js'

/** What one batch leaves: slopes of both parts, and how much of each equation the incident changed. */
export interface UpdatedGraph {
  /** d × d row-major: at effect i and cause j the sum of |slopes| over lags, both parts together. */
  readonly links: Float64Array
  /** The absolute sum of the changed part of each equation, level included, in standard deviations of its residual. */
  readonly changed: Float64Array
}

/** Proximal steps a batch. */
const proximalSteps = 200
/** The ridge of the part that stays, as a share of a column's sum of squares. */
const ridge = 1e-3

/** The rows that have all lags before them, without missing values. */
export function laggedRows(steps: Steps, maxLag: number): { readonly before: Int32Array; readonly after: Int32Array } {
  const usable = (row: number): boolean => {
    if (steps.past[row]! < maxLag) return false
    for (let lag = 0; lag <= maxLag; lag++)
      for (const column of steps.columns) if (Number.isNaN(column[row - lag]!)) return false
    return true
  }
  return { before: steps.before.filter(usable), after: steps.after.filter(usable) }
}

/**
 * A linear vector autoregression in two parts. The part that stays is ridge regression on the steps before. The changed part D of each
 * equation (slopes and level) minimises ½ Σ (r − x D)² + penalty √n σ Σ |D| over the last batch, r what the staying part leaves: by
 * proximal gradient steps (soft thresholds), each batch from where the last one ended.
 */
export function disentangled(
  steps: Steps,
  quiet: Int32Array,
  maxLag: number,
  penalty: number,
): { readonly update: (batch: Int32Array) => UpdatedGraph } {
  const { names, columns } = steps
  const d = names.length
  const k = d * maxLag + 1
  if (quiet.length < 2 * k)
    throw new CausalError(
      'too-few-rows',
      `${quiet.length} complete steps before, and ${k} slopes an equation need ${2 * k} at least: give more steps, fewer lags or fewer variables.`,
      { rows: quiet.length, needed: 2 * k },
    )
  const centers = columns.map((column) => meanOf(Float64Array.from(quiet, (row) => column[row]!)))
  const scales = columns.map((column, j) =>
    Math.sqrt(meanOf(Float64Array.from(quiet, (row) => (column[row]! - centers[j]!) ** 2))),
  )
  const constant = names.filter((_, j) => !(scales[j]! > 0))
  if (constant.length > 0)
    throw new CausalError(
      'constant-column',
      `${quoteNames(constant)} did not vary before: leave ${constant.length === 1 ? 'it' : 'them'} out.`,
      { columns: constant },
    )
  const valueAt = (j: number, row: number): number => (columns[j]![row]! - centers[j]!) / scales[j]!
  /** Level, then all variables at lag 1, at lag 2, … */
  const fill = (row: number, x: Float64Array): void => {
    x[0] = 1
    for (let lag = 1, at = 1; lag <= maxLag; lag++) for (let j = 0; j < d; j++) x[at++] = valueAt(j, row - lag)
  }
  const x = new Float64Array(k)
  const gramOf = (
    rows: Int32Array,
    gram: Float64Array,
    cross: Float64Array,
    rest: (i: number, row: number) => number,
  ) => {
    for (const row of rows) {
      fill(row, x)
      for (let a = 0; a < k; a++) {
        for (let b = 0; b <= a; b++) gram[a * k + b]! += x[a]! * x[b]!
        for (let i = 0; i < d; i++) cross[i * k + a]! += x[a]! * rest(i, row)
      }
    }
    for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) gram[b * k + a] = gram[a * k + b]!
  }
  const gram = new Float64Array(k * k)
  const cross = new Float64Array(d * k)
  gramOf(quiet, gram, cross, valueAt)
  for (let a = 0; a < k; a++) gram[a * k + a]! *= 1 + ridge
  const root = cholesky(gram, k)
  if (!root.ok)
    throw new CausalError(
      'collinear',
      `${names[(root.column - 1) % d]!} is determined by other variables at their lags: leave it out.`,
      { column: names[(root.column - 1) % d]! },
    )
  const staying = names.map((_, i) => solveCholesky(root.factor, k, cross.slice(i * k, (i + 1) * k)))
  const restOf = (i: number, row: number): number => {
    fill(row, x)
    let rest = valueAt(i, row)
    for (let a = 0; a < k; a++) rest -= staying[i]![a]! * x[a]!
    return rest
  }
  const spread = names.map((_, i) => Math.sqrt(meanOf(Float64Array.from(quiet, (row) => restOf(i, row) ** 2))))
  const changed = names.map(() => new Float64Array(k))
  return {
    update(batch) {
      const own = new Float64Array(k * k)
      const left = new Float64Array(d * k)
      const rests = new Map(Array.from(batch, (row) => [row, names.map((_, i) => restOf(i, row))]))
      gramOf(batch, own, left, (i, row) => rests.get(row)![i]!)
      // the step: one over a bound of the largest eigenvalue, the largest absolute row sum
      let bound = 0
      for (let a = 0; a < k; a++) {
        let sum = 0
        for (let b = 0; b < k; b++) sum += Math.abs(own[a * k + b]!)
        bound = Math.max(bound, sum)
      }
      const links = new Float64Array(d * d)
      const sizes = new Float64Array(d)
      for (let i = 0; i < d; i++) {
        const current = changed[i]!
        const threshold = (penalty * Math.sqrt(batch.length) * spread[i]!) / bound
        for (let step = 0; step < proximalSteps; step++) {
          const gradient = new Float64Array(k)
          for (let a = 0; a < k; a++) {
            let sum = -left[i * k + a]!
            for (let b = 0; b < k; b++) sum += own[a * k + b]! * current[b]!
            gradient[a] = sum
          }
          for (let a = 0; a < k; a++) {
            const moved = current[a]! - gradient[a]! / bound
            current[a] = Math.sign(moved) * Math.max(0, Math.abs(moved) - threshold)
          }
        }
        for (let a = 0; a < k; a++) {
          sizes[i]! += Math.abs(current[a]!) / spread[i]!
          if (a > 0) links[i * d + ((a - 1) % d)]! += Math.abs(staying[i]![a]! + current[a]!)
        }
      }
      return { links, changed: sizes }
    },
  }
}
