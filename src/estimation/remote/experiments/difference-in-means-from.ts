import { CausalError, calledAsAsync } from '../../../errors.js'
import { checkOptions } from '../../../options.js'
import type { RemoteOptions, RemoteRows } from '../../../sql/warehouse/types.js'
import { checkedConfidence } from '../../core/designs/read-question.js'
import { experimentKeys } from '../../experiments/read-experiment.js'
import { reportExperiment } from '../../experiments/report-experiment.js'
import type { ExperimentEstimate, ExperimentOptions, ExperimentQuestion } from '../../experiments/types.js'
import { checkWithinArms } from './cluster-sums.js'
import { compareSums } from './compare-sums.js'
import { readExperimentFrom } from './read-experiment-from.js'
import { rowsReported } from './rows-reported.js'

/**
 * Options of experiments whose rows stay in their engine.
 *
 * @category Estimation
 */
export interface RemoteExperimentOptions extends ExperimentOptions, RemoteOptions {}

/**
 * The effect in a randomised experiment as the difference in means, from rows that stay in their engine: what
 * {@link differenceInMeans} gives from a table, up to rounding, from sums by arm and stratum.
 *
 * With `cluster` (users with many sessions, where treatment was drawn by user) the sums within clusters are squared in the engine, and
 * give the same CR2 standard error with Bell and McCaffrey's degrees of freedom; each cluster must have one treatment, and lie in one part.
 *
 * @param rows - rows as `from` makes them, with `columns`; the outcome holds numbers
 * @param question - treatment, outcome, strata, cluster
 * @param options - confidence; incomplete rows, progress, signal
 * @returns the effect without influence values, or a refusal where an arm or a stratum has nobody to compare
 * @throws CausalError as {@link differenceInMeans} for the question; `missing-values` with columns and counts; `engine` for an engine that
 *   fails or whose table changes; `not-supported` for clusters with both treatments or over several parts; `aborted`
 * @complexity one scan and two cheap statements; two scans more with clusters
 * @category Estimation
 * @see Imbens & Rubin 2015, chapter 6; Bell & McCaffrey 2002
 * @example
 * const sums = [{ k0: 'A', c0: 3, c1: 0, c2: 2 }, { k0: 'B', c0: 3, c1: 9, c2: 35 }]
 * const answers = [[{ c0: 6, c1: 12 }], [{ c0: 6 }], sums]
 * const w = warehouse({ query: async () => answers.shift() ?? [], dialect: duckdb })
 * const visits = from(w, 'visits', { columns: { arm: 'category', sales: 'number' } })
 * const e = await differenceInMeansFrom(visits, { treatment: 'arm', outcome: 'sales', contrast: { from: 'A', to: 'B' } })
 * e.estimated && [e.estimate, e.standardError]
 * //=> [3, 1.290994]
 */
export function differenceInMeansFrom<N extends string>(
  rows: RemoteRows<N>,
  question: ExperimentQuestion<NoInfer<N>>,
  options: RemoteExperimentOptions = {},
): Promise<ExperimentEstimate> {
  return calledAsAsync('differenceInMeansFrom', async () => {
    checkOptions('question', question, [...experimentKeys], { strata: 'list' })
    checkOptions('options', options, ['confidence', 'incomplete', 'onProgress', 'signal'])
    const confidence = checkedConfidence(options.confidence)
    const experiment = await readExperimentFrom(rows as RemoteRows, question, options, (covariates) => {
      if (covariates.length === 0) return
      throw new CausalError(
        'invalid-argument',
        'a plain difference in means adjusts for nothing: leave `adjustment` out, or call cupedFrom.',
        { option: 'adjustment' },
      )
    })
    await checkWithinArms(experiment)
    const compared = await compareSums(experiment, [1])
    if ('estimated' in compared) return compared
    const [from, to] = experiment.arms
    const { outcome, strata } = experiment.names
    const within = strata.length === 0 ? '' : ', s'
    const difference = `E[${outcome} | ${to}${within}] − E[${outcome} | ${from}${within}]`
    return reportExperiment(
      rowsReported(experiment, compared.clusters),
      compared,
      {
        estimator: strata.length === 0 ? 'difference in means' : 'difference in means within strata',
        specification: experiment.specification,
        formula: strata.length === 0 ? difference : `Σ_s P(s) (${difference})`,
      },
      confidence,
    )
  })
}
