import { describe, expect, it } from 'vitest'
import {
  abduct,
  additive,
  averageTreatmentEffect,
  bernoulli,
  categorical,
  column,
  conditionalLinear,
  counterfactual,
  cpt,
  deterministic,
  discrete,
  expectation,
  exponential,
  intervene,
  linear,
  locationScale,
  logistic,
  logLikelihood,
  mixtureCdf,
  mixtureDensity,
  mixtureOf,
  mixtureQuantile,
  normal,
  query,
  sample,
  scale,
  scm,
  uniform,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const bell = (x: number, mean: number, sd: number) =>
  Math.exp(-0.5 * ((x - mean) / sd) ** 2) / sd / Math.sqrt(2 * Math.PI)

/** ∫ f by the trapezoidal rule, exact for what fades at both ends. */
function integral(f: (x: number) => number, from: number, to: number, steps = 4000): number {
  let sum = 0
  for (let k = 0; k <= steps; k++) sum += f(from + ((to - from) * k) / steps)
  return (sum * (to - from)) / steps
}

const arms = {
  a: { intercept: 1, coefficients: { X: 2 }, sd: 0.5 },
  b: { intercept: -1, coefficients: { X: -1 }, sd: 2 },
}
const model = scm({
  C: categorical({ a: 0.3, b: 0.7 }),
  X: conditionalLinear(['C'], { a: { sd: 1 }, b: { intercept: 1, sd: 0.4 } }),
  Y: conditionalLinear(['C'], arms),
})
/** P(C = c, X = x, Y = y). */
const density = (c: 'a' | 'b', x: number, y: number) =>
  (c === 'a' ? 0.3 * bell(x, 0, 1) : 0.7 * bell(x, 1, 0.4)) *
  bell(y, arms[c].intercept + arms[c].coefficients.X * x, arms[c].sd)

describe('conditional linear-Gaussian models', () => {
  it('are answered exactly, whatever is seen', () => {
    const both = (f: (c: 'a' | 'b', x: number) => number) =>
      integral((x) => f('a', x) * density('a', x, 0.7) + f('b', x) * density('b', x, 0.7), -8, 8)
    const mass = both(() => 1)
    const seen = { given: { Y: 0.7 } }
    const x = expectation(model, 'X', seen)
    expect(x).toMatchObject({ method: 'mixture', standardError: 0 })
    expect(x.value).toBeCloseTo(both((_, v) => v) / mass, 9)
    const c = query(model, ['C'], seen)
    if (c.method !== 'mixture') throw new Error(c.method)
    expect(c.values[0]).toBeCloseTo(both((state) => (state === 'a' ? 1 : 0)) / mass, 9)
    expect(c.logDensity).toBeCloseTo(Math.log(mass), 9)
    expect(c.components.length).toBe(0)
    const joint = query(model, ['X', 'C'], seen)
    if (joint.method !== 'mixture') throw new Error(joint.method)
    expect(joint.variables).toEqual([{ name: 'C', states: ['a', 'b'] }])
    expect(joint.components.map(({ states }) => states)).toEqual([{ C: 'a' }, { C: 'b' }])
    expect(joint.covariance[0]).toBeCloseTo(both((_, v) => v * v) / mass - x.value! ** 2, 9)
    // both causes seen, and the effect asked for
    expect(expectation(model, 'Y', { given: { X: 2, C: 'a' } }).value).toBeCloseTo(5, 12)
    const contrast = { from: 'b', to: 'a' } as const
    expect(averageTreatmentEffect(model, { treatment: 'C', outcome: 'Y', contrast })).toMatchObject({
      method: 'mixture',
    })
  })
  it('carry units into other worlds: abduction by quadrature', () => {
    // had C been a, of a unit with Y = 0.7: the noises of X and Y stay
    const world = counterfactual(model, { given: { Y: 0.7 }, do: { C: 'a' } })
    const other = (c: 'a' | 'b', x: number) => {
      const ux = c === 'a' ? x : (x - 1) / 0.4
      const uy = (0.7 - arms[c].intercept - arms[c].coefficients.X * x) / arms[c].sd
      return 1 + 2 * ux + 0.5 * uy
    }
    const both = (f: (c: 'a' | 'b', x: number) => number) =>
      integral((x) => f('a', x) * density('a', x, 0.7) + f('b', x) * density('b', x, 0.7), -8, 8)
    const mean = both(other) / both(() => 1)
    const answer = query(world, ['Y'])
    if (answer.method !== 'mixture') throw new Error(answer.method)
    expect(answer.mean[0]).toBeCloseTo(mean, 9)
    expect(answer.covariance[0]).toBeCloseTo(both((c, x) => (other(c, x) - mean) ** 2) / both(() => 1), 9)
    // a unit that is seen whole is one value
    const whole = counterfactual(model, { given: { C: 'b', X: 1.4, Y: 0.7 }, do: { C: 'a' } })
    expect(expectation(whole, 'Y')).toMatchObject({ method: 'unit' })
    expect(expectation(whole, 'Y').value).toBeCloseTo(1 + 2 * 1 + 0.5 * 1.55, 12)
  })
  it('have densities, distribution functions and quantiles', () => {
    const answer = query(model, ['X', 'Y'], { given: { Y: 0.7 } })
    if (answer.method !== 'mixture') throw new Error(answer.method)
    const x = mixtureOf(answer, 'X')
    const mass = integral((v) => density('a', v, 0.7) + density('b', v, 0.7), -8, 8)
    for (const at of [-1, 0.3, 1.2]) {
      expect(mixtureDensity(x, at)).toBeCloseTo((density('a', at, 0.7) + density('b', at, 0.7)) / mass, 10)
      const below = integral((t) => mixtureDensity(x, at - t * t) * 2 * t, 0, 4, 40_000)
      expect(mixtureCdf(x, at)).toBeCloseTo(below, 6)
      expect(mixtureQuantile(x, mixtureCdf(x, at))).toBeCloseTo(at, 10)
    }
    expect(mixtureQuantile(x, 0)).toBe(Number.NEGATIVE_INFINITY)
    expect(mixtureQuantile(x, 1)).toBe(Number.POSITIVE_INFINITY)
    expect(mixtureCdf(x, mixtureQuantile(x, 1 - 1e-12))).toBeCloseTo(1, 11)
    // what is seen is one value
    const y = mixtureOf(answer, 'Y')
    expect([mixtureCdf(y, 0.69), mixtureCdf(y, 0.7), mixtureQuantile(y, 0.5)]).toEqual([0, 1, 0.7])
    expect(mixtureDensity(y, 0.7)).toBe(Number.POSITIVE_INFINITY)
    expectCausalError(() => mixtureOf(answer, 'Z' as never), 'mixtureOf', 'unknown-name')
  })
  it('take functions of discrete states, and any function of what is seen', () => {
    const other = scm({
      C: categorical({ a: 0.5, b: 0.5 }),
      T: exponential(1),
      X: additive(['C', 'T'], ({ C, T }: { C: string; T: number }) => (C === 'a' ? Math.sin(T) : T * T), normal(0, 1)),
      Y: locationScale(
        ['C'],
        () => 0,
        ({ C }: { C: string }) => (C === 'a' ? 1 : 3),
        normal(0, 1),
      ),
      Z: linear({ X: 1, Y: 1 }, normal(0, 1)),
    })
    const given = { T: 2, Z: 3 }
    const a = bell(3, Math.sin(2), Math.sqrt(3))
    const b = bell(3, 4, Math.sqrt(11))
    const answer = query(other, ['C'], { given })
    if (answer.method !== 'mixture') throw new Error(answer.method)
    expect(answer.values[0]).toBeCloseTo(a / (a + b), 12)
    expect(answer.logDensity).toBeCloseTo(Math.log((a + b) / 2) - 2, 12)
    // a cause of another family is exact where it is seen, and drawn where it is not
    expect(expectation(other, 'Y', { given: { Z: 3 } }).method).toBe('samples')
  })
  it('sum over finite noises', () => {
    const other = scm({
      U: bernoulli(0.5),
      X: normal(0, 1),
      Y: linear({ X: 1, U: 1 }, discrete([0, 10], [0.25, 0.75])),
    })
    const weights = [0, 1, 10, 11].map((u, k) => (k < 2 ? 0.125 : 0.375) * bell(9, u, 1))
    const mean = weights.reduce((sum, w, k) => sum + w * (9 - [0, 1, 10, 11][k]!), 0) / weights.reduce((x, y) => x + y)
    const found = expectation(other, 'X', { given: { Y: 9 } })
    expect(found.method).toBe('mixture')
    expect(found.value).toBeCloseTo(mean, 10)
  })
  it('integrate over one number that choices depend on', () => {
    const other = scm({
      X: normal(0.5, 2),
      A: logistic({ X: 3 }, { intercept: -1 }),
      B: logistic({ X: -0.5 }),
      Y: linear({ X: 1, A: 2 }, normal(0, 1)),
    })
    const p = (x: number, a: number) => (a === 1 ? 1 : Math.exp(1 - 3 * x)) / (1 + Math.exp(1 - 3 * x))
    const both = (f: (x: number, a: number) => number) =>
      integral(
        (x) =>
          [0, 1].reduce(
            (sum, a) => sum + (f(x, a) * p(x, a) * bell(x, 0.5, 2) * bell(1, x + 2 * a, 1)) / (1 + Math.exp(0.5 * x)),
            0,
          ),
        -20,
        20,
      )
    const answer = query(other, ['X', 'A'], { given: { B: 1, Y: 1 } })
    if (answer.method !== 'quadrature') throw new Error(answer.method)
    const mass = both(() => 1)
    expect(answer.logDensity).toBeCloseTo(Math.log(mass), 9)
    expect(answer.values[1]).toBeCloseTo(both((_, a) => a) / mass, 9)
    expect(answer.mean[0]).toBeCloseTo(both((x) => x) / mass, 9)
    expect(answer.covariance[0]).toBeCloseTo(both((x) => x * x) / mass - answer.mean[0]! ** 2, 9)
    expectCausalError(() => mixtureOf(answer as never, 'X' as never), 'mixtureOf', 'not-supported')
    // steep as a threshold
    const steep = scm({ X: normal(0, 1), A: logistic({ X: 400 }) })
    expect(expectation(steep, 'X', { given: { A: 1 } }).value).toBeCloseTo(Math.sqrt(2 / Math.PI), 4)
    // two numbers in two choices are no line
    const wide = scm({ X: normal(0, 1), Z: normal(0, 1), A: logistic({ X: 1 }), B: logistic({ X: 1, Z: 1 }) })
    expect(expectation(wide, 'X', { given: { A: 1, B: 1 } }).method).toBe('samples')
  })
  it('are drawn from where the combinations are too many, and exactly where they are not', () => {
    const spec: Record<string, unknown> = {}
    const parents: Record<string, number> = {}
    for (let i = 0; i < 15; i++) {
      spec[`D${i}`] = bernoulli(0.5)
      parents[`D${i}`] = 1
    }
    const big = scm({ ...spec, Y: linear(parents, normal(0, 1)) } as never) as never as typeof model
    expect(expectation(big, 'Y', { draws: 500 }).method).toBe('samples')
    const draws = sample(abduct(model, { Y: 0.7 }), 20_000, { seed: 1 })
    const x = column(draws, 'X') as Float64Array
    const mean = x.reduce((sum, v) => sum + v / x.length, 0)
    expect(Math.abs(mean - expectation(model, 'X', { given: { Y: 0.7 } }).value!)).toBeLessThan(0.03)
  })
})

describe('arms without variance', () => {
  const flat = scm({
    C: categorical({ point: 0.2, spread: 0.8 }),
    X: conditionalLinear(['C'], { point: { intercept: 3, sd: 0 }, spread: { intercept: 2, sd: 1 } }),
    Y: linear({ X: 1 }, normal(0, 1)),
  })
  it('have a probability beside which a density is nothing', () => {
    const at = query(flat, ['C'], { given: { X: 3 } })
    expect(at.method === 'mixture' && [...at.values]).toEqual([1, 0])
    const off = query(flat, ['C'], { given: { X: 3.1 } })
    expect(off.method === 'mixture' && [...off.values]).toEqual([0, 1])
    // seen through noise both are densities
    const y = query(flat, ['C'], { given: { Y: 3 } })
    const point = 0.2 * bell(3, 3, 1)
    const spread = 0.8 * bell(3, 2, Math.SQRT2)
    expect(y.method === 'mixture' && y.values[0]).toBeCloseTo(point / (point + spread), 12)
  })
  it('and deterministic children must agree', () => {
    const copy = scm({ C: bernoulli(0.5), X: normal(0, 1), Y: linear({ X: 1, C: 5 }, null) })
    const seen = query(copy, ['C'], { given: { X: 1, Y: 6 } })
    expect(seen.method === 'mixture' && [...seen.values]).toEqual([0, 1])
    expect(query(copy, ['C'], { given: { X: 1, Y: 7 } }).method).toBe('zero-probability')
    const text = scm({
      C: bernoulli(0.5),
      X: normal(0, 1),
      S: deterministic(['C', 'X'], ({ C, X }: { C: number; X: number }) => (C + X > 1 ? 'high' : 'low')),
    })
    const high = query(text, ['C'], { given: { X: 0.5, S: 'high' } })
    expect(high.method === 'mixture' ? [...high.values] : high.method).toEqual([0, 1])
  })
  it('tell nothing of the noise, which stays as it was', () => {
    const world = query(counterfactual(flat, { given: { C: 'point', X: 3 }, do: { C: 'spread' } }), ['X'])
    if (world.method !== 'mixture') throw new Error(world.method)
    expect([world.mean[0], world.covariance[0]]).toEqual([2, 1])
    const back = counterfactual(flat, { given: { C: 'spread', X: 3 }, do: { C: 'point' } })
    expect(expectation(back, 'X')).toMatchObject({ value: 3, standardError: 0 })
  })
  it('are refused by name where a noise is asked for', () => {
    const units = sample(flat, 20, { seed: 1 })
    expectCausalError(() => logLikelihood(flat, units), 'logLikelihood', 'not-invertible')
    expectCausalError(() => conditionalLinear([], { sd: -1 }), 'conditionalLinear', 'invalid-argument')
    expectCausalError(() => normal(0, 0), 'normal', 'invalid-argument')
  })
})

describe('changes of units and of mechanisms', () => {
  it('count their Jacobian', () => {
    for (const factor of [1e-9, 3, -0.25, 1e9]) {
      const scaled = intervene(model, { X: scale(factor) })
      const plain = query(model, ['C'], { given: { X: 0.4 } })
      const moved = query(scaled, ['C'], { given: { X: 0.4 * factor } })
      if (plain.method !== 'mixture' || moved.method !== 'mixture') throw new Error(moved.method)
      expect(moved.values[0]).toBeCloseTo(plain.values[0]!, 9)
      expect(moved.logDensity).toBeCloseTo(plain.logDensity - Math.log(Math.abs(factor)), 9)
    }
    const rooted = scm({ C: bernoulli(0.5), U: uniform(0, 1), Y: linear({ C: 1, U: 1 }, normal(0, 1)) })
    const moved = query(intervene(rooted, { U: scale(4) }), ['C'], { given: { U: 2, Y: 1 } })
    if (moved.method !== 'mixture') throw new Error(moved.method)
    expect(moved.logDensity).toBeCloseTo(Math.log(((bell(1, 2, 1) + bell(1, 3, 1)) / 2) * 0.25), 10)
  })
  it('check states where the model is made', () => {
    const rows = { a: { sd: 1 }, b: { sd: 1 } }
    const ask = () => scm({ C: categorical({ a: 0.5, c: 0.5 }), X: conditionalLinear(['C'], rows) } as never)
    expectCausalError(ask, 'scm', 'invalid-argument')
    const coded = () =>
      scm({ C: cpt([], { a: 0.5, b: 0.5 }), X: conditionalLinear([], { coefficients: { C: 1 }, sd: 1 }) } as never)
    expectCausalError(coded, 'scm', 'type-mismatch')
  })
})
