import { estimandText } from '../../../estimand/text/estimand-text.js'
import { latentProjection } from '../../../graph/latent/latent-projection.js'
import type { Admg, CausalGraph } from '../../../graph/types.js'
import { adjustmentSets } from '../../../identification/adjustment/adjustment-sets.js'
import { isAdjustmentSet } from '../../../identification/adjustment/is-adjustment-set.js'
import { optimalAdjustmentSet } from '../../../identification/adjustment/optimal-adjustment-set.js'
import { frontDoorSets } from '../../../identification/front-door/front-door-sets.js'
import { identify } from '../../../identification/id/identify.js'
import {
  instrumentProblem,
  isInstrument,
  nearestInstruments,
} from '../../../identification/instruments/instrument-problem.js'
import { quoteNames } from '../../../names.js'
import { show } from '../../../show.js'
import { refused } from '../report/refused.js'
import type { RefusedEffect } from '../types/refusal.js'
import type { AnyIdentification, EstimationStrategy } from '../types/terms.js'
import { noEffect, notByFormula, planOfEstimand } from './formula-plan.js'
import type { IdentificationPlan, IdentificationTask } from './plan-types.js'

/**
 * What `identify` says of the graph over the measured columns; null for a direct effect, and for a class of graphs of which
 * some nodes are not measured.
 */
export function identifiedIn({
  graph,
  treatment,
  outcome,
  effect,
  measured,
}: IdentificationTask): AnyIdentification | null {
  if (effect === 'direct') return null
  const hidden = graph.nodes.filter((name) => !measured.has(name) || graph.latents.includes(name))
  const query = { do: treatment, outcome }
  if (graph.kind !== 'dag' && graph.kind !== 'admg') return hidden.length === 0 ? identify(graph, query) : null
  return identify(hidden.length === 0 ? graph : latentProjection(graph as Admg, hidden), query)
}

/** Identifies the effect by the strategy of an estimator, or says why the graph does not. */
export function identificationPlan(
  task: IdentificationTask,
  strategy: EstimationStrategy,
  asked: readonly string[] | undefined,
  identification: AnyIdentification | null,
): IdentificationPlan | RefusedEffect {
  if (strategy === 'front-door') return withWayOut(frontDoorPlan(task), strategy, identification)
  if (strategy === 'instrument') return withWayOut(instrumentPlan(task), strategy, identification)
  if (strategy === 'formula') return formulaPlan(task, identification)
  const adjustment = chooseAdjustment(task, asked)
  return 'estimated' in adjustment ? withWayOut(adjustment, strategy, identification) : { adjustment, through: [] }
}

/** A refusal of one way that names the way that is open. */
function withWayOut(
  plan: IdentificationPlan | RefusedEffect,
  strategy: EstimationStrategy,
  identification: AnyIdentification | null,
): IdentificationPlan | RefusedEffect {
  if (!('estimated' in plan) || plan.reason !== 'not-identifiable' || identification?.identifiable !== true) return plan
  const { strategy: open, estimand } = identification
  if (open === 'no-effect' || open === strategy) return plan
  return refused(
    plan.reason,
    `${plan.message} The effect is identified all the same, by ${estimandText(estimand)}: plugIn() values any such formula of discrete columns.`,
    { ...plan.witness, formula: estimandText(estimand) },
  )
}

/** The plan of an identification that is used as it is. */
export function planOfIdentification(
  identification: AnyIdentification,
  strategy: EstimationStrategy,
  treatment: string,
  outcome: string,
): IdentificationPlan | RefusedEffect {
  if (!identification.identifiable) return notByFormula(identification, treatment, outcome)
  const { strategy: found, set, estimand } = identification
  if (strategy === 'formula') return planOfEstimand(estimand, treatment, outcome)
  if (strategy === 'back-door' && (found === 'back-door' || found === 'adjustment'))
    return { adjustment: set, through: [] }
  if (strategy === 'front-door' && found === 'front-door') return { adjustment: [], through: set }
  if (found === 'no-effect') return noEffect(treatment, outcome)
  return refused(
    'not-identifiable',
    `the identification goes by ${found}: ${estimandText(estimand)}, and this estimator by ${strategy}. plugIn() values any formula of discrete columns.`,
    { strategy: found },
  )
}

function frontDoorPlan({
  graph,
  treatment,
  outcome,
  measured,
}: IdentificationTask): IdentificationPlan | RefusedEffect {
  const exclude = graph.nodes.filter((name) => !measured.has(name) && name !== treatment && name !== outcome)
  for (const set of frontDoorSets(graph, { treatment, outcome, exclude })) {
    if (set.length > 0) return { adjustment: [], through: set }
    return noEffect(treatment, outcome)
  }
  return refused(
    'not-identifiable',
    `no measured set of mediators is a front door from ${show(treatment)} to ${show(outcome)}. Look for a set to adjust for, or an instrument.`,
    { unmeasured: exclude },
  )
}

/** The smallest conditioning set that lies near the outcome, and every measured instrument that this set makes one. */
function instrumentPlan({
  graph,
  treatment,
  outcome,
  measured,
  effect,
}: IdentificationTask): IdentificationPlan | RefusedEffect {
  const exclude = graph.nodes.filter((name) => !measured.has(name) && name !== treatment && name !== outcome)
  const problem = instrumentProblem(graph, { treatment, outcome, effect, exclude })
  const [first] = [...nearestInstruments(problem)].sort((a, b) => a.set.length - b.set.length)
  if (first === undefined) {
    return refused(
      'not-identifiable',
      `no measured column is an instrument for ${show(treatment)} and ${show(outcome)}, whatever is conditioned on. Look for a set to adjust for, or a front door.`,
    )
  }
  const named = (positions: readonly number[]): readonly string[] => positions.map((i) => problem.g.names[i]!)
  const through = problem.candidates.filter((z) => isInstrument(problem, z, first.set))
  return { adjustment: named(first.set), through: named(through) }
}

/** The set asked for if it is valid; else the one of lowest variance if it is measured; else the first minimal one that is. */
function chooseAdjustment(
  { graph, treatment, outcome, effect, measured }: IdentificationTask,
  asked: readonly string[] | undefined,
): readonly string[] | RefusedEffect {
  const query = { treatment, outcome, effect }
  if (asked !== undefined) {
    const verdict = isAdjustmentSet(graph, query, asked)
    return verdict.valid ? asked : invalidAdjustment(asked, verdict.reason, verdict.witness)
  }
  if (effect === 'total' && graph.kind !== 'mag' && graph.kind !== 'pag') {
    const best = optimalAdjustmentSet(graph, { treatment: query.treatment, outcome: query.outcome })
    if (best.found && best.set.every((name) => measured.has(name))) return best.set
  }
  const exclude = graph.nodes.filter((name) => !measured.has(name))
  for (const set of adjustmentSets(graph, { ...query, exclude })) return set
  return notIdentifiable(graph, query, exclude)
}

function invalidAdjustment(asked: readonly string[], reason: string, witness: readonly string[]): RefusedEffect {
  const why: Record<string, string> = {
    'forbidden-node': `${quoteNames(witness)} may be caused by the treatment, on its way to the outcome or below it`,
    'open-path': `the path ${witness.join(' – ')} stays open`,
    'not-amenable': `the path ${witness.join(' – ')} may begin with a back door, so no set is valid`,
  }
  return refused(
    'invalid-adjustment',
    `adjusting for ${asked.length > 0 ? quoteNames(asked) : 'nothing'} does not identify the effect in this graph: ${why[reason] ?? reason}. Leave \`adjustment\` out to have a valid set chosen.`,
    { adjustment: asked, reason, witness },
  )
}

function notIdentifiable(
  graph: CausalGraph,
  query: { treatment: string; outcome: string; effect: 'total' | 'direct' },
  unmeasured: readonly string[],
): RefusedEffect {
  const verdict = isAdjustmentSet(graph, query, [])
  const path = verdict.valid ? [] : verdict.witness
  const hidden = unmeasured.length > 0 ? ` (not measured: ${quoteNames(unmeasured)})` : ''
  if (!verdict.valid && verdict.reason === 'not-amenable') {
    return refused(
      'not-identifiable',
      `the graph leaves open whether the path ${path.join(' – ')} begins with a cause of ${show(query.treatment)} or an effect of it, so no set is valid in all the graphs it stands for. Give a DAG, or knowledge that settles the edge.`,
      { path, unmeasured },
    )
  }
  return refused(
    'not-identifiable',
    `no set of measured columns closes every path between ${show(query.treatment)} and ${show(query.outcome)} that is not causal${hidden}: for one, ${path.join(' – ')}. Measure more, or look for a front door or an instrument.`,
    { path, unmeasured },
  )
}

function formulaPlan(
  { graph, treatment, outcome }: IdentificationTask,
  identification: AnyIdentification | null,
): IdentificationPlan | RefusedEffect {
  if (identification !== null) return planOfIdentification(identification, 'formula', treatment, outcome)
  return refused(
    'not-identifiable',
    `formulas over a class of graphs (this is a ${graph.kind.toUpperCase()}) need all its nodes as columns: use an estimator that adjusts, such as standardization().`,
    { kind: graph.kind },
  )
}
