import { CausalError } from '../../../errors.js'
import { quoteNames } from '../../../names.js'
import { normal } from '../../../probability/families/normal.js'
import { linear } from '../../../scm/mechanisms/linear.js'
import type { AnyMechanism } from '../../../scm/mechanisms/mechanism-types.js'
import { scm } from '../../../scm/models/scm.js'
import { show } from '../../../show.js'
import { noiseAttribution } from '../../contributions/noise-attribution.js'
import { cycleOf } from '../core/mechanism-graph.js'
import { meanOf, sumOf } from '../core/sum-of.js'
import type { Incident, RootCauseMethod } from '../incident-types.js'

/**
 * Root causes by Shapley values through the graph: how much of the alert's shift each variable's own noise is answerable for.
 *
 * A linear model is fitted to the steps before ({@link linear}); the mean of the steps after is one unit of it, and
 * {@link noiseAttribution} shares out how far its target lies from what is usual. A score is a share in standard deviations of the
 * target before, positive where it pushes the way that the target went; the scores sum to the shift. It sees shifts of levels, not of
 * spreads. In a series the slopes are those of the long run: a cause's slopes over all lags, over one less what the effect keeps of itself.
 *
 * @returns the method, for {@link rootCauses}; it needs a graph without feedback and a target
 * @throws CausalError where it is used: `cycle` for a summary graph with a cycle; `not-supported` for a class of graphs
 *   (give one DAG of it: {@link toDag}), and for a learner, which has no slopes
 * @category Attribution
 * @see Budhathoki, Minorics, Blöbaum & Janzing 2022, "Causal structure-based root cause analysis of outliers", ICML
 * @example
 * shapleyAttribution().name
 * //=> 'Shapley attribution'
 */
export function shapleyAttribution(): RootCauseMethod {
  return Object.freeze({
    name: 'Shapley attribution',
    needs: Object.freeze(['graph', 'target'] as const),
    suspect: (incident) => ({ scores: shares(incident) }),
  } satisfies RootCauseMethod)
}

function shares({ names, target, before, after, checks, graph }: Incident): Float64Array {
  const present = (column: Float64Array): Float64Array => column.filter((v) => !Number.isNaN(v))
  const spec: Record<string, AnyMechanism> = {}
  const unit: Record<string, number> = {}
  const open = graph!.undirected.findIndex((list) => list.length > 0)
  if (open !== -1)
    throw new CausalError(
      'not-supported',
      `the edges of ${show(names[open])} have no direction, and shares differ between the DAGs of the class: give one of them, such as toDag(graph).`,
      { variable: names[open] },
    )
  const used = checks.map((check) => (check === null ? [] : [...new Set(check.slopes.map(({ cause }) => cause))]))
  const feedback = cycleOf(used.map((list, i) => list.filter((cause) => cause !== i)))
  if (feedback.length > 0)
    throw new CausalError(
      'cycle',
      `shares need a summary graph without cycles, and ${quoteNames(feedback.map((i) => names[i]!))} form one: give a graph without feedback, or take residualScores().`,
      { cycle: feedback.map((i) => names[i]!) },
    )
  for (const [i, check] of checks.entries()) {
    const name = names[i]!
    if (check === null) {
      if (new Set(present(before[i]!)).size < 2) continue
      throw new CausalError(
        'not-supported',
        `the mechanism of ${show(name)} could not be fitted, and shares go through it: leave it out of the graph.`,
        { variable: name },
      )
    }
    if (check.slopes.length === 0 && graph!.causes[i]!.length > 0 && graph!.causes[i]!.some((c) => checks[c] !== null))
      throw new CausalError('not-supported', 'shares are of linear mechanisms: leave `learner` out.', {})
    const own = sumOf(check.slopes.filter(({ cause }) => cause === i).map(({ slope }) => slope))
    if (own >= 1)
      throw new CausalError(
        'not-supported',
        `${show(name)} keeps all of its past (a unit root), so that it has no long run: take differences, or residualScores().`,
        { variable: name },
      )
    const slopes: Record<string, number> = {}
    for (const { cause, slope } of check.slopes)
      if (cause !== i) slopes[names[cause]!] = (slopes[names[cause]!] ?? 0) + slope / (1 - own)
    const spread = Math.sqrt(meanOf(check.raw.before.map((r) => r * r))) / (1 - own)
    spec[name] = linear(slopes, normal(0, spread))
    unit[name] = meanOf(present(after[i]!)) - meanOf(present(before[i]!))
  }
  const scores = new Float64Array(names.length).fill(Number.NaN)
  if (checks[target!] === null) return scores
  const quiet = present(before[target!]!)
  const level = meanOf(quiet)
  const spread = Math.sqrt(meanOf(quiet.map((v) => (v - level) ** 2)))
  const way = unit[names[target!]!]! < 0 ? -1 : 1
  const found = noiseAttribution(scm(spec as never) as never, unit as never, names[target!]! as never)
  for (const { variable, value } of found as readonly { readonly variable: string; readonly value: number }[])
    scores[names.indexOf(variable)] = (way * value) / spread
  return scores
}
