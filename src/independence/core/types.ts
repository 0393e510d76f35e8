/**
 * What a test of conditional independence answers: a result, or that it could not be made.
 *
 * Look at `tested` first. "Could not be made" is no evidence, neither for independence nor against it: it has no p-value.
 *
 * @category Independence tests
 */
export type TestResult = TestedResult | UntestedResult

/**
 * What a test found.
 *
 * @category Independence tests
 */
export interface TestedResult {
  /** The test was made. */
  readonly tested: true
  /** The test's statistic; which one, `method` says. */
  readonly statistic: number
  /** The p-value, an upper tail computed without cancellation. */
  readonly pValue: number
  /** Its natural logarithm, finite where the p-value itself is too small for a double. */
  readonly logPValue: number
  /** Degrees of freedom, where the null distribution has them. */
  readonly degreesOfFreedom?: number
  /** For counts: the smallest expected count, and the share of cells in which fewer than five rows are expected. */
  readonly expected?: { readonly least: number; readonly belowFive: number }
  /** The measure of dependence behind the statistic, where there is one: a partial correlation, for Fisher's z. */
  readonly estimate?: number
  /** The least and the largest p-value over several draws of what is random in the test. */
  readonly spread?: readonly [number, number]
  /** How many rows the test used, where that is not all of them. */
  readonly rowsUsed?: number
  /** Columns of the conditioning set that its other columns determine, by name: left out, since they say nothing new. */
  readonly determined?: readonly string[]
  /** That the p-value may be too small, in a sentence: the question lies where the test was measured to reject too often. */
  readonly warning?: string
  /** The test and its null distribution, in words. */
  readonly method: string
}

/**
 * Why a test could not be made, in place of a p-value.
 *
 * @category Independence tests
 */
export interface UntestedResult {
  /** The test was not made. */
  readonly tested: false
  /**
   * `too-few-rows`: fewer than the test needs. `determined`: the conditioning set leaves (nearly) nothing of x or of y, or
   * one of them does not vary. `empty-strata`: no stratum of the conditioning set holds rows that differ in both x and y.
   * `singular`: a regression on the conditioning set has no unique answer. `sparse`: the counts are so small that no
   * outcome could have spoken against independence, or (`kci`) that what the strata explain cannot be told from noise.
   */
  readonly reason: UntestedReason
  /** The same in a sentence, with a way out. */
  readonly message: string
  /** The data behind the reason. */
  readonly witness: UntestedWitness
  /** How many rows the test had, where that is not all of them. */
  readonly rowsUsed?: number
  /** The test that could not be made, in words. */
  readonly method: string
  /** There is none. */
  readonly statistic?: never
  /** There is none: a comparison with a level is false, whichever way it is asked. */
  readonly pValue?: never
  /** There is none. */
  readonly logPValue?: never
  /** There is none. */
  readonly degreesOfFreedom?: never
  /** There is none. */
  readonly expected?: never
  /** There is none. */
  readonly estimate?: never
  /** There is none. */
  readonly spread?: never
  /** There is none. */
  readonly warning?: never
  /** There is none: see `witness`. */
  readonly determined?: never
}

/**
 * Why a test could not be made, as a word.
 *
 * @category Independence tests
 */
export type UntestedReason = 'too-few-rows' | 'determined' | 'empty-strata' | 'singular' | 'sparse'

/**
 * What stands behind the reason of an {@link UntestedResult}; each field is there where it applies.
 *
 * @category Independence tests
 */
export interface UntestedWitness {
  /** Columns of the question that others determine; `by` is empty for a column that does not vary. */
  readonly determined?: readonly { readonly column: string; readonly by: readonly string[] }[]
  /** The share of the variance of the column in `determined` that the conditioning set leaves, where it is not all but 0. */
  readonly left?: number
  /** The 95 % interval of the coefficient given the conditioning set, in standard deviations: it holds 0 and `marginal`. */
  readonly interval?: readonly [number, number]
  /** The partial correlation that was computed, and says nothing. */
  readonly estimate?: number
  /** The same coefficient without the conditioning set. */
  readonly marginal?: number
  /** How many rows there are. */
  readonly rows?: number
  /** How many rows are needed. */
  readonly needed?: number
  /** Strata of the conditioning set that hold rows. */
  readonly strata?: number
  /** The smallest p-value that these margins allow. */
  readonly leastPValue?: number
  /** The smallest expected count. */
  readonly leastExpected?: number
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
   * @returns the statistic and its p-value, or why the test could not be made
   */
  (x: N, y: N, given?: readonly N[]): TestResult
  /** The names that the test knows, in column order. */
  readonly variables: readonly N[]
  /** A faster way to the same decisions, if there is one. */
  readonly plan?: SearchPlan
  /** How many rows it was made from, where it was made from rows. */
  readonly n?: number
  /**
   * What speaks against the use of the data in this test, in sentences: rows that seem to depend on the rows before them.
   * Looked for when it is first read; searches copy it into their `warnings`.
   */
  readonly warnings?: readonly string[]
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
      readonly logPValue?: (x: number, y: number, given: Int32Array, size: number) => number | undefined
    }
  | {
      /** Tests speak column positions: no names are looked up, no result object is made. */
      readonly kind: 'indexed'
      /**
       * The natural logarithm of the p-value of a test; `undefined` where the test could not be made: the test itself,
       * asked the same, gives the reason and the witness.
       *
       * @param x - position of a variable
       * @param y - position of another
       * @param given - positions of the conditioning set come first in it
       * @param size - how many of them count
       */
      readonly logPValue: (x: number, y: number, given: Int32Array, size: number) => number | undefined
    }
