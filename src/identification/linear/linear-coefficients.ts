import { CausalError, calledOnResult } from '../../errors.js'
import { checkedList, checkedObject, lookUp } from '../../names.js'
import { show } from '../../show.js'
import type { CorrectedCovariance } from './covariance-formula.js'
import type { LinearIdentification } from './linear-identification.js'

/**
 * The values of the identified coefficients for given covariances: the formulas of {@link linearIdentification} put to work.
 *
 * @param identification - what {@link linearIdentification} found
 * @param moments - `names` and their `covariance`, row by row: n rows of n finite numbers
 * @returns a list of `{ from, to, value }` for each coefficient that has a formula, in the order of the formulas
 * @throws CausalError `unknown-name` for a variable without covariances; `invalid-argument` for a matrix that is not square and finite;
 *   `not-invertible` where a formula's determinant is zero for these covariances
 * @complexity O(k³) for a formula of k equations
 * @category Identification
 * @example
 * const found = linearIdentification(admg('Z -> X -> Y; X <-> Y'))
 * linearCoefficients(found, { names: ['Z', 'X', 'Y'], covariance: [[1, 0.5, 1], [0.5, 2, 3], [1, 3, 9]] })
 * //=> [{ from: 'Z', to: 'X', value: 0.5 }, { from: 'X', to: 'Y', value: 2 }]
 */
export function linearCoefficients<N extends string>(
  identification: LinearIdentification<N>,
  moments: { readonly names: readonly N[]; readonly covariance: readonly ArrayLike<number>[] },
): readonly { readonly from: N; readonly to: N; readonly value: number }[] {
  return calledOnResult('linearCoefficients', 'linearIdentification', () => {
    const { names, covariance } = checkedObject('moments', moments)
    const index = new Map(checkedList('names', names).map((name, i) => [name as string, i]))
    const isSquare =
      Array.isArray(covariance) &&
      covariance.length === index.size &&
      covariance.every((row) => row?.length === index.size && Array.from(row).every(Number.isFinite))
    if (!isSquare) {
      throw new CausalError(
        'invalid-argument',
        `covariance must be ${index.size} rows of ${index.size} finite numbers.`,
      )
    }
    const known = new Map<string, number>()
    const parts = ({ variable, without }: CorrectedCovariance['left']): [number, number][] => [
      [lookUp('variable', index, variable), 1],
      ...without.map((z): [number, number] => [
        lookUp('variable', index, z),
        -known.get(JSON.stringify([z, variable]))!,
      ]),
    ]
    const value = ({ left, right }: CorrectedCovariance): number => {
      let total = 0
      for (const [i, c] of parts(left)) for (const [j, d] of parts(right)) total += c * d * covariance[i]![j]!
      return total
    }
    const found: { readonly from: N; readonly to: N; readonly value: number }[] = []
    for (const c of checkedList('coefficients', checkedObject('identification', identification).coefficients)) {
      if (c.status !== 'identified' || c.formula === null) continue
      const { unknowns, matrix, right, cause } = c.formula
      const solution = entryOf(
        matrix.map((row, i) => [...row.map(value), value(right[i]!)]),
        unknowns.indexOf(cause),
      )
      if (solution === null) {
        throw new CausalError(
          'not-invertible',
          `the formula of ${show(c.from)} -> ${show(c.to)} divides by zero for these covariances: the coefficient is not told by them.`,
          { from: c.from, to: c.to },
        )
      }
      known.set(JSON.stringify([c.from, c.to]), solution)
      found.push(Object.freeze({ from: c.from, to: c.to, value: solution }))
    }
    return Object.freeze(found)
  })
}

/** One entry of the solution of a small system, by elimination with the largest pivot; null where it is not determined. */
function entryOf(rows: number[][], wanted: number): number | null {
  const width = (rows[0]?.length ?? 1) - 1
  const scale = Math.max(...rows.flatMap((row) => row.slice(0, width).map(Math.abs)))
  const pivots: number[] = []
  // the wanted column last, so that it is free of the others where the system determines it
  const order = [...Array.from({ length: width }, (_, j) => j).filter((j) => j !== wanted), wanted]
  for (const j of order) {
    const at = pivots.length
    if (at >= rows.length) break
    let best = at
    for (let i = at; i < rows.length; i++) if (Math.abs(rows[i]![j]!) > Math.abs(rows[best]![j]!)) best = i
    if (!(Math.abs(rows[best]![j]!) > 1e-12 * scale)) continue
    ;[rows[at], rows[best]] = [rows[best]!, rows[at]!]
    for (let i = 0; i < rows.length; i++) {
      if (i === at) continue
      const f = rows[i]![j]! / rows[at]![j]!
      for (let k = 0; k <= width; k++) rows[i]![k]! -= f * rows[at]![k]!
    }
    pivots.push(j)
  }
  const row = pivots.indexOf(wanted)
  return row < 0 ? null : rows[row]![width]! / rows[row]![wanted]!
}
