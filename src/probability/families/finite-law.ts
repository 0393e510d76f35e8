import { portableLog } from '../../numeric/special/portable-log.js'
import type { Distribution } from './distribution.js'
import type { Law } from './law.js'

/** The law of finitely many values. */
export function finiteLaw(d: Distribution<number>): Law {
  const order = d.values!.map((_, i) => i).sort((i, j) => d.values![i]! - d.values![j]!)
  const values = order.map((i) => d.values![i]!)
  const chances = order.map((i) => d.probabilities![i]!)
  const upTo = (x: number): number => {
    let sum = 0
    for (const [k, value] of values.entries()) if (value <= x) sum += chances[k]!
    return Math.min(1, sum)
  }
  const mean = values.reduce((sum, value, k) => sum + chances[k]! * value, 0)
  return {
    logDensity: (x) => portableLog(chances[values.indexOf(x)] ?? 0),
    cdf: upTo,
    upper: (x) => {
      let sum = 0
      for (const [k, value] of values.entries()) if (value > x) sum += chances[k]!
      return sum
    },
    quantile: (p) => finiteQuantile(values, chances, p),
    mean,
    variance: values.reduce((sum, value, k) => sum + chances[k]! * (value - mean) ** 2, 0),
  }
}

/**
 * The least value with P(X ≤ value) ≥ p, of values in order. Above one half by the chances beyond, which keep their digits
 * where P(X ≤ value) is one but for rounding: at p = 1 nothing is beyond.
 */
function finiteQuantile(values: readonly number[], chances: readonly number[], p: number): number {
  let last = values.length - 1
  while (last > 0 && chances[last] === 0) last--
  if (p > 0.5) {
    // 1 − p is exact, but p itself stands for what is within half a unit of its last digit
    const allowed = p === 1 ? 0 : (1 - p) * (1 + 1e-15) + 2 ** -54
    let beyond = 0
    let found = last
    for (let k = last; k >= 0; k--) {
      if (beyond > allowed) break
      if (chances[k]! > 0) found = k
      beyond += chances[k]!
    }
    return values[found]!
  }
  let sum = 0
  for (let k = 0; k < last; k++) {
    sum += chances[k]!
    if (chances[k]! > 0 && sum >= p * (1 - 1e-15)) return values[k]!
  }
  return values[last]!
}
