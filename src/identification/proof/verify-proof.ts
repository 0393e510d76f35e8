import { calledAs } from '../../errors.js'
import { equalEstimands } from '../../estimand/simplify/equal-estimands.js'
import { checkEstimand } from '../../estimand/terms/check-estimand.js'
import { numbered } from '../../estimand/terms/convert.js'
import type { Estimand } from '../../estimand/terms/types.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { CounterfactualQuery } from '../counterfactual/query.js'
import { lineFault } from './line-fault.js'
import { keyOf, type Line } from './proof-lines.js'
import { observationsKnown } from './proof-setting.js'
import type { IdentificationProof, ProofLine, ProofQuery } from './proof-types.js'
import { concluded, type Question } from './questions/question.js'
import { type EffectQuery, proofQueryKeys, questionOf } from './questions/question-of.js'
import { isFree, readLine } from './shown-line.js'
import { type WorldQuestion, worldQuestion } from './worlds/counterfactual-proof.js'
import { experimentalFormula } from './worlds/world-conclusion.js'
import { worldFault } from './worlds/world-fault.js'
import { worldTerm, worldTermKey } from './worlds/world-terms.js'

/**
 * Whether a proof holds; when not, the first line at fault and why.
 *
 * @category Identification
 */
export type ProofVerdict =
  | {
      /** Each line holds, and they lead from the effect to the formula. */
      readonly valid: true
    }
  | {
      /** Some line does not hold, or the formula does not follow. */
      readonly valid: false
      /** The position of the line at fault; the number of lines when it is the conclusion. */
      readonly line: number
      /** What is wrong, as a sentence. */
      readonly message: string
    }

/**
 * Checks a proof with nothing but the three rules of the do-calculus, separation in the graph, and the rules of probability; for
 * counterfactuals with consistency and independence.
 *
 * Each equation is judged by itself: its two sides must be those that its rule allows, and every separation that the rule asks
 * for must be listed and hold in its mutilated graph. Then the equations are put into one another; what comes out must be known in the
 * query's distributions and be the formula. How the proof was found plays no part.
 *
 * @param graph - the DAG or ADMG that was asked about
 * @param query - the query that the proof is to answer
 * @param proof - what {@link proveIdentification} gave, perhaps read back from a file
 * @returns `{ valid: true }`, or `{ valid: false, line, message }`
 * @throws CausalError as {@link proveIdentification}; `invalid-argument` for what is no proof
 * @complexity O(n + m) for each separation, and the simplification of the formula
 * @category Identification
 * @example
 * const g = admg('X -> M -> Y; X <-> Y')
 * const asked = { do: 'X', outcome: 'Y' } as const
 * const proof = proveIdentification(g, asked)!
 * verifyProof(g, asked, proof)
 * //=> { valid: true }
 * verifyProof(g, asked, { ...proof, lines: proof.lines.slice(1) })
 * //=> { valid: false, line: 6, message: 'the lines do not lead from the effect to a formula without do.' }
 */
export function verifyProof<N extends string>(
  graph: CausalGraph<'dag' | 'admg', N>,
  query: ProofQuery<NoInfer<N>>,
  proof: IdentificationProof<N>,
): ProofVerdict {
  return calledAs('verifyProof', () => {
    // the verb whose query it is takes some of these
    checkOptions('query', query, [...proofQueryKeys], { budget: 'number' })

    if ('event' in checkedObject('query', query)) {
      return worldVerdict(worldQuestion(graph, query as CounterfactualQuery), proof)
    }
    return verdictOf(questionOf(graph, query as EffectQuery), proof)
  })
}

/** The lines about worlds, then those about experiments. */
function worldVerdict({ g, event, given, conclude }: WorldQuestion, proof: IdentificationProof): ProofVerdict {
  const shown = checkedList('lines', checkedObject('proof', proof).lines)
  for (const line of shown) {
    for (const side of [checkedObject('line', line).before, line.after]) checkEstimand(side, true)
  }
  checkEstimand(proof.effect, true)
  const odd = [...shown.map((line) => line.before), proof.effect].findIndex(({ type }) => type !== 'probability')
  if (odd >= 0) return refuse(odd, 'the line is not of the shape of a line.')
  checkEstimand(proof.conclusion)
  if (worldTermKey(proof.effect) !== worldTermKey(worldTerm(event, given))) {
    return refuse(0, 'the effect is not the one that is asked for.')
  }
  const first = worldTermKey(proof.effect)
  const isOfWorlds = (line: ProofLine): boolean =>
    worldRules.has(line.rule) || (line.rule === 'condition' && worldTermKey(line.before) === first)
  const worlds = shown.filter(isOfWorlds)
  const others = shown.filter((line) => !isOfWorlds(line))
  for (const [i, line] of shown.entries()) {
    const fault = isOfWorlds(line) ? worldFault(g, line) : null
    if (fault !== null) return refuse(i, fault)
  }
  const formula = experimentalFormula(proof.effect, worlds)
  if (formula === null) return refuse(shown.length, 'the lines do not lead from the effect to experiments.')
  const { symbols, exprs } = numbered([formula, ...others.flatMap((line) => [line.before, line.after])], g.names)
  if (symbols.names.length > g.size) return refuse(0, 'a variable is no node of the graph.')
  const setting = observationsKnown(g, symbols)
  const lines: Line[] = []
  for (const [i, line] of others.entries()) {
    const read = readLine(g.index, symbols, line, exprs[2 * i + 1]!, exprs[2 * i + 2]!)
    const fault = read === null ? 'the line is not of the shape of a line.' : lineFault(setting, read)
    if (fault !== null) return refuse(shown.indexOf(line), fault)
    lines.push(read!)
  }
  const conclusion = conclude(symbols, lines, exprs[0]!)
  if (conclusion === null) return refuse(shown.length, 'the lines do not lead from the effect to a formula without do.')
  return equalEstimands(conclusion, proof.conclusion)
    ? Object.freeze({ valid: true })
    : refuse(shown.length, 'the formula is not the one that the lines make.')
}

const worldRules: ReadonlySet<ProofLine['rule']> = new Set([
  'consistency',
  'independence',
  'one world',
  'certain',
  'impossible',
])

function verdictOf(question: Question, proof: IdentificationProof): ProofVerdict {
  const { g } = question
  const shown = checkedList('lines', checkedObject('proof', proof).lines)
  for (const line of shown) for (const side of [checkedObject('line', line).before, line.after]) checkEstimand(side)
  checkEstimand(proof.effect)
  checkEstimand(proof.conclusion)
  const { symbols, exprs } = numbered(
    [proof.effect, ...shown.flatMap((line): Estimand[] => [line.before, line.after])],
    g.names,
  )
  if (symbols.names.length > g.size) return refuse(0, 'a variable is no node of the graph.')
  const setting = question.setting(symbols)
  const lines: Line[] = []
  for (const [i, line] of shown.entries()) {
    const read = readLine(g.index, symbols, line, exprs[2 * i + 1]!, exprs[2 * i + 2]!)
    const fault = read === null ? 'the line is not of the shape of a line.' : lineFault(setting, read)
    if (fault !== null) return refuse(i, fault)
    lines.push(read!)
  }
  const effect = exprs[0]!
  if (!isFree(effect, symbols) || keyOf(effect, symbols) !== keyOf(question.effect, symbols)) {
    return refuse(0, 'the effect is not the one that is asked for.')
  }
  const conclusion = concluded(question, setting, lines, effect)
  if (conclusion === null) {
    return refuse(lines.length, 'the lines do not lead from the effect to a formula without do.')
  }
  return equalEstimands(conclusion, proof.conclusion)
    ? Object.freeze({ valid: true })
    : refuse(lines.length, 'the formula is not the one that the lines make.')
}

function refuse(line: number, message: string): ProofVerdict {
  return Object.freeze({ valid: false, line, message })
}
