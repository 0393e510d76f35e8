import { CausalError } from '../../errors.js'
import { range } from '../terms/make.js'
import { isMatrix, type MatrixLike, rowsOf } from '../terms/matrix-like.js'

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
  const matrix = given.matrix === undefined ? range(n).map(() => range(m).fill(0)) : rowsOf(what, given.matrix)
  const mean = given.mean ?? range(n).fill(0)
  const covariance = covarianceOf(what, given.covariance, n)
  checkSize(what, 'matrix', [matrix.length, matrix[0]?.length ?? m], [n, m])
  checkSize(what, 'mean', [mean.length], [n])
  checkSize(what, 'covariance', [covariance.length, covariance[0]?.length ?? n], [n, n])
  if (mean.some((x) => !Number.isFinite(x))) {
    throw new CausalError('invalid-argument', `the mean of ${what} must hold finite numbers.`)
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const scale = Math.sqrt(Math.abs(covariance[i]![i]! * covariance[j]![j]!))
      const wrong = Math.abs(covariance[i]![j]! - covariance[j]![i]!) > 1e-9 * (1 + scale)
      if (wrong || covariance[i]![i]! < 0 || Math.abs(covariance[i]![j]!) > scale * (1 + 1e-9) + 1e-12) {
        throw new CausalError(
          'invalid-argument',
          `the covariance of ${what} is no covariance: look at row ${i + 1}, column ${j + 1}.`,
          { row: i, column: j },
        )
      }
    }
  }
  return { matrix, mean, covariance }
}

function covarianceOf(
  what: string,
  given: MatrixLike | readonly number[] | undefined,
  n: number,
): readonly (readonly number[])[] {
  if (given === undefined) return range(n).map(() => range(n).fill(0))
  if (!isMatrix(given) && given.length > 0 && typeof given[0] === 'number') {
    const diagonal = given as readonly number[]
    return diagonal.map((x, i) => diagonal.map((_, j) => (i === j ? x : 0)))
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
