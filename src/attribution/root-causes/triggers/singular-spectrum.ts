import { CausalError, calledAs } from '../../../errors.js'
import { portableLog } from '../../../numeric/special/portable-log.js'
import { symmetricEigen } from '../../../numeric/symmetric-eigen.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import { robustScale } from '../core/robust-scale.js'
import { meanOf } from '../core/sum-of.js'
import { cusumThreshold } from './cusum-threshold.js'
import type { ChangeDetector, Watched } from './detector.js'

/**
 * Settings of {@link singularSpectrum}.
 *
 * @category Attribution
 */
export interface SingularSpectrumOptions {
  /** The steps of one window, 10 unless told. */
  readonly window?: number
  /** The share of the quiet windows' variance that the subspace holds, 0.9 unless told. */
  readonly share?: number
}

/** Windows that the level of the distance is learned from, at least. */
const fewest = 10
const drift = 0.5

/**
 * Sees changes of how the variables move together: the distance of windows of all variables from the subspace of the quiet ones
 * (multivariate singular spectrum analysis), summed up by a CUSUM.
 *
 * The subspace is learned from all windows in the first half of the quiet steps, the usual distance from windows side by side in
 * the second half: overlapping ones depend on each other. Logarithms of distances are standardised robustly. Looks are one window
 * apart, so it sees a change within a window or two at best.
 *
 * @param options - `window`, `share`
 * @returns the detector, for {@link changePoint}; it needs 20 windows of quiet steps
 * @throws CausalError `invalid-argument`; where it is used, `too-large` for windows of more than 600 values
 * @complexity O(steps (window × variables)²) and an eigenvalue problem of that size
 * @category Attribution
 * @see Wang, Chen, Fu, Liu & Chen 2023, "Incremental causal graph learning for online root cause analysis", KDD
 * @example
 * singularSpectrum({ window: 5 }).name
 * //=> 'singular spectrum (window 5, share 0.9)'
 */
export function singularSpectrum(options: SingularSpectrumOptions = {}): ChangeDetector {
  return calledAs('singularSpectrum', () => {
    checkOptions('options', options, ['window', 'share'], { window: 'number', share: 'number' })
    const { window = 10, share = 0.9 } = options
    if (!(Number.isInteger(window) && window >= 2))
      throw new CausalError('invalid-argument', `window is ${show(window)}: give a whole number from 2 on.`, { window })
    if (!(share > 0 && share < 1))
      throw new CausalError('invalid-argument', `share is ${show(share)}: give a number between 0 and 1.`, { share })
    return Object.freeze({
      name: `singular spectrum (window ${window}, share ${share})`,
      needs: 2 * fewest * window,
      watch: (columns, quiet, alpha) => watched(columns, quiet, alpha, window, share),
    } satisfies ChangeDetector)
  })
}

function watched(
  columns: readonly Float64Array[],
  quiet: number,
  alpha: number,
  window: number,
  share: number,
): Watched {
  const n = columns[0]!.length
  const size = columns.length * window
  if (size > 600)
    throw new CausalError(
      'too-large',
      `a window of ${columns.length} variables × ${window} steps has ${size} values (600 at most): take a shorter window, or fewer variables.`,
      { size, most: 600 },
    )
  const scaled = columns.map((column) => {
    const { center, scale } = robustScale(column.slice(0, quiet))
    return column.map((v) => (v - center) / scale)
  })
  const windowAt = (start: number): Float64Array => {
    const v = new Float64Array(size)
    for (const [j, column] of scaled.entries()) v.set(column.subarray(start, start + window), j * window)
    return v
  }
  const half = quiet >> 1
  const basis = subspace(
    Array.from({ length: half - window + 1 }, (_, start) => windowAt(start)),
    size,
    share,
  )
  const distance = (start: number): number => {
    const v = windowAt(start)
    let left = 0
    for (let a = 0; a < size; a++) left += (v[a]! - basis.mean[a]!) ** 2
    for (const direction of basis.directions) {
      let along = 0
      for (let a = 0; a < size; a++) along += direction[a]! * (v[a]! - basis.mean[a]!)
      left -= along * along
    }
    return portableLog(Math.max(left, 1e-300))
  }
  const count = Math.floor((quiet - half) / window)
  const usual = robustScale(Float64Array.from({ length: count }, (_, k) => distance(quiet - (k + 1) * window)))
  const looks = Int32Array.from({ length: Math.floor((n - quiet) / window) }, (_, k) => quiet + (k + 1) * window - 1)
  const statistic = new Float64Array(looks.length)
  const starts = new Int32Array(looks.length)
  let [sum, start] = [0, quiet]
  for (const [k, end] of looks.entries()) {
    const z = Math.min(6, (distance(end - window + 1) - usual.center) / usual.scale)
    if (sum + z - drift <= 0) [sum, start] = [0, end + 1]
    else sum += z - drift
    statistic[k] = sum
    starts[k] = Math.min(start, end)
  }
  return {
    statistic,
    looks,
    starts,
    leaders: new Int32Array(looks.length).fill(-1),
    threshold: cusumThreshold(drift, count, 1, looks.length, alpha),
  }
}

/** The mean of windows, and the leading directions that hold `share` of their variance. */
function subspace(windows: readonly Float64Array[], size: number, share: number) {
  const mean = Float64Array.from({ length: size }, (_, a) => meanOf(windows.map((v) => v[a]!)))
  const covariance = new Float64Array(size * size)
  for (const v of windows)
    for (let a = 0; a < size; a++) {
      const d = v[a]! - mean[a]!
      for (let b = 0; b <= a; b++) covariance[a * size + b]! += d * (v[b]! - mean[b]!)
    }
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) covariance[b * size + a] = covariance[a * size + b]!
  const { values, vectors } = symmetricEigen(covariance, size)
  let whole = 0
  for (const value of values) whole += Math.max(0, value)
  const directions: Float64Array[] = []
  for (let k = size - 1, held = 0; k > 0 && held < share * whole; k--) {
    held += Math.max(0, values[k]!)
    directions.push(vectors.subarray(k * size, (k + 1) * size))
  }
  return { mean, directions }
}
