import { CausalError, calledAs } from '../../../errors.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import { robustScale } from '../core/robust-scale.js'
import { meanOf } from '../core/sum-of.js'
import { cusumThreshold } from './cusum-threshold.js'
import type { ChangeDetector, Watched } from './detector.js'

/**
 * Settings of {@link cusum}.
 *
 * @category Attribution
 */
export interface CusumOptions {
  /** What is taken off at each step, in standard deviations: shifts of twice that are seen soonest; 0.5 unless told. */
  readonly drift?: number
}

/** Values farther out than so many robust standard deviations count as these, so that one outlier is no change. */
const farthest = 3

/**
 * Sees shifts of levels: two cumulative sums a variable, of what its own last step leaves of it (Page 1954).
 *
 * Values are held at 3 robust standard deviations either way, then brought to mean 0 and variance 1 by the quiet steps. The threshold is
 * Siegmund's for normal values, all variables and steps together; `bench/root-causes` has how often it is passed without a change.
 *
 * @param options - `drift`
 * @returns the detector, for {@link changePoint}
 * @throws CausalError `invalid-argument`
 * @category Attribution
 * @see Page 1954, "Continuous inspection schemes", Biometrika 41; Siegmund 1985, "Sequential Analysis", section 2.6
 * @example
 * cusum().name
 * //=> 'CUSUM (drift 0.5)'
 */
export function cusum(options: CusumOptions = {}): ChangeDetector {
  return calledAs('cusum', () => {
    checkOptions('options', options, ['drift'], { drift: 'number' })
    const { drift = 0.5 } = options
    if (!(drift >= 0.2 && drift <= 3))
      throw new CausalError('invalid-argument', `drift is ${show(drift)}: give a number from 0.2 to 3.`, { drift })
    return Object.freeze({
      name: `CUSUM (drift ${drift})`,
      needs: 30,
      watch: (columns, quiet, alpha) => watched(columns, quiet, alpha, drift),
    } satisfies ChangeDetector)
  })
}

function watched(columns: readonly Float64Array[], quiet: number, alpha: number, drift: number): Watched {
  const n = columns[0]!.length
  const looks = Int32Array.from({ length: n - quiet }, (_, k) => quiet + k)
  const statistic = new Float64Array(looks.length)
  const starts = new Int32Array(looks.length)
  const leaders = new Int32Array(looks.length).fill(-1)
  for (const [j, column] of columns.entries()) {
    const z = innovations(column, quiet)
    for (const way of [1, -1]) {
      let [sum, start] = [0, quiet]
      for (const [k, t] of looks.entries()) {
        const step = way * z[t]! - drift
        if (sum + step <= 0) [sum, start] = [0, t + 1]
        else sum += step
        if (sum > statistic[k]!) {
          statistic[k] = sum
          starts[k] = Math.min(start, t)
          leaders[k] = j
        }
      }
    }
  }
  return {
    statistic,
    looks,
    starts,
    leaders,
    threshold: cusumThreshold(drift, quiet, 2 * columns.length, looks.length, alpha),
  }
}

/** What the value before leaves of each, by the robust scale of the quiet steps; an autoregression of order 1, fitted there. */
function innovations(column: Float64Array, quiet: number): Float64Array {
  const mean = meanOf(column.subarray(0, quiet))
  let [square, product] = [0, 0]
  for (let t = 1; t < quiet; t++) {
    square += (column[t - 1]! - mean) ** 2
    product += (column[t]! - mean) * (column[t - 1]! - mean)
  }
  const rho = Math.min(0.99, Math.max(-0.99, square > 0 ? product / square : 0))
  const left = column.map((v, t) => v - mean - (t === 0 ? 0 : rho * (column[t - 1]! - mean)))
  const { center, scale } = robustScale(left.slice(1, quiet))
  const held = left.map((v) => Math.min(farthest, Math.max(-farthest, (v - center) / scale)))
  const usual = held.subarray(1, quiet)
  const level = meanOf(usual)
  const spread = Math.sqrt(meanOf(usual.map((v) => (v - level) ** 2)))
  return held.map((v) => (v - level) / spread)
}
