import { CausalError, calledAs } from '../../errors.js'
import { simplifyExpr } from '../../estimand/simplify/simplify-expr.js'
import { toEstimand } from '../../estimand/terms/convert.js'
import { prob, type Symbols, stateSymbol, symbolsOf } from '../../estimand/terms/expr.js'
import { positionsOf } from '../../graph/core/sets.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { bits, maskOf } from '../core/mask-graph.js'
import { type CausalQuery, type MeasuredQuery, measuredQuery } from '../id/causal-query.js'
import { chooseFree } from '../id/choose-free.js'
import { type MissingPair, missingJoint } from './missing-joint.js'
import { missingLaw } from './missing-law.js'
import { recordedOracle } from './recorded.js'
import { calculusStep, checkBudget, checkSize } from './recover-from-selection.js'
import { type KnownTerm, searchKnown } from './search-known.js'
import type { SearchResult } from './search-result.js'

/**
 * A question about incomplete data.
 *
 * @category Identification
 */
export interface MissingnessQuery<N extends string = string> extends Omit<CausalQuery<N>, 'do'> {
  /** What is set; nothing, when left out: then a distribution is to be recovered, not an effect. */
  readonly do?: N | readonly N[]
  /** The variables with missing values, each with the node that tells whether it is observed (state 1). */
  readonly missing: readonly { readonly variable: N; readonly observed: N }[]
  /** The most terms that the search takes up; 100,000 when left out. */
  readonly budget?: number
}

/** The most nodes that are searched over. */
const largestSearch = 15

/**
 * Whether a distribution or an effect can be recovered from incomplete data, and by which formula.
 *
 * The graph is an m-graph (Mohan, Pearl & Tian 2013): beside the variables it holds, for each with missing values, a node
 * that says whether it is observed, with arrows from what drives that. Known are P(complete variables, some incomplete
 * ones | all of these observed) for every choice; the answer is searched for by the rules of the do-calculus and of
 * probability. Where they give none, Theorem 2 of that paper is tried (each indicator driven by other variables only, as
 * when two variables hide each other), then the search once more with P(a) = P(a, b) / P(b | a) as a rule, then the joint law of
 * what matters, as an ordered product (Theorem 1 there) or as complete cases divided by their chance, with indicators that may drive one
 * another, and effects by ID in that law: in larger graphs these alone. A search that runs out of budget is `undecided`, never a no.
 *
 * @param graph - a DAG or an ADMG, indicators among its nodes; it is searched when it has at most 15 measured nodes
 * @param query - `{ missing, outcome, do?, given?, budget? }`
 * @returns the formula with its derivation, or the status; `R = 1` in it says where complete cases are used
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `too-large` for a larger graph in which the law is
 *   not found; `not-supported` for other kinds of graph
 * @complexity up to 4ⁿ terms of O(n) separations, twice; in more than 15 nodes O(n (n + m))
 * @category Identification
 * @example
 * const g = dag('Age -> Income; Age -> R')
 * const r = recoverFromMissingness(g, { missing: [{ variable: 'Income', observed: 'R' }], outcome: 'Income' })
 * r.status === 'identifiable' ? toText(r.estimand) : r.status
 * //=> 'Σ_Age P(Income | Age, R = 1) P(Age)'
 * recoverFromMissingness(dag('Income -> R'), { missing: [{ variable: 'Income', observed: 'R' }], outcome: 'Income' }).status
 * //=> 'not-derivable'
 */
export function recoverFromMissingness<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: MissingnessQuery<NoInfer<N>>,
): SearchResult<N> {
  return calledAs('recoverFromMissingness', () => {
    checkOptions('query', query, ['do', 'missing', 'budget', 'outcome', 'given'], { budget: 'number' })

    const q = measuredQuery(graph, { ...query, do: checkedObject('query', query).do ?? [] })
    const { g } = q
    const budget = checkBudget(query.budget)
    if (!Array.isArray(query.missing)) {
      throw new CausalError('invalid-argument', 'missing must list { variable, observed } pairs.')
    }
    const pairs = query.missing.map((entry): [number, number] => {
      checkOptions('variable with missing values', entry, ['variable', 'observed'])
      const { variable, observed } = checkedObject('variable with missing values', entry)
      return [lookUp('node', g.index, variable), lookUp('node', g.index, observed)]
    })
    const involved = pairs.flat()
    if (new Set(involved).size !== involved.length) {
      throw new CausalError('overlap', 'variables and their indicators must be different nodes, each named once.')
    }
    const asked = [...q.x, ...q.y, ...q.z]
    if (pairs.some(([, r]) => asked.includes(r))) {
      throw new CausalError('invalid-argument', 'an indicator of missingness cannot be part of the question.')
    }
    const symbols = symbolsOf(g.names)
    const one = new Map<number, number>(pairs.map(([, r]) => [r, stateSymbol(symbols, r, '1')]))
    const marked = pairs.map(([variable, indicator]) => ({ variable, indicator, one: one.get(indicator)! }))
    const law = (): SearchResult<N> | null => {
      const found = missingLaw(g, symbols, marked, q)
      return found === null ? null : lawResult<N>(q, symbols, marked, found)
    }
    if (g.size > largestSearch) {
      const answer = law()
      if (answer !== null) return answer
      checkSize(g.size, largestSearch)
    }
    const indicators = maskOf(pairs.map(([, r]) => r))
    const complete = g.names.map((_, i) => i).filter((i) => !involved.includes(i))
    const known: KnownTerm[] = []
    for (let choice = 2 ** pairs.length - 1; choice >= 0; choice--) {
      const chosen = pairs.filter((_, k) => ((choice >> k) & 1) === 1)
      const of = [...complete, ...chosen.map(([v]) => v), ...chosen.map(([, r]) => r)]
      if (of.length === 0) continue
      known.push({ of: maskOf(of), act: 0, given: 0, expr: prob(of.map((i) => one.get(i) ?? i)) })
    }
    const target = { of: maskOf(q.y), act: maskOf(q.x), given: maskOf(q.z) }
    let answer = searchKnown(g, symbols, known, target, { fixed: indicators, budget })
    if (answer.status !== 'found') {
      const joint = q.x.length > 0 ? null : missingJoint(g, symbols, marked, q.y, q.z)
      answer =
        joint === null
          ? searchKnown(g, symbols, known, target, { fixed: indicators, budget, divides: true })
          : { status: 'found', expr: joint.expr, steps: joint.steps }
    }
    if (answer.status !== 'found') {
      const recovered = law()
      if (recovered !== null) return recovered
      const status = answer.status === 'exhausted' ? 'not-derivable' : 'undecided'
      return Object.freeze({ status, terms: answer.terms })
    }
    const expr = simplifyExpr(symbols, chooseFree(symbols, answer.expr, new Set(asked)), recordedOracle(q.graph, pairs))
    const names = (mask: number): readonly N[] => Object.freeze(bits(mask).map((i) => g.names[i] as N))
    return Object.freeze({
      status: 'identifiable',
      estimand: toEstimand<N>({ symbols, expr }),
      derivation: Object.freeze(answer.steps.map((step) => calculusStep(step, names))),
    })
  })
}

/** A law that was found in polynomial time, as a result: its steps with the indicators that are at 1. */
function lawResult<N extends string>(
  q: MeasuredQuery,
  symbols: Symbols,
  pairs: readonly MissingPair[],
  { expr, steps }: NonNullable<ReturnType<typeof missingLaw>>,
): SearchResult<N> {
  const asked = new Set([...q.x, ...q.y, ...q.z])
  const oracle = recordedOracle(
    q.graph,
    pairs.map(({ variable, indicator }) => [variable, indicator]),
  )
  const names = (positions: readonly number[]): readonly N[] => Object.freeze(positions.map((i) => q.g.names[i] as N))
  const everything = q.g.names.map((_, i) => i).filter((i) => pairs.every(({ indicator }) => indicator !== i))
  const known = {
    rule: 'known' as const,
    of: names([...everything, ...pairs.map((p) => p.indicator)]),
    do: names([]),
    given: names([]),
  }
  return Object.freeze({
    status: 'identifiable',
    estimand: toEstimand<N>({ symbols, expr: simplifyExpr(symbols, chooseFree(symbols, expr, asked), oracle) }),
    derivation: Object.freeze([
      Object.freeze({ ...known, from: Object.freeze([]) }),
      ...steps.map((step) =>
        Object.freeze({
          rule: step.rule,
          of: names(positionsOf(step.of)),
          do: names(positionsOf(step.act)),
          given: names(positionsOf(step.given)),
          from: Object.freeze(step.from.length === 0 ? [0] : step.from.map((k) => k + 1)),
        }),
      ),
    ]),
  })
}
