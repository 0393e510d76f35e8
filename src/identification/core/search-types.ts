import type { MaskGraph } from './mask-graph.js'

/** P(of | do(act), given) of a population, as bit masks. */
export interface SearchTerm {
  readonly of: number
  readonly act: number
  readonly given: number
  /** The population, by position; left out for the first. */
  readonly domain?: number
}

/** What is searched for, and from what. */
export interface SearchProblem {
  readonly g: MaskGraph
  readonly known: readonly SearchTerm[]
  readonly target: SearchTerm
  /** The most terms that are taken up. */
  readonly budget: number
  /** For each population the nodes at which it may differ; one that differs nowhere, when left out. */
  readonly differs?: readonly number[]
  /** Nodes known at one value only: never summed, never set. */
  readonly fixed?: number
  /** Whether P(a) = P(a, b) / P(b | a) is a rule too, for fixed b, which cannot be summed. */
  readonly divides?: boolean
  /** Called after each thousand terms with how many were taken up, and how many are known. */
  readonly tick?: (taken: number, known: number) => void
}

/** The rules of a search, by number in its table of terms. */
export const searchRules = [
  'known',
  'rule 1',
  'rule 2',
  'rule 3',
  'population',
  'sum',
  'condition',
  'product',
  'divide',
] as const

/** How one term of the derivation came about: a do-calculus rule, another population, or a rule of probability. */
export interface SearchStep extends SearchTerm {
  readonly rule: (typeof searchRules)[number]
  /** The positions of the steps that it uses. */
  readonly from: readonly number[]
}

/** `found` with the steps; `exhausted` when nothing more can be derived; `budget` when the search was cut off. */
export type SearchAnswer =
  | { readonly status: 'found'; readonly steps: readonly SearchStep[] }
  | { readonly status: 'exhausted' | 'budget'; readonly terms: number; readonly taken: number }
