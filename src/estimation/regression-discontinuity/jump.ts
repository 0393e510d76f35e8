import { designOf } from '../core/regression/design.js'
import { linearModel } from '../core/regression/linear-model.js'
import { type DiscontinuityKernel, kernelAt } from './kernel.js'
import { type LocalPolynomial, localPolynomial, momentOf, neighbourDeviations } from './local-polynomial.js'
import type { DiscontinuityData } from './read-discontinuity.js'

/** How a jump is estimated. */
export interface JumpRules {
  readonly h: number
  readonly b: number
  readonly kernel: DiscontinuityKernel
  readonly degree: number
  readonly biasCorrection: boolean
  readonly standardErrors: 'nearest-neighbours' | 'classical' | 'HC0' | 'HC1' | 'HC2' | 'HC3' | 'CR0' | 'CR1'
}

/** One estimate of a jump. */
interface JumpEstimate {
  readonly estimate: number
  readonly standardError: number
  /** l_i e_i of each row. */
  readonly influence: Float64Array
}

/** The jump of a variable at the cut-off, as it is and freed of its bias. */
export interface Jump {
  readonly conventional: JumpEstimate
  readonly corrected: JumpEstimate
  readonly left: LocalPolynomial
  readonly right: LocalPolynomial
  readonly degreesOfFreedom: number
}

/**
 * The jump of y at 0: local polynomials of degree p on both sides. Their bias is ϑ β₍ₚ₊₁₎ with ϑ = Σ l_i x_i^(p+1) and β from a
 * polynomial of degree p + 1 within b; taken out, the estimate is linear in y still, and its error counts both
 * (Calonico, Cattaneo & Titiunik 2014, theorem 1 and section 5). Null where a side does not determine it.
 */
export function jumpOf(data: DiscontinuityData, y: Float64Array, rules: JumpRules): Jump | null {
  const { x, left } = data
  const { h, b, kernel, degree: p } = rules
  const n = x.length
  const parts = [
    { from: 0, to: left, sign: -1 },
    { from: left, to: n, sign: 1 },
  ]
  const sides: LocalPolynomial[] = []
  const [plain, corrected] = [new Float64Array(n), new Float64Array(n)]
  const [plainError, correctedError] = [new Float64Array(n), new Float64Array(n)]
  let [used, usedBias] = [0, 0]
  for (const { from, to, sign } of parts) {
    const [xs, ys] = [x.subarray(from, to) as Float64Array, y.subarray(from, to) as Float64Array]
    const near = localPolynomial(xs, ys, kernel, h, p)
    // without a correction, the bias need not be determined
    const far = localPolynomial(xs, ys, kernel, b, p + 1) ?? (rules.biasCorrection ? null : near)
    if (near === null || far === null) return null
    const l = near.weightsOf(0)
    const slope = momentOf(l, xs, p + 1)
    const bend = far === near ? new Float64Array(xs.length) : far.weightsOf(p + 1)
    const reach = Math.max(h, b)
    const neighbours = rules.standardErrors === 'nearest-neighbours' ? neighbourDeviations(xs, ys, reach) : null
    for (let i = 0; i < xs.length; i++) {
      plain[from + i] = sign * l[i]!
      corrected[from + i] = sign * (l[i]! - slope * bend[i]!)
      plainError[from + i] = neighbours?.[i] ?? enlarged(near, i, rules.standardErrors)
      correctedError[from + i] = neighbours?.[i] ?? enlarged(far, i, rules.standardErrors)
    }
    used += near.count
    usedBias += far.count
    sides.push(near)
  }
  const estimate = (weights: Float64Array): number => weights.reduce((sum, w, i) => sum + w * y[i]!, 0)
  const [k, kBias] = [2 * (p + 1), 2 * (p + 2)]
  return {
    conventional: errorOf(data, rules, estimate(plain), plain, plainError, used, k),
    corrected: errorOf(data, rules, estimate(corrected), corrected, correctedError, usedBias, kBias),
    left: sides[0]!,
    right: sides[1]!,
    degreesOfFreedom: data.clusters === null ? Math.max(1, used - k) : data.clusters.count - 1,
  }
}

/** A residual made larger for its leverage, where the rule asks for it. */
function enlarged(fit: LocalPolynomial, i: number, rule: JumpRules['standardErrors']): number {
  const e = fit.residuals[i]!
  const free = 1 - fit.leverage[i]!
  if (rule !== 'HC2' && rule !== 'HC3') return e
  return free > 1e-10 ? e / (rule === 'HC2' ? Math.sqrt(free) : free) : 0
}

function errorOf(
  { clusters }: DiscontinuityData,
  { standardErrors }: JumpRules,
  estimate: number,
  weights: Float64Array,
  errors: Float64Array,
  used: number,
  k: number,
): JumpEstimate {
  const influence = weights.map((w, i) => w * errors[i]!)
  const square = (values: Float64Array): number => values.reduce((sum, v) => sum + v * v, 0)
  let variance = square(influence)
  if (standardErrors === 'classical') {
    variance = (square(weights) * square(errors)) / (used - k)
  } else if (clusters !== null) {
    const sums = new Float64Array(clusters.count)
    const seen = new Set<number>()
    for (let i = 0; i < influence.length; i++) {
      sums[clusters.codes[i]!]! += influence[i]!
      if (weights[i] !== 0) seen.add(clusters.codes[i]!)
    }
    const g = seen.size
    variance = square(sums) * (standardErrors === 'CR1' ? ((g / (g - 1)) * (used - 1)) / (used - k) : 1)
  } else if (standardErrors === 'HC1') variance *= used / (used - k)
  return { estimate, standardError: Math.sqrt(variance), influence }
}

/**
 * The outcome less what covariates explain within the bandwidth beyond both sides' polynomials: Calonico et al. 2019, Review of
 * Economics and Statistics 101, section III. Null where they are determined.
 */
export function partialOut(data: DiscontinuityData, { h, kernel, degree }: JumpRules): Float64Array | null {
  const { x, y, covariates, left } = data
  const n = x.length
  const design = designOf(covariates, n)
  const m = design.k - 1
  const p = degree + 1
  const k = 2 * p + m
  const rows = [...x.keys()].filter((i) => kernelAt(kernel, x[i]! / h) > 0)
  if (rows.length <= k) return null
  const z = new Float64Array(rows.length * k)
  for (const [r, i] of rows.entries()) {
    let power = 1
    for (let a = 0; a < p; a++) {
      z[r * k + (i < left ? a : p + a)] = power
      power *= x[i]! / h
    }
    for (let a = 0; a < m; a++) z[r * k + 2 * p + a] = design.x[i * design.k + 1 + a]!
  }
  const weights = Float64Array.from(rows, (i) => kernelAt(kernel, x[i]! / h))
  const model = linearModel(
    z,
    rows.length,
    k,
    Float64Array.from(rows, (i) => y[i]!),
    weights,
  )
  if (!model.ok) return null
  return y.map((value, i) => {
    let out = value
    for (let a = 0; a < m; a++) out -= model.coefficients[2 * p + a]! * design.x[i * design.k + 1 + a]!
    return out
  })
}
