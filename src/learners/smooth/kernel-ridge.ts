import { checkedObject } from '../../names.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { madeBy } from '../../recipes.js'
import { checkedCount, checkedNumber, checkedPenalty } from '../core/check-numbers.js'
import { makeLearner } from '../core/make-learner.js'
import { subsetOf, type TrainingSet } from '../core/training-set.js'
import type { Learner } from '../core/types.js'
import { standardOf } from '../core/weighted-standard.js'
import { centred } from '../linear/ridge.js'
import { ridgeByLeaveOneOut } from '../linear/ridge-core.js'
import { pointsIn, type Space, spaceOf, squaredDistance } from './coordinates.js'

/**
 * Options of `kernelRidge`.
 *
 * @category Learners
 */
export interface KernelRidgeOptions {
  /** How far a row is felt, as a share of the usual distance of two rows. Left out, it is `'cross-validated'`: 0.35, 0.7, 1.4 or 2.8. */
  readonly width?: number | 'cross-validated'
  /** How much the squared norm of the function costs, beside the mean squared error; left out, leave-one-out chooses it. */
  readonly penalty?: number | 'cross-validated'
  /** At most so many rows span the functions that are looked at (default 200). */
  readonly rank?: number
}

const widths = [0.35, 0.7, 1.4, 2.8]
/** Rows on which widths are tried. */
const tried = 4000

/**
 * Kernel ridge regression: a smooth function of all columns together, with a Gaussian kernel.
 *
 * k(x, x') = exp(−|x − x'|² / 2 width² 2p) for p columns of variance 1, so that 2p is the usual squared distance of two rows. The
 * function is spanned by the kernels of at most `rank` rows, chosen by pivoted Cholesky (Fine & Scheinberg 2001): exact for no more
 * rows than that. Penalty and width are those that predict each row best from all others.
 *
 * @param options - width, penalty, rank
 * @returns a learner
 * @throws CausalError `invalid-argument` for options out of range; when it is fitted, `missing-values`, `invalid-data`
 * @complexity O(n r²) for r = rank, times the widths tried
 * @category Learners
 * @example
 * const x = Array.from({ length: 41 }, (_, i) => (i - 20) / 10)
 * const t = table({ x, y: x.map((v) => v * v) })
 * const [square] = kernelRidge().fit(t, 'y').predict(table({ x: [1.5] }))
 * Math.round(100 * square!) / 100
 * //=> 2.25
 */
export function kernelRidge(options: KernelRidgeOptions = {}): Learner {
  return madeBy('kernelRidge', [options], () => {
    checkOptions('options', options, ['width', 'penalty', 'rank'], { rank: 'number' })
    const { width = 'cross-validated', ...given } = checkedObject('options', options)
    if (width !== 'cross-validated') checkedNumber('width', width, 0, { above: true })
    const penalty = checkedPenalty(given.penalty ?? 'cross-validated')
    if (penalty !== 'cross-validated') checkedNumber('penalty', penalty, 0, { above: true })
    const rank = checkedCount('rank', given.rank ?? 200, 1)
    return makeLearner('kernelRidge', `kernel ridge regression (width ${width}, penalty ${penalty})`, (data) => {
      const penalties = penalty === 'cross-validated' ? undefined : [penalty]
      const space = spaceOf(data)
      const chosen = width === 'cross-validated' ? bestWidth(data, space, rank, penalties) : width
      const fit = fitKernel(data, space, chosen, rank, penalties)
      return { report: { width: chosen, penalty: fit.penalty }, predict: fit.predict }
    })
  })
}

function bestWidth(data: TrainingSet, space: Space, rank: number, penalties: readonly number[] | undefined): number {
  let part = data
  if (data.n > tried) {
    const rows = Int32Array.from({ length: data.n }, (_, i) => i)
    generator(splitStream(seedStream(data.seed), 'width')).shuffle(rows)
    part = subsetOf(data, rows.slice(0, tried).sort())
  }
  let [best, least] = [widths[0]!, Number.POSITIVE_INFINITY]
  for (const width of widths) {
    const { error } = fitKernel(part, space, width, rank, penalties)
    if (error < least * (1 - 1e-9)) [best, least] = [width, error]
  }
  return best
}

interface KernelFit {
  readonly predict: (features: TrainingSet['features'], n: number) => Float64Array
  readonly penalty: number
  readonly error: number
}

function fitKernel(
  data: TrainingSet,
  space: Space,
  width: number,
  rank: number,
  penalties: readonly number[] | undefined,
): KernelFit {
  const { n, weights, total } = data
  const x = pointsIn(space, data.features, n)
  const factor = 1 / (4 * width * width * Math.max(1, data.features.length))
  const basis = pivots(x, n, space.k, factor, rank)
  const phi = mapped(basis, x, n, space.k, factor)
  const r = basis.rank
  const middle = new Float64Array(r)
  for (let i = 0; i < n; i++)
    for (let a = 0; a < r; a++) middle[a]! += ((weights === null ? 1 : weights[i]!) / total) * phi[i * r + a]!
  for (let i = 0; i < n; i++) for (let a = 0; a < r; a++) phi[i * r + a]! -= middle[a]!
  const standard = standardOf(data.y, weights)
  const { b, penalty, error } = ridgeByLeaveOneOut(phi, n, r, centred(data.y, standard), weights, total, penalties)
  return {
    penalty,
    error,
    predict: (features, m) => {
      const there = mapped(basis, pointsIn(space, features, m), m, space.k, factor)
      const out = new Float64Array(m)
      for (let i = 0; i < m; i++) {
        let sum = 0
        for (let a = 0; a < r; a++) sum += (there[i * r + a]! - middle[a]!) * b[a]!
        out[i] = standard.center + (standard.scale || 1) * sum
      }
      return out
    },
  }
}

/** The rows that span the functions, and the lower triangle L with L Lᵀ = their kernel matrix. */
interface Basis {
  readonly rank: number
  readonly points: Float64Array
  readonly lower: Float64Array
}

/** Pivoted Cholesky of the kernel matrix: the next row is that of which those before leave most. */
function pivots(x: Float64Array, n: number, k: number, factor: number, limit: number): Basis {
  const left = new Float64Array(n).fill(1)
  const rows: Float64Array[] = []
  const chosen: number[] = []
  const most = Math.min(n, limit)
  while (chosen.length < most) {
    let pivot = 0
    for (let i = 1; i < n; i++) if (left[i]! > left[pivot]! * (1 + 1e-9)) pivot = i
    if (left[pivot]! < 1e-10) break
    const root = Math.sqrt(left[pivot]!)
    const row = new Float64Array(n)
    for (let i = 0; i < n; i++) row[i] = portableExp(-factor * squaredDistance(x, i, x, pivot, k))
    for (const before of rows) {
      const share = before[pivot]!
      for (let i = 0; i < n; i++) row[i]! -= share * before[i]!
    }
    for (let i = 0; i < n; i++) {
      row[i]! /= root
      left[i] = Math.max(0, left[i]! - row[i]! * row[i]!)
    }
    row[pivot] = root
    left[pivot] = 0
    rows.push(row)
    chosen.push(pivot)
  }
  const rank = chosen.length
  const points = new Float64Array(rank * k)
  const lower = new Float64Array(rank * rank)
  for (const [m, i] of chosen.entries()) {
    points.set(x.subarray(i * k, (i + 1) * k), m * k)
    for (let c = 0; c <= m; c++) lower[m * rank + c] = rows[c]![i]!
  }
  return { rank, points, lower }
}

/** The coordinates of points in the span: L⁻¹ k(points, x), row-major. */
function mapped({ rank, points, lower }: Basis, z: Float64Array, n: number, k: number, factor: number): Float64Array {
  const out = new Float64Array(n * rank)
  for (let j = 0; j < n; j++) {
    const at = j * rank
    for (let m = 0; m < rank; m++) {
      let sum = portableExp(-factor * squaredDistance(points, m, z, j, k))
      for (let c = 0; c < m; c++) sum -= lower[m * rank + c]! * out[at + c]!
      out[at + m] = sum / lower[m * rank + m]!
    }
  }
  return out
}
