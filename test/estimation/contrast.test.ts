import { describe, expect, it } from 'vitest'
import {
  admg,
  aipw,
  balance,
  bootstrapEffect,
  dag,
  type EffectEstimate,
  type EstimatedEffect,
  type Estimator,
  estimateEffect,
  estimateEffects,
  fromCounts,
  frontDoorEstimator,
  ipw,
  kidneyStones,
  regressionAdjustment,
  standardization,
  table,
  twoStageLeastSquares,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

function estimated(e: EffectEstimate): EstimatedEffect {
  if (!e.estimated) throw new Error(e.message)
  return e
}
const all: readonly Estimator[] = [
  ipw(),
  ipw({ population: 'ATT' }),
  aipw(),
  standardization(),
  regressionAdjustment(),
  regressionAdjustment({ interactions: false }),
]
const n = 400
const rows = Array.from({ length: n }, (_, i) => ({
  arm: i % 2 === 0 ? 'drug' : 'placebo',
  result: (i % 2 === 0 ? i % 5 !== 0 : i % 3 === 0) ? 'recovered' : 'still ill',
  size: i % 7,
}))
const ask = { graph: dag('arm -> result'), treatment: 'arm', outcome: 'result' } as const

describe('contrast', () => {
  it('turns the direction, and says what the alphabet decided where nobody did', () => {
    for (const estimator of all) {
      const silent = estimated(estimateEffect(table(rows), { ...ask, estimator }))
      expect(silent.contrast).toEqual({ from: 'arm = drug', to: 'arm = placebo' })
      expect(silent.warnings[0]).toContain('arm = placebo was compared to arm = drug, because the alphabet')
      expect(silent.warnings[0]).toContain('{ contrast: { from: "placebo", to: "drug" } } to turn it')
      expect(silent.warnings[1]).toContain('{ event: "recovered" } to turn it')
      const told = { contrast: { from: 'placebo', to: 'drug' }, event: 'recovered' } as const
      const said = estimated(estimateEffect(table(rows), { ...ask, estimator, ...told }))
      expect(said.warnings).toEqual([])
      expect(said.diagnostics['event']).toBe('recovered')
      expect(said.contrast).toEqual({ from: 'arm = placebo', to: 'arm = drug' })
      // turned twice: drug against placebo of recovering, placebo against drug of being ill
      expect(said.estimate).toBeCloseTo(silent.estimate, 12)
      const once = estimated(estimateEffect(table(rows), { ...ask, estimator, contrast: told.contrast }))
      expect(once.estimate).toBeCloseTo(-silent.estimate, 12)
      expect(once.standardError).toBeCloseTo(silent.standardError, 12)
    }
  })

  it('says nothing where the order speaks for itself', () => {
    const graph = dag('T -> Y')
    const of = (columns: object) =>
      estimated(
        estimateEffect(table(columns as never), { graph, treatment: 'T', outcome: 'Y', estimator: ipw() } as never),
      ).warnings
    const Y = [1, 2, 3, 4, 4, 6]
    expect(of({ T: [0, 1, 0, 1, 0, 1], Y })).toEqual([])
    expect(of({ T: ['no', 'yes', 'no', 'yes', 'no', 'yes'], Y })).toEqual([])
    expect(of({ T: ['1', '2', '1', '2', '1', '2'], Y })).toEqual([])
    // as texts 10 comes before 9: not what anybody means
    expect(of({ T: ['9', '10', '9', '10', '9', '10'], Y })[0]).toContain('T = 9 was compared to T = 10')
    expect(of({ T: ['a', 'b', 'a', 'b', 'a', 'b'], Y }).length).toBe(1)
    // a declared order that runs against the alphabet
    expect(of({ T: { codes: Int32Array.of(0, 1, 0, 1, 0, 1), levels: ['b', 'a'] }, Y })).toEqual([])
  })

  it('gives the same in any order of rows', () => {
    const turned = table([...rows].reverse())
    for (const estimator of all) {
      const [a, b] = [table(rows), turned].map((data) => estimated(estimateEffect(data, { ...ask, estimator })))
      expect(a!.estimate).toBeCloseTo(b!.estimate, 12)
      expect(a!.contrast).toEqual(b!.contrast)
    }
  })

  it('names two numbers: arms where two occur, from where to where else', () => {
    const graph = dag('T -> Y')
    const binary = table({ T: [0, 2, 0, 2, 0, 2], Y: [1, 5, 2, 6, 3, 8] })
    const q = { graph, treatment: 'T', outcome: 'Y' } as const
    const back = estimated(estimateEffect(binary, { ...q, estimator: ipw(), contrast: { from: 2, to: 0 } }))
    expect(back.estimate).toBeCloseTo(2 - 19 / 3, 12)
    const dose = table({ T: [0, 1, 2, 3, 4, 5, 6], Y: [1, 3.1, 5, 7, 8.9, 11, 13] })
    const one = estimated(estimateEffect(dose, { ...q, estimator: regressionAdjustment() }))
    const three = estimated(
      estimateEffect(dose, { ...q, estimator: regressionAdjustment(), contrast: { from: 4, to: 1 } }),
    )
    expect(three.estimate).toBeCloseTo(-3 * one.estimate, 12)
    expect(three.standardError).toBeCloseTo(3 * one.standardError, 12)
    expect(three.contrast).toEqual({ from: 'T = 4', to: 'T = 1' })
    const far = estimated(
      estimateEffect(dose, { ...q, estimator: regressionAdjustment(), contrast: { from: 0, to: 60 } }),
    )
    expect(far.warnings.join()).toContain('from 0 to 6 only')
    const boot = bootstrapEffect(dose, {
      ...q,
      estimator: regressionAdjustment(),
      contrast: { from: 0, to: 3 },
      draws: 50,
      seed: 1,
    })
    if (!boot.estimated) throw new Error(boot.message)
    expect(boot.estimate).toBeCloseTo(3 * one.estimate, 12)
    expect(boot.replicates.every((value) => Math.abs(value / 3 - one.estimate) < 0.2)).toBe(true)
    // estimators of arms take the rows with just these numbers
    const whole = table({ T: [0, 1, 2, 0, 1, 2], Y: [1, 2, 9, 2, 3, 11] })
    expect(
      estimated(estimateEffect(whole, { ...q, estimator: standardization(), contrast: { from: 0, to: 2 } })).estimate,
    ).toBeCloseTo(8.5, 12)
  })

  it('is checked', () => {
    const fails = (contrast: unknown, code: 'invalid-argument' | 'unknown-option' | 'unknown-name') =>
      expectCausalError(
        () => estimateEffect(table(rows), { ...ask, estimator: ipw(), contrast } as never),
        'estimateEffect',
        code,
      )
    fails({ from: 'drug' }, 'invalid-argument')
    fails({ from: 'drug', to: 'drug' }, 'invalid-argument')
    fails({ from: 'drug', too: 'placebo' }, 'unknown-option')
    fails(['drug', 'placebo'], 'invalid-argument')
    expect(fails({ from: 'drug', to: 'Placebo' }, 'unknown-name').message).toContain('"drug" and "placebo"')
    fails({ from: 0, to: 1 }, 'unknown-name')
    expectCausalError(
      () => estimateEffect(table(rows), { ...ask, estimator: ipw(), event: 'cured' }),
      'estimateEffect',
      'unknown-name',
    )
    expectCausalError(
      () =>
        estimateEffect(table(rows), {
          graph: dag('arm -> size'),
          treatment: 'arm',
          outcome: 'size',
          estimator: ipw(),
          event: '1',
        }),
      'estimateEffect',
      'invalid-argument',
    )
  })
})

describe('three arms', () => {
  const plans = Array.from({ length: 600 }, (_, i) => {
    const big = i % 5 < 2
    const plan = ['free', 'pro', 'team'][big ? (i % 7) % 3 : i % 3]!
    const y = (plan === 'team' ? 4 : plan === 'pro' ? 1 : 0) + (big ? 3 : 0) + (plan === 'team' && big ? 2 : 0)
    return { plan, size: big ? 'big' : 'small', y: y + Math.sin(i) }
  })
  const data = table(plans)
  const q = { graph: dag('size -> plan -> y; size -> y'), treatment: 'plan', outcome: 'y' } as const

  it('are refused without a contrast, with the way out', () => {
    const error = expectCausalError(
      () => estimateEffect(data, { ...q, estimator: ipw() }),
      'estimateEffect',
      'not-supported',
    )
    expect(error.message).toContain('{ contrast: { from: "free", to: "pro" } }')
    expect(error.message).toContain('estimateEffects')
  })

  it('are compared two by two in the whole population', () => {
    // by hand: stratum means over the strata of all 600 rows
    const mean = (plan: string, size: string) => {
      const part = plans.filter((row) => row.plan === plan && row.size === size)
      return part.reduce((sum, row) => sum + row.y, 0) / part.length
    }
    const share = (size: string) => plans.filter((row) => row.size === size).length / plans.length
    const truth = (to: string) =>
      ['big', 'small'].reduce((sum, size) => sum + share(size) * (mean(to, size) - mean('free', size)), 0)
    for (const estimator of [ipw(), aipw(), standardization(), regressionAdjustment()]) {
      const { from, effects } = estimateEffects(data, { ...q, estimator, contrast: { from: 'free' } })
      expect(from).toBe('free')
      expect(effects.map(({ to }) => to)).toEqual(['pro', 'team'])
      for (const { to, effect } of effects) {
        const e = estimated(effect)
        expect(e.estimate).toBeCloseTo(truth(String(to)), 9)
        expect(e.n).toBe(600)
        expect(e).toEqual(estimateEffect(data, { ...q, estimator, contrast: { from: 'free', to } }))
      }
    }
    const boot = bootstrapEffect(data, {
      ...q,
      estimator: ipw(),
      contrast: { from: 'free', to: 'team' },
      draws: 200,
      seed: 3,
    })
    const e = estimated(estimateEffect(data, { ...q, estimator: ipw(), contrast: { from: 'free', to: 'team' } }))
    expect(boot.estimated && Math.abs(boot.standardError / e.standardError - 1)).toBeLessThan(0.2)
  })

  it('compare numbers against one of them', () => {
    const t = table({ dose: [0, 0, 1, 1, 2, 2], y: [1, 2, 3, 5, 8, 9] })
    const { effects } = estimateEffects(t, {
      graph: dag('dose -> y'),
      treatment: 'dose',
      outcome: 'y',
      estimator: standardization(),
      contrast: { from: 1 },
    })
    expect(effects.map(({ to, effect }) => [to, estimated(effect).estimate])).toEqual([
      [0, -2.5],
      [2, 4.5],
    ])
  })

  it('are balanced two by two', () => {
    const b = balance(data, { treatment: 'plan', covariates: ['size'], contrast: { from: 'free', to: 'team' } })
    if (!b.estimated) throw new Error(b.message)
    for (const { weightedDifference } of b.covariates) expect(Math.abs(weightedDifference!)).toBeLessThan(1e-9)
    expect(b.contrast).toEqual({ from: 'plan = free', to: 'plan = team' })
    expect(b.warnings).toEqual([])
    const silent = balance(table(rows), { treatment: 'arm', covariates: ['size'] })
    const turned = balance(table(rows), {
      treatment: 'arm',
      covariates: ['size'],
      contrast: { from: 'placebo', to: 'drug' },
    })
    if (!silent.estimated || !turned.estimated) throw new Error('refused')
    expect(silent.warnings[0]).toContain('because the alphabet')
    expect(turned.covariates[0]!.difference).toBeCloseTo(-silent.covariates[0]!.difference!, 12)
  })

  it('are refused where leaving rows out would mislead, and where the reference is not told', () => {
    const iv = table({ Z: [0, 1, 0, 1, 0, 1], T: ['a', 'b', 'c', 'a', 'b', 'c'], Y: [1, 2, 3, 4, 5, 7] })
    expectCausalError(
      () =>
        estimateEffect(iv, {
          graph: admg('Z -> T -> Y; T <-> Y'),
          treatment: 'T',
          outcome: 'Y',
          estimator: twoStageLeastSquares(),
          contrast: { from: 'a', to: 'b' },
        }),
      'estimateEffect',
      'not-supported',
    )
    const missing = (contrast: unknown, code: 'invalid-argument' | 'unknown-name' | 'unknown-option') =>
      expectCausalError(
        () => estimateEffects(data, { ...q, estimator: ipw(), contrast } as never),
        'estimateEffects',
        code,
      )
    missing(undefined, 'invalid-argument')
    missing({ from: 'gratis' }, 'unknown-name')
    missing({ from: 'free', to: 'pro' }, 'unknown-option')
  })

  it('leave the front door all values of the treatment', () => {
    const t = table({
      X: ['a', 'a', 'b', 'b', 'c', 'c', 'a', 'b', 'c', 'c'],
      M: [0, 1, 0, 1, 0, 1, 0, 1, 1, 0],
      Y: [1, 3, 2, 5, 2, 7, 1, 6, 8, 3],
    })
    const e = estimated(
      estimateEffect(t, {
        graph: admg('X -> M -> Y; X <-> Y'),
        treatment: 'X',
        outcome: 'Y',
        estimator: frontDoorEstimator(),
        contrast: { from: 'a', to: 'b' },
      }),
    )
    // P(M=1|b) − P(M=1|a) = 1/3; Σ_x (E[Y|1,x] − E[Y|0,x]) P(x) = .3 · 2 + .3 · 3.5 + .4 · 5
    expect(e.estimate).toBeCloseTo((0.3 * 2 + 0.3 * 3.5 + 0.4 * 5) / 3, 12)
  })
})

describe('results in JSON', () => {
  const stones = fromCounts(kidneyStones)
  const q = {
    graph: dag('stone -> treatment -> recovered; stone -> recovered'),
    treatment: 'treatment',
    outcome: 'recovered',
    estimator: ipw(),
  } as const

  it('leave per-row arrays out and say so; clones keep them', () => {
    const e = estimated(estimateEffect(stones, q))
    const text = JSON.stringify(e)
    expect(text.length).toBeLessThan(2500)
    const read = JSON.parse(text)
    expect(read.omitted).toEqual(['identification', 'influence'])
    expect(read.influence).toBeUndefined()
    expect(read.estimate).toBe(e.estimate)
    expect(Object.keys(e)).toContain('influence')
    expect(Object.keys(e)).not.toContain('toJSON')
    expect(structuredClone(e)).toEqual({ ...e })
    const boot = bootstrapEffect(stones, { ...q, draws: 500, seed: 1 })
    if (!boot.estimated) throw new Error(boot.message)
    expect(JSON.stringify(boot).length).toBeLessThan(1500)
    expect(JSON.parse(JSON.stringify(boot)).omitted).toEqual(['replicates'])
    expect(structuredClone(boot).replicates.length).toBe(boot.replicates.length)
  })
})

describe('missing values', () => {
  it('are told for the columns that the question uses, with how many rows each way leaves', () => {
    const t = table({
      x: Array.from({ length: 300 }, (_, i) => i % 2),
      z: Array.from({ length: 300 }, (_, i) => (i === 7 ? null : i % 7)),
      y: Array.from({ length: 300 }, (_, i) => (i === 8 || i === 7 ? null : (i % 2) + (i % 5))),
      comment: Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? 'ok' : null)),
    })
    const q = { graph: dag('z -> x -> y; z -> y'), treatment: 'x', outcome: 'y' } as const
    for (const estimator of all) {
      const error = expectCausalError(() => estimateEffect(t, { ...q, estimator }), 'estimateEffect', 'missing-values')
      expect(error.message).toContain('column "y" has 2 missing values, column "z" has 1 missing value')
      expect(error.message).toContain('Of 300 rows 298 are complete')
      expect(error.message).toContain('completeRows(table, ["x", "y", "z"])')
      expect(error.message).toContain('would leave only 100')
      expect(error.message).not.toContain('comment')
    }
    const error = expectCausalError(
      () => balance(t, { treatment: 'x', covariates: ['z'] }),
      'balance',
      'missing-values',
    )
    expect(error.message).toContain('Of 300 rows 299 are complete')
  })
})
