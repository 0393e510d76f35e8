import type { Moments } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { covarianceRegression } from '../../numeric/covariance-regression.js'

/** A slope and its standard error. */
export interface Slope {
  readonly slope: number
  readonly standardError: number
}

/** Regressions on moments, each made once. */
export interface LinearEffects {
  /** The slope of x in the regression of y on x and the set. */
  slope(x: number, y: number, set: readonly number[]): Slope
  /** Total effects of several treatments on y, each with the others held, where `parents[i]` are the parents of `xs[i]`. */
  joint(xs: readonly number[], y: number, parents: readonly (readonly number[])[]): readonly number[]
}

export function linearEffects({ covariance, count, names }: Moments): LinearEffects {
  const p = names.length
  const known = new Map<string, Slope>()

  /** What a regression on the predictors leaves of the variance of the target, and the slopes. */
  const regress = (target: number, predictors: readonly number[]): { slopes: Float64Array; left: number } => {
    const fit = covarianceRegression(covariance, p, target, predictors)
    if (!fit.ok) {
      const all = predictors.map((j) => names[j]!)
      throw new CausalError(
        'collinear',
        `${quoteNames([names[predictors[fit.column]!]!])} is determined by the others of ${quoteNames(all)}: a regression on all of them has no answer.`,
        { column: names[predictors[fit.column]!], given: all },
      )
    }
    let left = covariance[target * p + target]!
    for (const [i, j] of predictors.entries()) left -= fit.slopes[i]! * covariance[j * p + target]!
    return { slopes: fit.slopes, left: Math.max(0, left) }
  }
  const slope = (x: number, y: number, set: readonly number[]): Slope => {
    const sorted = [...set].sort((a, b) => a - b)
    const key = [x, y, ...sorted].join()
    const before = known.get(key)
    if (before !== undefined) return before
    const rest = count - sorted.length - 2
    if (!(rest > 0)) {
      throw new CausalError(
        'too-few-rows',
        `a regression on ${sorted.length + 1} columns needs more than ${sorted.length + 2} rows, there are ${count}.`,
        { rows: count, columns: sorted.length + 1 },
      )
    }
    const predictors = [x, ...sorted]
    const { slopes, left } = regress(y, predictors)
    const spread = regress(x, sorted).left
    const found = { slope: slopes[0]!, standardError: Math.sqrt(left / spread / rest) }
    known.set(key, found)
    return found
  }
  return {
    slope,
    joint(xs, y, parents) {
      // total[a][b]: the effect of node a on node b, along paths that avoid the treatments struck out so far
      const nodes = [...xs, y]
      const total = xs.map((x, a) =>
        nodes.map((b) => (b === x || parents[a]!.includes(b) ? 0 : slope(x, b, parents[a]!).slope)),
      )
      // a path through s is one to s and one on from s (Nandy, Maathuis & Richardson 2017, Theorem 3.1)
      for (const s of xs.keys())
        for (const a of xs.keys()) {
          if (a === s) continue
          const toS = total[a]![s]!
          for (const b of nodes.keys()) if (b !== a && b !== s) total[a]![b]! -= toS * total[s]![b]!
        }
      return total.map((row) => row[xs.length]!)
    },
  }
}
