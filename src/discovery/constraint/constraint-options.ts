import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { ConstraintOptions } from '../core/types.js'
import { type IndexedKnowledge, indexKnowledge } from '../knowledge/indexed-knowledge.js'
import type { SkeletonSettings } from './skeleton.js'

/** The keys of {@link ConstraintOptions}. */
export const constraintKeys = ['alpha', 'knowledge', 'maxConditioningSize', 'onProgress', 'signal'] as const

/** Settings of a search over tests, checked and in positions. */
export interface ConstraintSettings extends SkeletonSettings {
  readonly knowledge: IndexedKnowledge | null
}

export function readConstraintOptions(
  index: ReadonlyMap<string, number>,
  options: ConstraintOptions,
): ConstraintSettings {
  if (typeof options !== 'object' || options === null)
    throw new CausalError('invalid-argument', 'options must be an object.')
  const { alpha = 0.05, maxConditioningSize = Number.POSITIVE_INFINITY } = options
  if (typeof alpha !== 'number' || !(alpha > 0 && alpha < 1)) {
    throw new CausalError(
      'invalid-argument',
      `alpha is ${show(alpha)}: give a level strictly between 0 and 1, such as 0.01.`,
      {
        alpha,
      },
    )
  }
  if (!(maxConditioningSize >= 0 && Math.floor(maxConditioningSize) === maxConditioningSize)) {
    throw new CausalError(
      'invalid-argument',
      `maxConditioningSize is ${show(maxConditioningSize)}: give a whole number from 0 on, or leave it out for no limit.`,
      { maxConditioningSize },
    )
  }
  const n = index.size
  const knowledge = indexKnowledge(index, options.knowledge)
  let fixed: Uint8Array | null = null
  let absent: Uint8Array | null = null
  if (knowledge !== null) {
    const { required, banned } = knowledge
    fixed = required.map((one, k) => one | required[(k % n) * n + Math.floor(k / n)]!)
    absent = banned.map((one, k) => one & banned[(k % n) * n + Math.floor(k / n)]!)
  }
  return { ...options, alpha, maxSize: maxConditioningSize, fixed, absent, knowledge }
}
