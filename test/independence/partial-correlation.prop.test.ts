import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partialCorrelation } from '../../src/independence/gaussian/partial-correlation.js'
import { scaledCovariance } from '../../src/numeric/scaled-covariance.js'
import { generator } from '../../src/probability/streams/stream.js'

/** Correlations of 8 columns of which two hardly say more than others. */
function correlations(seed: number): Float64Array {
  const random = generator(`partial ${seed}`)
  const rows = Array.from({ length: 30 }, () => {
    const x = Array.from({ length: 6 }, () => random.normal())
    return [...x, 2 * x[0]!, x[2]! - 1e-9 * x[3]!]
  })
  const covariance = new Float64Array(64)
  for (const row of rows)
    for (let i = 0; i < 8; i++) for (let j = 0; j < 8; j++) covariance[i * 8 + j]! += row[i]! * row[j]!
  return scaledCovariance(
    covariance,
    Float64Array.from({ length: 8 }, (_, i) => 1 / Math.sqrt(covariance[i * 9]!)),
  )
}

describe('partialCorrelation', () => {
  it('answers the same, to the bit, whatever was asked before', () => {
    let [reused, leftOut] = [0, 0]
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 9999 }), (seed, order) => {
        const correlation = correlations(seed)
        const random = generator(`order ${order}`)
        const shared = partialCorrelation(8, correlation, 30)
        let before: number[] = []
        for (let question = 0; question < 25; question++) {
          // mostly the set of the question before, or a part of it, with something else behind
          const base = random.uniform() < 0.7 ? before.slice(0, random.integer(before.length + 1)) : []
          const rest = Array.from({ length: 8 }, (_, i) => i).filter((i) => !base.includes(i))
          for (let k = rest.length - 1; k > 0; k--) {
            const other = random.integer(k + 1)
            ;[rest[k], rest[other]] = [rest[other]!, rest[k]!]
          }
          const [x, y] = [rest.pop()!, rest.pop()!]
          const given = [...base, ...rest.slice(0, random.integer(4))].slice(0, 6)
          if (given.length > 0 && given[0] === before[0]) reused++
          before = given
          const fresh = partialCorrelation(8, correlation, 30)
          const answers = [shared, fresh].map((partial) => [
            partial.solve(x, y, Int32Array.from(given), given.length),
            partial.determined(),
            partial.leftOut(),
            partial.determined().length > 0 ? null : [partial.r(), partial.left()],
          ])
          expect(answers[0]).toEqual(answers[1])
          if (fresh.leftOut().length > 0) leftOut++
        }
      }),
      { numRuns: 60 },
    )
    expect(reused).toBeGreaterThan(200)
    expect(leftOut).toBeGreaterThan(30)
  })
})
