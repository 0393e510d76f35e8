import { CausalError } from '../../errors.js'
import { covarianceRegression } from '../../numeric/covariance-regression.js'
import { show } from '../../show.js'
import { instantOrder } from '../core/read-temporal-model.js'
import type { LaggedGraph } from '../types.js'

/** Each variable by least squares on those that kept a weight in it. */
export function refitted(
  names: readonly string[],
  covariance: Float64Array,
  p: number,
  maxLag: number,
  count: number,
  isKept: (lag: number, i: number, j: number) => boolean,
): {
  readonly contemporaneous: Float64Array
  readonly lagged: readonly Float64Array[]
  readonly noise: Float64Array
} {
  const q = p * (maxLag + 1)
  const matrices = Array.from({ length: maxLag + 1 }, () => new Float64Array(p * p))
  const noise = new Float64Array(p * p)
  const chosen = names.map((_, i) =>
    Array.from({ length: q }, (__, k) => k).filter((k) => isKept(Math.floor(k / p), i, k % p)),
  )
  const instant = new Float64Array(p * p)
  for (const [i, list] of chosen.entries()) for (const k of list) if (k < p) instant[i * p + k] = 1
  instantOrder(names, instant)
  for (const [i, list] of chosen.entries()) {
    const fit = covarianceRegression(covariance, q, i, list)
    if (!fit.ok) {
      throw new CausalError(
        'collinear',
        `what was chosen for ${show(names[i])} determines itself: raise the penalty.`,
        {
          name: names[i],
        },
      )
    }
    let variance = covariance[i * (q + 1)]!
    for (const [a, k] of list.entries()) {
      matrices[Math.floor(k / p)]![i * p + (k % p)] = fit.slopes[a]!
      variance -= fit.slopes[a]! * covariance[k * q + i]!
    }
    noise[i * (p + 1)] = (Math.max(0, variance) * (count - 1)) / Math.max(1, count - list.length - 1)
  }
  return { contemporaneous: matrices[0]!, lagged: Object.freeze(matrices.slice(1)), noise }
}

/** What to know before the graph is trusted. */
export function dynotearsWarnings(
  { converged, acyclicity }: { readonly converged: boolean; readonly acyclicity: number },
  scale: 'standardised' | 'as given',
  graph: LaggedGraph,
): string[] {
  const warnings: string[] = []
  if (!converged) {
    warnings.push(
      `The optimisation ended without converging (acyclicity ${acyclicity.toExponential(1)}): the weights are not an optimum.`,
    )
  }
  if (scale === 'as given') {
    warnings.push('Squared errors were added in the units of the series: other units give another graph.')
  } else if (graph.edges.some(({ lag }) => lag === 0)) {
    warnings.push('Within a step directions are decided by shrinkage and not by data.')
  }
  return warnings
}
