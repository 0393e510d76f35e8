import { describe, expect, it } from 'vitest'
import {
  causalForest,
  dag,
  drLearner,
  type EffectLearner,
  estimateEffect,
  forest,
  gradientBoosting,
  type HeterogeneousEffects,
  heterogeneousEffects,
  ipw,
  logisticRegression,
  type RefusedEffect,
  ridge,
  rLearner,
  sLearner,
  table,
  tLearner,
  xLearner,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'
import { graph, question, simulated } from './simulated.js'

const { data, effect } = simulated(1200, 1)
const shared = { ...question, modifiers: ['x', 'z', 'site'] } as const

function estimated(e: HeterogeneousEffects | RefusedEffect): HeterogeneousEffects {
  if (!e.estimated) throw new Error(e.message)
  return e
}
const meanSquare = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length

const learners: readonly [string, EffectLearner][] = [
  ['sLearner', sLearner()],
  ['tLearner', tLearner()],
  ['xLearner', xLearner()],
  ['rLearner', rLearner()],
  ['drLearner', drLearner({ learner: forest({ trees: 60, minLeaf: 20 }) })],
  ['causalForest', causalForest({ trees: 200 })],
]

describe.each(learners)('heterogeneousEffects by %s', (name, learner) => {
  const e = estimated(heterogeneousEffects(data, { ...shared, learner }))

  it('finds who gains more', () => {
    // an effect of 2 for all would be off by 1
    expect(meanSquare(e.effects, effect)).toBeLessThan(0.45)
    expect(e.n).toBe(1200)
    expect(e.modifiers).toEqual(['x', 'z', 'site'])
    const there = table({ x: [-1, 1], z: [0, 0], site: ['north', 'south'] })
    const [low, high] = e.predict(there).effects
    expect(Math.abs(low! - 1)).toBeLessThan(0.9)
    expect(Math.abs(high! - 3)).toBeLessThan(0.9)
  })

  it('has an average with an honest error', () => {
    const truth = effect.reduce((sum, value) => sum + value, 0) / 1200
    expect(Math.abs(e.average.estimate - truth)).toBeLessThan(3.5 * e.average.standardError)
    expect(e.scores.reduce((sum, value) => sum + value, 0) / 1200).toBeCloseTo(e.average.estimate, 10)
    expect(e.average.formula).toContain('P(health | drug, ')
  })

  it('knows its errors or says that it does not', () => {
    expect(e.standardErrors === null).toBe(name !== 'causalForest')
    expect(e.warnings.some((line) => line.includes('no standard errors'))).toBe(name !== 'causalForest')
    expect(JSON.parse(JSON.stringify(e)).omitted).toEqual([
      'effects',
      'standardErrors',
      'scores',
      'propensities',
      'predict',
    ])
  })
})

describe('heterogeneousEffects', () => {
  const quick = {
    learner: rLearner({ learner: ridge({ penalty: 0 }) }),
    nuisances: { outcome: ridge(), treatment: logisticRegression() },
  }

  it('lets effects differ by some of what is adjusted for, with learners that can', () => {
    const e = estimated(heterogeneousEffects(data, { ...question, ...quick, modifiers: ['x'] }))
    expect(e.modifiers).toEqual(['x'])
    expect(e.average.adjustment).toEqual(expect.arrayContaining(['x', 'z']))
    const line = e.predict(table({ x: [-1, 1] })).effects
    expect(line[1]! - line[0]!).toBeGreaterThan(0.8)
    const error = expectCausalError(
      () => heterogeneousEffects(data, { ...question, modifiers: ['x'], adjustment: ['z'], learner: tLearner() }),
      'heterogeneousEffects',
      'not-supported',
    )
    expect(error.message).toContain('"z"')
  })

  it('adjusts for what the graph asks for, and refuses what it forbids', () => {
    const e = estimated(heterogeneousEffects(data, { ...question, ...quick }))
    expect(e.modifiers).toEqual(e.average.adjustment)
    const after = heterogeneousEffects(data, {
      ...question,
      graph: dag('z -> drug -> x -> health; z -> health; drug -> health; site'),
      ...quick,
      modifiers: ['x'],
    })
    expect(after.estimated || after.reason).toBe('invalid-adjustment')
    const hidden = heterogeneousEffects(data, {
      ...question,
      graph: dag({
        nodes: ['drug', 'health', 'u', 'x'],
        directed: [
          ['u', 'drug'],
          ['u', 'health'],
          ['drug', 'health'],
        ],
        latents: ['u'],
      }),
      ...quick,
      modifiers: ['x'],
    })
    expect(hidden.estimated || hidden.reason).toBe('not-identifiable')
  })

  it('does not depend on the order of columns, or on units', () => {
    const forestOf = { learner: causalForest({ trees: 40 }), nuisances: quick.nuisances }
    const small = simulated(300, 2).data
    const [x, z, site, drug, health] = small.data
    const e = estimated(heterogeneousEffects(small, { ...shared, ...forestOf }))
    const turned = table({ health: health!, drug: drug!, site: site!, z: z!, x: x! } as never) as typeof small
    const other = estimated(heterogeneousEffects(turned, { ...shared, ...forestOf }))
    for (let i = 0; i < 300; i++) expect(other.effects[i]).toBeCloseTo(e.effects[i]!, 8)
    const scaled = table({
      x: (x as Float64Array).map((v) => v * 1024),
      z: z!,
      site: site!,
      drug: drug!,
      health: (health as Float64Array).map((v) => v / 4096),
    } as never) as typeof small
    const unit = estimated(heterogeneousEffects(scaled, { ...shared, ...forestOf }))
    for (let i = 0; i < 300; i++) {
      expect(unit.effects[i]! * 4096).toBeCloseTo(e.effects[i]!, 8)
      expect(unit.standardErrors![i]! * 4096).toBeCloseTo(e.standardErrors![i]!, 8)
    }
  })

  it('turns with the contrast', () => {
    const e = estimated(heterogeneousEffects(data, { ...shared, ...quick }))
    const turned = estimated(heterogeneousEffects(data, { ...shared, ...quick, contrast: { from: 'yes', to: 'no' } }))
    expect(turned.average.estimate).toBeCloseTo(-e.average.estimate, 8)
    for (let i = 0; i < 50; i++) expect(turned.effects[i]).toBeCloseTo(-e.effects[i]!, 6)
  })

  it('agrees on the average with other estimators', () => {
    const e = estimated(heterogeneousEffects(data, { ...shared, ...quick }))
    const plain = estimateEffect(data, { ...question, estimator: ipw() })
    expect(plain.estimated && Math.abs(e.average.estimate - plain.estimate)).toBeLessThan(0.3)
  })

  it('takes a learner that the caller wrote', () => {
    const same: EffectLearner = {
      name: 'two for all',
      needs: 'arms',
      ofSome: true,
      fit: () => ({ predict: (rows) => ({ effects: new Float64Array(rows.rowCount).fill(2), standardErrors: null }) }),
    }
    const e = estimated(heterogeneousEffects(data, { ...shared, learner: same, nuisances: quick.nuisances }))
    expect(new Set(e.effects)).toEqual(new Set([2]))
  })

  it('tells its progress, and stops when asked to', () => {
    const told: number[] = []
    heterogeneousEffects(data, { ...shared, ...quick, folds: 2, onProgress: ({ done }) => void told.push(done) })
    expect(told).toEqual(told.map((_, i) => i))
    expectCausalError(
      () => heterogeneousEffects(data, { ...shared, learner: causalForest(), signal: { aborted: true } }),
      'heterogeneousEffects',
      'aborted',
    )
  })

  it('refuses what it cannot learn from', () => {
    const wrong = (
      code: 'invalid-argument' | 'too-few-rows' | 'not-supported' | 'unknown-option',
      more: object,
    ): unknown =>
      expectCausalError(
        () => heterogeneousEffects(data, { ...shared, ...quick, ...more } as never),
        'heterogeneousEffects',
        code,
      )
    wrong('invalid-argument', { learner: causalForest })
    wrong('invalid-argument', { learner: ridge() })
    wrong('invalid-argument', { modifiers: [] })
    wrong('invalid-argument', { nuisances: { outcome: 3 } })
    wrong('invalid-argument', { clip: [0, 2] })
    wrong('unknown-option', { nuisances: { propensity: ridge() } })
    wrong('not-supported', { graph, treatment: 'z', modifiers: ['x'] })
    const parted = table({
      x: data.data[0] as Float64Array,
      drug: Array.from(data.data[0] as Float64Array, (v) => (v > 0 ? 'yes' : 'no')),
      health: data.data[4] as Float64Array,
    })
    const e = heterogeneousEffects(parted, {
      graph: dag('x -> drug -> health; x -> health'),
      treatment: 'drug',
      outcome: 'health',
      learner: tLearner(),
      nuisances: { treatment: forest({ trees: 20 }) },
    })
    expect(e.estimated || e.reason).toBe('no-overlap')
    const few = simulated(30, 3).data
    expectCausalError(
      () => heterogeneousEffects(few, { ...shared, ...quick, learner: causalForest({ trees: 10 }) }),
      'heterogeneousEffects',
      'too-few-rows',
    )
  })
})

describe('causalForest', () => {
  it('covers effects with its intervals, at rows it saw and at new ones', () => {
    const there = simulated(1000, 8)
    const e = estimated(
      heterogeneousEffects(there.data, {
        ...shared,
        learner: causalForest({ trees: 400 }),
        nuisances: { outcome: gradientBoosting({ rounds: 60, depth: 3 }), treatment: ridge() },
        clip: [0.05, 0.95],
      }),
    )
    // away from the step at 0, which no smooth forest can follow
    const x = there.data.data[0] as Float64Array
    let [rows, covered] = [0, 0]
    for (let i = 0; i < 1000; i++) {
      if (Math.abs(x[i]!) < 0.5) continue
      rows++
      if (Math.abs(e.effects[i]! - there.effect[i]!) < 1.96 * e.standardErrors![i]!) covered++
    }
    expect(covered / rows).toBeGreaterThan(0.8)
    expect(e.standardErrors!.every((error) => error > 0)).toBe(true)
  })
})
