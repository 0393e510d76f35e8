import { CausalError } from '../../../errors.js'
import { isRefused, type RegimeSearch, type Settled, searchRegime } from './alternate.js'
import { byFirstStep, matched, shareAlike } from './compare-starts.js'
import type { RegimeData } from './regime-data.js'
import { criterionOf } from './regime-model.js'
import type { RegimeSwitch, RpcmciResult } from './regime-types.js'

/** Where the beginnings with one number of regimes came to. */
export interface Beginnings<N extends string, A> {
  readonly regimes: number
  readonly settled: readonly (Settled<N, A> | { readonly refused: string })[]
}

/** The number of regimes of least criterion and, within it, the beginning of least loss. */
export function regimesOf<N extends string, A>(
  data: RegimeData<N>,
  search: RegimeSearch<N, A>,
  tried: readonly Beginnings<N, A>[],
): RpcmciResult<N, A> {
  const n = data.rows.length
  const bests = tried.map(({ settled }) => {
    const best = leastLoss(settled)
    if (best === null) return null
    // what was searched are the steps that the last assignment but one gave: at rest they are the same
    const final = best.converged ? best : settledAt(data, search, best)
    const models = final.found.map(({ model }) => model)
    return { ...final, criterion: criterionOf(models, final.switches, n) }
  })
  let chosen = -1
  for (const [k, best] of bests.entries())
    if (best !== null && (chosen < 0 || best.criterion < bests[chosen]!.criterion)) chosen = k
  if (chosen < 0) {
    const reason = tried[0]!.settled.find(isRefused)!.refused
    throw new CausalError('invalid-data', `the search was refused from every beginning: ${reason}`, { reason })
  }
  const best = bests[chosen]!
  const { regimes: count, settled } = tried[chosen]!
  const place = byFirstStep(best.regime, count)
  const regime = best.regime.map((k) => place[k]!)
  const inOrder = [...best.found.keys()].sort((a, b) => place[a]! - place[b]!).map((k) => best.found[k]!)
  const others = settled.map((end) => (isRefused(end) ? null : matched(end.regime, regime, count)))
  const told = others.filter((other) => other !== null)
  const notToldApart = alikePairs(data, search, regime, inOrder, best)
  const refused = settled.filter(isRefused)
  const alike = told.filter((other) => shareAlike(other, regime) > 0.95).length
  const warnings = [...data.series.warnings]
  if (refused.length > 0)
    warnings.push(
      `From ${refused.length} of ${settled.length} beginnings the search was refused: ${refused[0]!.refused}`,
    )
  if (told.length > 1 && alike === 1)
    warnings.push(
      `Only one of ${told.length} beginnings ends here, all others elsewhere: try more starts, or another number of regimes.`,
    )
  if (!best.converged)
    warnings.push('The assignment had not come to rest when its rounds ended: allow more iterations.')
  if (notToldApart.length > 0)
    warnings.push(
      `One model explains the regimes ${notToldApart.map((pair) => pair.join(' and ')).join(', ')} as well as two: they are not told apart.`,
    )
  const { rows, series, isFirst } = data
  const assignment = new Int32Array(series.table.rowCount).fill(-1)
  const agreement = new Float64Array(series.table.rowCount).fill(Number.NaN)
  const switches: RegimeSwitch[] = []
  for (let t = 0; t < n; t++) {
    assignment[rows[t]!] = regime[t]!
    agreement[rows[t]!] = told.filter((other) => other[t] === regime[t]).length / told.length
    if (t > 0 && isFirst[t] === 0 && regime[t] !== regime[t - 1])
      switches.push(Object.freeze({ row: rows[t]!, from: regime[t - 1]!, to: regime[t]! }))
  }
  return Object.freeze({
    regimes: Object.freeze(
      inOrder.map(({ graph, answer, model }) => Object.freeze({ graph, answer, steps: model.steps })),
    ),
    assignment,
    agreement,
    switches: Object.freeze(switches),
    loss: best.loss,
    starts: Object.freeze(
      settled.map((end, k) =>
        isRefused(end)
          ? Object.freeze({ loss: null, converged: false, agreement: null })
          : Object.freeze({ loss: end.loss, converged: end.converged, agreement: shareAlike(others[k]!, regime) }),
      ),
    ),
    notToldApart,
    criterion: best.criterion,
    candidates: Object.freeze(
      tried.map(({ regimes }, k) => Object.freeze({ regimes, criterion: bests[k]?.criterion ?? null })),
    ),
    warnings: Object.freeze(warnings),
  })
}

/** The end of least loss, the first of equals; one at rest before one that is not. */
function leastLoss<N extends string, A>(settled: Beginnings<N, A>['settled']): Settled<N, A> | null {
  let best: Settled<N, A> | null = null
  for (const end of settled) {
    if (isRefused(end)) continue
    if (best === null || end.loss < best.loss) best = end
  }
  return best
}

/** A search in the steps of each regime of an assignment that had not come to rest. */
function settledAt<N extends string, A>(
  data: RegimeData<N>,
  search: RegimeSearch<N, A>,
  end: Settled<N, A>,
): Settled<N, A> {
  const found = end.found.map((_, k) => searchRegime(data, search, end.regime, [k]))
  return { ...end, found }
}

/** Pairs of regimes whose steps one search explains as well, by the criterion. */
function alikePairs<N extends string, A>(
  data: RegimeData<N>,
  search: RegimeSearch<N, A>,
  regime: Int32Array,
  found: Settled<N, A>['found'],
  { criterion, switches }: { readonly criterion: number; readonly switches: number },
): readonly (readonly [number, number])[] {
  const alike: (readonly [number, number])[] = []
  for (let a = 0; a < found.length; a++) {
    for (let b = a + 1; b < found.length; b++) {
      const together = searchRegime(data, search, regime, [a, b]).model
      const models = [...found.filter((_, k) => k !== a && k !== b).map(({ model }) => model), together]
      let between = 0
      for (let t = 1; t < regime.length; t++) {
        const pair = [regime[t - 1]!, regime[t]!].sort()
        if (data.isFirst[t] === 0 && pair[0] === a && pair[1] === b) between++
      }
      if (criterionOf(models, switches - between, data.rows.length) <= criterion)
        alike.push(Object.freeze([a, b] as const))
    }
  }
  return Object.freeze(alike)
}
