import { calledAs } from '../../errors.js'
import { toEstimand } from '../../estimand/terms/convert.js'
import { symbolsOf } from '../../estimand/terms/expr.js'
import type { ProbabilityTerm } from '../../estimand/terms/types.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { CounterfactualQuery } from '../counterfactual/query.js'
import type { IdentificationProof, ProofQuery } from './proof-types.js'
import { concluded } from './questions/question.js'
import { type EffectQuery, proofQueryKeys, questionOf } from './questions/question-of.js'
import { shownLine } from './shown-line.js'
import { worldQuestion } from './worlds/counterfactual-proof.js'

/**
 * A proof of the formula that gives an effect, line by line: rules of the do-calculus, each with the separation that licenses it and the
 * graph in which it is read, and rules of probability. Null when the answer is that there is no formula.
 *
 * The query is that of {@link identify}, {@link identifyFromExperiments}, {@link transport}, {@link identifyCounterfactual},
 * {@link recoverFromSelection} or {@link recoverFromMissingness}, and its fields tell which. No effect, back door and front door are
 * proved as in the textbook (Pearl 2009, section 3.4), other effects along algorithm ID, from several experiments or populations each
 * district apart; what is recovered along algorithm RC, a search, or the joint law; counterfactuals by consistency and independence,
 * then each experiment as an effect. Each line is an equation that can be checked alone; {@link verifyProof} does.
 *
 * @param graph - a DAG or an ADMG
 * @param query - `{ do, outcome, given? }`, or the query of another verb
 * @returns the equations, from what is asked down to what is known, and the formula that they make
 * @throws CausalError as the verb whose query it is; `not-supported` where no proof of this kind is found, as with distributions that leave nodes out
 * @complexity that of the verb, and a separation or two for each node in each district
 * @category Identification
 * @see Pearl 2009, section 3.4; Shpitser & Pearl 2006, theorem 7
 * @example
 * const proof = proveIdentification(dag('Z -> X -> Y; Z -> Y'), { do: 'X', outcome: 'Y' })
 * proof?.lines.map((line) => `${toText(line.before)} = ${toText(line.after)} by ${line.rule}`)
 * //=> ['P(Y | do(X)) = Σ_Z P(Y | do(X), Z) P(Z | do(X)) by cases',
 * //   'P(Y | do(X), Z) = P(Y | X, Z) by rule 2', 'P(Z | do(X)) = P(Z) by rule 3']
 */
export function proveIdentification<N extends string>(
  graph: CausalGraph<'dag' | 'admg', N>,
  query: ProofQuery<NoInfer<N>>,
): IdentificationProof<N> | null {
  return calledAs('proveIdentification', () => {
    // the verb whose query it is takes some of these
    checkOptions('query', query, [...proofQueryKeys], { budget: 'number' })

    if ('event' in checkedObject('query', query)) {
      return worldQuestion(graph, query as CounterfactualQuery).prove() as IdentificationProof<N> | null
    }
    const question = questionOf(graph, query as EffectQuery)
    const { g, effect } = question
    const setting = question.setting(symbolsOf(g.names))
    const { symbols } = setting
    const lines = question.prove(setting)
    if (lines === null) return null
    return Object.freeze({
      effect: toEstimand({ symbols, expr: effect }) as ProbabilityTerm<N>,
      lines: Object.freeze(lines.map((line) => shownLine<N>(g.names, symbols, line))),
      conclusion: concluded<N>(question, setting, lines, effect)!,
    })
  })
}
