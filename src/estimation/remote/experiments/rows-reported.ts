import type { ExperimentRows } from '../../experiments/report-experiment.js'
import type { RemoteExperiment } from './read-experiment-from.js'

/** What a report says of rows that were summed up. */
export function rowsReported({ n, sums, names, warnings }: RemoteExperiment, clusters: number | null): ExperimentRows {
  return {
    n,
    treated: sums.reduce((sum, { arm, gram }) => sum + arm * gram.count, 0),
    event: null,
    clusters,
    strata: names.strata.length === 0 ? null : new Set(sums.map(({ stratum }) => stratum)).size,
    warnings,
  }
}
