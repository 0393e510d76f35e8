import { checkCollinear, constant } from '../core/regression/design.js'

/** The sums of products of (1, x …) and what depends on them, by group, numbers among x scaled to variance 1. */
export function standardizedGrams(
  groups: readonly Float64Array[],
  pairs: readonly (readonly [number, number])[],
  isNumber: readonly boolean[],
  terms: readonly string[],
  dependent: readonly string[],
): { readonly grams: readonly Float64Array[]; readonly scales: Float64Array } {
  const k = terms.length
  const size = k + dependent.length
  const grams = groups.map((sums) => square(sums, pairs, size))
  const all = grams.slice(1).reduce((sum, gram) => sum.map((value, at) => value + gram[at]!), grams[0]!)
  const n = all[0]!
  const spread = (j: number): number => Math.sqrt(Math.max(0, all[j * size + j]! / n - (all[j]! / n) ** 2))
  const scales = Float64Array.from(isNumber, (number, j) => {
    const sd = spread(j + 1)
    // a column that is its mean everywhere up to rounding
    if (!(sd > 1e-7 * Math.abs(all[j + 1]! / n) && sd > 0)) throw constant(terms[j + 1]!)
    return number ? sd : 1
  })
  for (const [j, name] of dependent.entries()) if (!(spread(k + j) > 0)) throw constant(name)
  const by = (i: number): number => (i === 0 || i >= k ? 1 : scales[i - 1]!)
  const scaled = (gram: Float64Array): Float64Array =>
    gram.map((value, at) => value / (by(Math.floor(at / size)) * by(at % size)))
  checkCollinear(block(scaled(all), size, k), k, terms)
  return { grams: grams.map(scaled), scales }
}

function square(values: Float64Array, pairs: readonly (readonly [number, number])[], size: number): Float64Array {
  const out = new Float64Array(size * size)
  for (const [at, [i, j]] of pairs.entries()) out[i * size + j] = out[j * size + i] = values[at]!
  return out
}

/** The leading k × k part of a matrix. */
export function block(matrix: Float64Array, size: number, k: number): Float64Array {
  return Float64Array.from({ length: k * k }, (_, at) => matrix[Math.floor(at / k) * size + (at % k)]!)
}
