import { splineBasis } from '../../learners/smooth/spline-basis.js'
import { scatterOf } from '../lingam/numeric-data.js'
import { standardised } from '../pairs/pair-direction.js'

/** Additive regressions of columns on others, from one matrix of sums of products. */
export interface AdditiveModels {
  /** The residual sum of squares of a column (with variance 1) on functions of others, and its degrees of freedom. */
  readonly fit: (target: number, parents: readonly number[]) => { readonly sum: number; readonly freedom: number }
  /** How many regressions were made. */
  readonly made: () => number
}

/** What least squares must leave of a term's sum of squares for the term to count. */
const LEAST = 1e-9

/**
 * Each column as itself and the wiggly functions of a natural cubic spline with knots at its quantiles. Terms that the ones before
 * determine are left out.
 */
export function additiveModels(columns: readonly Float64Array[], knots: number): AdditiveModels {
  const n = columns[0]!.length
  const terms: Float64Array[] = []
  const start: number[] = []
  for (const column of columns) {
    const x = standardised(column)
    start.push(terms.length)
    terms.push(x)
    const at = quantiles(x, knots)
    if (at.length < 3) continue
    const basis = splineBasis(at)
    const values = new Float64Array(n * basis.size)
    for (let i = 0; i < n; i++) basis.evaluate(x[i]!, values, i * basis.size)
    for (let m = 0; m < basis.size; m++) {
      const term = Float64Array.from({ length: n }, (_, i) => values[i * basis.size + m]!)
      if (term.some((value) => value !== term[0])) terms.push(standardised(term))
    }
  }
  start.push(terms.length)
  const scatter = scatterOf(terms)
  const size = terms.length
  let made = 0
  return {
    made: () => made,
    fit: (target, parents) => {
      made++
      const list = [...parents].sort((a, b) => a - b)
      const predictors = list.flatMap((j) => Array.from({ length: start[j + 1]! - start[j]! }, (_, k) => start[j]! + k))
      return residualSum(scatter, size, start[target]!, predictors, n)
    },
  }
}

/** By a Cholesky factor, row by row. */
function residualSum(
  scatter: Float64Array,
  size: number,
  target: number,
  predictors: readonly number[],
  n: number,
): { readonly sum: number; readonly freedom: number } {
  const width = predictors.length + 1
  const factor = new Float64Array(width * width)
  const kept: number[] = []
  let sum = scatter[target * size + target]!
  for (const [k, term] of [...predictors, target].entries()) {
    const row = kept.length * width
    let rest = scatter[term * size + term]!
    for (let i = 0; i < kept.length; i++) {
      let value = scatter[term * size + kept[i]!]!
      for (let j = 0; j < i; j++) value -= factor[i * width + j]! * factor[row + j]!
      value /= factor[i * width + i]!
      factor[row + i] = value
      rest -= value * value
    }
    if (k === predictors.length) sum = Math.max(rest, 1e-13 * sum)
    else if (rest > LEAST * scatter[term * size + term]!) {
      factor[row + kept.length] = Math.sqrt(rest)
      kept.push(term)
    }
  }
  return { sum, freedom: n - 1 - kept.length }
}

/** Different values at equally spaced ranks, from the smallest to the largest. */
function quantiles(x: Float64Array, count: number): Float64Array {
  const sorted = x.slice().sort()
  const found = new Set<number>()
  for (let k = 0; k < count; k++) found.add(sorted[Math.round((k * (sorted.length - 1)) / (count - 1))]!)
  return Float64Array.from(found)
}
