import { varsortability } from '../../discovery/continuous/varsortability.js'
import { CausalError } from '../../errors.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
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
  covariance: Float64Array,
): string[] {
  const warnings: string[] = []
  if (!converged) {
    warnings.push(
      `The optimisation ended without converging (acyclicity ${acyclicity.toExponential(1)}): the weights are not an optimum.`,
    )
  }
  if (scale === 'as given') {
    const rising = risingShare(graph, covariance)
    const told =
      rising === null ? '' : ` Along ${Math.round(100 * rising)} % of the paths found within a step the variance rises.`
    warnings.push(`Squared errors were added in the units of the series: other units give another graph.${told}`)
  } else if (graph.edges.some(({ lag }) => lag === 0)) {
    warnings.push('Within a step directions are decided by shrinkage and not by data.')
  }
  return warnings
}

/** The varsortability of what was found within a step; null where there is no edge. */
function risingShare({ nodes, edges }: LaggedGraph, covariance: Float64Array): number | null {
  const p = nodes.length
  const q = Math.round(Math.sqrt(covariance.length))
  const flat = edges
    .filter(({ lag }) => lag === 0)
    .flatMap(({ from, to }) => [nodes.indexOf(from), nodes.indexOf(to), TAIL, ARROW])
  const own = Float64Array.from({ length: p * p }, (_, k) => covariance[Math.floor(k / p) * q + (k % p)]!)
  return varsortability(makeGraph('dag', nodes, flat), {
    names: nodes,
    count: 2,
    mean: new Float64Array(p),
    covariance: own,
  })
}
