import type { WalkLimits } from '../greedy/class-walk.js'
import type { ScoreCache } from '../score/score-cache.js'
import { growShrink } from './grow-shrink.js'
import { growShrinkTrees } from './grow-shrink-trees.js'
import type { PrefixParents } from './grown-parents.js'

/** Gaussian scores grow by columns, in trees; all others by one local score after another. */
export function prefixParents(scores: ScoreCache, limits: WalkLimits): PrefixParents {
  const { plan } = scores
  return plan === null ? growShrink(scores, limits) : growShrinkTrees(scores, plan, limits)
}
