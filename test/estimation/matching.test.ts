import { describe, expect, it } from 'vitest'
import {
  bootstrapEffect,
  dag,
  type EffectEstimate,
  type EstimatedEffect,
  entropyBalancing,
  estimateEffect,
  matching,
  standardization,
  subclassification,
  table,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

function estimated(e: EffectEstimate): EstimatedEffect {
  if (!e.estimated) throw new Error(e.message)
  return e
}
const ask = { graph: dag('X -> T -> Y; X -> Y'), treatment: 'T', outcome: 'Y' } as const

describe('matching', () => {
  it('compares each treated row with the nearest untreated one', () => {
    const t = table({ T: [1, 1, 0, 0, 0], X: [1, 2, 1.1, 2.1, 9], Y: [3, 5, 1, 2, 7] })
    const e = estimated(estimateEffect(t, { ...ask, estimator: matching({ distance: 'mahalanobis' }) }))
    expect(e.estimate).toBe(2.5)
    expect(e.diagnostics).toMatchObject({ matched: 2, unmatched: 0, usedAsMatch: 2 })
    expect(e.population).toBe('ATT')
  })

  it('averages ties, and with exact matches is standardization over the treated', () => {
    const X = [0, 0, 0, 0, 1, 1, 1, 1, 1, 0]
    const T = [0, 0, 1, 1, 0, 1, 1, 0, 0, 1]
    const Y = [1, 3, 4, 6, 2, 7, 5, 1, 3, 2]
    const t = table({ X, T, Y })
    const exact = estimated(estimateEffect(t, { ...ask, estimator: matching({ distance: 'exact' }) }))
    const strata = estimated(estimateEffect(t, { ...ask, estimator: standardization({ population: 'ATT' }) }))
    expect(exact.estimate).toBeCloseTo(strata.estimate, 12)
  })

  it('takes time by the rows, not by the pairs that tie', () => {
    const n = 60_000
    const X = Array.from({ length: n }, (_, i) => (i * 7919) % 2)
    const Z = Array.from({ length: n }, (_, i) => ((i * 104729) >> 3) % 3)
    const T = X.map((x, i) => ((i * 31) % 97 < 40 + 10 * x ? 1 : 0))
    const t = table({ X, Z, T, Y: X.map((x, i) => x + Z[i]! + 2 * T[i]! + ((i * 13) % 11)) })
    const graph = dag('X -> T -> Y; X -> Y; Z -> T; Z -> Y')
    const question = { graph, treatment: 'T', outcome: 'Y' } as const
    const e = estimated(estimateEffect(t, { ...question, estimator: matching({ distance: 'mahalanobis' }) }))
    const strata = estimated(estimateEffect(t, { ...question, estimator: standardization({ population: 'ATT' }) }))
    expect(e.estimate).toBeCloseTo(strata.estimate, 10)
    const once = matching({ distance: 'mahalanobis', replacement: false })
    expect(estimated(estimateEffect(t, { ...question, estimator: once })).diagnostics['mostUsed']).toBe(1)
  })

  it('takes out a linear bias, finds no match beyond a caliper, and says so', () => {
    const X = Array.from({ length: 40 }, (_, i) => i % 20)
    const T = X.map((x, i) => (i < 20 ? 0 : x > 3 ? 1 : 0))
    const Y = X.map((x, i) => 3 * x + T[i]!)
    const spread = table({ X: X.map((x, i) => x + 0.3 * T[i]!), T, Y: Y.map((y, i) => y + 0.9 * T[i]!) })
    const plain = estimated(estimateEffect(spread, { ...ask, estimator: matching({ distance: 'mahalanobis' }) }))
    expect(plain.estimate).toBeCloseTo(1.9, 10)
    const adjusted = matching({ distance: 'mahalanobis', biasAdjusted: true })
    expect(estimated(estimateEffect(spread, { ...ask, estimator: adjusted })).estimate).toBeCloseTo(1, 10)
    const near = estimateEffect(spread, { ...ask, estimator: matching({ distance: 'mahalanobis', caliper: 1e-4 }) })
    expect(near).toMatchObject({ estimated: false, reason: 'no-overlap' })
    const some = table({ X: [0, 0.1, 5, 0.05, 0.2, 30], T: [0, 0, 0, 1, 1, 1], Y: [1, 2, 3, 4, 5, 6] })
    const e = estimated(estimateEffect(some, { ...ask, estimator: matching({ distance: 'mahalanobis', caliper: 1 }) }))
    expect(e.diagnostics['unmatched']).toBe(1)
    expect(e.warnings.join()).toContain('1 rows have no match')
  })

  it('uses each row once without replacement', () => {
    const t = table({ X: [1, 1, 1, 1, 5, 6], T: [1, 1, 0, 0, 0, 0], Y: [4, 4, 1, 2, 9, 9] })
    const estimator = matching({ distance: 'mahalanobis', replacement: false })
    const e = estimated(estimateEffect(t, { ...ask, estimator }))
    expect(e.estimate).toBe(2.5)
    expect(e.diagnostics['mostUsed']).toBe(1)
  })

  it('is not bootstrapped, and names what does not go together', () => {
    const t = table({ T: [1, 1, 0, 0, 0], X: [1, 2, 1.1, 2.1, 9], Y: [3, 5, 1, 2, 7] })
    expectCausalError(
      () => bootstrapEffect(t, { ...ask, estimator: matching({ distance: 'mahalanobis' }), seed: 1, draws: 10 }),
      'bootstrapEffect',
      'not-supported',
    )
    expectCausalError(() => matching({ neighbours: 0 }), 'matching', 'invalid-argument')
    expectCausalError(() => matching({ replacement: false, population: 'ATE' }), 'matching', 'invalid-argument')
    expectCausalError(
      () => estimateEffect(t, { ...ask, estimator: matching({ exact: ['Z'] }) }),
      'estimateEffect',
      'unknown-name',
    )
  })
})

describe('subclassification and balancing', () => {
  it('refuse strata without an arm, and targets that no weights reach', () => {
    const t = table({
      X: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
      T: [0, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 1],
      Y: [1, 3, 2, 5, 4, 6, 9, 8, 11, 10, 13, 12],
    })
    const e = estimateEffect(t, { ...ask, estimator: subclassification() })
    expect(e).toMatchObject({ estimated: false, reason: 'no-overlap', witness: { stratum: 0 } })
    const b = estimateEffect(t, { ...ask, estimator: entropyBalancing() })
    expect(b).toMatchObject({ estimated: false, reason: 'no-overlap' })
    expectCausalError(() => subclassification({ strata: 0 }), 'subclassification', 'invalid-argument')
    expectCausalError(() => entropyBalancing({ moments: 4 as never }), 'entropyBalancing', 'invalid-argument')
  })
})
