import { logGamma } from '../../../numeric/special/log-gamma.js'
import { portableExp } from '../../../numeric/special/portable-exp.js'
import { portableLog, portableLog1p } from '../../../numeric/special/portable-log.js'
import { pick } from '../../../probability/streams/fill.js'
import type { Generator } from '../../../probability/streams/generator.js'

/** Points in k dimensions, row-major. */
export interface Points {
  readonly n: number
  readonly k: number
  readonly values: Float64Array
}

/** One elliptical part of a proposal; infinite `freedom` means a normal distribution, else Student's t. */
export interface Part {
  readonly share: number
  readonly centre: Float64Array
  /** The lower Cholesky factor of the scale matrix. */
  readonly factor: Float64Array
  readonly logDeterminant: number
  readonly freedom: number
}

/** A mixture of t distributions, and of the prior. */
export interface Proposal {
  readonly k: number
  readonly parts: readonly Part[]
}

/** The standard normal distribution of the scores; where there are few of them, three times as wide in every other draw. */
export function priorProposal(k: number): Proposal {
  const part = (share: number, sd: number): Part => ({
    share,
    centre: new Float64Array(k),
    factor: Float64Array.from({ length: k * k }, (_, i) => (i % (k + 1) === 0 ? sd : 0)),
    logDeterminant: k * portableLog(sd),
    freedom: Number.POSITIVE_INFINITY,
  })
  return { k, parts: k <= 4 ? [part(0.5, 1), part(0.5, 3)] : [part(1, 1)] }
}

export function drawPoints({ k, parts }: Proposal, n: number, draw: Generator): Points {
  const values = new Float64Array(n * k)
  const shares = Float64Array.from(parts, ({ share }) => share)
  const z = new Float64Array(k)
  for (let r = 0; r < n; r++) {
    const { centre, factor, freedom } = parts[pick(shares, 0, shares.length, draw.uniform())]!
    draw.fillNormal(z)
    const stretch = freedom === Number.POSITIVE_INFINITY ? 1 : Math.sqrt(freedom / 2 / draw.gamma(freedom / 2))
    for (let i = 0; i < k; i++) {
      let sum = 0
      for (let j = 0; j <= i; j++) sum += factor[i * k + j]! * z[j]!
      values[r * k + i] = centre[i]! + stretch * sum
    }
  }
  return { n, k, values }
}

/** log density of each part, with its share, at each point: a row for each part. */
export function logParts({ k, parts }: Proposal, points: Points): Float64Array[] {
  const gap = new Float64Array(k)
  return parts.map(({ share, centre, factor, logDeterminant, freedom: v }) => {
    const isNormal = v === Number.POSITIVE_INFINITY
    const constant =
      portableLog(share) -
      logDeterminant -
      (isNormal
        ? 0.5 * k * portableLog(2 * Math.PI)
        : logGamma(v / 2) - logGamma((v + k) / 2) + 0.5 * k * portableLog(v * Math.PI))
    const out = new Float64Array(points.n)
    const inverse = Float64Array.from({ length: k }, (_, i) => 1 / factor[i * k + i]!)
    for (let r = 0; r < out.length; r++) {
      // the gap in units of the factor, by forward substitution
      let square = 0
      for (let i = 0; i < k; i++) {
        let sum = points.values[r * k + i]! - centre[i]!
        for (let j = 0; j < i; j++) sum -= factor[i * k + j]! * gap[j]!
        gap[i] = sum * inverse[i]!
        square += gap[i]! * gap[i]!
      }
      out[r] = constant - (isNormal ? 0.5 * square : 0.5 * (v + k) * portableLog1p(square / v))
    }
    return out
  })
}

/** log density of the proposal at each point. */
export function logProposal(proposal: Proposal, points: Points): Float64Array {
  return logSums(logParts(proposal, points))
}

/** log Σ exp over the rows, by column. */
export function logSums(rows: readonly Float64Array[]): Float64Array {
  return rows[0]!.map((_, r) => {
    let top = Number.NEGATIVE_INFINITY
    for (const row of rows) if (row[r]! > top) top = row[r]!
    let sum = 0
    for (const row of rows) sum += portableExp(row[r]! - top)
    return top + portableLog(sum)
  })
}

/** log density of the prior of the scores. */
export function logPrior({ n, k, values }: Points): Float64Array {
  const constant = -0.5 * k * portableLog(2 * Math.PI)
  return Float64Array.from({ length: n }, (_, r) => {
    let square = 0
    for (let i = r * k; i < (r + 1) * k; i++) square += values[i]! * values[i]!
    return constant - 0.5 * square
  })
}

/** (Σ w)² / Σ w². */
export function effective(weights: Float64Array): number {
  let sum = 0
  let squares = 0
  for (const w of weights) {
    sum += w
    squares += w * w
  }
  return squares > 0 ? (sum * sum) / squares : 0
}
