import { portableExpm1 } from '../../../numeric/special/portable-exp.js'
import { portableLog1p } from '../../../numeric/special/portable-log.js'

/**
 * The height that a one-sided CUSUM of normal steps with the given drift passes with the chance `alpha` at most in `looks` looks of
 * `charts` charts: its mean time to an alarm is (exp(2 k b) − 2 k b − 1) / (2 k²) with b = h + 1.166 (Siegmund 1985). The drift is
 * taken to be smaller by 1 / √n, what an error of the mean of n quiet values may cost.
 */
export function cusumThreshold(drift: number, n: number, charts: number, looks: number, alpha: number): number {
  const k = Math.max(0.1, drift - 1 / Math.sqrt(n))
  const wanted = (charts * looks) / -portableLog1p(-alpha)
  const meanTime = (b: number): number => (portableExpm1(2 * k * b) - 2 * k * b) / (2 * k * k)
  let [low, high] = [0, 1]
  while (meanTime(high) < wanted) high *= 2
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (meanTime(middle) < wanted) low = middle
    else high = middle
  }
  return Math.max(0, high - 1.166)
}
