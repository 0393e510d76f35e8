import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, lookUp, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { numberBetween, wholeNumber } from '../core/check-settings.js'
import { meanAt } from '../core/mean-at.js'
import { rowDistances } from '../core/row-distances.js'
import { requireSteps, seriesColumns, warningsOfSeries, wholeRows } from '../core/series-columns.js'
import { stretchOfRows } from '../core/stretch-of-rows.js'
import { indexedLagged } from '../graphs/check-lagged-graph.js'
import { laggedName } from '../graphs/lagged-names.js'
import type { Series } from '../types.js'
import { laggedAdjustment } from './lagged-adjustment.js'
import type { LaggedEffect, LaggedEffectQuestion, NoLaggedEffect } from './lagged-effect-types.js'
import { coefficientErrors, readErrors } from './lagged-errors.js'
import { seriesChange } from './series-change.js'

/**
 * The effect of a variable on a later one, from a graph over time by adjustment on data.
 *
 * The graph is unrolled as far back as the treatment and the longest lag before it; of the valid adjustment sets the one of lowest
 * asymptotic variance is taken, and the outcome regressed on treatment and set. The coefficient is the total effect of one more of the
 * treatment at that one time, in a linear world. Its standard error allows for autocorrelation of any form by 0.4 n^(2/3) cosines
 * (Lazarus et al. 2018), and what residuals hide of it is put back under a working model, errors that follow an autoregression of order 1 by
 * restricted maximum likelihood; from it Student's t has its degrees of freedom (Bell & McCaffrey 2002). With `errors: 'newey-west'` it is
 * that of Newey and West, with t of 3 n / (2 (bandwidth + 1)) degrees of freedom.
 *
 * Measured (bench/series-validity): 95 % intervals hold the truth in .94 to .97 of series with autocorrelations from 0 to 0.95 in treatment
 * and errors and T from 100 to 2,000; those of Newey and West in .78 (T = 100), .86 (300), .91 (1,000) with 0.9, for they are as short as half.
 *
 * @param series - a series of numbers with the variables of the graph
 * @param question - graph, treatment with its lag, outcome
 * @returns the effect with its interval and what was adjusted for; or a refusal, where the graph has no path or leaves it open
 * @throws CausalError `unknown-name`; `overlap` for a variable on itself at the same time; `too-few-rows`; `collinear`;
 *   `constant-column`; `invalid-data`; `not-supported` for a `lagged-pag`; `cycle` at one time; `invalid-argument`
 * @complexity that of `optimalAdjustmentSet` on N (lag + maxLag + 1) nodes, and O(n (k² + B²)) for k terms and B ≤ 128 cosines
 * @category Time series
 * @see Henckel, Perković & Maathuis 2022, "Graphical criteria for efficient total effect estimation via adjustment in causal linear
 *   models", JRSS B 84; Newey & West 1987, Econometrica 55; Lazarus, Lewis, Stock & Watson 2018, "HAR inference:
 *   recommendations for practice", Journal of Business & Economic Statistics 36; Bell & McCaffrey 2002, "Bias reduction in standard errors for
 *   linear regression with multi-stage samples", Survey Methodology 28
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
    checkOptions('question', question, ['graph', 'treatment', 'outcome', 'errors', 'bandwidth', 'confidence'], {
      bandwidth: 'number',
    })
    const { graph, treatment, outcome, confidence = 0.95 } = checkedObject('question', question)
    const { index } = indexedLagged(graph, 'lagged-dag', 'lagged-cpdag')
    checkOptions('treatment', treatment, ['name', 'lag'], { lag: 'number' })
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
    const found = laggedAdjustment(graph, { name, lag }, outcome)
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
    const errors = readErrors(question, n)
    const distance = rowDistances(series, data.step, rows)
    const fit = coefficientErrors({ x, k, y: columns[0]!, rows, distance, stretchOf: stretchOfRows(series) }, 1, errors)
    if ('column' in fit) {
      const among = used.slice(1).map((node) => laggedName(node.name, node.lag))
      throw new CausalError('collinear', `${quoteNames(among)} determine one another in the data.`, { names: among })
    }
    return Object.freeze({
      estimated: true,
      ...seriesChange(fit.estimate, fit.variance, fit.degreesOfFreedom, confidence),
      treatment: Object.freeze({ name, lag }),
      outcome,
      adjustment: Object.freeze(adjustment),
      n,
      errors: errors.errors,
      bandwidth: errors.bandwidth,
      cosines: errors.cosines,
      autocorrelation: fit.autocorrelation,
      degreesOfFreedom: fit.degreesOfFreedom,
      confidence,
      warnings: Object.freeze([...warningsOfSeries(series), ...fit.warnings]),
    })
  })
}
