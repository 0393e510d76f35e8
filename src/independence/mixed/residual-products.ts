import { CausalError } from '../../errors.js'
import { gramOfRows } from '../../numeric/product-transposed.js'
import { symmetricEigen } from '../../numeric/symmetric-eigen.js'

/** Most products of a level of x and a level of y. */
const MOST_PRODUCTS = 400

/**
 * The robust score statistic of residuals: T' S⁻ T with T = Σ a ⊗ b and S = Σ (a ⊗ b)(a ⊗ b)' / (1 − h), h the leverage of
 * a row (MacKinnon & White 1985, HC2). Under independence it is close to chi-square with as many degrees of freedom as S
 * has rank, whatever the noise (Shah & Peters 2020, Theorem 8).
 *
 * O(n m² + m³) for m products.
 */
export function residualProducts(
  a: readonly Float64Array[],
  b: readonly Float64Array[],
  leverage: Float64Array,
): { readonly statistic: number; readonly degreesOfFreedom: number } {
  const n = leverage.length
  const m = a.length * b.length
  if (m > MOST_PRODUCTS) {
    throw new CausalError(
      'too-large',
      `the two columns have ${m} products of levels, more than the limit of ${MOST_PRODUCTS}: merge levels, or leave the column with most of them out.`,
      { products: m, most: MOST_PRODUCTS },
    )
  }
  const products = new Float64Array(m * n)
  const sum = new Float64Array(m)
  for (const [i, u] of a.entries()) {
    for (const [j, v] of b.entries()) {
      const k = i * b.length + j
      for (let r = 0; r < n; r++) {
        const product = u[r]! * v[r]!
        sum[k]! += product
        // a row that the base fits by itself has no residual: it says nothing
        products[k * n + r] = leverage[r]! > 1 - 1e-10 ? 0 : product / Math.sqrt(1 - leverage[r]!)
      }
    }
  }
  const { values, vectors } = symmetricEigen(gramOfRows(products, m, n), m)
  const least = 1e-10 * (values[m - 1] ?? 0)
  let statistic = 0
  let degreesOfFreedom = 0
  for (let k = 0; k < m; k++) {
    if (!(values[k]! > least)) continue
    let along = 0
    for (let i = 0; i < m; i++) along += vectors[k * m + i]! * sum[i]!
    statistic += (along * along) / values[k]!
    degreesOfFreedom++
  }
  return { statistic, degreesOfFreedom }
}
