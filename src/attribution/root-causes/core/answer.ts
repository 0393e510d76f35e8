import { quoteNames } from '../../../names.js'
import { show } from '../../../show.js'
import type { CauseEvidence, NoCauses, RankedCause, RootCauses, UntoldCause } from '../answer-types.js'
import type { RootCauseMethod, Suspicions } from '../incident-types.js'
import { holm } from './change-tests.js'
import type { ReadIncident } from './incident.js'
import { nextTowards, pathFrom } from './paths.js'
import { median } from './robust-scale.js'

/** Scores closer than this, relative to the larger, are a tie. */
const tie = 1e-9
/** A prediction is called a guess when its causes lie outside in more than this share of the steps after. */
const muchOutside = 0.1

/** Puts together the answer: is there an anomaly at all, who is accused, with which evidence, along which path, and what is not known. */
export function answerOf(read: ReadIncident, method: RootCauseMethod, suspect: () => Suspicions): RootCauses<string> {
  const { incident, checked, graph } = read
  const { names, target, alpha } = incident
  const next = target === null || graph === null ? null : nextTowards(graph.summary, target, names)
  const leads = (i: number): boolean => next === null || next[i] !== -1
  const all = Float64Array.from(checked, (c) => (c.ok ? c.check.pValue : Number.NaN))
  const everywhere = holm(all)
  const adjusted = next === null ? everywhere : holm(all.map((p, i) => (leads(i) ? p : Number.NaN)))
  const changed = (i: number): boolean => adjusted[i]! <= alpha
  const elsewhere = names.flatMap((_, i) => (!leads(i) && everywhere[i]! <= alpha ? [i] : []))
  const used = checked.filter((c) => c.ok).map(({ rows }) => rows)
  const shared = {
    method: method.name,
    n: Object.freeze({
      before: Math.max(0, ...used.map(({ before }) => before.length)),
      after: Math.max(0, ...used.map(({ after }) => after.length)),
    }),
  }
  const untold = untoldOf(read, elsewhere, (i) => adjusted[i]! <= alpha)
  const none = (reason: NoCauses['reason'], message: string, warnings: readonly string[]): NoCauses => {
    const least = smallest(all, (i) => leads(i)) ?? smallest(all, () => true)
    const counted = adjusted.filter((p) => p >= 0).length
    return Object.freeze({
      found: false,
      reason,
      message,
      witness:
        least === null
          ? null
          : Object.freeze({
              variable: names[least]!,
              pValue: all[least]!,
              adjusted: leads(least) ? adjusted[least]! : everywhere[least]!,
              tested: counted,
            }),
      untold,
      ...shared,
      warnings: Object.freeze(warnings),
    })
  }
  if (used.length === 0)
    return none('untested', 'no mechanism could be checked: `untold` says why of each.', read.warnings)
  if (!names.some((_, i) => changed(i))) {
    const level = `at level ${alpha}, adjusted for ${adjusted.filter((p) => p >= 0).length} tests`
    return elsewhere.length > 0
      ? none(
          'no-path',
          `the mechanisms of ${quoteNames(elsewhere.map((i) => names[i]!))} changed, but in this graph nothing leads from there to ${show(names[target!])} (${level}).`,
          read.warnings,
        )
      : none(
          'no-anomaly',
          `no mechanism changed beyond chance (${level}): a ranking would be one of noise. Look at longer steps after, or at another trigger.`,
          read.warnings,
        )
  }
  const { scores, accused, warnings = [] } = suspect()
  const isAccused = (i: number): boolean => leads(i) && (accused === undefined ? changed(i) : accused[i] === 1)
  const order = [...names.keys()]
    .filter((i) => leads(i) && !Number.isNaN(scores[i]!))
    .sort((a, b) => scores[b]! - scores[a]! || (names[a]! < names[b]! ? -1 : 1))
  const places = placesOf(order, scores)
  const ranking = order.map((i, at): RankedCause => {
    const peers = order.filter((j, k) => j !== i && places[k] === places[at])
    return Object.freeze({
      variable: names[i]!,
      rank: places[at]!,
      score: scores[i]!,
      accused: isAccused(i),
      evidence: evidenceOf(read, i, leads(i) ? adjusted[i]! : everywhere[i]!),
      path: next === null ? null : Object.freeze(pathFrom(next, i).map((k) => names[k]!)),
      tiedWith: Object.freeze(peers.map((j) => names[j]!)),
    })
  })
  const causes = ranking.filter((cause) => cause.accused)
  const said = [...read.warnings, ...warnings]
  if (causes.length === 0)
    return none(
      'not-accused',
      `some mechanisms changed (at level ${alpha}), but ${method.name} accuses no variable.`,
      said,
    )
  return Object.freeze({
    found: true,
    causes: Object.freeze(causes),
    ranking: Object.freeze(ranking),
    untold,
    ...shared,
    warnings: Object.freeze(said),
  })
}

function smallest(values: Float64Array, counts: (i: number) => boolean): number | null {
  let best: number | null = null
  for (const [i, v] of values.entries()) if (v >= 0 && counts(i) && (best === null || v < values[best]!)) best = i
  return best
}

/** Places from 1 on, in order of scores; a tie shares the place of its first. */
function placesOf(order: readonly number[], scores: Float64Array): number[] {
  const places: number[] = []
  for (const [at, i] of order.entries()) {
    const before = at === 0 ? null : scores[order[at - 1]!]!
    const same = before !== null && Math.abs(before - scores[i]!) <= tie * Math.abs(before)
    places.push(same ? places[at - 1]! : at + 1)
  }
  return places
}

function evidenceOf({ incident, checked }: ReadIncident, i: number, adjusted: number): CauseEvidence | null {
  const c = checked[i]!
  if (!c.ok) return null
  const { z, spread, pValue, outside, after } = c.check
  const given = c.given.map(({ cause, lag }) => Object.freeze({ variable: incident.names[cause]!, lag }))
  return Object.freeze({
    given: Object.freeze(given),
    residual: median(after),
    z,
    spread,
    pValue,
    adjusted,
    outside,
  })
}

function untoldOf(
  { incident, checked, graph }: ReadIncident,
  elsewhere: readonly number[],
  isChanged: (i: number) => boolean,
): readonly UntoldCause[] {
  const { names } = incident
  const found: UntoldCause[] = []
  for (const [i, c] of checked.entries()) {
    const variable = names[i]!
    const tell = (reason: UntoldCause['reason'], message: string): void => {
      found.push(Object.freeze({ variable, reason, message }))
    }
    if (!c.ok) {
      if (c.reason === 'constant')
        tell(
          'constant',
          `${show(variable)} did not vary before, so that no change of it can be judged: look at it by hand.`,
        )
      else if (c.reason === 'determined')
        tell(
          'determined',
          `the direct causes of ${show(variable)} leave nothing of it: a fault of its own cannot be told from theirs.`,
        )
      else tell('too-few-rows', `${show(variable)} needs ${c.needed} complete steps before and one after at least.`)
      continue
    }
    if (elsewhere.includes(i))
      tell(
        'no-path',
        `the mechanism of ${show(variable)} changed, but nothing leads from it to ${show(names[incident.target!])} in this graph.`,
      )
    const open = graph?.summary.undirected[i] ?? []
    if (open.length > 0)
      tell(
        'undirected',
        `the edges of ${show(variable)} with ${quoteNames(open.map((j) => names[j]!))} have no direction: of the DAGs that this leaves open, those count in which the fewest mechanisms changed.`,
      )
    if (c.check.outside > muchOutside && isChanged(i))
      tell(
        'outside',
        `the direct causes of ${show(variable)} lie outside all that was seen before in ${Math.round(100 * c.check.outside)} % of the steps after: whether it changed itself, or its mechanism only bends there, the data cannot tell.`,
      )
  }
  return Object.freeze(found)
}
