import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { range } from '../terms/make.js'
import { type MatrixLike, rowsOf } from '../terms/matrix-like.js'
import { standardized } from './standardized.js'

/**
 * What a box may be interpreted by in {@link gaussian}: parts left out are zero.
 *
 * @category Diagrams
 */
export interface GaussianBox {
  /** One row for each output, one column for each input. */
  readonly matrix?: MatrixLike
  /** The mean of the noise. */
  readonly mean?: readonly number[]
  /** The covariance of the noise; a list is its diagonal. */
  readonly covariance?: MatrixLike | readonly number[]
}

/** The three parts of a channel, all there. */
export interface GaussianParts {
  readonly matrix: readonly (readonly number[])[]
  readonly mean: readonly number[]
  readonly covariance: readonly (readonly number[])[]
}

/** The three parts of a channel from m inputs to n outputs, checked. */
export function gaussianParts(what: string, given: GaussianBox, m: number, n: number): GaussianParts {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new CausalError(
      'type-mismatch',
      `${what} must be { matrix, mean, covariance } (what is left out is zero), got ${show(given)}.`,
    )
  }
  const matrix =
    given.matrix === undefined ? range(n).map(() => range(m).fill(0)) : rowsOf(`the matrix of ${what}`, given.matrix)
  const mean = given.mean ?? range(n).fill(0)
  const covariance = covarianceOf(what, given.covariance, n)
  checkSize(what, 'matrix', [matrix.length, matrix[0]?.length ?? m], [n, m])
  if (!Array.isArray(mean) && !ArrayBuffer.isView(mean)) {
    throw new CausalError('type-mismatch', `the mean of ${what} must be a list of ${n} numbers.`)
  }
  checkSize(what, 'mean', [mean.length], [n])
  checkSize(what, 'covariance', [covariance.length, covariance[0]?.length ?? n], [n, n])
  if (Array.from(mean as Iterable<unknown>).some((x) => !Number.isFinite(x))) {
    throw new CausalError('invalid-argument', `the mean of ${what} must hold finite numbers.`)
  }
  checkCovariance(what, covariance)
  return { matrix, mean, covariance }
}

/** Symmetric, and no combination of variables with a negative variance; both relative to the standard deviations. */
function checkCovariance(what: string, covariance: readonly (readonly number[])[]): void {
  const refuse = (why: string, details: Record<string, unknown>): CausalError =>
    new CausalError('invalid-argument', `the covariance of ${what} is no covariance: ${why}.`, details)
  for (const [i, row] of covariance.entries()) {
    if (row[i]! < 0) throw refuse(`the variance in row ${i + 1} is ${row[i]}, below 0`, { row: i, column: i })
    for (let j = 0; j < i; j++) {
      const [a, b] = [row[j]!, covariance[j]![i]!]
      const scale = Math.sqrt(row[i]!) * Math.sqrt(covariance[j]![j]!)
      const at = `row ${i + 1}, column ${j + 1}`
      if (Math.abs(a - b) > 1e-9 * scale) throw refuse(`${at} holds ${a}, but mirrored ${b}`, { row: i, column: j })
      if (Math.abs(a) > scale * (1 + 1e-9)) {
        throw refuse(`${at} holds ${a}, more than the standard deviations allow (${scale})`, { row: i, column: j })
      }
    }
  }
  const least = standardized(covariance).values[0] ?? 0
  if (least < -1e-9 * covariance.length) {
    throw refuse(
      `some combination of its variables would have a negative variance (least eigenvalue of the correlations ${least})`,
      { least },
    )
  }
}

function covarianceOf(
  what: string,
  given: MatrixLike | readonly number[] | undefined,
  n: number,
): readonly (readonly number[])[] {
  if (given === undefined) return range(n).map(() => range(n).fill(0))
  if (Array.isArray(given) && given.length > 0 && !Array.isArray(given[0])) {
    const diagonal = given as readonly number[]
    const rows = diagonal.map((x, i) => diagonal.map((_, j) => (i === j ? x : 0)))
    return rowsOf(`the covariance of ${what}`, rows)
  }
  return rowsOf(`the covariance of ${what}`, given as MatrixLike)
}

function checkSize(what: string, part: string, is: number[], wanted: number[]): void {
  if (is.every((size, i) => size === wanted[i])) return
  throw new CausalError(
    'type-mismatch',
    `the ${part} of ${what} is ${is.join(' × ')}, but must be ${wanted.join(' × ')}.`,
    { actual: is, expected: wanted },
  )
}
