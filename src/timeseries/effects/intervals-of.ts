import { normalQuantile } from '../../numeric/special/normal.js'

/** Normal intervals around matrices of estimates. */
export function intervalsOf(
  estimates: readonly Float64Array[],
  errors: readonly Float64Array[] | null,
  confidence: number,
): { readonly lower: readonly Float64Array[] | null; readonly upper: readonly Float64Array[] | null } {
  if (errors === null) return { lower: null, upper: null }
  const z = normalQuantile((1 + confidence) / 2)
  const shifted = (sign: number): readonly Float64Array[] =>
    Object.freeze(estimates.map((matrix, h) => matrix.map((value, k) => value + sign * z * errors[h]![k]!)))
  return { lower: shifted(-1), upper: shifted(1) }
}
