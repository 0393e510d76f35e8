import { CausalError, calledAs } from '../../errors.js'
import { simplifyExpr } from '../../estimand/simplify/simplify-expr.js'
import { toEstimand } from '../../estimand/terms/convert.js'
import { prob, symbolsOf } from '../../estimand/terms/expr.js'
import type { Estimand } from '../../estimand/terms/types.js'
import { flatEdges } from '../../graph/core/flat-edges.js'
import { indexed } from '../../graph/core/indexed.js'
import { checkDisjoint, positionsOf } from '../../graph/core/sets.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { measuredPositions } from '../adjustment/effect-query.js'
import type { AvailableDistribution } from '../id/available.js'
import { type CausalQuery, type MeasuredQuery, measuredQuery } from '../id/causal-query.js'
import { chooseFree } from '../id/choose-free.js'
import { bits, doSearch, type KnownTerm, maskOf, type SearchStep } from './do-search.js'
import { selectedFactors } from './selected-factors.js'

/**
 * A question of recovery: an effect in the whole population, from data of those who were selected.
 *
 * @category Identification
 */
export interface SelectionQuery<N extends string = string> extends CausalQuery<N> {
  /** The direct causes of being selected. */
  readonly selectedBy: N | readonly N[]
  /**
   * What is known, of the selected only or of everybody; when left out, all nodes of the selected. Nodes may be left out
   * of `over`.
   */
  readonly available?: readonly (AvailableDistribution<N> & {
    /** Whether it is the distribution of the selected. */
    readonly selected: boolean
  })[]
  /** The most terms that the search takes up; 100,000 when left out. */
  readonly budget?: number
}

/**
 * One step of a search by the do-calculus: P(of | do(do), given) from earlier steps. `condition` is P(a | b) = P(a, b) / P(b),
 * `divide` P(a) = P(a, b) / P(b | a). Of districts: `factor` is Tian's product of conditionals for one whose nodes do not cause
 * the selection, `rest` what such factors leave, `subfactor` ID within a factor. Of incomplete data:
 * `ordered` is a law as a product in an order of causes, `weighted` complete cases divided by their chance.
 *
 * @category Identification
 */
export interface CalculusStep<N extends string = string> {
  /** The rule: of the do-calculus, or of probability. */
  readonly rule:
    | 'known'
    | 'rule 1'
    | 'rule 2'
    | 'rule 3'
    | 'sum'
    | 'condition'
    | 'product'
    | 'divide'
    | 'factor'
    | 'rest'
    | 'subfactor'
    | 'ordered'
    | 'weighted'
  /** The event of the term. */
  readonly of: readonly N[]
  /** What is set. */
  readonly do: readonly N[]
  /** What is seen. */
  readonly given: readonly N[]
  /** The positions of the steps that it uses. */
  readonly from: readonly number[]
}

/**
 * What a search by the do-calculus found.
 *
 * @category Identification
 */
export type SearchResult<N extends string = string> =
  | {
      /** A formula was derived. */
      readonly status: 'identifiable'
      /** The formula. */
      readonly estimand: Estimand<N>
      /** Its derivation. */
      readonly derivation: readonly CalculusStep<N>[]
    }
  | {
      /** `not-derivable`: the search came to its end; `undecided`: it was cut off by the budget. */
      readonly status: 'not-derivable' | 'undecided'
      /** How many terms were derived. */
      readonly terms: number
    }

/**
 * Whether an effect in the whole population can be recovered from selected data, and by which formula.
 *
 * Being selected is drawn as one more node S below its causes; data of the selected are P(… | S = 1), written as the
 * population `selected`. From the selected alone algorithm RC answers district by district, complete without `given`
 * (Bareinboim & Tian 2015; Correa, Tian & Bareinboim 2019). With other distributions the answer is searched for by the rules of
 * the do-calculus and of probability, from the known terms on (Bareinboim, Tian & Pearl 2014; Tikka, Hyttinen & Karvanen 2021). A
 * search to the end without an answer means that these rules derive none; one that runs out of budget is `undecided`,
 * never a no.
 *
 * @param graph - a DAG or an ADMG; of at most 15 measured nodes when it is searched
 * @param query - `{ do, outcome, given?, selectedBy, available?, budget? }`
 * @returns the formula with its derivation, or the status
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `not-supported` for other kinds of graph;
 *   `too-large` for a search over more nodes
 * @complexity O(n² (n + m)) from the selected alone; a search up to 4ⁿ terms of O(n) separations
 * @category Identification
 * @example
 * const g = dag('X -> Y')
 * const r = recoverFromSelection(g, { do: 'X', outcome: 'Y', selectedBy: 'X' })
 * r.status === 'identifiable' ? toText(r.estimand) : r.status
 * //=> 'P^selected(Y | X)'
 * recoverFromSelection(g, { do: 'X', outcome: 'Y', selectedBy: 'Y' }).status
 * //=> 'not-derivable'
 */
export function recoverFromSelection<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: SelectionQuery<NoInfer<N>>,
): SearchResult<N> {
  return calledAs('recoverFromSelection', () => {
    checkOptions('query', query, ['selectedBy', 'available', 'budget', 'do', 'outcome', 'given'])

    const q = measuredQuery(graph, query)
    const { g } = q
    const budget = checkBudget(query.budget)
    const by = measuredPositions(g, 'selectedBy', query.selectedBy, true)
    if (isWholeSample(query.available, g.size)) {
      const answer = fromSelectedAlone<N>(q, by)
      // with conditions RC may stop where factors cancel: a small graph is searched then
      if (answer.status === 'identifiable' || q.z.length === 0 || g.size > 15) return answer
    }
    checkSize(g.size, 15)
    const s = g.size
    const edges = flatEdges(g)
    for (const i of by) edges.push(i, s, TAIL, ARROW)
    const extended = indexed(makeGraph('admg', [...g.names, freshName(g.names)], edges))
    const symbols = symbolsOf(g.names)
    const available = query.available ?? [{ selected: true }]
    const known = available.map((entry): KnownTerm => {
      if (typeof checkedObject('available distribution', entry).selected !== 'boolean') {
        throw new CausalError(
          'invalid-argument',
          `\`selected\` of an available distribution must be true (data of the selected) or false (of everybody), got ${show(entry.selected)}.`,
        )
      }
      const act = measuredPositions(g, 'do', entry.do ?? [], true)
      const over =
        entry.over === undefined
          ? g.names.map((_, i) => i).filter((i) => !act.includes(i))
          : measuredPositions(g, 'over', entry.over)
      checkDisjoint(g, ['do', act], ['over', over])
      return {
        of: maskOf(over),
        act: maskOf(act),
        given: entry.selected ? 1 << s : 0,
        expr: prob(over, [], act, entry.selected ? 'selected' : ''),
      }
    })
    const target = { of: maskOf(q.y), act: maskOf(q.x), given: maskOf(q.z) }
    const answer = doSearch(extended, symbols, known, target, 1 << s, budget)
    if (answer.status !== 'found') {
      const status = answer.status === 'exhausted' ? 'not-derivable' : 'undecided'
      return Object.freeze({ status, terms: answer.terms })
    }
    const asked = new Set([...q.x, ...q.y, ...q.z])
    const expr = simplifyExpr(symbols, chooseFree(symbols, answer.expr, asked))
    const names = (mask: number): readonly N[] => Object.freeze(bits(mask).map((i) => extended.names[i] as N))
    return Object.freeze({
      status: 'identifiable',
      estimand: toEstimand<N>({ symbols, expr }),
      derivation: Object.freeze(answer.steps.map((step) => calculusStep(step, names))),
    })
  })
}

/** Whether the joint of the selected is all that is known. */
function isWholeSample(available: SelectionQuery['available'], size: number): boolean {
  if (available === undefined) return true
  const list = checkedList('available distributions', available)
  for (const entry of list) checkOptions('available distribution', entry, ['do', 'over', 'selected'])
  if (list.length !== 1) return false
  const { selected, do: act = [], over } = checkedObject('available distribution', list[0]!)
  return selected === true && [act].flat().length === 0 && (over === undefined || new Set(over).size === size)
}

/** Algorithm RC, district by district. */
function fromSelectedAlone<N extends string>(q: MeasuredQuery, by: readonly number[]): SearchResult<N> {
  const symbols = symbolsOf(q.g.names)
  const answer = selectedFactors(q.g, symbols, by, q)
  if (answer === null) return Object.freeze({ status: 'not-derivable', terms: 0 })
  const asked = new Set([...q.x, ...q.y, ...q.z])
  const expr = simplifyExpr(symbols, chooseFree(symbols, answer.expr, asked))
  const s = freshName(q.g.names) as N
  const names = (set: Uint8Array): N[] => positionsOf(set).map((i) => q.g.names[i] as N)
  return Object.freeze({
    status: 'identifiable',
    estimand: toEstimand<N>({ symbols, expr }),
    derivation: Object.freeze(
      answer.steps.map((step) =>
        Object.freeze({
          rule: step.rule,
          of: Object.freeze(names(step.of)),
          do: Object.freeze(names(step.act)),
          given: Object.freeze(step.isSelected ? [...names(step.given), s] : names(step.given)),
          from: Object.freeze([...step.from]),
        }),
      ),
    ),
  })
}

/** A step in names. */
export function calculusStep<N extends string>(
  step: SearchStep,
  names: (mask: number) => readonly N[],
): CalculusStep<N> {
  return Object.freeze({
    rule: step.rule,
    of: names(step.of),
    do: names(step.act),
    given: names(step.given),
    from: Object.freeze([...step.from]),
  })
}

export function checkSize(size: number, most: number): void {
  if (size <= most) return
  throw new CausalError(
    'too-large',
    `the search takes at most ${most} measured nodes, and the graph has ${size}: make those that do not matter latent.`,
    { size, most },
  )
}

export function checkBudget(budget: number | undefined): number {
  if (budget === undefined) return 100_000
  if (budget >= 1) return budget
  throw new CausalError('invalid-argument', `budget must be at least 1, got ${show(budget)}.`, { budget })
}

function freshName(names: readonly string[]): string {
  let name = 'S'
  while (names.includes(name)) name += '_'
  return name
}
