import { CausalError, calledAsAsync } from '../../../errors.js'
import { covarianceRegression } from '../../../numeric/covariance-regression.js'
import { checkOptions } from '../../../options.js'
import { addGrams } from '../../../sql/statements/merge-grams.js'
import type { RemoteRows } from '../../../sql/warehouse/types.js'
import { checkedConfidence } from '../../core/designs/read-question.js'
import { constant } from '../../core/regression/design.js'
import { cupedReport } from '../../experiments/cuped-report.js'
import { experimentKeys } from '../../experiments/read-experiment.js'
import type { ExperimentEstimate, ExperimentQuestion } from '../../experiments/types.js'
import { checkWithinArms } from './cluster-sums.js'
import { compareSums } from './compare-sums.js'
import type { RemoteExperimentOptions } from './difference-in-means-from.js'
import { type RemoteExperiment, readExperimentFrom } from './read-experiment-from.js'
import { rowsReported } from './rows-reported.js'

/**
 * CUPED from rows that stay in their engine: what {@link cuped} gives from a table, up to rounding, from sums of products by arm and
 * stratum. The covariates hold numbers from before the experiment.
 *
 * @param rows - rows as `from` makes them, with `columns`; outcome and covariates hold numbers
 * @param question - treatment, outcome, `adjustment`: what was measured before; strata, cluster
 * @param options - confidence; incomplete rows, progress, signal
 * @returns the effect without influence values, or a refusal
 * @throws CausalError as {@link differenceInMeansFrom}; `collinear` for covariates that determine one another; `constant-column`
 * @complexity one scan with O(k²) sums for k covariates and two cheap statements; with clusters one scan more for each covariate, and three
 * @category Estimation
 * @see Deng, Xu, Kohavi & Walker 2013, "Improving the sensitivity of online controlled experiments", WSDM
 * @example
 * const answers = [
 *   [{ c0: 8, c1: 36, c2: 44 }],
 *   [{ c0: 8 }],
 *   [{ k0: 0, c0: 4, c1: -2, c2: -6, c3: 21, c4: 21, c5: 27 }, { k0: 1, c0: 4, c1: 2, c2: 6, c3: 21, c4: 23, c5: 29 }],
 * ]
 * const w = warehouse({ query: async () => answers.shift() ?? [], dialect: duckdb })
 * const users = from(w, 'users', { columns: { arm: 'number', before: 'number', after: 'number' } })
 * const e = await cupedFrom(users, { treatment: 'arm', outcome: 'after', adjustment: ['before'] })
 * e.estimated && e.estimate
 * //=> 1.9524
 */
export function cupedFrom<N extends string>(
  rows: RemoteRows<N>,
  question: ExperimentQuestion<NoInfer<N>>,
  options: RemoteExperimentOptions = {},
): Promise<ExperimentEstimate> {
  return calledAsAsync('cupedFrom', async () => {
    checkOptions('question', question, [...experimentKeys], { strata: 'list' })
    checkOptions('options', options, ['confidence', 'incomplete', 'onProgress', 'signal'])
    const confidence = checkedConfidence(options.confidence)
    const experiment = await readExperimentFrom(rows as RemoteRows, question, options, (covariates) => {
      if (covariates.length > 0) return
      throw new CausalError('invalid-argument', 'name what was measured before the experiment in `adjustment`.', {
        option: 'adjustment',
      })
    })
    await checkWithinArms(experiment)
    const { covariates, outcome } = experiment.names
    const only = (at: number): readonly number[] => [...covariates, outcome].map((_, j) => (j === at ? 1 : 0))
    const slopes = slopesOf(experiment)
    const adjusted = await compareSums(experiment, [...slopes.map((slope) => -slope), 1])
    if ('estimated' in adjusted) return adjusted
    const plain = await compareSums(experiment, only(covariates.length))
    if ('estimated' in plain) return plain
    const terms = []
    for (const [j, name] of covariates.entries()) {
      const compared = await compareSums(experiment, only(j))
      terms.push({ name, compared: 'estimated' in compared ? null : compared })
    }
    const means = centred(adjusted.means, meanTold(experiment, slopes))
    return cupedReport(
      rowsReported(experiment, adjusted.clusters),
      { adjusted: { ...adjusted, means }, plain, terms },
      { arms: experiment.arms, outcome, covariates, specification: experiment.specification },
      confidence,
    )
  })
}

/** The slopes of the outcome on the covariates in all rows of both arms. */
function slopesOf({ sums, names }: RemoteExperiment): Float64Array {
  const total = sums.slice(1).reduce((sum, { gram }) => addGrams(sum, gram), sums[0]!.gram)
  const p = names.covariates.length + 1
  const { count, products } = total
  if (count <= p) {
    throw new CausalError(
      'too-few-rows',
      `there are ${count} rows for ${p} coefficients: adjust for less, or find more data.`,
      { rows: count, coefficients: p },
    )
  }
  const scatter = products.map((value, at) => value - (total.sums[Math.floor(at / p)]! * total.sums[at % p]!) / count)
  for (const [j, name] of names.covariates.entries())
    if (!(scatter[j * p + j]! > 1e-12 * products[j * p + j]!)) throw constant(name)
  const found = covarianceRegression(
    scatter,
    p,
    p - 1,
    names.covariates.map((_, j) => j),
  )
  if (found.ok) return found.slopes
  throw new CausalError('collinear', `${names.covariates[found.column]} is determined by the other covariates.`)
}

/** θ times the means of the covariates: what CUPED adds again, so that the means keep their level. */
function meanTold({ sums, n }: RemoteExperiment, slopes: Float64Array): number {
  return slopes.reduce((told, slope, j) => {
    const sum = sums.reduce((all, { gram }) => all + gram.count * gram.shift[j]! + gram.sums[j]!, 0)
    return told + (slope * sum) / n
  }, 0)
}

function centred<M extends { readonly control: number; readonly treated: number }>(means: M, told: number): M {
  return { ...means, control: means.control + told, treated: means.treated + told }
}
