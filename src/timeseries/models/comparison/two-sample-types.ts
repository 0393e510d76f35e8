/**
 * How well one classifier tells two samples apart, on rows that it did not learn from.
 *
 * @category Time series
 */
export interface ClassifierScore {
  /** The learner's name. */
  readonly name: string
  /** The share of rows it puts right, the mean over both samples; a half by guessing. */
  readonly accuracy: number
  /** The chance that it scores a row of the second sample above one of the first; a half by guessing. */
  readonly auc: number
  /** Of no difference, for this classifier alone. */
  readonly pValue: number
}

/**
 * Whether classifiers tell two samples apart.
 *
 * @category Time series
 */
export interface ClassifierTwoSampleResult {
  /** The largest `auc` of all classifiers: the statistic. */
  readonly auc: number
  /** The accuracy of that classifier. */
  readonly accuracy: number
  /** Of no difference: the share of permutations whose largest `auc` is as large, so that several classifiers cost no level. */
  readonly pValue: number
  /** The classifiers, in the order given. */
  readonly classifiers: readonly ClassifierScore[]
  /** How many rows were judged. */
  readonly judged: number
  /** How many rows are kept together. */
  readonly block: number
  /** How it was done, in words. */
  readonly method: string
}
