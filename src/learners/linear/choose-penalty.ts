import { partedBy } from '../core/folds.js'
import type { TrainingSet } from '../core/training-set.js'

/** Which penalty to choose among those of a path. */
export type PenaltyRule = 'minimum' | 'one-standard-error'

/** The loss of each row held out in fold `f`, for each penalty. */
type FoldErrors = (data: TrainingSet, fold: Int32Array, f: number, path: Float64Array) => Float64Array[]

/**
 * The penalty of least cross-validated loss, or the largest whose loss is within one standard error of it (Breiman,
 * Friedman, Olshen & Stone 1984, section 3.4.3). The path runs from the largest penalty down.
 */
export function choosePenalty(
  data: TrainingSet,
  path: Float64Array,
  fold: Int32Array,
  rule: PenaltyRule,
  errors: FoldErrors,
): number {
  const folds = fold.reduce((most, f) => Math.max(most, f), 0) + 1
  const loss = new Float64Array(path.length)
  const byFold = Array.from({ length: folds }, () => new Float64Array(path.length))
  const size = new Float64Array(folds)
  for (let f = 0; f < folds; f++) {
    const { inside } = partedBy(fold, f)
    for (const [p, rows] of errors(data, fold, f, path).entries()) {
      for (let i = 0; i < inside.length; i++) {
        const weight = data.weights === null ? 1 : data.weights[inside[i]!]!
        byFold[f]![p]! += weight * rows[i]!
        if (p === 0) size[f]! += weight
      }
      loss[p]! += byFold[f]![p]! / data.total
    }
  }
  let best = 0
  // of penalties that do as well the larger one stays
  for (let p = 1; p < path.length; p++) if (loss[p]! < loss[best]! * (1 - 1e-9)) best = p
  if (rule === 'minimum') return path[best]!
  let square = 0
  for (let f = 0; f < folds; f++) {
    const deviation = byFold[f]![best]! / size[f]! - loss[best]!
    square += (size[f]! / data.total) * deviation * deviation
  }
  const limit = loss[best]! + Math.sqrt(square / (folds - 1))
  return path[loss.findIndex((value) => value <= limit)]!
}
