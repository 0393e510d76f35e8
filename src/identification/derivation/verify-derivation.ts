import { calledAs } from '../../errors.js'
import { equalEstimands } from '../../estimand/simplify/equal-estimands.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type CausalQuery, measuredQuery } from '../id/causal-query.js'
import type { Identification } from '../id/identify.js'
import { estimandOf } from '../id/simplified.js'
import { hedgeFault } from './hedge-fault.js'
import { replayDerivation } from './replay-derivation.js'

/**
 * Whether a derivation holds; when not, the first step at fault and why.
 *
 * @category Identification
 */
export type DerivationVerdict =
  | {
      /** Every step holds, and they lead from the query to the answer. */
      readonly valid: true
    }
  | {
      /** Some step does not hold, or the answer does not follow. */
      readonly valid: false
      /**
       * `not-a-record`: it is not of the shape of an answer; `wrong-start`: a step takes up what no earlier one left;
       * `rule`: the condition of its rule does not hold in the graph; `left-over`: something is not taken up; `hedge`: the
       * refusal's witness is none; `conclusion`: formula, strategy or set are not what the steps make.
       */
      readonly reason: 'not-a-record' | 'wrong-start' | 'rule' | 'left-over' | 'hedge' | 'conclusion'
      /** What is wrong, as a sentence. */
      readonly message: string
      /** The position of the step at fault; that of the last one when it is the conclusion. */
      readonly step: number
    }

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
): DerivationVerdict {
  return calledAs('verifyDerivation', () => {
    checkOptions('query', query, ['do', 'outcome', 'given'])

    const q = measuredQuery(graph, query)
    const { derivation } = checkedObject('result', result)
    checkedList('derivation', derivation)
    const last = Math.max(0, derivation.length - 1)
    const replay = replayDerivation(q, derivation)
    if ('fault' in replay) return refused(replay.reason, replay.fault, replay.step)
    if (result.identifiable === false) {
      if (replay.hedge === null) return refused('hedge', 'the steps do not end in a hedge.', last)
      const fault = hedgeFault(q.g, replay.act, replay.asked, result.hedge, replay.hedge)
      return fault === null ? Object.freeze({ valid: true }) : refused('hedge', fault, last)
    }
    if (result.identifiable !== true) return refused('not-a-record', 'identifiable must be true or false.', last)
    if (replay.expr === null) return refused('conclusion', 'the steps do not end in a formula.', last)
    if (result.strategy !== replay.strategy) {
      return refused('conclusion', `the steps are those of the strategy ${show(replay.strategy)}.`, last)
    }
    if (!sameNames(result.set, replay.set)) return refused('conclusion', 'the set is not that of the steps.', last)
    if (!isFormula(result.estimand, estimandOf<N>(q, replay.symbols, replay.expr))) {
      return refused('conclusion', 'the formula is not the one that the steps make.', last)
    }
    return Object.freeze({ valid: true })
  })
}

function refused(
  reason: Extract<DerivationVerdict, { valid: false }>['reason'],
  message: string,
  step: number,
): DerivationVerdict {
  return Object.freeze({ valid: false, reason, message, step })
}

/** Whether a value that may come from anywhere is this estimand. */
function isFormula(value: Parameters<typeof equalEstimands>[0], wanted: Parameters<typeof equalEstimands>[0]): boolean {
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
