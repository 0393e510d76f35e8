import { calledAs } from '../../errors.js'
import { equalEstimands } from '../../estimand/simplify/equal-estimands.js'
import { checkEstimand } from '../../estimand/terms/check-estimand.js'
import { numbered } from '../../estimand/terms/convert.js'
import type { Expr, Prob } from '../../estimand/terms/expr.js'
import type { Estimand } from '../../estimand/terms/types.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { type CausalQuery, measuredQuery } from '../id/causal-query.js'
import { lineFault } from './line-fault.js'
import { keyOf, type Line, term } from './proof-lines.js'
import type { IdentificationProof, ProofLine } from './proof-types.js'
import { concluded } from './prove-identification.js'

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
 * Checks a proof with nothing but the three rules of the do-calculus, separation in the graph, and the rules of probability.
 *
 * Each equation is judged by itself: its two sides must be those that its rule allows, and every separation that the rule asks
 * for must be listed and hold in its mutilated graph. Then the equations are put into one another; what comes out must be free of do
 * and be the formula. How the proof was found plays no part.
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
  query: CausalQuery<NoInfer<N>>,
  proof: IdentificationProof<N>,
): ProofVerdict {
  return calledAs('verifyProof', () => {
    checkOptions('query', query, ['do', 'outcome', 'given'])

    const q = measuredQuery(graph, query)
    const shown = checkedList('lines', checkedObject('proof', proof).lines)
    for (const line of shown) for (const side of [checkedObject('line', line).before, line.after]) checkEstimand(side)
    checkEstimand(proof.effect)
    checkEstimand(proof.conclusion)
    const { symbols, exprs } = numbered(
      [proof.effect, ...shown.flatMap((line): Estimand[] => [line.before, line.after])],
      q.g.names,
    )
    const refuse = (line: number, message: string): ProofVerdict => Object.freeze({ valid: false, line, message })
    if (symbols.names.length > q.g.size) return refuse(0, 'a variable is no node of the graph.')
    const lines: Line[] = []
    for (const [i, line] of shown.entries()) {
      const read = readLine(q.g.index, line, exprs[2 * i + 1]!, exprs[2 * i + 2]!)
      const fault = read === null ? 'the line is not of the shape of a line.' : lineFault(q.g, symbols, read)
      if (fault !== null) return refuse(i, fault)
      lines.push(read!)
    }
    const wanted = term(q.y, q.x, q.z)
    const effect = exprs[0]!
    if (!isFree(effect, q.g.size) || keyOf(effect, symbols.base) !== keyOf(wanted, symbols.base)) {
      return refuse(0, 'the effect is not the one that is asked for.')
    }
    const conclusion = concluded(q, symbols, lines, effect)
    if (conclusion === null) {
      return refuse(lines.length, 'the lines do not lead from the effect to a formula without do.')
    }
    return equalEstimands(conclusion, proof.conclusion)
      ? Object.freeze({ valid: true })
      : refuse(lines.length, 'the formula is not the one that the lines make.')
  })
}

/** A line in positions, or null where it lists what is no node. */
function readLine(index: ReadonlyMap<string, number>, line: ProofLine, before: Expr, after: Expr): Line | null {
  const positions = (names: unknown): number[] | null => {
    if (!Array.isArray(names)) return null
    const list = names.map((name) => index.get(name as string) ?? -1)
    return list.includes(-1) ? null : list
  }
  const order = positions(line.order)
  if (before.kind !== 'prob' || before.domain !== '' || !isFree(before, index.size) || order === null) return null
  if (!Array.isArray(line.separations)) return null
  const separations = line.separations.map((s) => {
    const lists = [s?.outcome, s?.nodes, s?.given, s?.withoutInto, s?.withoutOutOf].map(positions)
    if (lists.includes(null)) return null
    const [outcome, nodes, given, withoutInto, withoutOutOf] = lists as number[][]
    return {
      rule: s.rule,
      outcome: outcome!,
      nodes: nodes!,
      given: given!,
      withoutInto: withoutInto!,
      withoutOutOf: withoutOutOf!,
    }
  })
  if (separations.includes(null)) return null
  return { before, after, rule: line.rule, separations: separations as Line['separations'], order }
}

/** Whether a term speaks of free values only. */
function isFree(e: Expr, size: number): e is Prob {
  return e.kind === 'prob' && [...e.of, ...e.given, ...e.act].every((s) => s < size)
}
