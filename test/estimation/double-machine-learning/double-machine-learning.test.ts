import { describe, expect, it } from 'vitest'
import {
  admg,
  bootstrapEffect,
  type DoubleMachineLearningModel,
  type DoubleMachineLearningOptions,
  dag,
  doubleMachineLearning,
  type EffectEstimate,
  estimateEffect,
  forest,
  gradientBoosting,
  type Learner,
  logisticRegression,
  ridge,
  splines,
  table,
  type WorkProgress,
} from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { expectCausalError } from '../../support/errors.js'
import { d, references, v, w, x1, x2, y, z } from './reference.js'

const data = table({ x1, x2, z, d, y, w, v })
const backDoor = dag('x1 -> d -> y; x2 -> d; x1 -> y; x2 -> y; x1 -> w -> v; x2 -> w; x1 -> v; x2 -> v')
const doseByInstrument = admg('x1 -> z; x2 -> z; z -> w; x1 -> w -> v; x2 -> w; x1 -> v; x2 -> v; w <-> v')
const choiceByInstrument = admg('x1 -> z; x2 -> z; z -> d; x1 -> d -> y; x2 -> d; x1 -> y; x2 -> y; d <-> y')
const fold = Int32Array.from(x1, (_, i) => i % 4)
const linear = { learner: ridge({ penalty: 0 }) }
const odds = {
  learner: ridge({ penalty: 0 }),
  learners: { treatment: logisticRegression(), instrument: logisticRegression() },
}

function estimated(e: EffectEstimate) {
  if (!e.estimated) throw new Error(e.message)
  return e
}

function ask(model: DoubleMachineLearningModel, options: DoubleMachineLearningOptions) {
  const dose = model === 'partially-linear' || model === 'iv'
  const graph = model === 'iv' ? doseByInstrument : model === 'interactive-iv' ? choiceByInstrument : backDoor
  const estimator = doubleMachineLearning({ model, ...options })
  return estimateEffect(
    data,
    dose ? { graph, treatment: 'w', outcome: 'v', estimator } : { graph, treatment: 'd', outcome: 'y', estimator },
  )
}

describe.each(references)(
  'doubleMachineLearning beside doubleml: $name',
  ({ name, estimate, standardError, predictions }) => {
    const [model, population] = name.split(' ') as [DoubleMachineLearningModel, 'ATE' | 'ATT' | undefined]
    const whose = population === undefined ? {} : { population }
    const close = (e: ReturnType<typeof estimated>, tolerance: number): void => {
      expect(Math.abs(e.estimate / estimate - 1)).toBeLessThan(tolerance)
      expect(Math.abs(e.standardError / standardError - 1)).toBeLessThan(tolerance)
    }

    it('agrees on the same predictions', () => {
      const given = Object.fromEntries(Object.entries(predictions).map(([key, list]) => [key, Float64Array.from(list)]))
      close(estimated(ask(model, { predictions: given, ...whose })), 1e-12)
    })

    it('agrees on the same folds with the same learners', () => {
      const learners = model === 'interactive' || model === 'interactive-iv' ? odds : linear
      const e = estimated(ask(model, { ...learners, folds: fold, ...whose }))
      close(e, 1e-6)
      const [found] = e.diagnostics['predictions'] as readonly Record<string, Float64Array>[]
      expect(Object.keys(found!).sort()).toEqual(Object.keys(predictions).sort())
      for (const [key, list] of Object.entries(predictions))
        for (const [i, value] of list.entries()) expect(Math.abs(found![key]![i]! - value)).toBeLessThan(1e-6)
    })
  },
)

/** A curved world with effect 1.5 on average, confounded. */
function curved(n: number, seed: number) {
  const draw = generator(seed)
  const a = Float64Array.from({ length: n }, () => draw.normal())
  const b = Float64Array.from({ length: n }, () => draw.normal())
  const t = a.map((value, i) => (draw.uniform() < 1 / (1 + Math.exp(-Math.sin(2 * value) - b[i]! / 2)) ? 1 : 0))
  const outcome = t.map((value, i) => 1.5 * value + 2 * Math.sin(2 * a[i]!) + b[i]! * b[i]! + draw.normal())
  return table({ a, b, t, outcome })
}
const curvedGraph = dag('a -> t -> outcome; b -> t; a -> outcome; b -> outcome')

describe('doubleMachineLearning', () => {
  const there = curved(1500, 4)
  const question = { graph: curvedGraph, treatment: 't', outcome: 'outcome' } as const

  it.each([
    ['partially-linear', splines()],
    ['interactive', splines()],
    ['interactive', gradientBoosting({ rounds: 60, depth: 3 })],
  ] as const)('finds an effect behind curves: %s', (model, learner) => {
    const clip = [0.02, 0.98] as const
    const e = estimated(
      estimateEffect(there, { ...question, estimator: doubleMachineLearning({ model, learner, clip }) }),
    )
    expect(Math.abs(e.estimate - 1.5)).toBeLessThan(3 * e.standardError)
    expect(e.standardError).toBeLessThan(0.12)
    const squares = e.influence.reduce((sum, value) => sum + value * value, 0)
    expect(Math.sqrt(squares) / 1500).toBeCloseTo(e.standardError, 12)
  })

  it('gives medians over repetitions, and the spread of the cuts counts in the error', () => {
    const estimator = doubleMachineLearning({ learner: forest({ trees: 30 }), repetitions: 3 })
    const e = estimated(estimateEffect(curved(300, 2), { ...question, estimator }))
    const each = [...(e.diagnostics['repetitions'] as number[])].sort((p, q) => p - q)
    expect(each.length).toBe(3)
    expect(e.estimate).toBe(each[1])
    expect(each[2]! - each[0]!).toBeGreaterThan(0)
    expect(e.estimator).toContain('median of 3 cuts')
  })

  it('is the same for the same seed, whatever the order of columns', () => {
    const small = curved(200, 5)
    const turned = table({
      outcome: small.data[3] as Float64Array,
      b: small.data[1] as Float64Array,
      t: small.data[2] as Float64Array,
      a: small.data[0] as Float64Array,
    })
    const estimator = doubleMachineLearning({ learner: forest({ trees: 20 }), seed: 7 })
    const one = estimated(estimateEffect(small, { ...question, estimator }))
    expect(estimated(estimateEffect(small, { ...question, estimator })).estimate).toBe(one.estimate)
    expect(estimated(estimateEffect(turned, { ...question, estimator })).estimate).toBe(one.estimate)
  })

  it('compares two of several arms', () => {
    const small = curved(900, 6)
    const arm = Array.from(small.data[2] as Float64Array, (t, i) => (i % 3 === 0 ? 'none' : t === 1 ? 'new' : 'old'))
    const outcome = (small.data[3] as Float64Array).map((value, i) => (arm[i] === 'none' ? value - 9 : value))
    const many = table({ a: small.data[0] as Float64Array, b: small.data[1] as Float64Array, t: arm, outcome })
    const estimator = doubleMachineLearning({
      model: 'interactive',
      learner: splines(),
    })
    const e = estimated(estimateEffect(many, { ...question, contrast: { from: 'old', to: 'new' }, estimator }))
    expect(Math.abs(e.estimate - 1.5)).toBeLessThan(4 * e.standardError)
  })

  it('takes a learner of two functions that the caller wrote', () => {
    const mean: Learner = {
      name: 'the mean',
      fit: (rows, outcome) => {
        const column = rows.data[rows.columns.indexOf(outcome)] as Float64Array
        const middle = column.reduce((sum, value) => sum + value, 0) / column.length
        return { features: [], predict: (other) => new Float64Array(other.rowCount).fill(middle) }
      },
    }
    const e = estimated(estimateEffect(there, { ...question, estimator: doubleMachineLearning({ learner: mean }) }))
    // nothing is taken out: the difference of means, which is confounded
    expect(e.estimate).toBeGreaterThan(2)
  })

  it('needs no covariates', () => {
    const draw = generator(9)
    const t = Float64Array.from({ length: 100 }, (_, i) => i % 2)
    const outcome = t.map((value) => value + draw.normal())
    const e = estimated(
      estimateEffect(table({ t, outcome }), {
        graph: dag('t -> outcome'),
        treatment: 't',
        outcome: 'outcome',
        estimator: doubleMachineLearning({ model: 'interactive', learner: forest() }),
      }),
    )
    expect(Math.abs(e.estimate - 1)).toBeLessThan(1)
  })

  it('can be bootstrapped', () => {
    const small = curved(200, 8)
    const boot = bootstrapEffect(small, {
      ...question,
      estimator: doubleMachineLearning({ learner: ridge({ penalty: 0 }) }),
      draws: 40,
      seed: 1,
    })
    const plain = estimated(
      estimateEffect(small, { ...question, estimator: doubleMachineLearning({ learner: ridge({ penalty: 0 }) }) }),
    )
    expect(boot.estimated && boot.standardError / plain.standardError).toBeGreaterThan(0.6)
    expect(boot.estimated && boot.standardError / plain.standardError).toBeLessThan(1.6)
  })

  it('takes sampling weights: equal ones change nothing, and whole ones count rows', () => {
    const random = generator(11)
    const n = 120
    const x = Float64Array.from({ length: n }, () => random.normal())
    const t = x.map((v) => v + random.normal())
    const y = x.map((v, i) => v + 2 * t[i]! + random.normal())
    const w = x.map(() => 1 + random.integer(3))
    const rows = table({ x, t, y, w, even: x.map(() => 5) })
    const asked = { graph: dag('x -> t -> y; x -> y'), treatment: 't', outcome: 'y' } as const
    const estimator = doubleMachineLearning({ learner: ridge({ penalty: 0 }) })
    const plain = estimated(estimateEffect(rows, { ...asked, estimator }))
    const even = estimated(estimateEffect(rows, { ...asked, estimator, weights: 'even' }))
    expect(even.estimate).toBeCloseTo(plain.estimate, 10)
    expect(even.standardError).toBeCloseTo(plain.standardError, 10)
    // predictions from elsewhere leave the score alone: then a row of weight 3 is three rows
    const predictions = { outcome: x.map((v) => 3 * v), treatment: x.slice() }
    const weighted = estimated(
      estimateEffect(rows, { ...asked, estimator: doubleMachineLearning({ predictions }), weights: 'w' }),
    )
    const times = [...w.keys()].flatMap((i) => new Array<number>(w[i]!).fill(i))
    const at = (values: Float64Array) => Float64Array.from(times, (i) => values[i]!)
    const copies = table({ x: at(x), t: at(t), y: at(y) })
    const repeated = doubleMachineLearning({
      predictions: { outcome: at(predictions.outcome), treatment: at(predictions.treatment) },
    })
    expect(weighted.estimate).toBeCloseTo(
      estimated(estimateEffect(copies, { ...asked, estimator: repeated })).estimate,
      10,
    )
    expect(weighted.standardErrorMethod).toContain('sampling weights')
    expect(weighted.standardError).toBeGreaterThan(plain.standardError * 0.7)
  })

  it('tells its progress and stops when asked to', () => {
    const told: number[] = []
    const onProgress = ({ done, total }: WorkProgress): void => {
      expect(total).toBe(10)
      told.push(done)
    }
    estimateEffect(there, { ...question, estimator: doubleMachineLearning({ ...linear, onProgress }) })
    expect(told).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    const signal = { aborted: true }
    const estimator = doubleMachineLearning({ ...linear, signal })
    expectCausalError(() => estimateEffect(there, { ...question, estimator }), 'estimateEffect', 'aborted')
  })

  it('refuses what it cannot answer', () => {
    const wrong = (options: unknown): unknown =>
      expectCausalError(() => doubleMachineLearning(options as never), 'doubleMachineLearning', 'invalid-argument')
    wrong({})
    wrong({ learner: forest })
    wrong({ ...linear, model: 'linear' })
    wrong({ ...linear, folds: 1 })
    wrong({ ...linear, population: 'ATT' })
    wrong({ ...linear, repetitions: 2, folds: [[0, 1]] })
    wrong({ predictions: { outcome: new Float64Array(80) }, learner: 3 })
    const ask = (options: DoubleMachineLearningOptions) =>
      estimateEffect(there, { ...question, estimator: doubleMachineLearning(options) })
    expectCausalError(() => ask({ ...linear, folds: [0, 1] }), 'estimateEffect', 'invalid-argument')
    expectCausalError(
      () => ask({ predictions: { outcome: new Float64Array(1500) } }),
      'estimateEffect',
      'invalid-argument',
    )
    expectCausalError(
      () => ask({ predictions: { outcome: new Float64Array(3) } }),
      'estimateEffect',
      'invalid-argument',
    )
    const parted = curved(60, 3)
    const same = table({
      a: parted.data[0] as Float64Array,
      t: (parted.data[0] as Float64Array).map((q) => (q > 0 ? 1 : 0)),
      outcome: parted.data[3] as Float64Array,
    })
    const e = estimateEffect(same, {
      graph: dag('a -> t -> outcome; a -> outcome'),
      treatment: 't',
      outcome: 'outcome',
      estimator: doubleMachineLearning({ model: 'interactive', learner: forest({ trees: 10 }) }),
    })
    expect(e.estimated || e.reason).toBe('no-overlap')
  })
})
