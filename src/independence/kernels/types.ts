import type { ImplicitMatrix } from '../../numeric/pivoted-cholesky.js'

/**
 * The points at which a kernel is evaluated, and what its width may depend on.
 *
 * @category Independence tests
 */
export interface KernelSample {
  /** The number of points. */
  readonly rowCount: number
  /** The coordinates: one array of `rowCount` numbers for each dimension. A kernel test standardises them first. */
  readonly columns: readonly Float64Array[]
  /** The same coordinates in their own units. */
  readonly raw: readonly Float64Array[]
  /**
   * How many columns the test conditions on (0: it tests plain independence): the rule `'empirical'` for a width looks
   * at it.
   */
  readonly conditions: number
}

/**
 * A kernel's Gram matrix on a sample, never formed as a whole.
 *
 * @category Independence tests
 */
export interface GramMatrix extends ImplicitMatrix {}

/**
 * A positive semidefinite kernel: similarity of points as an inner product. A value; `kci`, `hsic` and `kernelMatrix`
 * take any, your own included.
 *
 * @category Independence tests
 */
export interface Kernel {
  /** What it is, in words. */
  readonly name: string
  /**
   * The Gram matrix on a sample; a width that depends on the data is set here.
   *
   * @param sample - the points
   * @returns its diagonal and its columns, on demand
   */
  readonly gram: (sample: KernelSample) => GramMatrix
}
