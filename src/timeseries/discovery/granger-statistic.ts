import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { cholesky, invertCholesky, solveCholesky } from '../../numeric/cholesky.js'
import { chiSquareUpperTail } from '../../numeric/special/chi-square.js'
import { fUpperTail } from '../../numeric/special/f.js'
import type { Autoregression } from '../core/autoregression.js'

/** A Wald test that a block of lags is not needed. */
export interface BlockTest {
  readonly statistic: number
  readonly degreesOfFreedom: number
  readonly residualDegreesOfFreedom: number | null
  readonly pValue: number
}

/**
 * That all lags of `causes` have the coefficient 0 in the equations of `effects` (Lütkepohl 2005, section 3.6.1). For one effect F is
 * the classical one, ((S₀ − S) / q) / (S / (n − k)) with S₀ the sum of squares without these lags; the chi-square version
 * is n (S₀ − S) / S. For m effects the sums of squares become matrices and F has q m and m (n − k) degrees of freedom.
 */
export function blockTest(
  names: readonly string[],
  fit: Autoregression,
  causes: readonly number[],
  effects: readonly number[],
  form: 'f' | 'chi-square',
): BlockTest {
  const { p, lags, n, terms, matrices, inverse, scatter } = fit
  const own = terms - p * lags
  const at = Array.from({ length: lags }, (_, l) => causes.map((j) => own + l * p + j)).flat()
  const q = at.length
  const m = effects.length
  const block = Float64Array.from({ length: q * q }, (_, k) => inverse[at[Math.floor(k / q)]! * terms + at[k % q]!]!)
  const root = cholesky(block, q)
  const errors = Float64Array.from(
    { length: m * m },
    (_, k) => scatter[effects[Math.floor(k / m)]! * p + effects[k % m]!]!,
  )
  const errorRoot = cholesky(errors, m)
  if (!root.ok || !errorRoot.ok) {
    const among = [...causes, ...effects].map((i) => names[i]!)
    throw new CausalError('collinear', `${quoteNames(among)} determine one another: leave a variable out.`, {
      names: among,
    })
  }
  const precision = invertCholesky(errorRoot.factor, m)
  const slopes = effects.map((i) =>
    Float64Array.from(
      { length: q },
      (_, a) => matrices[Math.floor(a / causes.length)]![i * p + causes[a % causes.length]!]!,
    ),
  )
  // tr(S⁻¹ (S₀ − S))
  let gain = 0
  for (const [a, slope] of slopes.entries()) {
    const image = solveCholesky(root.factor, q, slope.slice())
    for (const [b, other] of slopes.entries()) {
      let sum = 0
      for (let k = 0; k < q; k++) sum += other[k]! * image[k]!
      gain += precision[a * m + b]! * sum
    }
  }
  const left = n - terms
  if (form === 'chi-square') {
    const statistic = n * gain
    return {
      statistic,
      degreesOfFreedom: q * m,
      residualDegreesOfFreedom: null,
      pValue: chiSquareUpperTail(statistic, q * m),
    }
  }
  const statistic = (gain * left) / (q * m)
  return {
    statistic,
    degreesOfFreedom: q * m,
    residualDegreesOfFreedom: m * left,
    pValue: fUpperTail(statistic, q * m, m * left),
  }
}
