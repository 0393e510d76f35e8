import { type WorkerPool, workers } from '../../src/everything.js'

/** Real workers that know `own`: module workers in a browser, threads in Node. */
export async function ownPool(count: number, options: { readonly patience?: number } = {}): Promise<WorkerPool> {
  if (typeof Worker === 'function')
    return workers(count, {
      ...options,
      // one file (vitest.config.ts makes it of own-worker.ts): as modules it would be a thousand requests a worker
      start: () => new Worker('/own-worker.js', { type: 'module' }),
    })
  const { ownWorkers } = await import('./worker-file.js')
  return workers(count, { ...options, start: await ownWorkers() })
}
