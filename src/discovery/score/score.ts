/**
 * What a Gaussian score is made of. Searches that have it score all columns at once as parents of one.
 *
 * The local score of a node with one parent more is higher by −n/2 · log(1 − ρ²) − price, with ρ their correlation given
 * the other parents.
 *
 * @category Discovery
 */
export interface GaussianPlan {
  /** How many rows. */
  readonly n: number
  /** What a parent costs. */
  readonly price: number
  /** p × p correlations, in column order. */
  readonly correlation: Float64Array
}

/**
 * A decomposable score: how well a node is explained by a set of parents, the higher the better. A function that carries
 * the names it knows, as a test does.
 *
 * @category Discovery
 */
export interface Score<N extends string = string> {
  /** The local score of a node with these parents. */
  (node: N, parents?: readonly N[]): number
  /** The names that the score knows, in column order. */
  readonly variables: readonly N[]
  /**
   * How many rows stand behind a score that cannot value as many parents as there are rows (`bicScore`). Searches then
   * refuse more parents than the rows allow; without it they do not ask.
   */
  readonly n?: number
  /** What the data say against the score, in sentences, such as rows that depend on each other; searches pass them on. */
  readonly warnings?: readonly string[]
  /** The same in column positions, with the parents in `parents[0 … size − 1]`, ascending; it saves looking up names. */
  readonly local?: (node: number, parents: Int32Array, size: number) => number
  /** What a Gaussian score is made of (`bicScore`): it saves asking for one local score after another. */
  readonly plan?: GaussianPlan
}
