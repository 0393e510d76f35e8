import { exactSearch, type Knowledge } from '../../discovery/index.js'
import { scatterOf } from '../../discovery/lingam/numeric-data.js'
import { makeScore } from '../../discovery/score/make-score.js'
import { residualShare } from '../../discovery/score/residual-share.js'
import type { Dag } from '../../graph/types.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import type { PullRecord } from './pull-record.js'

/** The rows in which a node's lever was pulled, or was not. */
interface Mode {
  readonly n: number
  readonly share: ReturnType<typeof residualShare>
}

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
  const modes = names.map((_, i): readonly Mode[] => {
    const bit = leverNodes.indexOf(i)
    return [0, 1].flatMap((mode) => {
      const rows = Int32Array.from(own[0]!.keys()).filter(
        (row) => (bit < 0 ? 0 : (arms[from + row]! >> bit) & 1) === mode,
      )
      return rows.length === 0 ? [] : [modeOf(own, rows)]
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

function modeOf(columns: readonly Float64Array[], rows: Int32Array): Mode {
  const p = columns.length
  const scatter = scatterOf(columns.map((column) => Float64Array.from(rows, (row) => column[row]!)))
  const scale = Float64Array.from(columns, (_, i) => (scatter[i * p + i]! > 0 ? 1 / Math.sqrt(scatter[i * p + i]!) : 0))
  // a column that does not vary here neither explains nor is explained
  const correlation = scatter.map((value, k) => {
    const [i, j] = [Math.floor(k / p), k % p]
    return i === j ? 1 : value * scale[i]! * scale[j]!
  })
  return { n: rows.length, share: residualShare(p, correlation) }
}
