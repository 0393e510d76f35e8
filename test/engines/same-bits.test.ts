import { describe, expect, it } from 'vitest'
import { expected } from './hashes.js'
import { hashOf, results } from './results/index.js'

// The table was written by Node 20 (`npm run hashes`). This file runs in Node and in Chromium, compare.mjs beside it in
// others: an engine that computes another bit anywhere fails under the name of the result.
describe('every engine computes the same bits of', () => {
  it('at least 140 results', () => {
    expect(Object.keys(expected).length).toBeGreaterThanOrEqual(140)
    expect(Object.keys(results).sort()).toEqual(Object.keys(expected).sort())
    expect(new Set(Object.values(expected)).size).toBeGreaterThan(0.95 * Object.keys(expected).length)
  })
  for (const [name, make] of Object.entries(results)) {
    it(name, () => {
      expect(hashOf(make), 'changed on purpose? npm run hashes writes the table anew').toBe(expected[name])
    })
  }
})
