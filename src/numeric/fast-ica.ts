import { gramOfRows, productTransposed, transposed } from './product-transposed.js'
import { portableExp } from './special/portable-exp.js'
import { portableLog1p } from './special/portable-log.js'
import { symmetricEigen } from './symmetric-eigen.js'

/** An unmixing matrix, or why there is none. */
export type FastIca =
  | {
      readonly ok: true
      /** p × p row-major: each row times the centred data is a source of variance 1. */
      readonly unmixing: Float64Array
      /** Steps taken. */
      readonly steps: number
    }
  | { readonly ok: false; readonly why: 'collinear' | 'no convergence' }

/**
 * Independent component analysis by symmetric FastICA with the contrast log cosh (Hyvärinen 1999, "Fast and robust
 * fixed-point algorithms for independent component analysis", equations 20 and 45).
 *
 * @param columns - p columns of n numbers each
 * @param start - p × p numbers to start from, such as normal draws
 * @param settings - the change that counts as none (default 1e-7); the most steps (default 1000); what is called at each
 */
export function fastIca(
  columns: readonly Float64Array[],
  start: Float64Array,
  {
    tolerance = 1e-7,
    most = 1000,
    onStep,
  }: {
    readonly tolerance?: number
    readonly most?: number
    readonly onStep?: (step: number, most: number) => void
  } = {},
): FastIca {
  const p = columns.length
  const n = columns[0]!.length
  const data = new Float64Array(p * n)
  for (const [k, column] of columns.entries()) {
    let mean = 0
    for (let i = 0; i < n; i++) mean += (column[i]! - column[0]!) / n
    for (let i = 0; i < n; i++) data[k * n + i] = column[i]! - column[0]! - mean
  }
  const whitening = inverseRoot(
    gramOfRows(data, p, n).map((v) => v / n),
    p,
  )
  if (whitening === null) return { ok: false, why: 'collinear' }
  // whitened data, one row a component
  const rows = productTransposed(whitening, transposed(data, p, n), p, n, p)
  const whitened: Whitened = { rows, points: transposed(rows, p, n), p, n }
  let w = decorrelated(start, p)
  let at = w === null ? null : contrastAt(w, whitened)
  for (let step = 1; w !== null && at !== null && step <= most; step++) {
    onStep?.(step, most)
    const rotation = newtonRotation(w, at, whitened)
    const next: { w: Float64Array; at: Contrast } | null = climb(w, at, rotation, whitened)
    // no part of the step is uphill: W stands on the top as closely as numbers tell
    const isThere = next === null ? rotation.every((angle) => Math.abs(angle) < 1e-3) : turn(w, next.w, p) < tolerance
    if (next !== null) {
      w = next.w
      at = next.at
    }
    if (isThere) return { ok: true, unmixing: productTransposed(w, transposed(whitening, p, p), p, p, p), steps: step }
    if (next === null) break
  }
  return { ok: false, why: 'no convergence' }
}

/** Data whose p components have variance 1 and no correlation. */
interface Whitened {
  /** One row a component. */
  readonly rows: Float64Array
  /** One row a point. */
  readonly points: Float64Array
  readonly p: number
  readonly n: number
}

/** The sources at W with what the contrast log cosh says of each. */
interface Contrast {
  /** tanh of each source, one row a source. */
  readonly squashed: Float64Array
  /** The mean of 1 − tanh² of each source. */
  readonly slope: Float64Array
  /** The mean of log cosh of each source. */
  readonly height: Float64Array
  /** 1 for a source flatter than a Gaussian, whose contrast is climbed, −1 for a peaked one, whose contrast is descended. */
  readonly sense: Int8Array
}

function contrastAt(w: Float64Array, { points, p, n }: Whitened): Contrast {
  const squashed = productTransposed(w, points, p, n, p)
  const slope = new Float64Array(p)
  const height = new Float64Array(p)
  const sense = new Int8Array(p)
  for (let k = 0; k < p; k++) {
    let pull = 0
    for (let i = k * n; i < (k + 1) * n; i++) {
      const y = squashed[i]!
      const small = portableExp(-2 * Math.abs(y))
      const g = ((y < 0 ? -1 : 1) * (1 - small)) / (1 + small)
      height[k]! += (Math.abs(y) + portableLog1p(small)) / n
      slope[k]! += (1 - g * g) / n
      pull += (g * y) / n
      squashed[i] = g
    }
    sense[k] = pull < slope[k]! ? -1 : 1
  }
  return { squashed, slope, height, sense }
}

/**
 * Newton's step among the rotations of W, the angle between each two sources: the slope of the contrast over its curvature
 * where the sources are independent. At the same tops as FastICA's step (equation 20), but uphill from everywhere (Ablin,
 * Cardoso & Gramfort 2018, "Faster ICA under orthogonal constraint", equations 6 and 9).
 */
function newtonRotation(w: Float64Array, at: Contrast, { rows, p, n }: Whitened): Float64Array {
  // pull[k p + j] is the mean of tanh(y_k) y_j
  const pull = productTransposed(productTransposed(at.squashed, rows, p, p, n), w, p, p, p)
  for (let k = 0; k < p * p; k++) pull[k]! /= n
  const curvature = (k: number): number => Math.abs(pull[k * p + k]! - at.slope[k]!)
  const rotation = new Float64Array(p * p)
  for (let k = 0; k < p; k++) {
    for (let j = 0; j < k; j++) {
      const slope = at.sense[k]! * pull[k * p + j]! - at.sense[j]! * pull[j * p + k]!
      // of two sources that are nearly Gaussian the curvature says little: no more than a turn of 45 degrees
      const angle = Math.max(-1, Math.min(1, slope / Math.max(curvature(k) + curvature(j), 1e-9)))
      rotation[k * p + j] = angle
      rotation[j * p + k] = -angle
    }
  }
  return rotation
}

/**
 * The first of the whole rotation, its half, its quarter … that raises the contrast. Steps that may also lower it wander for
 * hundreds of turns on small samples, and then end where the last bit of the data sends them.
 */
function climb(
  w: Float64Array,
  at: Contrast,
  rotation: Float64Array,
  whitened: Whitened,
): { w: Float64Array; at: Contrast } | null {
  const { p } = whitened
  const aside = productTransposed(rotation, transposed(w, p, p), p, p, p)
  for (let share = 1; share > 1e-6; share /= 2) {
    const tried = decorrelated(
      w.map((v, k) => v + share * aside[k]!),
      p,
    )
    if (tried === null) continue
    const found = contrastAt(tried, whitened)
    let gain = 0
    for (let k = 0; k < p; k++) gain += at.sense[k]! * (found.height[k]! - at.height[k]!)
    if (gain > 0) return { w: tried, at: found }
  }
  return null
}

/** The largest turn of a row: 1 − |cos| of the angle. */
function turn(from: Float64Array, to: Float64Array, p: number): number {
  let most = 0
  for (let k = 0; k < p; k++) {
    let along = 0
    for (let j = 0; j < p; j++) along += to[k * p + j]! * from[k * p + j]!
    most = Math.max(most, Math.abs(Math.abs(along) - 1))
  }
  return most
}

/** (W Wᵀ)^(−1/2) W, or null where it is not to be had. */
function decorrelated(w: Float64Array, p: number): Float64Array | null {
  const root = inverseRoot(productTransposed(w, w, p, p, p), p)
  return root === null ? null : productTransposed(root, transposed(w, p, p), p, p, p)
}

/** A^(−1/2) of a positive definite matrix. */
function inverseRoot(a: Float64Array, p: number): Float64Array | null {
  const { values, vectors } = symmetricEigen(a, p)
  if (!(values[0]! > 1e-12 * values[p - 1]!)) return null
  const scaled = vectors.map((v, k) => v / Math.sqrt(Math.sqrt(values[Math.floor(k / p)]!)))
  const columns = transposed(scaled, p, p)
  return productTransposed(columns, columns, p, p, p)
}
