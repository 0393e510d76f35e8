import { CausalError } from '../../errors.js'
import { isReplay } from '../../shared-work.js'
import type { SearchOptions } from './types.js'

/** Tells the caller where the search stands, and stops it when the caller asks for that. */
export function report(
  { onProgress, signal }: SearchOptions,
  progress: Parameters<NonNullable<SearchOptions['onProgress']>>[0],
): void {
  if (typeof (onProgress ?? report) !== 'function')
    throw new CausalError('invalid-argument', 'onProgress must be a function.')
  if (!isReplay()) onProgress?.(Object.freeze(progress))
  if (signal?.aborted === true) {
    throw new CausalError('aborted', `stopped by the caller in the stage ${progress.stage}.`, { ...progress })
  }
}
