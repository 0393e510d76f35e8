import { CausalError } from '../../errors.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { wholePower } from '../../numeric/special/portable-pow.js'
import { standardized } from '../../numeric/standardized.js'
import { times } from '../../numeric/weighted-gram.js'
import type { designOf } from '../core/regression/design.js'

export interface CurveFit {
  readonly means: readonly number[]
  readonly slopes: readonly number[]
  readonly influence: readonly Float64Array[]
}

export function curve(
  dose: Float64Array,
  y: Float64Array,
  { n, k: width, x: covariates }: ReturnType<typeof designOf>,
  at: readonly number[],
  degree: number,
  interactions: boolean,
): CurveFit | null {
  const { center, scale } = standardized(dose)!
  const per = interactions ? width : 1
  const k = width + degree * per
  const row = (out: Float64Array, offset: number, i: number, d: number): void => {
    const unit = (d - center) / scale
    for (let a = 0; a < width; a++) out[offset + a] = covariates[i * width + a]!
    for (let p = 1; p <= degree; p++)
      for (let a = 0; a < per; a++)
        out[offset + width + (p - 1) * per + a] = wholePower(unit, p) * covariates[i * width + a]!
  }
  const z = new Float64Array(n * k)
  for (let i = 0; i < n; i++) row(z, i * k, i, dose[i]!)
  if (n <= k) {
    throw new CausalError('too-few-rows', `there are ${n} rows for ${k} coefficients: ask for a lower degree.`, {
      rows: n,
      coefficients: k,
    })
  }
  const fit = leastSquares(z, n, k, y)
  if (!fit.ok) return null
  const one = new Float64Array(k)
  const means: number[] = []
  const slopes: number[] = []
  const influence = at.map((d) => {
    const mean = new Float64Array(k)
    const predicted = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      row(one, 0, i, d)
      for (let a = 0; a < k; a++) {
        mean[a]! += one[a]! / n
        predicted[i]! += one[a]! * fit.coefficients[a]!
      }
    }
    const unit = (d - center) / scale
    const average = mean.reduce((sum, value, a) => sum + value * fit.coefficients[a]!, 0)
    let slope = 0
    for (let p = 1; p <= degree; p++)
      for (let a = 0; a < per; a++)
        slope += (p * wholePower(unit, p - 1) * mean[a]! * fit.coefficients[width + (p - 1) * per + a]!) / scale
    means.push(average)
    slopes.push(slope)
    const direction = times(z, n, k, fit.inverseTimes(mean))
    return predicted.map((value, i) => n * direction[i]! * fit.residuals[i]! + value - average)
  })
  return { means, slopes, influence }
}
