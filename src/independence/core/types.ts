/**
 * What a test of conditional independence found.
 *
 * @category Independence tests
 */
export interface TestResult {
  /** The test's statistic; which one, `method` says. */
  readonly statistic: number
  /** The p-value, an upper tail computed without cancellation. */
  readonly pValue: number
  /** Its natural logarithm, finite where the p-value itself is too small for a double. */
  readonly logPValue: number
  /** Degrees of freedom, where the null distribution has them. */
  readonly degreesOfFreedom?: number
  /** The measure of dependence behind the statistic, where there is one: a partial correlation, for Fisher's z. */
  readonly estimate?: number
  /** The least and the largest p-value over several draws of what is random in the test. */
  readonly spread?: readonly [number, number]
  /** How many rows the test used, where that is not all of them. */
  readonly rowsUsed?: number
  /**
   * Columns of the query that others determine (or that do not vary), by name. Those of the conditioning set were left
   * out as saying nothing new; an x or y that the conditioning set determines is independent of anything.
   */
  readonly determined?: readonly string[]
  /** The test and its null distribution, in words. */
  readonly method: string
}

/**
 * A test of conditional independence: a function that carries the names it knows.
 *
 * Every discovery algorithm takes one, so that each can run on data, on sufficient statistics, or on the d-separation
 * oracle of a known graph.
 *
 * @category Independence tests
 */
export interface IndependenceTest<N extends string = string> {
  /**
   * Tests x ⊥ y given a set.
   *
   * @param x - a variable
   * @param y - another
   * @param given - the conditioning set, empty unless told; x and y are not in it
   * @returns the statistic and its p-value
   */
  (x: N, y: N, given?: readonly N[]): TestResult
  /** The names that the test knows, in column order. */
  readonly variables: readonly N[]
  /** A faster way to the same decisions, if there is one. */
  readonly plan?: SearchPlan
}

/**
 * What a test lets a search algorithm use in place of single calls; decisions must equal those of the calls.
 *
 * @category Independence tests
 */
export type SearchPlan =
  | {
      /** Partial correlations decide: the search may walk conditioning sets as a tree of Schur complements. */
      readonly kind: 'correlation'
      /** The p × p correlation matrix, row-major. */
      readonly correlation: Float64Array
      /** Rows behind it. */
      readonly count: number
      /** The natural logarithm of a test's p-value, as in a plan `indexed`; without it the test itself is called. */
      readonly logPValue?: (x: number, y: number, given: Int32Array, size: number) => number
    }
  | {
      /** Tests speak column positions: no names are looked up, no result object is made. */
      readonly kind: 'indexed'
      /**
       * The natural logarithm of the p-value of a test.
       *
       * @param x - position of a variable
       * @param y - position of another
       * @param given - positions of the conditioning set come first in it
       * @param size - how many of them count
       */
      readonly logPValue: (x: number, y: number, given: Int32Array, size: number) => number
    }
