/**
 * The direct causes of each variable as the graph has them, by position in the names of an {@link Incident}.
 *
 * @category Attribution
 */
export interface IncidentGraph {
  /** For each variable the positions of its direct causes at any lag, itself left out, ascending. */
  readonly causes: readonly (readonly number[])[]
  /** For each variable the positions of those joined to it by an edge without direction, ascending. */
  readonly undirected: readonly (readonly number[])[]
}

/**
 * How one variable's mechanism did after the trigger: what its direct causes leave of it, against the same before.
 *
 * @category Attribution
 */
export interface MechanismCheck {
  /** What is left in the steps before, in robust standard deviations from their median. */
  readonly before: Float64Array
  /** What is left in the steps after, on the same scale. */
  readonly after: Float64Array
  /** What is left before and after in the variable's own unit: value less prediction. */
  readonly raw: { readonly before: Float64Array; readonly after: Float64Array }
  /** The slopes that made the prediction, one a direct cause and lag. */
  readonly slopes: readonly { readonly cause: number; readonly lag: number; readonly slope: number }[]
  /** The t statistic of a change of the mean, with the error of the slopes in it. */
  readonly z: number
  /** The spread after over that before. */
  readonly spread: number
  /** The p-value of a change of mean or of spread (twice the smaller of two). */
  readonly pValue: number
  /** Its natural logarithm, finite where the p-value itself is too small for a double. */
  readonly logPValue: number
  /** The share of the steps after in which a direct cause lies outside all that was seen before. */
  readonly outside: number
}

/**
 * What a {@link RootCauseMethod} is given: the steps before and after the trigger, the graph, and each mechanism's check.
 *
 * @category Attribution
 */
export interface Incident {
  /** The variables. */
  readonly names: readonly string[]
  /** The position of the one that raised the alert, or null where none was named. */
  readonly target: number | null
  /** The graph, or null where none was given. */
  readonly graph: IncidentGraph | null
  /** One column a variable: the steps before. A value that is missing is NaN. */
  readonly before: readonly Float64Array[]
  /** The steps after, likewise. */
  readonly after: readonly Float64Array[]
  /** Each mechanism given its direct causes (without a graph: given its own past in a series, and nothing in a table); null where it could not be checked. */
  readonly checks: readonly (MechanismCheck | null)[]
  /** Whether steps follow each other in time. */
  readonly isSeries: boolean
  /** The level of the tests. */
  readonly alpha: number
}

/**
 * What a {@link RootCauseMethod} answers.
 *
 * @category Attribution
 */
export interface Suspicions {
  /** One score a variable, the larger the more suspect; NaN where the method says nothing of it. */
  readonly scores: Float64Array
  /** 1 where the method accuses the variable; left out: where its mechanism changed, at the level of the incident. */
  readonly accused?: Uint8Array
  /** What to mind, in sentences. */
  readonly warnings?: readonly string[]
}

/**
 * A way to rank causes, as a value: any record of this form can stand where a method is asked for.
 *
 * @category Attribution
 */
export interface RootCauseMethod {
  /** Its name with its options, in words. */
  readonly name: string
  /** What it cannot do without. */
  readonly needs: readonly ('graph' | 'target')[]
  /** Whether it takes a graph with cycles of effects at the same time; no unless told. */
  readonly mayCycle?: boolean
  /** Scores the variables of an incident. */
  readonly suspect: (incident: Incident) => Suspicions
}
