import { powerOfTwo } from './special/portable-bits.js'

/** Eigenvalues of a real square matrix, as real and imaginary parts, in no particular order. */
export interface Eigenvalues {
  readonly real: Float64Array
  readonly imaginary: Float64Array
}

/**
 * The eigenvalues of a real n × n matrix that need not be symmetric: balanced by powers of two (Parlett & Reinsch 1969),
 * brought to Hessenberg form by reflections, then QR steps with Wilkinson's shift in complex numbers (Golub & Van Loan 2013,
 * sections 7.4 and 7.5).
 *
 * O(n³).
 */
export function generalEigenvalues(a: Float64Array, n: number): Eigenvalues {
  const re = balanced(a, n)
  toHessenberg(re, n)
  const im = new Float64Array(n * n)
  const real = new Float64Array(n)
  const imaginary = new Float64Array(n)
  let high = n - 1
  for (let round = 0; high >= 0; ) {
    const low = blockStart(re, im, n, high)
    if (low === high) {
      real[high] = re[high * n + high]!
      imaginary[high] = im[high * n + high]!
      high--
      round = 0
      continue
    }
    qrStep(re, im, n, low, high, ++round % 11 === 0)
  }
  return { real, imaginary }
}

/** The largest absolute value of an eigenvalue; 0 for no rows. */
export function spectralRadius(a: Float64Array, n: number): number {
  const { real, imaginary } = generalEigenvalues(a, n)
  let largest = 0
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.sqrt(real[i]! ** 2 + imaginary[i]! ** 2))
  return largest
}

/** D⁻¹ A D with a diagonal D of powers of two, rows and columns about equal in size: other units change nothing. */
function balanced(a: Float64Array, n: number): Float64Array {
  const b = a.slice(0, n * n)
  for (let sweep = 0; sweep < 100; sweep++) {
    let isDone = true
    for (let i = 0; i < n; i++) {
      let row = 0
      let column = 0
      for (let j = 0; j < n; j++) {
        if (j === i) continue
        row += Math.abs(b[i * n + j]!)
        column += Math.abs(b[j * n + i]!)
      }
      if (row === 0 || column === 0) continue
      let power = 0
      while (column * powerOfTwo(2 * power) < row / 2 && power < 400) power++
      while (column * powerOfTwo(2 * power) > row * 2 && power > -400) power--
      if (power === 0) continue
      isDone = false
      for (let j = 0; j < n; j++) {
        b[i * n + j]! *= powerOfTwo(-power)
        b[j * n + i]! *= powerOfTwo(power)
      }
    }
    if (isDone) break
  }
  return b
}

/** Zeros below the first subdiagonal, by Householder reflections from both sides. */
function toHessenberg(a: Float64Array, n: number): void {
  for (let k = 0; k < n - 2; k++) {
    let norm = 0
    for (let i = k + 1; i < n; i++) norm += a[i * n + k]! ** 2
    norm = Math.sqrt(norm)
    if (norm === 0) continue
    const v = new Float64Array(n)
    for (let i = k + 1; i < n; i++) v[i] = a[i * n + k]!
    v[k + 1]! += v[k + 1]! < 0 ? -norm : norm
    let square = 0
    for (let i = k + 1; i < n; i++) square += v[i]! ** 2
    for (let j = 0; j < n; j++) {
      let s = 0
      for (let i = k + 1; i < n; i++) s += v[i]! * a[i * n + j]!
      for (let i = k + 1; i < n; i++) a[i * n + j]! -= (2 * s * v[i]!) / square
    }
    for (let i = 0; i < n; i++) {
      let s = 0
      for (let j = k + 1; j < n; j++) s += a[i * n + j]! * v[j]!
      for (let j = k + 1; j < n; j++) a[i * n + j]! -= (2 * s * v[j]!) / square
    }
    for (let i = k + 2; i < n; i++) a[i * n + k] = 0
  }
}

/** Where the last block without a zero on its subdiagonal begins. */
function blockStart(re: Float64Array, im: Float64Array, n: number, high: number): number {
  const size = (i: number, j: number): number => Math.abs(re[i * n + j]!) + Math.abs(im[i * n + j]!)
  for (let i = high; i > 0; i--) {
    const beside = size(i, i) + size(i - 1, i - 1)
    if (size(i, i - 1) <= 2.3e-16 * (beside > 0 ? beside : 1)) {
      re[i * n + i - 1] = 0
      im[i * n + i - 1] = 0
      return i
    }
  }
  return 0
}

/** H − σ = Q R, then R Q + σ, on the rows and columns from `low` to `high`. */
function qrStep(re: Float64Array, im: Float64Array, n: number, low: number, high: number, isStuck: boolean): void {
  const [sr, si] = isStuck
    ? [re[high * n + high]! + 0.75 * Math.abs(re[high * n + high - 1]!), 0.43 * Math.abs(re[high * n + high - 1]!)]
    : wilkinsonShift(re, im, n, high)
  for (let i = low; i <= high; i++) {
    re[i * n + i]! -= sr
    im[i * n + i]! -= si
  }
  const turns: [number, number, number, number][] = []
  for (let k = low; k < high; k++) {
    const [ar, ai, br, bi] = [re[k * n + k]!, im[k * n + k]!, re[(k + 1) * n + k]!, im[(k + 1) * n + k]!]
    const r = Math.sqrt(ar * ar + ai * ai + br * br + bi * bi)
    const turn: [number, number, number, number] = r === 0 ? [1, 0, 0, 0] : [ar / r, ai / r, br / r, bi / r]
    turns.push(turn)
    const [cr, ci, tr, ti] = turn
    for (let j = k; j <= high; j++) {
      const [u, v] = [k * n + j, (k + 1) * n + j]
      const [xr, xi, yr, yi] = [re[u]!, im[u]!, re[v]!, im[v]!]
      re[u] = cr * xr + ci * xi + tr * yr + ti * yi
      im[u] = cr * xi - ci * xr + tr * yi - ti * yr
      re[v] = cr * yr - ci * yi - (tr * xr - ti * xi)
      im[v] = cr * yi + ci * yr - (tr * xi + ti * xr)
    }
  }
  for (const [t, [cr, ci, tr, ti]] of turns.entries()) {
    const k = low + t
    for (let i = low; i <= k + 1; i++) {
      const [u, v] = [i * n + k, i * n + k + 1]
      const [xr, xi, yr, yi] = [re[u]!, im[u]!, re[v]!, im[v]!]
      re[u] = xr * cr - xi * ci + yr * tr - yi * ti
      im[u] = xr * ci + xi * cr + yr * ti + yi * tr
      re[v] = yr * cr + yi * ci - (xr * tr + xi * ti)
      im[v] = yi * cr - yr * ci - (xi * tr - xr * ti)
    }
  }
  for (let i = low; i <= high; i++) {
    re[i * n + i]! += sr
    im[i * n + i]! += si
  }
}

/** The eigenvalue of the last 2 × 2 block that is nearer to its last element. */
function wilkinsonShift(re: Float64Array, im: Float64Array, n: number, high: number): [number, number] {
  const at = (i: number, j: number): [number, number] => [re[i * n + j]!, im[i * n + j]!]
  const [ar, ai] = at(high - 1, high - 1)
  const [br, bi] = at(high - 1, high)
  const [cr, ci] = at(high, high - 1)
  const [dr, di] = at(high, high)
  const [hr, hi] = [(ar - dr) / 2, (ai - di) / 2]
  // root² = h² + b c; the eigenvalues are d + h ± root, and the nearer one d − b c / (h ± root) with the larger denominator
  const [pr, pi] = [br * cr - bi * ci, br * ci + bi * cr]
  const [qr, qi] = [hr * hr - hi * hi + pr, 2 * hr * hi + pi]
  const size = Math.sqrt(qr * qr + qi * qi)
  let rr = Math.sqrt(Math.max(0, (size + qr) / 2))
  let ri = Math.sqrt(Math.max(0, (size - qr) / 2))
  if (qi < 0) ri = -ri
  if (hr * rr + hi * ri < 0) {
    rr = -rr
    ri = -ri
  }
  const [er, ei] = [hr + rr, hi + ri]
  const square = er * er + ei * ei
  if (square === 0) return [dr, di]
  return [dr - (pr * er + pi * ei) / square, di - (pi * er - pr * ei) / square]
}
