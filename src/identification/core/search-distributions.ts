import { type Expr, prob, symbolsOf } from '../../estimand/terms/expr.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { calculusSearch } from './calculus-search.js'
import { type KnownDistribution, type LabelledFormula, labelOf } from './distributions.js'
import { bits, maskGraph, maskOf } from './mask-graph.js'
import { type DataQuestion, projectedQuestion } from './reduced-question.js'
import type { SearchProblem, SearchStep, SearchTerm } from './search-types.js'
import { stepFormula } from './step-formula.js'

/** The most nodes that a search goes over. */
export const mostSearched = 20

/** A formula with its steps, in the positions of `q`, or how the search ended; `too-large` where too many nodes matter. */
export type DistributionSearch =
  | (LabelledFormula & {
      readonly status: 'found'
      readonly steps: readonly SearchStep[]
      readonly q: DataQuestion['q']
    })
  | { readonly status: 'exhausted' | 'budget'; readonly terms: number }
  | { readonly status: 'too-large'; readonly size: number }

/**
 * P(y | do(x), z) of the first population from distributions of any of them, by search: first in projections on few nodes, in which
 * searches are short and formulas too, then in the graph itself. `isHopeless` says where none is worth while.
 */
export function searchDistributions(
  question: DataQuestion,
  { budget, tick }: Pick<SearchProblem, 'budget' | 'tick'>,
  isHopeless: (part: DataQuestion) => boolean,
): DistributionSearch {
  const { size } = question.q.g
  let taken = 0
  const limits = (most: number): Pick<SearchProblem, 'budget' | 'tick'> => ({
    budget: Math.min(budget - taken, most),
    tick: (done, known) => tick?.(taken + done, known),
  })
  for (const part of smallParts(question)) {
    tick?.(taken, 0)
    if (isHopeless(part)) continue
    const found = searchPart(part, limits(smallBudget))
    if (found.status === 'found') return found
    taken += found.taken
    if (2 * taken > budget) break
  }
  return size > mostSearched ? { status: 'too-large', size } : searchPart(question, limits(budget))
}

/** The most terms that are taken up in one projection. */
const smallBudget = 2000

/** The question in projections on its own nodes and a few others (four, in large graphs fewer), the smallest first. */
function* smallParts(question: DataQuestion): Generator<DataQuestion> {
  const { g, x, y, z } = question.q
  const own = [...x, ...y, ...z]
  const others = g.names.map((_, i) => i).filter((i) => !own.includes(i))
  const most = others.length <= 12 ? 4 : others.length <= 30 ? 2 : 1
  for (let count = 0; count < others.length && count <= most; count++) {
    if (own.length + count > mostSearched) return
    for (const more of subsetsOf(others, count)) yield projectedQuestion(question, flags(g.size, [...own, ...more]))
  }
}

/** The subsets of a size, in the order of the list. */
function* subsetsOf(list: readonly number[], count: number, from = 0): Generator<readonly number[]> {
  if (count === 0) yield []
  else {
    for (let k = from; k + count <= list.length; k++)
      for (const rest of subsetsOf(list, count - 1, k + 1)) yield [list[k]!, ...rest]
  }
}

/** One search, in one graph. */
function searchPart(
  { q, data, populations }: DataQuestion,
  limits: Pick<SearchProblem, 'budget' | 'tick'>,
): Extract<DistributionSearch, { status: 'found' }> | Exclude<ReturnType<typeof calculusSearch>, { status: 'found' }> {
  const domains = populations.map(({ name }) => name)
  const known = knownTerms(data, domains)
  const answer = calculusSearch({
    g: maskGraph(q.g),
    known,
    target: { of: maskOf(q.y), act: maskOf(q.x), given: maskOf(q.z) },
    differs: populations.map(({ differs }) => maskOf(positionsOf(differs))),
    ...limits,
  })
  if (answer.status !== 'found') return answer
  return { status: 'found', q, ...searchFormula(q.g.names, known, domains, answer.steps)!, steps: answer.steps }
}

/** The formula of the steps, each distribution under a label of its own; null where a first term is none that is known. */
export function searchFormula(
  names: readonly string[],
  known: readonly SearchTerm[],
  domains: readonly string[],
  steps: readonly SearchStep[],
): LabelledFormula | null {
  const symbols = symbolsOf(names)
  const written = (step: SearchStep): Expr | null => {
    const at = known.findIndex((term) => isWithin(step, term))
    return at < 0 ? null : prob(bits(step.of), bits(step.given), bits(step.act), labelOf(at))
  }
  const expr = stepFormula(symbols, steps, written)
  if (expr === null) return null
  const labels = new Map(known.map(({ domain = 0 }, at) => [labelOf(at), domains[domain]!]))
  // the graph must not drop a condition of a distribution that is known only under it
  const mayUseGraph = steps.every(({ rule, given }) => rule !== 'known' || given === 0)
  return { symbols, expr, labels, mayUseGraph }
}

/** The distributions as terms in a fixed order, without those that follow from another by sums and conditions. */
export function knownTerms(data: readonly KnownDistribution[], domains: readonly string[]): Required<SearchTerm>[] {
  const terms = data
    .map(({ over, act, given, domain }) => ({
      of: maskOf(over),
      act: maskOf(act),
      given: maskOf(given),
      domain: domains.indexOf(domain),
    }))
    .filter(({ of }) => of !== 0)
    .sort((a, b) => a.domain - b.domain || a.act - b.act || a.given - b.given || a.of - b.of)
  return terms.filter(
    (term, k) => !terms.some((other, j) => j !== k && isWithin(term, other) && (j < k || !isWithin(other, term))),
  )
}

/** Whether a term is a sum or a conditional of another. */
export function isWithin(term: SearchTerm, whole: SearchTerm): boolean {
  return (
    term.act === whole.act &&
    (term.domain ?? 0) === (whole.domain ?? 0) &&
    (whole.given & ~term.given) === 0 &&
    ((term.of | term.given) & ~(whole.of | whole.given)) === 0
  )
}
