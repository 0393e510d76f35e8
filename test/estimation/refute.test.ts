import { describe, expect, it } from 'vitest'
import {
  aipw,
  dag,
  dummyOutcome,
  type EffectEstimate,
  type EstimatedEffect,
  estimateEffect,
  explain,
  fromCounts,
  frontDoorEstimator,
  kidneyStones,
  latent,
  linear,
  negativeControl,
  normal,
  placeboTreatment,
  randomCommonCause,
  refute,
  regressionAdjustment,
  sample,
  scm,
  select,
  sensitivity,
  standardization,
  subset,
  table,
  unobservedConfounder,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

function estimated(e: EffectEstimate): EstimatedEffect {
  if (!e.estimated) throw new Error(e.message)
  return e
}

const world = scm({
  U: latent(normal(0, 1)),
  X: normal(0, 1),
  T: linear({ X: 1, U: 1 }, normal(0, 1)),
  N: linear({ X: 0.5, U: 1 }, normal(0, 1)),
  Y: linear({ T: 1, X: 1, U: 1 }, normal(0, 1)),
})
const data = sample(world, 400, { seed: 'refute' })
const graph = dag('X -> T -> Y; X -> Y; X -> N')
const ask = {
  graph,
  treatment: 'T',
  outcome: 'Y',
  estimator: regressionAdjustment({ interactions: false, standardErrors: 'classical' }),
} as const
const effect = estimated(estimateEffect(data, ask))

describe('refute', () => {
  it('finds no effect where treatment or outcome are shuffled, and says what it tested', () => {
    for (const refuter of [placeboTreatment({ draws: 60 }), dummyOutcome({ draws: 60 })]) {
      const r = refute(effect, refuter)
      expect(r.refuted).toBe(false)
      expect(r.replicates.length + r.failed).toBe(60)
      expect(r.hypothesis).toContain('no effect (0) is among the estimates')
      expect(Math.abs(r.mean!)).toBeLessThan(0.1)
      expect(explain(r)).toContain(r.hypothesis)
    }
  })

  it('catches an estimator that finds effects where there are none', () => {
    const biased = {
      ...ask.estimator,
      prepare: (problem: Parameters<typeof ask.estimator.prepare>[0]) => {
        const ready = ask.estimator.prepare(problem)
        if (!('fit' in ready)) return ready
        return {
          ...ready,
          fit: () => {
            const fit = ready.fit()
            return 'influence' in fit ? { ...fit, estimate: fit.estimate + 1 } : fit
          },
        }
      },
    }
    const r = refute(data, { ...ask, estimator: biased }, placeboTreatment({ draws: 60 }))
    expect(r.refuted).toBe(true)
    expect(r.message).toContain('finds an effect where there is none')
  })

  it('holds still under a random cause and on subsets', () => {
    expect(refute(effect, randomCommonCause({ draws: 40 })).refuted).toBe(false)
    const half = refute(effect, subset({ fraction: 0.5, draws: 40 }))
    expect(half.refuted).toBe(false)
    expect(half.message).toContain('200 of 400 rows')
  })

  it('sees the hidden cause by a negative control', () => {
    const r = refute(effect, negativeControl({ outcome: 'N' }))
    expect(r.refuted).toBe(true)
    expect(r.message).toContain('hidden causes are at work')
  })

  it('makes a hidden cause as strong as told: the estimate is that of the bias formula', () => {
    const strength = { withTreatment: 0.2, withOutcome: 0.3 }
    const r = refute(effect, unobservedConfounder(strength))
    const { estimate, standardError, degreesOfFreedom } = sensitivity(data, {
      treatment: 'T',
      outcome: 'Y',
      adjustment: ['X'],
    })
    expect(estimate).toBeCloseTo(effect.estimate, 10)
    const bias = standardError * Math.sqrt(degreesOfFreedom) * Math.sqrt((0.2 * 0.3) / 0.8)
    expect(r.mean).toBeCloseTo(estimate - bias, 8)
    // as strong in both as the robustness value, it takes all of the effect away
    const { robustnessValue } = sensitivity(effect)
    const gone = refute(effect, unobservedConfounder({ withTreatment: robustnessValue, withOutcome: robustnessValue }))
    expect(gone.mean).toBeCloseTo(0, 8)
    expect(gone.refuted).toBe(true)
  })

  it('gives the same for the same seed, from an effect or from rows and a question', () => {
    const a = refute(effect, placeboTreatment({ draws: 30, seed: 7 }))
    expect(refute(data, ask, placeboTreatment({ draws: 30, seed: 7 }))).toEqual(a)
    expect(refute(data, ask, placeboTreatment({ draws: 30, seed: 8 })).replicates).not.toEqual(a.replicates)
  })

  it('works for counts, ratios and other estimators', () => {
    const question = {
      graph: dag('stone -> treatment -> recovered; stone -> recovered'),
      treatment: 'treatment',
      outcome: 'recovered',
    } as const
    const ratio = refute(
      kidneyStones,
      { ...question, estimator: standardization(), measure: 'risk-ratio' },
      placeboTreatment({ draws: 40 }),
    )
    expect(ratio.refuted).toBe(false)
    expect(ratio.mean).toBeCloseTo(1, 1)
    const e = estimated(estimateEffect(fromCounts(kidneyStones), { ...question, estimator: aipw() }))
    expect(refute(e, randomCommonCause({ draws: 30 })).refuted).toBe(false)
  })

  it('names what it cannot do', () => {
    expectCausalError(() => refute(JSON.parse(JSON.stringify(effect)), subset()), 'refute', 'invalid-argument')
    expectCausalError(() => refute(effect, subset as never), 'refute', 'invalid-argument')
    expectCausalError(() => refute(effect, negativeControl({ outcome: 'Q' })), 'refute', 'unknown-name')
    const alone = select(data, ['T', 'Y'])
    const refused = { ...ask, graph: dag('X -> T -> Y; X -> Y') } as const
    expectCausalError(() => refute(alone, refused as never, subset()), 'refute', 'invalid-argument')
    const t = table({ T: [0, 0, 0, 0, 1, 1, 1, 1], M: [0, 0, 0, 1, 0, 1, 1, 1], Y: [1, 2, 3, 6, 3, 7, 8, 9] })
    const door = { strategy: 'front-door', treatment: 'T', outcome: 'Y', adjustment: [], mediators: ['M'] } as const
    const e = estimated(estimateEffect(t, { specification: door, estimator: frontDoorEstimator() }))
    expectCausalError(() => refute(e, randomCommonCause()), 'refute', 'not-supported')
    expectCausalError(() => placeboTreatment({ draws: 3 }), 'placeboTreatment', 'invalid-argument')
    expectCausalError(() => unobservedConfounder({ withOutcome: 1 }), 'unobservedConfounder', 'invalid-argument')
    expectCausalError(() => negativeControl({} as never), 'negativeControl', 'invalid-argument')
    expectCausalError(() => subset({ fraction: 1 }), 'subset', 'invalid-argument')
  })
})
