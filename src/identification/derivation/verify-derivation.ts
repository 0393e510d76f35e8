import { calledAs } from '../../errors.js'
import { equalEstimands } from '../../estimand/simplify/equal-estimands.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { fails, holds, type Verdict } from '../../verdict.js'
import { type CausalQuery, measuredQuery } from '../id/causal-query.js'
import type { Identification } from '../id/identify.js'
import { estimandOf } from '../id/simplified.js'
import { hedgeFault } from './hedge-fault.js'
import { replayDerivation } from './replay-derivation.js'

/**
 * Checks the answer to a query: each step against the graph, and that the conclusion follows from the steps.
 *
 * A step must take up what an earlier one left, and what is left must be taken up once. The formula is made anew from the
 * steps and compared. A refusal must show a hedge by its definition, for the query and in the graph (Shpitser & Pearl 2006,
 * definition 6 and theorem 4), and conditions that may as well be set must have been (2006b, theorem 6). The answer itself
 * is not searched for again: what is accepted follows from the graph.
 *
 * @param graph - the graph that was asked about
 * @param query - the query
 * @param result - what {@link identify} answered, perhaps read back from a file
 * @returns `{ valid: true }`, or `{ valid: false, reason, message, step }` for the first step at fault
 * @throws CausalError as {@link identify}
 * @complexity O(n + m) for each step, and the simplification of the formula
 * @category Identification
 * @example
 * const g = admg('X -> M -> Y; X <-> Y')
 * const asked = { do: 'X', outcome: 'Y' } as const
 * verifyDerivation(g, asked, identify(g, asked))
 * //=> { valid: true }
 * verifyDerivation(g, { do: 'M', outcome: 'Y' }, identify(g, asked)).valid
 * //=> false
 */
export function verifyDerivation<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: CausalQuery<NoInfer<N>>,
  result: Identification<N>,
): Verdict {
  return calledAs('verifyDerivation', () => {
    checkOptions('query', query, ['do', 'outcome', 'given'])

    const q = measuredQuery(graph, query)
    const { derivation } = checkedObject('result', result)
    checkedList('derivation', derivation)
    const replay = replayDerivation(q, derivation)
    if ('fault' in replay) return fails(replay.reason, replay.fault, replay.step)
    if (result.identifiable === false) {
      if (replay.hedge === null) return fails('hedge', 'the steps do not end in a hedge.', null)
      const fault = hedgeFault(q.g, replay.act, replay.asked, result.hedge, replay.hedge)
      return fault === null ? holds : fails('hedge', fault, null)
    }
    if (result.identifiable !== true) return fails('not-a-record', 'identifiable must be true or false.', null)
    if (replay.expr === null) return fails('conclusion', 'the steps do not end in a formula.', null)
    if (result.strategy !== replay.strategy) {
      return fails('conclusion', `the steps are those of the strategy ${show(replay.strategy)}.`, null)
    }
    if (!sameNames(result.set, replay.set)) return fails('conclusion', 'the set is not that of the steps.', null)
    if (!isFormula(result.estimand, estimandOf<N>(q, replay.symbols, replay.expr))) {
      return fails('conclusion', 'the formula is not the one that the steps make.', null)
    }
    return holds
  })
}

/** Whether a value that may come from anywhere is this estimand. */
export function isFormula(
  value: Parameters<typeof equalEstimands>[0],
  wanted: Parameters<typeof equalEstimands>[0],
): boolean {
  try {
    return equalEstimands(value, wanted)
  } catch {
    return false
  }
}

/** Whether a value that may come from anywhere lists these names, each once. */
export function sameNames(value: unknown, names: readonly string[]): boolean {
  if (!Array.isArray(value) || value.length !== names.length) return false
  const set = new Set<unknown>(value)
  return set.size === names.length && names.every((name) => set.has(name))
}
