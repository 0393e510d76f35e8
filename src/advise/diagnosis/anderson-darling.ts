import { logNormalCdf, logNormalUpperTail } from '../../numeric/special/normal.js'
import { portableExp } from '../../numeric/special/portable-exp.js'

/** Beyond this the approximation of the p-value turns round; it is 5e-31 there. */
const LARGEST = 13

/**
 * Anderson and Darling's test of normality with estimated mean and variance: A² and the p-value of D'Agostino & Stephens 1986,
 * "Goodness-of-fit techniques", table 4.9, for eight values or more.
 */
export function andersonDarling(values: Float64Array): { statistic: number; pValue: number } {
  const n = values.length
  const mean = values.reduce((sum, v) => sum + v, 0) / n
  const spread = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1))
  const z = values.map((v) => (v - mean) / spread).sort()
  let sum = 0
  for (let i = 0; i < n; i++) sum += (2 * i + 1) * (logNormalCdf(z[i]!) + logNormalUpperTail(z[n - 1 - i]!))
  const statistic = -n - sum / n
  const a = statistic * (1 + 0.75 / n + 2.25 / (n * n))
  return { statistic, pValue: tail(a) }
}

function tail(a: number): number {
  if (a < 0.2) return 1 - portableExp(-13.436 + 101.14 * a - 223.73 * a * a)
  if (a < 0.34) return 1 - portableExp(-8.318 + 42.796 * a - 59.938 * a * a)
  if (a < 0.6) return portableExp(0.9177 - 4.279 * a - 1.38 * a * a)
  const b = Math.min(a, LARGEST)
  return portableExp(1.2937 - 5.709 * b + 0.0186 * b * b)
}
