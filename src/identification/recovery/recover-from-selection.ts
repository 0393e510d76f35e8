import { CausalError, calledAs } from '../../errors.js'
import { simplifyExpr } from '../../estimand/simplify/simplify-expr.js'
import { toEstimand } from '../../estimand/terms/convert.js'
import { prob, symbolsOf } from '../../estimand/terms/expr.js'
import { checkDisjoint } from '../../graph/core/sets.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { measuredPositions } from '../adjustment/effect-query.js'
import { labelOf, relabelled } from '../core/distributions.js'
import { bits, maskOf } from '../core/mask-graph.js'
import type { SearchStep } from '../core/search-types.js'
import { measuredQuery } from '../id/causal-query.js'
import { chooseFree } from '../id/choose-free.js'
import { type KnownTerm, searchKnown } from './search-known.js'
import type { CalculusStep, SearchResult } from './search-result.js'
import { fromSelectedAlone, isWholeSample } from './selected-alone.js'
import { selectedGraph } from './selected-graph.js'
import type { SelectionQuery } from './selection-query.js'

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
    checkOptions('query', query, ['selectedBy', 'available', 'budget', 'do', 'outcome', 'given'], { budget: 'number' })

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
    const { g: extended, oracle } = selectedGraph(g, by)
    const symbols = symbolsOf(g.names)
    const available = query.available ?? [{ selected: true }]
    const labels = new Map<string, string>()
    const known = available.map((entry, k): KnownTerm => {
      if (typeof checkedObject('available distribution', entry).selected !== 'boolean') {
        throw new CausalError(
          'invalid-argument',
          `\`selected\` of an available distribution must be true (data of the selected) or false (of everybody), got ${show(entry.selected)}.`,
        )
      }
      const act = measuredPositions(g, 'do', entry.do ?? [], true)
      const seen = measuredPositions(g, 'given', entry.given ?? [], true)
      const over =
        entry.over === undefined
          ? g.names.map((_, i) => i).filter((i) => !act.includes(i) && !seen.includes(i))
          : measuredPositions(g, 'over', entry.over)
      checkDisjoint(g, ['do', act], ['over', over], ['given', seen])
      labels.set(labelOf(k), entry.selected ? 'selected' : '')
      return {
        of: maskOf(over),
        act: maskOf(act),
        given: maskOf(seen) | (entry.selected ? 1 << s : 0),
        expr: prob(over, seen, act, labelOf(k)),
      }
    })
    const target = { of: maskOf(q.y), act: maskOf(q.x), given: maskOf(q.z) }
    const answer = searchKnown(extended, symbols, known, target, { fixed: 1 << s, budget })
    if (answer.status !== 'found') {
      const status = answer.status === 'exhausted' ? 'not-derivable' : 'undecided'
      return Object.freeze({ status, terms: answer.terms })
    }
    const asked = new Set([...q.x, ...q.y, ...q.z])
    const expr = relabelled(simplifyExpr(symbols, chooseFree(symbols, answer.expr, asked), oracle), labels)
    const names = (mask: number): readonly N[] => Object.freeze(bits(mask).map((i) => extended.names[i] as N))
    return Object.freeze({
      status: 'identifiable',
      estimand: toEstimand<N>({ symbols, expr }),
      derivation: Object.freeze(answer.steps.map((step) => calculusStep(step, names))),
    })
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
