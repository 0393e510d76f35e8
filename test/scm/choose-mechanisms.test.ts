import { describe, expect, it } from 'vitest'
import {
  categoricalLogit,
  chooseMechanisms,
  dag,
  expectation,
  fitScm,
  gamma,
  linear,
  logistic,
  logisticDistribution,
  logLikelihood,
  mechanism,
  normal,
  poisson,
  quantileOf,
  query,
  sample,
  scm,
  table,
  uniform,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

type X = { X: number }
const truth = scm({
  X: normal(0, 1),
  L: linear({ X: 2 }, normal(0, 1)),
  S: mechanism(['X'], normal(0, 0.3), ({ X }: X, u: number) => Math.sin(2 * X) + u),
  W: mechanism(['X'], gamma(2, 0.5), ({ X }: X, u: number) => Math.exp(0.5 + 0.8 * X) * u),
  N: mechanism(['X'], uniform(0, 1), ({ X }: X, u: number) => quantileOf(poisson(Math.exp(1 + 0.5 * X)), u)),
  B: logistic({ X: 1.5 }, { intercept: -0.5 }),
  C: categoricalLogit(['X'], { a: [0, 1], b: [0.5, -1], c: [0, 0] }),
})
const rows = sample(truth, 1000, { seed: 1 })
const graph = dag('X -> L; X -> S; X -> W; X -> N; X -> B; X -> C')

describe('families of generalised linear models and trees', () => {
  const fitted = fitScm(graph, rows, { B: 'logistic', C: 'multinomial', W: 'gamma', N: 'poisson', S: 'boosting' })

  it('find the parameters that made the rows', () => {
    expect(Math.abs(expectation(fitted, 'W', { do: { X: 0.5 }, draws: 20_000 }).value! - Math.exp(0.9))).toBeLessThan(
      0.2,
    )
    expect(Math.abs(expectation(fitted, 'N', { do: { X: 0.5 }, draws: 20_000 }).value! - Math.exp(1.25))).toBeLessThan(
      0.3,
    )
    expect(Math.abs(expectation(fitted, 'S', { do: { X: 0.7 } }).value! - Math.sin(1.4))).toBeLessThan(0.15)
    const answer = query(fitted, ['C'], { do: { X: 1 } })
    if (answer.method !== 'discrete') throw new Error(answer.method)
    const weights = [Math.exp(1), Math.exp(-0.5), 1]
    const sum = weights.reduce((a, b) => a + b, 0)
    for (const [k, w] of weights.entries()) expect(Math.abs(answer.values[k]! - w / sum)).toBeLessThan(0.06)
  })

  it('gamma: the shape and mean of highest likelihood, which other values fall short of', () => {
    const positive = sample(scm({ W: gamma(3, 2) }), 500, { seed: 2 })
    const best = fitScm(dag('W'), positive, { W: 'gamma' })
    const law = best.laws[0] as unknown as {
      noise: { parameters: { shape: number } }
      evaluate: (pa: object, u: number) => number
    }
    const top = logLikelihood(best, positive)
    const [k, mean] = [law.noise.parameters.shape, law.evaluate({}, 1)]
    for (const [shape, scale] of [
      [k * 1.05, mean / k / 1.05],
      [k * 0.95, mean / k / 0.95],
      [k, (mean / k) * 1.03],
    ] as const)
      expect(logLikelihood(scm({ W: gamma(shape, scale) }), positive)).toBeLessThan(top)
    expect(logLikelihood(scm({ W: gamma(k, mean / k) }), positive)).toBeCloseTo(top, 6)
  })

  it('ordinal: thresholds and slope by which the rows were made, and a likelihood that no near model exceeds', () => {
    const rated = scm({
      X: normal(2, 3),
      R: mechanism(['X'], logisticDistribution(0, 1), ({ X }: X, u: number) =>
        0.5 * X + u > 2 ? 3 : 0.5 * X + u > 0 ? 2 : 1,
      ),
    })
    const data = sample(rated, 3000, { seed: 4 })
    const law = fitScm(dag('X -> R'), data, { R: 'ordinal' }).laws[1] as unknown as {
      evaluate: (pa: X, u: number) => number
    }
    // where the score of the fitted law passes its thresholds at X = 0 and X = 4
    const cut = (x: number, state: number) => {
      let [low, high] = [-20, 20]
      for (let k = 0; k < 60; k++) {
        const middle = (low + high) / 2
        if (law.evaluate({ X: x }, middle) >= state) high = middle
        else low = middle
      }
      return low
    }
    expect(Math.abs(cut(0, 2) - 0)).toBeLessThan(0.2)
    expect(Math.abs(cut(0, 3) - 2)).toBeLessThan(0.25)
    const slope = (cut(0, 2) - cut(4, 2)) / 4
    expect(Math.abs(slope - 0.5)).toBeLessThan(0.05)
    const [x, r] = data.data as [Float64Array, Float64Array]
    const F = (z: number) => 1 / (1 + Math.exp(-z))
    const likelihood = (a: number, b: number, s: number) =>
      x.reduce((sum, v, i) => {
        const [low, high] = [F(a - s * v), F(b - s * v)]
        return sum + Math.log(r[i] === 1 ? low : r[i] === 2 ? high - low : 1 - high)
      }, 0)
    const top = likelihood(cut(0, 2), cut(0, 3), slope)
    for (const [da, db, ds] of [
      [0.03, 0, 0],
      [-0.03, 0, 0],
      [0, 0.03, 0],
      [0, -0.03, 0],
      [0, 0, 0.01],
      [0, 0, -0.01],
    ] as const)
      expect(likelihood(cut(0, 2) + da, cut(0, 3) + db, slope + ds)).toBeLessThan(top)
    expectCausalError(() => fitScm(dag('X'), data, { X: 'ordinal' }), 'fitScm', 'invalid-data')
  })

  it('zero-inflated: the share of lasting zeros and the mean of the rest', () => {
    const made = scm({
      X: normal(0, 1),
      N: mechanism(['X'], uniform(0, 1), ({ X }: X, u: number) =>
        u < 0.3 ? 0 : quantileOf(poisson(Math.exp(1 + 0.5 * X)), (u - 0.3) / 0.7),
      ),
    })
    const data = sample(made, 3000, { seed: 5 })
    const fit = fitScm(dag('X -> N'), data, { N: 'zero-inflated' })
    const law = fit.laws[1] as unknown as { evaluate: (pa: X, u: number) => number }
    // the first noise at which a large mean gives a count is the share of lasting zeros
    let [low, high] = [0, 1]
    for (let k = 0; k < 40; k++) {
      const middle = (low + high) / 2
      if (law.evaluate({ X: 6 }, middle) > 0) high = middle
      else low = middle
    }
    expect(Math.abs(low - 0.3)).toBeLessThan(0.03)
    expect(Math.abs(expectation(fit, 'N', { do: { X: 1 }, draws: 20_000 }).value! - 0.7 * Math.exp(1.5))).toBeLessThan(
      0.25,
    )
    expect(chooseMechanisms(dag('X -> N'), sample(made, 500, { seed: 6 })).families.N).toBe('zero-inflated')
    const never = table({ N: [1, 2, 3, 1, 2, 3] })
    expectCausalError(() => fitScm(dag('N'), never, { N: 'zero-inflated' }), 'fitScm', 'invalid-data')
  })

  it('refuse columns that they do not suit, by name', () => {
    expectCausalError(() => fitScm(graph, rows, { C: 'multinomial', L: 'gamma' }), 'fitScm', 'invalid-data')
    expectCausalError(() => fitScm(graph, rows, { C: 'multinomial', L: 'poisson' }), 'fitScm', 'invalid-data')
    expectCausalError(() => fitScm(graph, rows, { C: 'multinomial', X: 'boosting' }), 'fitScm', 'invalid-data')
    const parted = table({ X: [1, 2, 3, 4, 5, 6], C: ['a', 'a', 'b', 'b', 'c', 'c'] })
    expectCausalError(() => fitScm(dag('X -> C'), parted, { C: 'multinomial' }), 'fitScm', 'invalid-data')
    const few = table({ X: [1, 2], W: [1, 2] })
    expectCausalError(() => fitScm(dag('X -> W'), few, { W: 'gamma' }), 'fitScm', 'too-few-rows')
    expectCausalError(() => fitScm(dag('X -> W'), few, { W: 'boosting' }), 'fitScm', 'too-few-rows')
  })
})

describe('chooseMechanisms', () => {
  it('finds the family that made each column, or a simpler one within chance, and says why', () => {
    const half = sample(truth, 400, { seed: 1 })
    const { families, choices, n, warnings } = chooseMechanisms(graph, half)
    expect(families).toMatchObject({
      X: 'linear',
      L: 'linear',
      S: 'additive',
      W: 'gamma',
      N: 'poisson',
      B: 'logistic',
      C: 'multinomial',
    })
    expect([n, warnings]).toEqual([400, []])
    for (const { family, reason, scores } of choices) {
      expect(reason).toContain(family)
      const best = scores[0]
      if (best === undefined) continue
      expect(best.behind).toBe(0)
      const own = scores.find((score) => score.family === family)!
      expect(own.behind!).toBeLessThanOrEqual(own.standardError!)
    }
    expect(fitScm(graph, half, families).variables).toEqual(graph.nodes)
  })

  it('names columns that it leaves out, and families that could not be fitted', () => {
    const found = chooseMechanisms(dag('X -> L'), rows)
    expect(found.warnings.join()).toContain('"S"')
    const flat = table({
      X: Array.from({ length: 40 }, (_, i) => i % 5),
      Y: Array.from({ length: 40 }, (_, i) => i % 7),
    })
    const [, y] = chooseMechanisms(dag('X -> Y'), flat).choices
    expect(y!.scores.some(({ refused }) => refused !== null)).toBe(true)
    expectCausalError(
      () => chooseMechanisms(dag('X -> L'), table({ X: [1, 2], L: [1, 2] })),
      'chooseMechanisms',
      'too-few-rows',
    )
    expectCausalError(() => chooseMechanisms(dag('X -> Q') as never, rows), 'chooseMechanisms', 'unknown-name')
    const mixed = table({
      X: Array.from({ length: 40 }, (_, i) => i / 7),
      G: Array.from({ length: 40 }, (_, i) => 'ab'[i % 2]!),
      C: Array.from({ length: 40 }, (_, i) => 'cd'[(i >> 1) % 2]!),
    })
    expectCausalError(() => chooseMechanisms(dag('X -> C; G -> C'), mixed), 'chooseMechanisms', 'invalid-data')
  })
})
