/** A node's parents among the nodes that come before it, and its local score with them. */
export interface GrownParents {
  readonly parents: readonly number[]
  readonly score: number
}

/**
 * The parents of a node within a set of nodes (bits), as grow–shrink finds them. Those that knowledge requires are among
 * them, and must be in the set; those that it excludes are not.
 */
export type PrefixParents = (node: number, within: Int32Array) => GrownParents
