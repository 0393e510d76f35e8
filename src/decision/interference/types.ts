import type { CausalGraph } from '../../graph/types.js'

/**
 * Which units touch which: a graph whose edges are all undirected, such as `pdag` makes, or one of two lists. Units are called by what the
 * question's `unit` column holds, or without one by the number of their row, counted from 0. A pair that is named twice is one edge.
 *
 * @category Decisions
 */
export type Network = CausalGraph | NetworkLists

/**
 * A network as a list: of edges, or of each unit's neighbours.
 *
 * @category Decisions
 */
export interface NetworkLists {
  /** Pairs of units that touch. */
  readonly edges?: readonly (readonly [string | number, string | number])[]
  /** For each row of the table its neighbours; who is a neighbour has the other as neighbour. */
  readonly neighbors?: readonly (readonly (string | number)[])[]
}

/**
 * How treatment was drawn, without which an experiment on a network cannot be read:
 *
 * - `bernoulli`: each unit by a coin of its own; `p` is one chance for all, or the column that holds them
 * - `complete`: `treated` of the units, each set of this size as likely
 * - `cluster`: whole clusters (the column `clusters` names them), each by a coin `p`, or `treated` of them
 *
 * @category Decisions
 */
export type AssignmentDesign<N extends string = string> =
  | { readonly type: 'bernoulli'; readonly p: number | N }
  | { readonly type: 'complete'; readonly treated: number }
  | { readonly type: 'cluster'; readonly clusters: N; readonly p?: number; readonly treated?: number }

/**
 * What of all treatments reaches a unit: levels such that the outcome depends on the assignment through them alone.
 *
 * - `any-neighbor`: own treatment, and whether any neighbour is treated: `00`, `01`, `10`, `11`
 * - `{ count: [1, 3] }`: own treatment, and the number of treated neighbours in bands that begin at 0, 1 and 3
 * - `{ share: [0.5] }`: own treatment, and the treated share of neighbours in bands that begin at 0 and 0.5; without neighbours it is 0
 * - a function of the own treatment and the neighbours' ones (0 or 1), in the order of the neighbours' rows
 *
 * @category Decisions
 */
export type ExposureMapping =
  | 'any-neighbor'
  | { readonly count: readonly number[] }
  | { readonly share: readonly number[] }
  | ((own: 0 | 1, neighbors: readonly (0 | 1)[]) => string)

/**
 * A network, a design and a mapping: all that decides the chances of exposures.
 *
 * @typeParam N - the names of the columns
 * @category Decisions
 */
export interface ExposureQuestion<N extends string = string> {
  /** Which units touch. */
  readonly network: Network
  /** How treatment is drawn. */
  readonly design: AssignmentDesign<N>
  /** What reaches a unit (default `any-neighbor`). */
  readonly exposure?: ExposureMapping
  /** The column that names the units (default: the number of the row, from 0). */
  readonly unit?: N
  /** How many assignments are drawn where chances cannot be computed (default 10,000). */
  readonly draws?: number
  /** The seed of these draws (default 0). */
  readonly seed?: number | string
}

/**
 * With what chance each unit comes to each exposure.
 *
 * @category Decisions
 */
export interface ExposureProbabilities {
  /** The exposures, in order. */
  readonly levels: readonly string[]
  /** The names of the units, in the order of the rows. */
  readonly units: readonly string[]
  /** The chance of each level (in the order of `levels`) for each unit. */
  readonly probabilities: readonly (readonly number[])[]
  /** For each level the units that never come to it. */
  readonly unreachable: Readonly<Record<string, readonly string[]>>
  /** `exact`, or `simulation` where the neighbourhoods are too large for the mapping. */
  readonly method: 'exact' | 'simulation'
  /** The largest standard error of a probability: 0 where they are exact. */
  readonly probabilityError: number
}
