/**
 * A declared simulator: how each item comes about.
 *
 * @typeParam N - the names of the items
 * @category Decisions
 */
export interface RecipeSimulator<N extends string = string> {
  /** For each item its recipes: lists of items that together are enough. `[[]]` comes from nothing, `[]` never comes. */
  readonly recipes: Readonly<Record<N, readonly (readonly N[])[]>>
  /** The chance that an attempt works when a recipe is met (default 1), drawn apart for each item. */
  readonly success?: Readonly<Partial<Record<N, number>>>
}

/**
 * One run of a simulator that is only known from outside.
 *
 * @typeParam N - the names of the candidates
 * @category Decisions
 */
export interface SimulatorRun<N extends string = string> {
  /** What is there, however it comes about. */
  readonly given: readonly N[]
  /** What is not there, and cannot come about. */
  readonly withheld: readonly N[]
  /** A seed for whatever is random in this run. */
  readonly seed: number
}

/**
 * Which causes are to be verified, and how surely.
 *
 * @typeParam N - the names of the items
 * @category Decisions
 */
export interface ParentsQuestion<N extends string = string> {
  /** The effect. */
  readonly effect: N
  /** Its proposed causes. */
  readonly candidates: readonly N[]
  /** The chance of missing an effect that is there (default 0.01): what `trialsNeeded` is for, and the level of the bound on chances. */
  readonly error?: number
  /** For a function: how often each arrangement is run (default 100). */
  readonly trials?: number
  /** For a function: the least chance that the effect has where it is possible; when left out, a lower bound of what was seen with all given. */
  readonly leastChance?: number
  /** For a function: the seed of the runs' seeds (default 0). */
  readonly seed?: number | string
  /** For a function: runs at most (default 100,000). Sufficient sets are left out where the search may take more. */
  readonly budget?: number
  /** Called after each arrangement. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void
  /** Stops the work with the error `aborted`. */
  readonly signal?: { readonly aborted: boolean }
}

/**
 * What removing one candidate does.
 *
 * @typeParam N - the names of the items
 * @category Decisions
 */
export interface CandidateRemoval<N extends string = string> {
  /** The candidate that is not there. */
  readonly candidate: N
  /** The chance of the effect without it: exact, or the share of runs. */
  readonly probability: number
  /** Whether the effect is possible with all candidates, and not without this one. */
  readonly kept: boolean
}

/**
 * What interventions say of proposed causes.
 *
 * @typeParam N - the names of the items
 * @category Decisions
 */
export interface ParentVerification<N extends string = string> {
  /** The effect. */
  readonly effect: N
  /** Its chance when all candidates are given. */
  readonly probability: number
  /** What it is when all candidates are given but one. */
  readonly removals: readonly CandidateRemoval<N>[]
  /** The candidates that removal keeps. */
  readonly kept: readonly N[]
  /** The same when nothing is given, and one candidate cannot come about. */
  readonly natural: {
    readonly probability: number
    readonly removals: readonly CandidateRemoval<N>[]
    readonly kept: readonly N[]
  }
  /** The minimal sets of candidates that make the effect possible with the others withheld; null where the budget is too small to look. */
  readonly minimalSufficientSets: readonly (readonly N[])[] | null
  /** The candidates that are in all of these sets; null likewise. */
  readonly necessary: readonly N[] | null
  /** Those that are in some, not all: removal keeps none of them, for another one takes its place. Null likewise. */
  readonly alternatives: readonly N[] | null
  /** Candidates that change the effect with everything else held at some setting; null for a function, which holds candidates alone. */
  readonly directCauses: readonly N[] | null
  /** Kept, and no direct causes: what stands between is no candidate, or comes from them. Null likewise. */
  readonly indirect: readonly N[] | null
  /** Runs after which an effect that is there was missed with chance `error` at most; null where it never is there. */
  readonly trialsNeeded: number | null
  /** `exact` for a declared simulator, else `trials`. */
  readonly method: 'exact' | 'trials'
  /** How often each arrangement was run; null if exact. */
  readonly trials: number | null
  /** How many runs in all. */
  readonly runs: number
  /** The chance that `trials` runs miss an effect that is there as often as `leastChance`: 0 if exact, null where it was never seen. */
  readonly missed: number | null
  /** The chance of the effect for which `missed` is told: stated, or a lower bound of what was seen; null likewise. */
  readonly leastChance: number | null
  /** What could be wrong, in words. */
  readonly warnings: readonly string[]
}
