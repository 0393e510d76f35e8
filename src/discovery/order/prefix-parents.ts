import type { WalkLimits } from '../greedy/class-walk.js'
import type { ScoreCache } from '../score/score-cache.js'
import { growShrink } from './grow-shrink.js'
import { growShrinkTrees } from './grow-shrink-trees.js'

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

/** Gaussian scores grow by columns, in trees; all others by one local score after another. */
export function prefixParents(scores: ScoreCache, limits: WalkLimits): PrefixParents {
  const { plan } = scores
  return plan === null ? growShrink(scores, limits) : growShrinkTrees(scores, plan, limits)
}
