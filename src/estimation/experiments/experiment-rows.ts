import type { ExperimentData } from './read-experiment.js'
import type { ExperimentRows } from './report-experiment.js'

/** What a report says of the rows. */
export function experimentRows({ n, treated, event, clusters, strata, warnings }: ExperimentData): ExperimentRows {
  return {
    n,
    treated: treated.reduce((sum, t) => sum + t, 0),
    event,
    clusters: clusters?.count ?? null,
    strata: strata?.labels.length ?? null,
    warnings,
  }
}
