import type { Matrix } from 'ml-matrix'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'

/**
 * A matrix: an ml-matrix `Matrix`, or rows of numbers.
 *
 * @category Diagrams
 */
export type MatrixLike = Matrix | readonly (readonly number[])[]

/** Whether a value is an ml-matrix. */
export function isMatrix(value: unknown): value is Matrix {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Matrix>).to2DArray === 'function'
}

/** The rows of a matrix, each of the same length, all numbers finite. */
export function rowsOf(what: string, value: MatrixLike): readonly (readonly number[])[] {
  const rows = isMatrix(value) ? value.to2DArray() : value
  if (!Array.isArray(rows) || rows.some((row) => !Array.isArray(row) || row.length !== rows[0]!.length)) {
    throw new CausalError('type-mismatch', `${what} must be a matrix: rows of equal length.`)
  }
  for (const [i, row] of rows.entries()) {
    const j = row.findIndex((x: number) => !Number.isFinite(x))
    if (j >= 0) {
      throw new CausalError(
        'invalid-argument',
        `${what} has ${show(row[j])} in row ${i + 1}, column ${j + 1}: it must hold finite numbers.`,
      )
    }
  }
  return rows
}
