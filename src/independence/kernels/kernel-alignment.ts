import { CausalError, calledAs } from '../../errors.js'
import { checkedNumbers, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'

/**
 * The alignment of two kernel matrices, ⟨K, L⟩ / (‖K‖ ‖L‖): 1 when they express the same similarities.
 *
 * @param k - an n × n kernel matrix, row-major (see `kernelMatrix`)
 * @param l - another of the same size
 * @param options - `centred` (default true): of H K H and H L H, which is what dependence shows in
 * @returns a number from −1 to 1; 0 where a (centred) matrix is zero
 * @throws CausalError `type-mismatch`, `invalid-argument`
 * @complexity O(n²)
 * @category Independence tests
 * @see Cortes, Mohri & Rostamizadeh 2012, "Algorithms for learning kernels based on centered alignment", Journal of
 *   Machine Learning Research 13
 * @example
 * const k = kernelMatrix(gaussianKernel({ width: 1 }), table({ X: [0, 1, 4] }))
 * kernelAlignment(k, k)
 * //=> 1
 */
export function kernelAlignment(
  k: Float64Array,
  l: Float64Array,
  options: { readonly centred?: boolean } = {},
): number {
  return calledAs('kernelAlignment', () => {
    checkOptions('options', options, ['centred'], { centred: 'boolean' })

    const n = orderOf(k, l)
    const [a, b] = (checkedObject('options', options).centred ?? true) ? [centred(k, n), centred(l, n)] : [k, l]
    const size = inner(a!, a!) * inner(b!, b!)
    if (!Number.isFinite(size)) {
      throw new CausalError('invalid-argument', 'a matrix has an entry that is not finite.')
    }
    return size > 0 ? inner(a!, b!) / Math.sqrt(size) : 0
  })
}

/**
 * The biased estimate of the Hilbert–Schmidt independence criterion, tr(K H L H) / n².
 *
 * @param k - an n × n kernel matrix, row-major
 * @param l - another of the same size
 * @returns the criterion: 0 when nothing is shared
 * @complexity O(n²)
 * @category Independence tests
 * @see Gretton, Bousquet, Smola & Schölkopf 2005, "Measuring statistical dependence with Hilbert-Schmidt norms", ALT
 * @example
 * const k = kernelMatrix(linearKernel(), table({ X: [-1, 1] }))
 * hilbertSchmidtCriterion(k, k)
 * //=> 1
 */
export function hilbertSchmidtCriterion(k: Float64Array, l: Float64Array): number {
  return calledAs('hilbertSchmidtCriterion', () => {
    const n = orderOf(k, l)
    return inner(centred(k, n), l) / (n * n)
  })
}

function centred(matrix: Float64Array, n: number): Float64Array {
  const result = matrix.slice()
  const mean = new Float64Array(n)
  let total = 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) mean[i]! += matrix[i * n + j]! / n
    total += mean[i]!
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) result[i * n + j]! += total / n - mean[i]! - mean[j]!
  return result
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** The n of two n × n matrices. */
function orderOf(k: Float64Array, l: Float64Array): number {
  checkedNumbers('first matrix', k)
  checkedNumbers('second matrix', l)
  const n = Math.round(Math.sqrt(k.length))
  for (const matrix of [k, l]) {
    const bad = matrix.findIndex((value) => !Number.isFinite(value))
    if (bad >= 0)
      throw new CausalError(
        'invalid-argument',
        `a kernel matrix holds ${matrix[bad]} at entry ${bad}: its entries must be finite.`,
      )
  }
  if (n * n === k.length && k.length === l.length && n > 0) return n
  const message = `two n × n matrices are needed, got ${k.length} and ${l.length} entries.`
  throw new CausalError('type-mismatch', message, { first: k.length, second: l.length })
}
