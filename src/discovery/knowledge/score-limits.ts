import { indexNames } from '../../names.js'
import type { WalkLimits } from '../greedy/class-walk.js'
import { readMostParents } from '../score/parents-and-rows.js'
import type { Score } from '../score/score.js'
import type { ScoreCache } from '../score/score-cache.js'
import { indexKnowledge } from './indexed-knowledge.js'
import type { Knowledge } from './knowledge.js'
import { checkRequiredParents } from './known-class.js'

/** What bounds a search over a score, in the positions of its cache: knowledge and the largest number of parents. */
export function readScoreLimits<N extends string>(
  score: Score<N>,
  { names }: ScoreCache,
  options: { readonly knowledge?: Knowledge; readonly maxParents?: number },
): WalkLimits {
  const known = indexKnowledge(indexNames('column', names), options.knowledge)
  const maxParents = readMostParents(score, options.maxParents)
  checkRequiredParents(known, names, maxParents)
  return { maxParents, known }
}
