import type { NodeColumn } from './node-column.js'

/** Draws under way: the nodes' columns and the logarithms of the draws' weights. */
export interface Particles {
  readonly columns: NodeColumn[]
  readonly logWeights: Float64Array
  /** Nodes whose evidence no draw met. */
  readonly rejected: number[]
  /** Nodes whose computed value differed from the evidence in every draw. */
  readonly impossible: Set<number>
  /** Noises that were drawn, not found. */
  readonly drawn: ReadonlySet<number>
  /** Noises that were found, and that correlated ones had determined already. */
  readonly certain: ReadonlySet<number>
  /** By node, the relative errors of densities whose noise came out so near the end of its support that it lost its digits. */
  readonly rounded: Map<number, Float64Array>
}
