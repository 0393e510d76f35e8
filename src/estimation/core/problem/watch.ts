import { CausalError } from '../../../errors.js'
import { isReplay } from '../../../shared-work.js'
import { show } from '../../../show.js'
import type { WorkOptions } from '../types/work.js'

/** Called before each step: stops where asked to, and tells how far the work is. */
export function watch({ signal, onProgress }: WorkOptions, total: number): () => void {
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new CausalError('invalid-argument', `onProgress must be a function, got ${show(onProgress)}.`, {
      option: 'onProgress',
    })
  }
  let done = 0
  return () => {
    if (signal?.aborted === true) throw new CausalError('aborted', 'the work was aborted.')
    const progress = { done: done++, total }
    if (!isReplay()) onProgress?.(progress)
  }
}
