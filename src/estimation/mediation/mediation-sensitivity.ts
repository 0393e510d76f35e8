import { leastSquares } from '../../numeric/least-squares.js'
import type { MediationData, MediationFit } from './linear-mediation.js'
import type { MediationSensitivity } from './types.js'

/**
 * The indirect effect were the errors of mediator and outcome correlated by ρ: with a the treatment's effect on the mediator,
 * (a σ₁ / σ₂) (ρ̃ − ρ √((1 − ρ̃²) / (1 − ρ²))), σ₁ the spread of what treatment leaves of the outcome, σ₂ of the mediator, ρ̃
 * their correlation. Imai, Keele & Yamamoto 2010, Statistical Science 25, theorem 4.
 */
export function mediationSensitivity(
  data: MediationData,
  fit: MediationFit,
  step: number,
): MediationSensitivity | null {
  const { n, treatment, outcome, design } = data
  const k = design.k + 1
  const x = new Float64Array(n * k)
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < design.k; a++) x[i * k + a] = design.x[i * design.k + a]!
    x[i * k + design.k] = treatment[i]!
  }
  const reduced = leastSquares(x, n, k, outcome)
  if (!reduced.ok) return null
  const [e1, e2] = [reduced.residuals, fit.residuals[0]]
  const dot = (u: Float64Array, v: Float64Array): number => u.reduce((sum, value, i) => sum + value * v[i]!, 0)
  const [s11, s22, s12] = [dot(e1, e1), dot(e2, e2), dot(e1, e2)]
  if (!(s11 > 0 && s22 > 0)) return null
  const zero = s12 / Math.sqrt(s11 * s22)
  const scale = step * fit.values[1] * Math.sqrt(s11 / s22)
  const curve = Array.from({ length: 19 }, (_, i) => {
    const correlation = (i - 9) / 10
    return Object.freeze({
      correlation,
      indirect: scale * (zero - correlation * Math.sqrt((1 - zero ** 2) / (1 - correlation ** 2))),
    })
  })
  return Object.freeze({ zeroAt: zero, sharedVariance: Math.abs(zero), curve: Object.freeze(curve) })
}
