/**
 * A classifier of the units of a network, and the gap that it should not have.
 *
 * @typeParam N - the names of the columns
 * @category Decisions
 */
export interface FairNetworkQuestion<N extends string = string> {
  /** The column to predict: 1 or 0. */
  readonly outcome: N
  /** The protected attribute of the unit: 1 or 0. */
  readonly protectedAttribute: N
  /** The column of what the neighbours' protected attributes sum up to. */
  readonly neighborProtected: N
  /** How that column was summed up (default `mean`). */
  readonly neighborSummary?: 'any' | 'level' | 'count' | 'mean'
  /** The column of the number of neighbours. */
  readonly degree: N
  /** Other columns to predict from: numbers, the unit's own and what its neighbours' sum up to. */
  readonly covariates?: N | readonly N[]
  /** Whose attribute is set in the gap: everybody's (default), or the unit's own alone. */
  readonly intervention?: 'global' | 'own'
  /** How much a squared gap costs beside the mean loss of a prediction, in nats (default 10). */
  readonly strength?: number
}

/**
 * A logistic classifier, and what it does.
 *
 * @typeParam N - the names of the columns
 * @category Decisions
 */
export interface NetworkClassifier<N extends string = string> {
  /** The log odds where all columns are 0. */
  readonly intercept: number
  /** What a unit of each column adds to the log odds. */
  readonly coefficients: Readonly<Record<N, number>>
  /** The mean predicted chance with the attribute set to 1, less that with it set to 0. */
  readonly gap: number
  /** The share of rows on whose side of a half the prediction is. */
  readonly accuracy: number
  /** The mean negative log likelihood, in nats. */
  readonly logLoss: number
}

/**
 * A classifier with its gap, and one that was made to have less of it.
 *
 * @typeParam N - the names of the columns
 * @category Decisions
 */
export interface FairNetworkClassifiers<N extends string = string> {
  /** Fitted for its predictions alone. */
  readonly before: NetworkClassifier<N>
  /** Fitted with the cost of a gap. */
  readonly after: NetworkClassifier<N>
  /** Whose attribute is set in the gap. */
  readonly intervention: 'global' | 'own'
  /** The cost of a squared gap. */
  readonly strength: number
  /** How many rows. */
  readonly n: number
}
