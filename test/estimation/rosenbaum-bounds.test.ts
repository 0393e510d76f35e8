import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rosenbaumBounds } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'

/** P(at least k successes in n), by summing. */
function atLeast(k: number, n: number, p: number): number {
  let sum = 0
  for (let j = k; j <= n; j++) {
    let term = p ** j * (1 - p) ** (n - j)
    for (let i = 0; i < j; i++) term *= (n - i) / (i + 1)
    sum += term
  }
  return sum
}

describe('rosenbaumBounds', () => {
  const differences = fc
    .array(
      fc.integer({ min: -9, max: 9 }).map((d) => d / 2),
      { minLength: 1, maxLength: 12 },
    )
    .filter((list) => list.some((d) => d !== 0))

  it('bounds the exact sign test, and widens with gamma', () => {
    fc.assert(
      fc.property(differences, (list) => {
        const pairs = list.filter((d) => d !== 0)
        const positive = pairs.filter((d) => d > 0).length
        const results = rosenbaumBounds(deepFreeze([...list]), { gamma: [1, 1.5, 4] })
        for (const { gamma, sign } of results) {
          expect(sign.upper).toBeCloseTo(atLeast(positive, pairs.length, gamma / (1 + gamma)), 10)
          expect(sign.lower).toBeCloseTo(atLeast(positive, pairs.length, 1 / (1 + gamma)), 10)
        }
        for (const [i, wider] of results.slice(1).entries()) {
          expect(wider.signedRank.upper).toBeGreaterThanOrEqual(results[i]!.signedRank.upper)
          expect(wider.signedRank.lower).toBeLessThanOrEqual(results[i]!.signedRank.lower)
        }
        expect(results[0]!.signedRank.lower).toBe(results[0]!.signedRank.upper)
      }),
    )
  })

  it('does not look at the order of pairs, nor at those without a difference', () => {
    expect(rosenbaumBounds([1, -2, 0, 3, 0])).toEqual(rosenbaumBounds([3, 1, -2]))
  })

  it('refuses bad input', () => {
    expectCausalError(() => rosenbaumBounds([1, Number.NaN]), 'rosenbaumBounds', 'missing-values')
    expectCausalError(() => rosenbaumBounds([0, 0]), 'rosenbaumBounds', 'too-few-rows')
    expectCausalError(() => rosenbaumBounds([1, 2], { gamma: 0.5 }), 'rosenbaumBounds', 'invalid-argument')
  })
})
