import { describe, expect, it } from 'vitest'
import { simultaneousCritical } from '../../../../src/estimation/core/inference/simultaneous.js'

/** Parts of k estimates whose correlations are all one half, as of equal arms against one. */
const halves = (k: number): Float64Array[] =>
  Array.from({ length: k }, (_, a) => Float64Array.from({ length: k + 1 }, (_, i) => (i === a || i === k ? 1 : 0)))

describe('simultaneousCritical', () => {
  it.each([
    // Dunnett 1964, table for two-sided comparisons at 95 %
    [2, Number.POSITIVE_INFINITY, 2.21],
    [5, Number.POSITIVE_INFINITY, 2.51],
    [2, 10, 2.57],
    [5, 10, 2.99],
    [2, 5, 3.03],
    [5, 5, 3.62],
  ])('is that of Dunnett for %i comparisons and %d degrees of freedom', (k, df, published) => {
    expect(Math.abs(simultaneousCritical(halves(k), 0.95, df) / published - 1)).toBeLessThan(0.01)
  })

  it('is the single one for estimates that move as one, and near that of Šidák for independent ones', () => {
    const same = [Float64Array.of(1, 2), Float64Array.of(2, 4)]
    expect(simultaneousCritical(same, 0.95)).toBeCloseTo(1.96, 1)
    const apart = [Float64Array.of(1, 0), Float64Array.of(0, 3)]
    expect(Math.abs(simultaneousCritical(apart, 0.95) - 2.2365)).toBeLessThan(0.02)
  })
})
