import { type ImplicitMatrix, type LowRank, pivotedCholesky } from '../../numeric/pivoted-cholesky.js'
import { gramOfRows, productTransposed } from '../../numeric/product-transposed.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { symmetricEigen } from '../../numeric/symmetric-eigen.js'
import { centredFactor, traceOf } from './low-rank.js'
import { makeSmoother, type Smoother } from './smoother.js'

/** Widths tried, in standard deviations of the conditioning columns. */
const LEAST = 0.05
const MOST = 50

/**
 * A smoother whose width and noise are learned: the functions of x behind its kernel matrix are outputs of a Gaussian
 * process on z with a Gaussian kernel, and the marginal likelihood is maximised over the width ℓ, the noise share δ and
 * the amplitude.
 *
 * For a given ℓ the eigenvalues of the low-rank Gram matrix turn the likelihood into sums over its rank, for all δ at
 * once, and the best amplitude is explicit; so the search is over one number, by a grid and a golden section.
 *
 * @param gramAt - the Gram matrix of the conditioning set at a width
 * @param start - where to look for the nearest best width; the whole range is searched, and the
 *   matrix centred, when it is left out (causal-learn starts at its own width, and does not centre)
 */
export function learnedSmoother(
  gramAt: (width: number) => ImplicitMatrix,
  target: LowRank,
  tolerance: number,
  start?: number,
): Smoother {
  const best = { width: 1, delta: 1, value: Number.POSITIVE_INFINITY }
  const tryWidth = (logWidth: number): number => {
    const width = portableExp(logWidth)
    const found = bestNoise(gramAt(width), target, start === undefined)
    if (found.value < best.value) Object.assign(best, found, { width })
    return found.value
  }
  const from = portableLog(LEAST)
  const step = start === undefined ? (portableLog(MOST) - from) / 12 : 0.15
  if (start === undefined) {
    // wide kernels first: they have low rank
    for (let k = 12; k >= 0; k--) tryWidth(from + k * step)
  } else {
    // downhill from the start, as an optimiser without restarts would go
    let at = portableLog(start)
    let value = tryWidth(at)
    const way = tryWidth(at - step) < tryWidth(at + step) ? -step : step
    for (let next = tryWidth(at + way); next < value && Math.abs(at) < 6; next = tryWidth(at + way)) {
      at += way
      value = next
    }
  }
  const middle = portableLog(best.width)
  goldenSection(tryWidth, middle - step, middle + step, 12)
  return makeSmoother(gramAt(best.width), best.delta, tolerance, start === undefined)
}

/** The least −2 log likelihood (per output, up to a constant) over δ for one width. */
function bestNoise(
  gram: ImplicitMatrix,
  target: LowRank,
  centred: boolean,
): { readonly delta: number; readonly value: number } {
  const n = gram.size
  const limit = Math.max(20, Math.floor(n / 2))
  const factor = centred ? centredFactor(gram, 1e-6, limit) : pivotedCholesky(gram, 1e-6, limit)
  if (factor === null) return { delta: 1, value: Number.POSITIVE_INFINITY }
  const { rank, rows } = factor
  const { values, vectors } = symmetricEigen(gramOfRows(rows, rank, n), rank)
  // power of the target along each eigenvector of the Gram matrix, and the rest of it
  const across = productTransposed(rows, target.rows, rank, target.rank, n)
  const power = new Float64Array(rank)
  let rest = traceOf(target)
  for (let k = 0; k < rank; k++) {
    if (!(values[k]! > 1e-12 * n)) continue
    for (let q = 0; q < target.rank; q++) {
      let sum = 0
      for (let i = 0; i < rank; i++) sum += vectors[k * rank + i]! * across[i * target.rank + q]!
      power[k]! += (sum * sum) / values[k]!
    }
    rest -= power[k]!
  }
  rest = Math.max(rest, 0)
  const cost = (logDelta: number): number => {
    const delta = portableExp(logDelta)
    let quadratic = rest / delta
    let logDeterminant = (n - rank) * logDelta
    for (let k = 0; k < rank; k++) {
      const eigenvalue = Math.max(values[k]!, 0) + delta
      quadratic += power[k]! / eigenvalue
      logDeterminant += portableLog(eigenvalue)
    }
    return n * portableLog(quadratic) + logDeterminant
  }
  let least = 0
  for (let k = -18; k <= 7; k++) if (cost(k) < cost(least)) least = k
  const logDelta = goldenSection(cost, least - 1, least + 1, 20)
  return { delta: portableExp(logDelta), value: cost(logDelta) }
}

function goldenSection(f: (at: number) => number, from: number, to: number, steps: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2
  let a = from
  let b = to
  let c = b - ratio * (b - a)
  let d = a + ratio * (b - a)
  let fc = f(c)
  let fd = f(d)
  for (let k = 0; k < steps; k++) {
    if (fc <= fd) {
      b = d
      d = c
      fd = fc
      c = b - ratio * (b - a)
      fc = f(c)
    } else {
      a = c
      c = d
      fc = fd
      d = a + ratio * (b - a)
      fd = f(d)
    }
  }
  return (a + b) / 2
}
