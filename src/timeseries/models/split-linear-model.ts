import { CausalError } from '../../errors.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import { quoteNames } from '../../names.js'
import { laggedDagOf } from '../core/lagged-dag-of.js'
import { readTemporalModel } from '../core/read-temporal-model.js'
import { makeLaggedGraph } from '../graphs/make-lagged-graph.js'
import type { LaggedGraph, LinearTemporalModel } from '../types.js'

/** How residuals are called: names that no variable may have. */
export function residualNames(names: readonly string[]): string[] {
  const residuals = names.map((name) => `${name} residual`)
  const taken = residuals.filter((name) => names.includes(name))
  if (taken.length === 0) return residuals
  throw new CausalError(
    'duplicate-name',
    `${quoteNames(taken)} stand for residuals: rename the variables of this name.`,
    { names: taken },
  )
}

/** Coefficients of edges of the graph stay at the variable; all others go to its residual. */
export function splitLinear(
  source: LinearTemporalModel,
  graph: LaggedGraph<string, 'lagged-dag'>,
): { readonly model: LinearTemporalModel; readonly graph: LaggedGraph<string, 'lagged-dag'> } {
  const { names, p, index, contemporaneous, lagged, noise } = readTemporalModel(source)
  for (let k = 0; k < p * p; k++) {
    if (k % (p + 1) === 0 || noise[k] === 0) continue
    const pair = [names[Math.floor(k / p)]!, names[k % p]!]
    const message = `the noises of ${quoteNames(pair)} are correlated, so that a hidden cause acts on both: give a structural model with independent noises.`
    throw new CausalError('not-supported', message, { names: pair })
  }
  if (graph.nodes.length !== p || !graph.nodes.every((name) => index.has(name))) {
    const message = `the graph is over ${quoteNames(graph.nodes)}, the model over ${quoteNames(names)}: give the same variables.`
    throw new CausalError('unknown-name', message, { graph: graph.nodes, model: names })
  }
  const known = new Set(graph.edges.map(({ from, to, lag }) => `${index.get(from)} ${index.get(to)} ${lag}`))
  const size = 2 * p
  const matrices = [contemporaneous, ...lagged].map((matrix, lag) => {
    const out = new Float64Array(size * size)
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) {
        const row = known.has(`${j} ${i} ${lag}`) ? i : p + i
        out[row * size + j] = matrix[i * p + j]!
      }
      if (lag === 0) out[i * size + p + i] = 1
    }
    return out
  })
  const wide = new Float64Array(size * size)
  for (let i = 0; i < p; i++) {
    wide[i * size + i] = noise[i * p + i]!
    // where nothing is left there is no residual
    const isEmpty = matrices.every((matrix) =>
      matrix.subarray((p + i) * size, (p + i + 1) * size).every((b) => b === 0),
    )
    if (isEmpty) matrices[0]![i * size + p + i] = 0
  }
  const intercept = new Float64Array(size)
  intercept.set(source.intercept)
  const model: LinearTemporalModel = Object.freeze({
    names: Object.freeze([...names, ...residualNames(names)]),
    form: 'structural',
    intercept,
    contemporaneous: matrices[0]!,
    lagged: Object.freeze(matrices.slice(1)),
    noise: wide,
  })
  const { nodes, maxLag, edges } = laggedDagOf(model)
  const at = new Map(nodes.map((name, i) => [name, i]))
  const indexedEdges = edges.map((edge) => ({
    ...edge,
    from: at.get(edge.from)!,
    to: at.get(edge.to)!,
    fromMark: TAIL,
    toMark: ARROW,
  }))
  return Object.freeze({ model, graph: makeLaggedGraph('lagged-dag', nodes, maxLag, indexedEdges) })
}
