import { CausalError } from '../../../errors.js'
import type { DoubleMachineLearningOptions } from '../../double-machine-learning/types.js'

/** Called before each fit: stops where asked to, and tells how far the work is. */
export function watch(
  { signal, onProgress }: Pick<DoubleMachineLearningOptions, 'signal' | 'onProgress'>,
  total: number,
): () => void {
  let done = 0
  return () => {
    if (signal?.aborted === true) throw new CausalError('aborted', 'the work was aborted.')
    onProgress?.(done++, total)
  }
}
