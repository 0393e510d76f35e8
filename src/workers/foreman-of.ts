import { CausalError } from '../errors.js'
import { show } from '../show.js'
import type { Foreman } from './foreman.js'
import type { WorkerPool } from './worker-pool.js'

const foremen = new WeakMap<WorkerPool, Foreman>()

/** Remembers who hands out the work of a pool. */
export function rememberForeman(pool: WorkerPool, foreman: Foreman): void {
  foremen.set(pool, foreman)
}

export function foremanOf(pool: WorkerPool): Foreman {
  const foreman = typeof pool === 'object' && pool !== null ? foremen.get(pool) : undefined
  if (foreman !== undefined) return foreman
  throw new CausalError('invalid-argument', `expected a pool of workers, as workers() gives, got ${show(pool)}.`)
}
