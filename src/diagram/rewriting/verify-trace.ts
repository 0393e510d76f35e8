import { CausalError, calledAs } from '../../errors.js'
import type { Admg, Dag } from '../../graph/types.js'
import type { Verdict } from '../../verdict.js'
import type { CombIdentification } from '../combs/comb-moves.js'
import type { Diagram, SurgeryStep } from '../terms/types.js'
import type { RewriteStep } from './apply-rule.js'
import type { EqualityProof } from './equal-modulo.js'
import { recheckEquality } from './recheck-equality.js'
import { recheckMoves } from './recheck-moves.js'
import { replaySteps } from './replay-steps.js'
import { checkedRules, type RewriteRule } from './rule-sides.js'

/**
 * Re-checks a record of moves, step by step.
 *
 * A record of surgery is replayed on the diagram that it began with, and the hashes before and after are compared. The
 * moves of {@link identifyByCombs} are checked on string diagrams, not with the graph algorithms that found them: after a
 * cut or a discard exactly the boxes named must be alive, the combs of a split must share no hidden state.
 *
 * The conclusion is judged too: the query must belong to the graph, the formula must be the one that the moves lead to, and
 * a refusal must end at a hedge where no move is left and no condition can be exchanged any more. A proof of
 * {@link equalModulo} must begin at the diagram given, and its two halves must lead to the same diagram.
 *
 * @param start - the diagram before the first step, or the graph of the query
 * @param record - the steps of surgery and uses of laws, a proof of {@link equalModulo}, or an answer of {@link identifyByCombs}
 * @param rules - the laws that the record may use, as given to {@link applyRule}
 * @returns `{ valid: true }`, or `{ valid: false, reason, message, step }` for the first step at fault (null for the query or
 *   the conclusion)
 * @throws CausalError `invalid-argument` for a record of another kind
 * @complexity O(steps × size)
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('Z -> X -> Y; Z -> Y'))
 * const { step } = cut(model, 'X')
 * verifyTrace(model, [step])
 * //=> { valid: true }
 * verifyTrace(model, [{ ...step, rule: 'open' }]).valid
 * //=> false
 * const graph = admg('X -> M -> Y; X <-> Y')
 * verifyTrace(graph, identifyByCombs(graph, { do: 'X', outcome: 'Y' }))
 * //=> { valid: true }
 */
export function verifyTrace(
  start: Diagram,
  record: readonly (SurgeryStep | RewriteStep)[] | EqualityProof,
  rules?: readonly RewriteRule[],
): Verdict
export function verifyTrace<N extends string>(start: Dag<N> | Admg<N>, record: CombIdentification<N>): Verdict
export function verifyTrace(
  start: Diagram | Dag | Admg,
  record: readonly (SurgeryStep | RewriteStep)[] | EqualityProof | CombIdentification,
  rules: readonly RewriteRule[] = [],
): Verdict {
  return calledAs('verifyTrace', () => {
    const known = typeof start === 'object' && start !== null && typeof record === 'object' && record !== null
    if (known && 'wires' in start && Array.isArray(record)) return replaySteps(start, record, checkedRules(rules))
    if (known && 'wires' in start && 'back' in record) return recheckEquality(start, record, checkedRules(rules))
    if (known && 'kind' in start && 'trace' in record) return recheckMoves(start, record)
    throw new CausalError(
      'invalid-argument',
      'expected a diagram with steps of surgery or a proof of equalModulo, or a graph with an answer of identifyByCombs.',
    )
  })
}
