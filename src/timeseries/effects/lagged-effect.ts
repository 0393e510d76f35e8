import { CausalError, calledAs } from '../../errors.js'
import type { Edge } from '../../graph/types.js'
import { optimalAdjustmentSet } from '../../identification/adjustment/optimal-adjustment-set.js'
import { checkedObject, lookUp, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { autocorrelationWarning, readBandwidth } from '../core/bandwidth.js'
import { numberBetween, wholeNumber } from '../core/check-settings.js'
import { longRunDegreesOfFreedom } from '../core/long-run-covariance.js'
import { meanAt } from '../core/mean-at.js'
import { robustRegression } from '../core/robust-regression.js'
import { requireSteps, seriesColumns, warningsOfSeries, wholeRows } from '../core/series-columns.js'
import { stretchOfRows } from '../core/stretch-of-rows.js'
import { indexedLagged } from '../graphs/check-lagged-graph.js'
import { laggedName } from '../graphs/lagged-names.js'
import { unrolled } from '../graphs/unrolled.js'
import type { LaggedGraph, LaggedNode, Series } from '../types.js'
import type { LaggedEffect, LaggedEffectQuestion, NoLaggedEffect } from './lagged-effect-types.js'
import { combination } from './series-change.js'

/**
 * The effect of a variable on a later one, from a graph over time by adjustment on data.
 *
 * The graph is unrolled as far back as the treatment and the longest lag before it; of the valid adjustment sets the one of lowest
 * asymptotic variance is taken, and the outcome regressed on treatment and set. The coefficient is the total effect of one more of the
 * treatment at that one time, in a linear world. Its standard error is that of Newey and West with ⌈1.3 √n⌉ − 1 lags unless told, its
 * interval Student's t with 3 n / (2 (bandwidth + 1)) degrees of freedom (Lazarus et al. 2018).
 *
 * Measured (bench/series-validity): 95 % intervals hold the truth in .91 to .97 of series with autocorrelations up to 0.6 in treatment and errors
 * and T from 100 to 1,000; with 0.9 in .79 (T = 100), .84 (300), .90 (1,000), where the usual standard error has .5.
 *
 * @param series - a series of numbers with the variables of the graph
 * @param question - graph, treatment with its lag, outcome
 * @returns the effect with its interval and what was adjusted for; or a refusal, where the graph has no path or leaves it open
 * @throws CausalError `unknown-name`; `overlap` for a variable on itself at the same time; `too-few-rows`; `collinear`;
 *   `constant-column`; `invalid-data`; `not-supported` for a `lagged-pag`; `cycle` at one time; `invalid-argument`
 * @complexity that of `optimalAdjustmentSet` on N (lag + maxLag + 1) nodes, and O(n k² bandwidth) for k terms
 * @category Time series
 * @see Henckel, Perković & Maathuis 2022, "Graphical criteria for efficient total effect estimation via adjustment in causal linear
 *   models", JRSS B 84; Newey & West 1987, Econometrica 55; Lazarus, Lewis, Stock & Watson 2018, "HAR inference:
 *   recommendations for practice", Journal of Business & Economic Statistics 36
 * @example
 * const z = normals(randomStream(4), 1200).values
 * const ads = new Float64Array(400)
 * const sales = new Float64Array(400)
 * for (let t = 1; t < 400; t++) {
 *   ads[t] = 0.6 * ads[t - 1]! + z[3 * t]!
 *   sales[t] = 0.5 * sales[t - 1]! + 2 * ads[t - 1]! + z[3 * t + 1]!
 * }
 * const graph = laggedGraph('ads[t-1] -> ads; sales[t-1] -> sales; ads[t-1] -> sales')
 * const e = laggedEffect(series(table({ ads, sales })), { graph, treatment: { name: 'ads', lag: 1 }, outcome: 'sales' })
 * e.estimated && e.adjustment
 * //=> [{ name: 'sales', lag: 1 }]
 * e.estimated && e.estimate.toFixed(1)
 * //=> '1.9'
 */
export function laggedEffect<N extends string>(
  series: Series<unknown, string>,
  question: LaggedEffectQuestion<N>,
): LaggedEffect<N> | NoLaggedEffect<N> {
  return calledAs('laggedEffect', () => {
    checkOptions('question', question, ['graph', 'treatment', 'outcome', 'bandwidth', 'confidence'])
    const { graph, treatment, outcome, confidence = 0.95 } = checkedObject('question', question)
    const { index } = indexedLagged(graph, 'lagged-dag', 'lagged-cpdag')
    checkOptions('treatment', treatment, ['name', 'lag'])
    const { name, lag } = checkedObject('treatment', treatment)
    lookUp('node', index, name)
    lookUp('node', index, outcome)
    wholeNumber('lag', lag, 0, 10_000)
    numberBetween('confidence', confidence, 0, 1)
    if (name === outcome && lag === 0) {
      throw new CausalError('overlap', `${show(name)} at the same time is treatment and outcome: give it a lag.`, {
        name,
      })
    }
    const found = adjustmentOf(graph, { name, lag }, outcome)
    if ('estimated' in found) return found
    const { adjustment } = found
    const used = [{ name: outcome, lag: 0 }, { name, lag }, ...adjustment]
    const names = [...new Set(used.map((node) => node.name))]
    const data = seriesColumns(series, names)
    const rows = wholeRows(series, Math.max(...used.map((node) => node.lag)), names)
    const n = rows.length
    const k = used.length
    requireSteps(n, k + 5, `a regression on ${k} terms`)
    const columns = used.map((node) => {
      const column = data.columns[data.index.get(node.name)!]!
      const at = Float64Array.from(rows, (t) => column[t - node.lag]!)
      const mean = meanAt(
        at,
        at.map((_, r) => r),
      )
      return at.map((v) => v - mean)
    })
    const x = Float64Array.from({ length: n * k }, (_, at) =>
      at % k === 0 ? 1 : columns[at % k]![Math.floor(at / k)]!,
    )
    const bandwidth = readBandwidth(question.bandwidth, n)
    const fit = robustRegression(x, k, columns[0]!, { rows, stretchOf: stretchOfRows(series) }, bandwidth)
    if ('column' in fit) {
      const among = used.slice(1).map((node) => laggedName(node.name, node.lag))
      throw new CausalError('collinear', `${quoteNames(among)} determine one another in the data.`, { names: among })
    }
    const degreesOfFreedom = longRunDegreesOfFreedom(n, k, bandwidth)
    const weights = Float64Array.from({ length: k }, (_, a) => (a === 1 ? 1 : 0))
    const warning = autocorrelationWarning(fit.residuals, rows)
    return Object.freeze({
      estimated: true,
      ...combination(weights, fit.coefficients, fit.covariance, degreesOfFreedom, confidence),
      treatment: Object.freeze({ name, lag }),
      outcome,
      adjustment: Object.freeze(adjustment),
      n,
      bandwidth,
      degreesOfFreedom,
      confidence,
      warnings: Object.freeze([...warningsOfSeries(series), ...(warning === null ? [] : [warning])]),
    })
  })
}

/** The set to adjust for in the graph unrolled as far as it can matter: causal nodes lie after the treatment, their parents at most maxLag before. */
function adjustmentOf<N extends string>(
  graph: LaggedGraph<N>,
  { name, lag }: LaggedNode<N>,
  outcome: N,
): { readonly adjustment: readonly LaggedNode<N>[] } | NoLaggedEffect<N> {
  const steps = lag + graph.maxLag + 1
  const flat = unrolled(graph, { steps })
  const node = new Map<string, LaggedNode<N>>()
  for (let l = 0; l < steps; l++)
    for (const own of graph.nodes) node.set(laggedName(own, l), Object.freeze({ name: own, lag: l }))
  const [from, to] = [laggedName(name, lag), laggedName(outcome, 0)]
  const refusal = (
    reason: NoLaggedEffect['reason'],
    message: string,
    witness: readonly string[],
  ): NoLaggedEffect<N> => {
    const nodes = Object.freeze(witness.map((each) => node.get(each)!))
    return Object.freeze<NoLaggedEffect<N>>({ estimated: false, reason, message, witness: nodes })
  }
  if (!mayReach(flat.edges, from, to)) {
    const message = `the graph has no directed path from ${from} to ${to}: by the graph the effect is 0.`
    return refusal('no-path', message, [from, to])
  }
  const set = optimalAdjustmentSet(flat, { treatment: from, outcome: to })
  if (!set.found) return refusal('not-identifiable', set.message, set.witness)
  return { adjustment: set.set.map((each) => node.get(each)!) }
}

/** Whether a path leads from one node to another along edges that may point forwards. */
function mayReach(edges: readonly Edge<string>[], from: string, to: string): boolean {
  const next = new Map<string, string[]>()
  const add = (a: string, b: string): void => {
    next.set(a, [...(next.get(a) ?? []), b])
  }
  for (const edge of edges) {
    if (edge.fromMark !== 'arrow') add(edge.from, edge.to)
    if (edge.toMark !== 'arrow') add(edge.to, edge.from)
  }
  const seen = new Set([from])
  const queue = [from]
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const other of next.get(node) ?? []) {
      if (seen.has(other)) continue
      seen.add(other)
      queue.push(other)
    }
  }
  return seen.has(to)
}
