import type { CausalGraph } from '../../graph/types.js'
import { adjustmentSets } from '../../identification/adjustment/adjustment-sets.js'
import { isAdjustmentSet } from '../../identification/adjustment/is-adjustment-set.js'
import { optimalAdjustmentSet } from '../../identification/adjustment/optimal-adjustment-set.js'
import { frontDoorSets } from '../../identification/front-door/front-door-sets.js'
import {
  instrumentProblem,
  isInstrument,
  nearestInstruments,
} from '../../identification/instruments/instrument-problem.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import { refused } from './refused.js'
import type { EstimationStrategy, RefusedEffect } from './types.js'

/** What the graph is asked, as plain names. */
export interface IdentificationTask {
  readonly graph: CausalGraph
  readonly treatment: string
  readonly outcome: string
  readonly effect: 'total' | 'direct'
  /** The names of the table's columns. */
  readonly measured: ReadonlySet<string>
}

/** How the effect is identified: columns to adjust for, and mediators or instruments to go through. */
export interface IdentificationPlan {
  readonly adjustment: readonly string[]
  readonly through: readonly string[]
}

/** Identifies the effect by the strategy of an estimator, or says why the graph does not. */
export function identificationPlan(
  task: IdentificationTask,
  strategy: EstimationStrategy,
  asked: readonly string[] | undefined,
): IdentificationPlan | RefusedEffect {
  if (strategy === 'front-door') return frontDoorPlan(task)
  if (strategy === 'instrument') return instrumentPlan(task)
  const adjustment = chooseAdjustment(task, asked)
  return 'estimated' in adjustment ? adjustment : { adjustment, through: [] }
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
    return refused(
      'not-identifiable',
      `no directed path leads from ${show(treatment)} to ${show(outcome)}: by the graph the effect is 0, and there is nothing to estimate.`,
    )
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
