import { CausalError } from '../../../errors.js'
import type { WorkOptions } from '../types/work.js'

/** Called before each step: stops where asked to, and tells how far the work is. */
export function watch({ signal, onProgress }: WorkOptions, total: number): () => void {
  let done = 0
  return () => {
    if (signal?.aborted === true) throw new CausalError('aborted', 'the work was aborted.')
    onProgress?.({ done: done++, total })
  }
}
