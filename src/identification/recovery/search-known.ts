import type { Expr, Symbols } from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { calculusSearch } from '../core/calculus-search.js'
import { maskGraph } from '../core/mask-graph.js'
import type { SearchAnswer, SearchStep, SearchTerm } from '../core/search-types.js'
import { stepFormula } from '../core/step-formula.js'

/** A term that is known, and what to write for it. */
export interface KnownTerm extends SearchTerm {
  readonly expr: Expr
}

/** What a search found, with its formula. */
type KnownAnswer =
  | { readonly status: 'found'; readonly steps: readonly SearchStep[]; readonly expr: Expr }
  | Exclude<SearchAnswer, { readonly status: 'found' }>

/** The search from terms with formulas of their own. */
export function searchKnown(
  graph: IndexedGraph,
  symbols: Symbols,
  known: readonly KnownTerm[],
  target: SearchTerm,
  limits: { readonly fixed: number; readonly budget: number; readonly divides?: boolean },
): KnownAnswer {
  const answer = calculusSearch({ g: maskGraph(graph), known, target, ...limits })
  if (answer.status !== 'found') return answer
  const expr = stepFormula(symbols, answer.steps, ({ of, act, given }) => {
    return known.find((term) => term.of === of && term.act === act && term.given === given)?.expr ?? null
  })
  return { ...answer, expr: expr! }
}
