import type { ImplicitMatrix, LowRank } from '../../numeric/pivoted-cholesky.js'
import { addProductTransposed, gramOfRows, productTransposed, transposed } from '../../numeric/product-transposed.js'
import { portablePow } from '../../numeric/special/portable-pow.js'
import { symmetricEigen } from '../../numeric/symmetric-eigen.js'
import { centredFactor, traceOf } from './low-rank.js'

/** Ridges tried, as shares of n: from nearly none to a smoother that leaves all but the mean. */
const RIDGES = Float64Array.from({ length: 18 }, (_, k) => portablePow(10, -6 + 0.4 * k))
/** A smoother may use up this share of the rows. */
const MOST_FREEDOM = 0.7
const MOST_RANK = 200

/**
 * The centred Gram matrix of a conditioning set at one width as d u uᵀ over unit vectors u, which are combinations of the rows of
 * its factor: they are never written down, since all that is asked of them are products with a few functions.
 */
interface Spectrum {
  readonly values: Float64Array
  readonly factor: LowRank
  /** values × rank, row-major: unit vector k is row k times the factor. */
  readonly weights: Float64Array
}

/** What a smoother leaves of a variable. */
export interface Residual {
  readonly factor: LowRank
  /** The share of the trace of the variable's centred Gram matrix that is left. */
  readonly left: number
}

/** Kernel ridge regressions on one conditioning set, shared by all variables. */
export interface RidgeSmoother {
  /** The residual of the smoother that predicts the variable best, by generalised cross-validation. */
  readonly residual: (factor: LowRank) => Residual
  readonly bytes: number
}

/**
 * Kernel ridge regression with the width and the ridge that predict a variable best: for each width one eigendecomposition
 * of the low-rank Gram matrix turns the cross-validation score of all ridges into sums over its rank.
 *
 * Score: n RSS / (n − df)² (Craven & Wahba 1979), over smoothers with df < 0.7 n.
 *
 * @param grams - the Gram matrix of the conditioning set at each width
 */
export function ridgeSmoother(grams: readonly ImplicitMatrix[]): RidgeSmoother {
  const spectra = grams.flatMap((gram) => spectrumOf(gram) ?? [])
  if (spectra.length === 0) spectra.push(fullSpectrum(grams.at(-1)!))
  return {
    bytes: spectra.reduce((sum, { factor }) => sum + factor.rows.byteLength, 0),
    residual: (factor) => {
      const whole = traceOf(factor)
      const best = { score: Number.POSITIVE_INFINITY, ridge: 1, spectrum: spectra[0]!, across: new Float64Array(0) }
      for (const spectrum of spectra) {
        const across = productsWith(spectrum, factor)
        for (const share of RIDGES) {
          const ridge = share * factor.size
          const score = crossValidation(spectrum, across, factor.rank, whole, ridge)
          if (score < best.score) Object.assign(best, { score, ridge, spectrum, across })
        }
      }
      const left = remainder(best.spectrum, best.across, factor, best.ridge)
      return { factor: left, left: whole > 0 ? traceOf(left) / whole : 0 }
    },
  }
}

/** values × outputs: the products of the unit vectors with the rows of a factor. */
function productsWith({ values, factor: own, weights }: Spectrum, other: LowRank): Float64Array {
  const products = productTransposed(other.rows, own.rows, other.rank, own.rank, own.size)
  return productTransposed(weights, products, values.length, other.rank, own.rank)
}

function crossValidation(
  { values, factor }: Spectrum,
  across: Float64Array,
  outputs: number,
  whole: number,
  ridge: number,
): number {
  const n = factor.size
  let rss = whole
  let df = 1
  for (let k = 0; k < values.length; k++) {
    let power = 0
    for (let j = k * outputs; j < (k + 1) * outputs; j++) power += across[j]! * across[j]!
    const kept = values[k]! / (values[k]! + ridge)
    rss -= power * kept * (2 - kept)
    df += kept
  }
  return df < MOST_FREEDOM * n ? (n * Math.max(rss, 0)) / ((n - df) * (n - df)) : Number.POSITIVE_INFINITY
}

/** The variable's factor less its regression on the unit vectors. */
function remainder(spectrum: Spectrum, across: Float64Array, factor: LowRank, ridge: number): LowRank {
  const { values, factor: own } = spectrum
  const { rank, size: n } = own
  const kept = values.length
  const result = factor.rows.slice()
  const shrunk = transposed(across, kept, factor.rank)
  for (let q = 0; q < factor.rank; q++) {
    for (let k = 0; k < kept; k++) shrunk[q * kept + k]! *= values[k]! / (values[k]! + ridge)
  }
  const weights = productTransposed(shrunk, transposed(spectrum.weights, kept, rank), factor.rank, rank, kept)
  const points = transposed(own.rows, rank, n)
  addProductTransposed(-1, result, 0, n, weights, 0, rank, points, 0, rank, factor.rank, n, rank)
  return { size: n, rank: factor.rank, rows: result }
}

/** Null where the kernel is so narrow that its rank is too large: a smoother that would use up the rows. */
function spectrumOf(gram: ImplicitMatrix): Spectrum | null {
  const limit = Math.max(10, Math.min(MOST_RANK, gram.size >> 1))
  const factor = centredFactor(gram, 1e-6, limit, 1e-3)
  return factor === null ? null : diagonalised(factor)
}

function fullSpectrum(gram: ImplicitMatrix): Spectrum {
  return diagonalised(centredFactor(gram, 1e-3))
}

/** Lᵀ L = Σ d u uᵀ by the eigenvectors of the small product L Lᵀ. */
function diagonalised(factor: LowRank): Spectrum {
  const { rows, rank, size: n } = factor
  const { values, vectors } = symmetricEigen(gramOfRows(rows, rank, n), rank)
  const kept = Array.from(values.keys()).filter((k) => values[k]! > 1e-10 * n)
  const weights = new Float64Array(kept.length * rank)
  for (const [at, k] of kept.entries()) {
    const root = Math.sqrt(values[k]!)
    for (let i = 0; i < rank; i++) weights[at * rank + i] = vectors[k * rank + i]! / root
  }
  return { values: Float64Array.from(kept, (k) => values[k]!), factor, weights }
}

/** The same centred Gram matrix by at most `most` of its eigenvectors, the largest. */
export function leadingFeatures(factor: LowRank, most: number): LowRank {
  if (factor.rank <= most) return factor
  const { rank, size: n } = factor
  const { values, weights } = diagonalised(factor)
  const from = Math.max(0, values.length - most)
  const kept = values.length - from
  const leading = weights.slice(from * rank)
  for (let k = 0; k < kept; k++) {
    const root = Math.sqrt(values[from + k]!)
    for (let i = 0; i < rank; i++) leading[k * rank + i]! *= root
  }
  const rows = productTransposed(leading, transposed(factor.rows, rank, n), kept, n, rank)
  return { size: n, rank: kept, rows }
}
