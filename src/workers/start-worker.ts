import { CausalError } from '../errors.js'
import type { MessageEnd } from './message-end.js'

// what Node and browsers have beside the language; only what is used of it
declare const URL: new (path: string, base: string) => unknown
declare const Worker: (new (url: unknown, options: { readonly type: 'module' }) => MessageEnd) | undefined

interface Threads {
  readonly Worker: new (url: unknown) => MessageEnd
}
interface Machine {
  readonly availableParallelism: () => number
}
type BuiltinModule = (name: string) => unknown

/** A module of Node, where there is one. */
export function builtin(name: 'node:worker_threads' | 'node:os'): unknown {
  const { process } = globalThis as { readonly process?: { readonly getBuiltinModule?: BuiltinModule } }
  return process?.getBuiltinModule?.(name)
}

const file = '../worker/start.js'

/** Starts a worker that knows the work of this library, and nothing else. */
export function startWorker(): MessageEnd {
  // written out, so that bundlers see that a worker is meant and which file it is; of Node's they need not know
  if (typeof Worker === 'function')
    return new Worker(new URL('../worker/start.js', import.meta.url), { type: 'module' })
  const threads = builtin('node:worker_threads') as Threads | undefined
  if (threads !== undefined) return new threads.Worker(new URL(file, import.meta.url))
  throw new CausalError('not-supported', 'there are no workers here: run the call without, it gives the same.')
}

/** How many cores may be used, as far as the machine tells. */
export function coreCount(): number {
  const { navigator } = globalThis as { readonly navigator?: { readonly hardwareConcurrency?: number } }
  const os = builtin('node:os') as Machine | undefined
  return os?.availableParallelism() ?? navigator?.hardwareConcurrency ?? 1
}
