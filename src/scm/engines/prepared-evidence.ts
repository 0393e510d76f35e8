import { checkResponses } from './check-responses.js'
import { determinedNodes } from './determined-nodes.js'
import { constantColumn, type NodeColumn } from './node-column.js'
import { type PushedEvidence, pushedEvidence } from './pushed-evidence.js'
import { schedule } from './schedule.js'
import type { PreparedQuery } from './terms.js'

/** The evidence of a query as its nodes are computed. */
export interface PreparedEvidence {
  readonly order: Int32Array
  /** 1 for each node whose value the evidence and the laws determine. */
  readonly fixed: Uint8Array
  /** 1 for each node where a value that differs from what was seen is no chance. */
  readonly certain: Uint8Array
  /** The values that were seen, in each of n rows. */
  columns(n: number): PushedEvidence<NodeColumn>
}

/** Null where two pieces of evidence contradict each other. */
export function preparedEvidence(query: PreparedQuery, anyCoupling: boolean): PreparedEvidence | null {
  const { worlds } = query
  const pushed = pushedEvidence(worlds, query.evidence!)
  if (pushed === null) return null
  if (!anyCoupling) checkResponses(worlds)
  const { evidence, logSlopes } = pushed
  const order = schedule(worlds, evidence)
  return {
    order,
    ...determinedNodes(worlds, order, evidence),
    columns: (n) => ({
      evidence: new Map([...evidence].map(([node, value]) => [node, constantColumn(value, n)])),
      logSlopes,
    }),
  }
}
