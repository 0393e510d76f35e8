import type { CausalGraph } from '../graph/types.js'
import { adjustmentSets } from '../identification/adjustment-sets.js'
import { isAdjustmentSet } from '../identification/is-adjustment-set.js'
import { optimalAdjustmentSet } from '../identification/optimal-adjustment-set.js'
import { quoteNames } from '../names.js'
import { refused } from './refused.js'
import type { RefusedEffect } from './types.js'

/** What the graph is asked, as plain names. */
export interface AdjustmentChoice {
  readonly graph: CausalGraph
  readonly treatment: string
  readonly outcome: string
  readonly effect: 'total' | 'direct'
  /** The names of the table's columns. */
  readonly measured: ReadonlySet<string>
}

/** The set asked for if it is valid; else the one of lowest variance if it is measured; else the first minimal one that is. */
export function chooseAdjustment(
  { graph, treatment, outcome, effect, measured }: AdjustmentChoice,
  asked: readonly string[] | undefined,
): readonly string[] | RefusedEffect {
  const query = { treatment, outcome, effect }
  if (asked !== undefined) {
    const verdict = isAdjustmentSet(graph, query, asked)
    return verdict.valid ? asked : invalidAdjustment(asked, verdict.reason, verdict.witness)
  }
  if (effect === 'total' && (graph.kind === 'dag' || graph.kind === 'admg' || graph.kind === 'cpdag')) {
    const best = optimalAdjustmentSet(graph, query)
    if (best?.every((name) => measured.has(name))) return best
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
  return refused(
    'not-identifiable',
    `no set of measured columns closes every path between ${JSON.stringify(query.treatment)} and ${JSON.stringify(query.outcome)} that is not causal${hidden}: for one, ${path.join(' – ')}. Measure more, or look for a front door or an instrument.`,
    { path, unmeasured },
  )
}
