import { CausalError } from '../errors.js'
import type { SharedLoop } from '../shared-work.js'
import type { InWorkersOptions } from './in-workers-options.js'

type Signal = { readonly aborted: boolean } | undefined
type Register = (type: 'abort', listener: () => void) => void

/** Calls once one of the signals fires, as far as they can be listened to. Returns how to stop listening. */
export function onAbort(signals: readonly Signal[], stop: () => void): () => void {
  const each = (method: 'addEventListener' | 'removeEventListener'): void => {
    for (const signal of signals) {
      const register = (signal as { readonly [key: string]: unknown } | undefined)?.[method]
      if (typeof register === 'function') (register as Register).call(signal, 'abort', stop)
    }
  }
  each('addEventListener')
  return () => each('removeEventListener')
}

/** Tells how many tasks of a loop are done, one by one, and stops it where a signal says so. */
export function tellDone(loop: SharedLoop, { signal, onProgress }: InWorkersOptions): (done: number) => void {
  const { kind, count, watch } = loop
  let told = -1
  return (done) => {
    for (let now = told + 1; now <= done; now++) {
      told = now
      if (now < count) watch.before?.(now)
      if (now > 0) watch.after?.(now)
      onProgress?.(Object.freeze({ work: kind, done: now, total: count }))
    }
    if (signal?.aborted === true || watch.signal?.aborted === true)
      throw new CausalError('aborted', `stopped by the caller in ${kind}.`)
  }
}
