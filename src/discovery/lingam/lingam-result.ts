import { CausalError } from '../../errors.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { Dag } from '../../graph/types.js'
import { quoteNames } from '../../names.js'
import { adaptiveLasso, leastSquares } from './adaptive-lasso.js'
import type { KnownOrder } from './known-order.js'

/**
 * A linear non-Gaussian model found in data.
 *
 * @category Discovery
 */
export interface LingamResult<N extends string = string> {
  /** The names of the p columns. */
  readonly names: readonly N[]
  /** The causal order, causes first. */
  readonly order: readonly N[]
  /** p × p row-major: entry (i, j) is the direct effect of column j on column i; 0 for no edge. */
  readonly coefficients: Float64Array
  /** The edges with an effect. */
  readonly graph: Dag<N>
  /**
   * For each step of the search, a score for each column; the largest was taken next. NaN for one that was taken before
   * or that prior knowledge held back, and after the first step for one that had fallen behind before it was compared with all
   * others. Empty where the method has no such steps.
   */
  readonly scores: readonly Float64Array[]
  /** What speaks against the rows, in sentences, where something does: that they seem to depend on the rows before them. */
  readonly warnings?: readonly string[]
}

/** How effects are estimated once the order is known: every earlier variable, or those that the adaptive lasso keeps. */
export type Pruning = 'adaptive-lasso' | 'none'

/** The effects on each variable of those before it. Entry (i, j): j on i. */
export function effectsInOrder(
  names: readonly string[],
  scatter: Float64Array,
  n: number,
  order: ArrayLike<number>,
  prune: Pruning,
  { excluded, known }: Pick<KnownOrder, 'excluded' | 'known'>,
): Float64Array {
  const p = names.length
  const effects = new Float64Array(p * p)
  for (let k = 1; k < p; k++) {
    const target = order[k]!
    const earlier = Array.from(order)
      .slice(0, k)
      .filter((j) => !excluded(j, target))
    const needed = earlier.filter((j) => known?.required[j * p + target] === 1)
    const found =
      prune === 'none'
        ? leastSquares(scatter, p, target, earlier)
        : needed.length === 0
          ? adaptiveLasso(scatter, p, n, target, earlier)
          : lassoBeside(scatter, p, n, target, earlier, needed)
    if (found === null) {
      const among = earlier.map((j) => names[j]!)
      throw new CausalError('collinear', `${quoteNames(among)} determine one another: leave one of them out.`, {
        names: among,
      })
    }
    for (const [i, j] of earlier.entries()) effects[target * p + j] = found[i]!
  }
  return effects
}

/**
 * The adaptive lasso on the predictors that may be left out, after those that may not have been taken out of everything by
 * least squares (their effects are not shrunk). A coefficient for each predictor; null when predictors are collinear.
 */
function lassoBeside(
  scatter: Float64Array,
  p: number,
  n: number,
  target: number,
  predictors: readonly number[],
  needed: readonly number[],
): Float64Array | null {
  const free = predictors.filter((j) => !needed.includes(j))
  const slopes = new Map<number, Float64Array>()
  for (const j of [...free, target]) {
    const own = leastSquares(scatter, p, j, needed)
    if (own === null) return null
    slopes.set(j, own)
  }
  const left = scatter.slice()
  for (const i of slopes.keys()) {
    for (const j of slopes.keys()) {
      let sum = scatter[i * p + j]!
      for (const [k, m] of needed.entries()) sum -= slopes.get(i)![k]! * scatter[m * p + j]!
      left[i * p + j] = sum
    }
  }
  const chosen = adaptiveLasso(left, p, n - needed.length, target, free)
  if (chosen === null) return null
  return Float64Array.from(predictors, (j) => {
    const k = needed.indexOf(j)
    if (k < 0) return chosen[free.indexOf(j)]!
    return free.reduce((effect, f, i) => effect - chosen[i]! * slopes.get(f)![k]!, slopes.get(target)![k]!)
  })
}

/** The DAG with an edge for each effect that is not zero, and each that knowledge requires. */
export function graphOfEffects<N extends string>(
  names: readonly N[],
  effects: Float64Array,
  { known }: Pick<KnownOrder, 'known'>,
): Dag<N> {
  const p = names.length
  const edges: number[] = []
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) {
      if (effects[i * p + j] !== 0 || known?.required[j * p + i] === 1) edges.push(j, i, TAIL, ARROW)
    }
  }
  return makeGraph('dag', names, edges)
}
