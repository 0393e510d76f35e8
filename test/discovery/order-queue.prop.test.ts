import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderQueue } from '../../src/discovery/order/order-queue.js'

describe('the queue of A*', () => {
  it('gives the highest promise first, and among equals the deepest', () => {
    const entry = fc.record({ promise: fc.integer({ min: -4, max: 4 }), depth: fc.integer({ min: 0, max: 4 }) })
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
        const queue = orderQueue()
        for (const [state, { promise, depth }] of entries.entries()) queue.push(state, -promise, promise, depth)
        const popped: number[] = []
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
          expect(next).toEqual({ state: next.state, score: -next.promise, promise: entries[next.state]!.promise })
          popped.push(next.state)
        }
        expect([...popped].sort((a, b) => a - b)).toEqual([...entries.keys()])
        for (const [k, state] of popped.entries()) {
          const [before, here] = [entries[popped[k - 1] ?? state]!, entries[state]!]
          expect(before.promise).toBeGreaterThanOrEqual(here.promise)
          if (before.promise === here.promise) expect(before.depth).toBeGreaterThanOrEqual(here.depth)
        }
      }),
      { numRuns: 200 },
    )
  })
  it('grows beyond its first room', () => {
    const queue = orderQueue()
    for (let k = 0; k < 3000; k++) queue.push(k, 0, (k * 7919) % 3001, 0)
    let last = Number.POSITIVE_INFINITY
    for (let k = 0; k < 3000; k++) {
      const { promise } = queue.pop()!
      expect(promise).toBeLessThan(last)
      last = promise
    }
    expect(queue.pop()).toBeUndefined()
  })
})
