import { CausalError, calledAs } from '../../errors.js'
import { separationIn } from '../../estimand/simplify/simplify-estimand.js'
import { simplifyExpr } from '../../estimand/simplify/simplify-expr.js'
import { toEstimand } from '../../estimand/terms/convert.js'
import { type Expr, type Prob, type Symbols, symbolsOf } from '../../estimand/terms/expr.js'
import type { ProbabilityTerm } from '../../estimand/terms/types.js'
import { flags } from '../../graph/core/sets.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkOptions } from '../../options.js'
import { type CausalQuery, type MeasuredQuery, measuredQuery } from '../id/causal-query.js'
import { chooseFree } from '../id/choose-free.js'
import { identify } from '../id/identify.js'
import { idProof } from './id-proof.js'
import { expandTerms, type Line, Lines, term } from './proof-lines.js'
import type { IdentificationProof, LicensingSeparation, ProofLine } from './proof-types.js'
import { isSeparated, ruleSeparation } from './rule-holds.js'

/**
 * A proof of the formula that gives an effect, line by line: rules of the do-calculus, each with the separation that licenses it and the
 * graph in which it is read, and rules of probability. Null when the effect is not identifiable.
 *
 * No effect, back door and front door are proved as in the textbook (Pearl 2009, section 3.4), everything else along algorithm ID. Each
 * line is an equation that can be checked alone; {@link verifyProof} does.
 *
 * @param graph - a DAG or an ADMG
 * @param query - `{ do, outcome, given? }`
 * @returns the equations, from the effect down to what is observed, and the formula that they make
 * @throws CausalError as {@link identify}
 * @complexity that of {@link identify}, and a separation or two for each node in each district
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
  query: CausalQuery<NoInfer<N>>,
): IdentificationProof<N> | null {
  return calledAs('proveIdentification', () => {
    checkOptions('query', query, ['do', 'outcome', 'given'])

    const q = measuredQuery(graph, query)
    const answer = identify(graph, query)
    if (!answer.identifiable) return null
    const { g } = q
    const symbols = symbolsOf(g.names)
    const set = answer.set.map((name) => g.index.get(name)!)
    const short = new Lines(g, symbols)
    const effect = term(q.y, q.x, q.z)
    const lines = textbook(short, q, answer.strategy, set) ? short.list : generalLines(q, symbols, effect)
    return Object.freeze({
      effect: toEstimand({ symbols, expr: effect }) as ProbabilityTerm<N>,
      lines: Object.freeze(lines.map((line) => shownLine<N>(g.names, symbols, line))),
      conclusion: concluded<N>(q, symbols, lines, effect)!,
    })
  })
}

/** The formula that lines make of an effect, simplified; null where a term has no line. */
export function concluded<N extends string>(
  q: MeasuredQuery,
  symbols: Symbols,
  lines: readonly Line[],
  effect: Expr,
): IdentificationProof<N>['conclusion'] | null {
  const expr = expandTerms(symbols, lines, effect)
  if (expr === null) return null
  const chosen = chooseFree(symbols, expr, new Set([...q.x, ...q.y, ...q.z]))
  return toEstimand<N>({ symbols, expr: simplifyExpr(symbols, chosen, separationIn(q.graph)) })
}

/** The proofs that readers know; false where one of their rules does not hold as it stands. */
function textbook(lines: Lines, q: MeasuredQuery, strategy: string, set: readonly number[]): boolean {
  const { x, y, z } = exchanged(lines, q)
  const effect = term(y, x, z)
  if (!lines.needs(effect)) return true
  if (strategy === 'no-effect') return lines.calculus(3, effect, term(y, [], z))
  const over = set.filter((i) => !z.includes(i))
  if (strategy === 'front-door') {
    const [inner, outer] = lines.cases(effect, over)
    const [t] = x as [number]
    const acted = term(y, [t, ...over])
    const only = term(y, over)
    if (!lines.calculus(2, outer, term(over, [], [t])) || !lines.calculus(2, inner, acted)) return false
    if (!lines.calculus(3, acted, only)) return false
    const [last, first] = lines.cases(only, [t])
    return lines.calculus(2, last, term(y, [], [t, ...over])) && lines.calculus(3, first, term([t], []))
  }
  if (strategy !== 'back-door' && strategy !== 'adjustment') return false
  if (over.length === 0) return lines.calculus(2, effect, term(y, [], [...x, ...z]))
  const [inner, outer] = lines.cases(effect, over)
  return lines.calculus(2, inner, term(y, [], [...x, ...z, ...over])) && lines.calculus(3, outer, term(over, [], z))
}

/** Conditions that may as well be set are, one after the other (IDC line 1). */
function exchanged(lines: Lines, q: MeasuredQuery): { x: number[]; y: number[]; z: number[] } {
  let { x, z } = q
  for (let k = 0; k < z.length; ) {
    const others = z.filter((i) => i !== z[k])
    if (isSeparated(lines.g, ruleSeparation(2, lines.g, q.y, [z[k]!], x, others))) {
      const wider = [...x, z[k]!]
      lines.calculus(2, term(q.y, x, z), term(q.y, wider, others), true)
      x = wider
      z = others
      k = 0
    } else k++
  }
  return { x, y: q.y, z }
}

/** The lines along ID that the effect needs; in several ways for each term, where one way leads back to where it came from. */
function generalLines(q: MeasuredQuery, symbols: Symbols, effect: Expr): readonly Line[] {
  for (const isThorough of [false, true]) {
    const { list } = general(new Lines(q.g, symbols, isThorough), q)
    const used = new Set<Line>()
    if (expandTerms(symbols, list, effect, used) !== null) return list.filter((line) => used.has(line))
  }
  throw new CausalError(
    'not-supported',
    'the effect is identified, but its lines do not join into a proof: read the derivation of identify instead.',
  )
}

/** Along ID: a condition as a ratio of joints, then the lines of the joint. */
function general(lines: Lines, q: MeasuredQuery): Lines {
  const { x, y, z } = exchanged(lines, q)
  const effect = term(y, x, z)
  if (!lines.needs(effect)) return lines
  if (z.length > 0) {
    const [, below] = lines.condition(effect, z)
    if (lines.needs(below)) lines.sum(below, y)
  }
  const { size } = lines.g
  idProof(lines, flags(size, [...y, ...z]), flags(size, x))
  return lines
}

function shownLine<N extends string>(names: readonly string[], symbols: Symbols, line: Line): ProofLine<N> {
  const named = (list: readonly number[]): readonly N[] => Object.freeze(list.map((i) => names[i] as N))
  const of = (expr: Expr | Prob) => toEstimand<N>({ symbols, expr })
  return Object.freeze({
    before: of(line.before) as ProbabilityTerm<N>,
    after: of(line.after),
    rule: line.rule,
    separations: Object.freeze(
      line.separations.map(
        (s): LicensingSeparation<N> =>
          Object.freeze({
            rule: s.rule,
            outcome: named(s.outcome),
            nodes: named(s.nodes),
            given: named(s.given),
            withoutInto: named(s.withoutInto),
            withoutOutOf: named(s.withoutOutOf),
          }),
      ),
    ),
    order: named(line.order),
  })
}
