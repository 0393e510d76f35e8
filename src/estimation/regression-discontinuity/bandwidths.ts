import { leastSquares } from '../../numeric/least-squares.js'
import { portablePow, wholePower } from '../../numeric/special/portable-pow.js'
import { type DiscontinuityKernel, kernelMoments } from './kernel.js'
import { localPolynomial, momentOf, neighbourDeviations } from './local-polynomial.js'

/** The rows of one side of the cut-off: x less the cut-off, ascending. */
export interface Side {
  readonly x: Float64Array
  readonly y: Float64Array
}

/** Bandwidth of the estimate, and of its bias. */
export interface Bandwidths {
  readonly h: number
  readonly b: number
}

/**
 * The bandwidths that minimise the mean squared error, one for both sides: Calonico, Cattaneo & Titiunik 2014, section 5 and
 * supplement S.2.6, with the regularisation of Imbens & Kalyanaraman. Null where a step is not determined.
 */
export function mseBandwidths(left: Side, right: Side, kernel: DiscontinuityKernel, p: number): Bandwidths | null {
  const q = p + 1
  const all = Float64Array.of(...[left.x, right.x].flatMap((x) => [...x])).sort()
  const n = all.length
  const constant = kernel === 'triangular' ? 2.576 : kernel === 'epanechnikov' ? 2.34 : 1.843
  const pilot = constant * spreadOf(all) * portablePow(n, -1 / 5)
  const range = Math.max(Math.abs(all[0]!), Math.abs(all[n - 1]!))
  const sides = [left, right] as const
  const ranges = sides.map(({ x }) => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0)) as [number, number]
  // step 1: for the derivative of order q + 1, its bias from a global polynomial
  const d = bestBandwidth(sides, kernel, { order: q + 1, derivative: q + 1, pilot, biasWidths: ranges, regular: false })
  if (d === null) return null
  const dw = Math.min(d, range)
  // step 2: for the derivative that the bias needs
  const b = bestBandwidth(sides, kernel, { order: q, derivative: p + 1, pilot, biasWidths: [dw, dw], regular: true })
  if (b === null) return null
  const bw = Math.min(b, range)
  // step 3: for the level at the cut-off
  const h = bestBandwidth(sides, kernel, { order: p, derivative: 0, pilot, biasWidths: [bw, bw], regular: true })
  return h === null ? null : { h: Math.min(h, range), b: bw }
}

interface Step {
  readonly order: number
  readonly derivative: number
  readonly pilot: number
  readonly biasWidths: readonly [number, number]
  readonly regular: boolean
}

/** The h at which h^(2(o+1−ν)) (B₊ − B₋)² + V / h^(1+2ν) is least. */
function bestBandwidth(
  sides: readonly [Side, Side],
  kernel: DiscontinuityKernel,
  { order, derivative: nu, pilot, biasWidths, regular }: Step,
): number | null {
  let [variance, bias, penalty] = [0, 0, 0]
  for (const [s, { x, y }] of sides.entries()) {
    const near = localPolynomial(x, y, kernel, pilot, order)
    const far = localPolynomial(x, y, kernel, biasWidths[s]!, order + 1)
    if (near === null || far === null) return null
    const l = near.weightsOf(nu)
    const scale = wholePower(pilot, order + 1 - nu)
    const slope = momentOf(l, x, order + 1) / scale
    variance += weightedSquare(l, neighbourDeviations(x, y, pilot)) * wholePower(pilot, 1 + 2 * nu)
    bias += (s === 0 ? -1 : 1) * slope * far.coefficients[order + 1]!
    if (regular) {
      const uncertain = weightedSquare(far.weightsOf(order + 1), neighbourDeviations(x, y, biasWidths[s]!))
      penalty += 3 * slope ** 2 * uncertain
    }
  }
  const square = bias ** 2 + penalty
  if (!(square > 0 && variance > 0)) return null
  return portablePow(((1 + 2 * nu) * variance) / (2 * (order + 1 - nu) * square), 1 / (2 * order + 3))
}

function weightedSquare(weights: Float64Array, deviations: Float64Array): number {
  let sum = 0
  for (let i = 0; i < weights.length; i++) sum += (weights[i]! * deviations[i]!) ** 2
  return sum
}

/** The smaller of the standard deviation and the interquartile range / 1.349. */
export function spreadOf(sorted: Float64Array): number {
  const n = sorted.length
  const mean = sorted.reduce((sum, v) => sum + v, 0) / n
  const sd = Math.sqrt(sorted.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1))
  const quantile = (p: number): number => {
    const at = p * (n - 1)
    const low = Math.floor(at)
    return sorted[low]! + (at - low) * (sorted[Math.min(low + 1, n - 1)]! - sorted[low]!)
  }
  const range = (quantile(0.75) - quantile(0.25)) / 1.349
  return range > 0 ? Math.min(sd, range) : sd
}

/**
 * Imbens & Kalyanaraman 2012, section 4.2, for a local line: pilot density and variances, curvatures from a global cubic and local
 * quadratics, regularised. Null where a step is not determined.
 */
export function imbensKalyanaraman(left: Side, right: Side, kernel: DiscontinuityKernel): number | null {
  const x = Float64Array.of(...left.x, ...right.x)
  const n = x.length
  const mean = x.reduce((sum, v) => sum + v, 0) / n
  const sd = Math.sqrt(x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1))
  // step 1: density and variances at the cut-off
  const h1 = 1.84 * sd * portablePow(n, -1 / 5)
  const near = [left, right].map(({ x: own, y }) => y.filter((_, i) => Math.abs(own[i]!) <= h1))
  if (near.some((y) => y.length < 2)) return null
  const density = (near[0]!.length + near[1]!.length) / (2 * n * h1)
  const variances = near.map(varianceOf) as [number, number]
  // step 2: the third derivative from a cubic on the inner half of each side, curvatures from local quadratics
  const inner = [left, right].map(({ x: own, y }) => {
    const middle = own.slice().sort()[Math.floor(own.length / 2)]!
    const kept = [...own.keys()].filter((i) => Math.abs(own[i]!) <= Math.abs(middle))
    return { x: kept.map((i) => own[i]!), y: kept.map((i) => y[i]!) }
  })
  const rows = inner.flatMap(({ x: own }, s) => own.map((v) => [1, s, v, v * v, v * v * v]))
  const cubic = leastSquares(
    Float64Array.from(rows.flat()),
    rows.length,
    5,
    Float64Array.from(inner.flatMap(({ y }) => y)),
  )
  if (!cubic.ok) return null
  const third = 6 * cubic.coefficients[4]!
  const curved: { curvature: number; regular: number }[] = []
  for (const [s, side] of [left, right].entries()) {
    const reach = side.x.reduce((most, v) => Math.max(most, Math.abs(v)), 0)
    const wide = 3.56 * portablePow(variances[s]! / (density * third ** 2), 1 / 7) * portablePow(side.x.length, -1 / 7)
    // a cubic without a third derivative asks for all rows
    const h2 = Math.min(wide, reach)
    const fit = localPolynomial(side.x, side.y, 'uniform', h2, 2)
    if (fit === null) return null
    curved.push({
      curvature: 2 * fit.coefficients[2]!,
      regular: (2160 * variances[s]!) / (fit.count * wholePower(h2, 4)),
    })
  }
  // step 3
  const bend = (curved[1]!.curvature - curved[0]!.curvature) ** 2 + curved[0]!.regular + curved[1]!.regular
  const ratio = (variances[0] + variances[1]) / (density * bend)
  return edgeConstant(kernel) * portablePow(ratio / n, 1 / 5)
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1)
}

/** C_K of Imbens & Kalyanaraman, lemma 3.1: 3.4375 for the triangular kernel. */
function edgeConstant(kernel: DiscontinuityKernel): number {
  const [v0, v1, v2, v3] = [0, 1, 2, 3].map((j) => kernelMoments(kernel, j)[0]) as [number, number, number, number]
  const [p0, p1, p2] = [0, 1, 2].map((j) => kernelMoments(kernel, j)[1]) as [number, number, number]
  const base = v2 * v0 - v1 ** 2
  const c1 = (0.5 * (v2 ** 2 - v1 * v3)) / base
  const c2 = (v2 ** 2 * p0 - 2 * v1 * v2 * p1 + v1 ** 2 * p2) / base ** 2
  return portablePow(c2 / (4 * c1 ** 2), 1 / 5)
}
