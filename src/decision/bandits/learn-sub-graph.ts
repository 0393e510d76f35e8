import { exactSearch, type Knowledge } from '../../discovery/index.js'
import { makeScore } from '../../discovery/score/make-score.js'
import { type RowRegressions, rowRegressions } from '../../discovery/score/row-regressions.js'
import type { Dag } from '../../graph/types.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import type { PullRecord } from './pull-record.js'

/** Rows beyond its parents without which a regression tells nothing. */
const spareRows = 3

/**
 * The graph from the pulls `from` up to `to`: the best of all by a Gaussian information criterion in which each node has one set of parents
 * and two regressions on it, with its lever and without. Levers that change a node's causes show what it leads to, for its effects
 * keep their regressions. Nothing follows the reward. The penalty lies below that of the BIC: an edge too many costs some pulls, a missed ancestor of the reward costs
 * for ever (Peng, Zhang & Mitra 2024, asymmetric errors).
 */
export function learnSubGraph(
  { names, leverNodes, columns, arms }: PullRecord,
  reward: number,
  { from, to }: { readonly from: number; readonly to: number },
  penalty: number,
  knowledge: Knowledge<string> | undefined,
): Dag {
  const own = columns.map((column) => column.subarray(from, to))
  const modes = names.map((_, i): readonly RowRegressions[] => {
    const bit = leverNodes.indexOf(i)
    return [0, 1].flatMap((mode) => {
      const rows = Int32Array.from(own[0]!.keys()).filter(
        (row) => (bit < 0 ? 0 : (arms[from + row]! >> bit) & 1) === mode,
      )
      return rows.length === 0 ? [] : [rowRegressions(own, rows)]
    })
  })
  const local = (node: number, parents: Int32Array, size: number): number => {
    // the reward comes last: it explains nothing, and is not worth its price
    const before = parents.subarray(0, size).filter((parent) => parent !== reward)
    let sum = 0
    for (const { n, share } of modes[node]!) {
      // of its own variance: what does not depend on the parents is left out
      if (n > size + spareRows) sum -= 0.5 * n * portableLog(share(node, before, before.length))
      sum -= 0.5 * penalty * size * portableLog(n)
    }
    return sum
  }
  const score = makeScore('causalBandit', names, local, null, { n: to - from })
  return exactSearch(score, knowledge === undefined ? {} : { knowledge: knowledge as never }).graph
}
