import { CausalError } from '../../errors.js'
import type { Asking } from '../../sql/warehouse/ask.js'

/** Sums within clusters are squared in the engine, so a cluster must lie in one part. */
export function checkClustersInOnePart({ parts }: Asking, cluster: string | readonly string[] | undefined): void {
  if (cluster === undefined || parts.length === 1) return
  throw new CausalError(
    'not-supported',
    `clusters are summed up in one engine, and there are ${parts.length} parts: a cluster with rows in two of them would be taken for two. Ask one part, or bring the rows under one view.`,
    { cluster, parts: parts.length },
  )
}
