/**
 * Which experiments are possible, at what cost, and what is wanted of them.
 *
 * @typeParam N - the names of the nodes
 * @category Decisions
 */
export interface ExperimentDesignQuestion<N extends string = string> {
  /** The sets of nodes that can be set together (default: each node with an undirected edge, alone). */
  readonly targets?: readonly (readonly N[])[]
  /** Instead of `targets`: all sets of up to this many nodes with undirected edges. */
  readonly maxTargets?: number
  /** What it costs to set each node (default 1 each); a set costs their sum. */
  readonly costs?: Readonly<Partial<Record<N, number>>>
  /**
   * What is wanted: `expected-members` (default), `worst-members`: few members left, on average over members or at worst; `expected-edges`,
   * `worst-edges`: few edges left without direction; `information`: many bits about which member it is.
   */
  readonly objective?: ExperimentObjective
  /** Outcomes of one experiment that are looked at, at most (default 20,000). */
  readonly budget?: number
}

/**
 * What an experiment is judged by.
 *
 * @category Decisions
 */
export type ExperimentObjective =
  | 'expected-members'
  | 'worst-members'
  | 'expected-edges'
  | 'worst-edges'
  | 'information'

/**
 * One outcome that an experiment may have: directions of edges, and what is left after it.
 *
 * @typeParam N - the names of the nodes
 * @category Decisions
 */
export interface ExperimentOutcome<N extends string = string> {
  /** The directions that the experiment shows: `required` of `orientByKnowledge`, which gives the class that is left. */
  readonly directed: readonly (readonly [N, N])[]
  /** How many members of the class agree. */
  readonly members: bigint
  /** Their share of all members. */
  readonly share: number
  /** How many edges have no direction after it. */
  readonly undirectedEdges: number
}

/**
 * One experiment, and what is left after it.
 *
 * @typeParam N - the names of the nodes
 * @category Decisions
 */
export interface PlannedExperiment<N extends string = string> {
  /** The nodes that are set. */
  readonly targets: readonly N[]
  /** Its cost. */
  readonly cost: number
  /** What counts: the gain in the objective (bits, or edges) for each unit of cost. The best experiment has the largest. */
  readonly gain: number
  /** How many members are left, on average over members. */
  readonly expectedMembers: number
  /** How many are left at worst. */
  readonly worstMembers: bigint
  /** How many edges are left without direction, on average over members. */
  readonly expectedEdges: number
  /** How many at worst. */
  readonly worstEdges: number
  /** The bits that the outcome tells about which member it is, each as likely. */
  readonly information: number
  /** What it may show, the likeliest first. */
  readonly outcomes: readonly ExperimentOutcome<N>[]
}

/**
 * Experiments on a class of graphs, the best first.
 *
 * @typeParam N - the names of the nodes
 * @category Decisions
 */
export interface ExperimentDesign<N extends string = string> {
  /** The best experiment; null where there is one member, and nothing to tell apart. */
  readonly best: PlannedExperiment<N> | null
  /** All of them, the best first; ties in the order of targets. */
  readonly experiments: readonly PlannedExperiment<N>[]
  /** How many members the class has. */
  readonly members: bigint
  /** How many of its edges have no direction. */
  readonly undirectedEdges: number
  /** What they were judged by. */
  readonly objective: ExperimentObjective
}
