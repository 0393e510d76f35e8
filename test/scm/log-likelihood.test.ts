import { describe, expect, it } from 'vitest'
import {
  additive,
  bernoulli,
  categorical,
  categoricalLogit,
  conditionalLinear,
  counterfactual,
  cpt,
  dag,
  deterministic,
  discrete,
  exponential,
  fitScm,
  gamma,
  intervene,
  linear,
  locationScale,
  logDensity,
  logistic,
  logLikelihood,
  mechanism,
  normal,
  poisson,
  postNonlinear,
  query,
  scale,
  scm,
  shift,
  table,
  uniform,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const { exp, log } = Math

const normalLog = (x: number, mean: number, sd: number): number =>
  -0.5 * ((x - mean) / sd) ** 2 - log(sd) - 0.5 * log(2 * Math.PI)

function poissonLog(k: number, rate: number): number {
  let sum = k * log(rate) - rate
  for (let i = 2; i <= k; i++) sum -= log(i)
  return sum
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0)
const half = log(0.5)

describe('the log-likelihood of each mechanism, by hand', () => {
  // X is uniform on an interval of length 20, and adds −log 20 a row
  const of = (mechanismOfY: unknown, x: readonly number[], y: readonly (number | string)[]): number =>
    logLikelihood(
      scm({ X: uniform(-10, 10), Y: mechanismOfY as never }) as never,
      table({ X: [...x], Y: [...y] } as never) as never,
    ) +
    x.length * log(20)
  type P = { X: number }

  it('sums with added noise', () => {
    expect(of(linear({ X: 2 }, normal(0, 0.5)), [1, 0], [2.5, -1])).toBeCloseTo(
      normalLog(2.5, 2, 0.5) + normalLog(-1, 0, 0.5),
      10,
    )
    const square = additive(['X'], ({ X }: P) => X ** 2, normal(0, 1))
    expect(of(square, [2], [5])).toBeCloseTo(normalLog(5, 4, 1), 10)
    const wide = locationScale(
      ['X'],
      ({ X }: P) => X,
      () => 3,
      normal(0, 1),
    )
    expect(of(wide, [2], [5])).toBeCloseTo(normalLog(5, 2, 3), 10)
    const link = { apply: exp, invert: log, slope: exp }
    const price = postNonlinear(['X'], ({ X }: P) => X, normal(0, 1), link)
    expect(of(price, [2], [5])).toBeCloseTo(normalLog(log(5), 2, 1) - log(5), 10)
  })

  it('noise whose single numbers have probabilities, whatever rounding does to a sum', () => {
    const two = discrete([0.1, 0.2], [0.25, 0.75])
    expect(0.1 * 3 + 0.1 - 0.1 * 3).not.toBe(0.1)
    expect(of(linear({ X: 0.1 }, two), [3, 0.7], [0.1 * 3 + 0.1, 0.1 * 0.7 + 0.2])).toBeCloseTo(
      log(0.25) + log(0.75),
      10,
    )
    const added = additive(['X'], ({ X }: P) => 0.1 * X, two)
    expect(of(added, [3, 0.7], [0.1 * 3 + 0.1, 0.1 * 0.7 + 0.2])).toBeCloseTo(log(0.25) + log(0.75), 10)
    expect(of(linear({ X: 0.1 }, poisson(2)), [0.7, 3], [0.1 * 0.7 + 3, 0.1 * 3 + 1])).toBeCloseTo(
      poissonLog(3, 2) + poissonLog(1, 2),
      10,
    )
    // what lies between two values stays impossible
    expect(of(linear({ X: 0.1 }, two), [3], [0.3 + 0.15])).toBe(Number.NEGATIVE_INFINITY)
    expect(of(linear({ X: 0.1 }, poisson(2)), [3], [1.3 + 1e-6])).toBe(Number.NEGATIVE_INFINITY)
  })

  it('any function, with an inverse or finite noise', () => {
    const late = mechanism(['X'], exponential(1), ({ X }: P, u) => X + 2 * u, { invert: (y, { X }) => (y - X) / 2 })
    expect(of(late, [1], [4])).toBeCloseTo(-1.5 - log(2), 8)
    const counted = mechanism(['X'], poisson(2), ({ X }: P, u) => X + 2 * u, { invert: (y, { X }) => (y - X) / 2 })
    expect(of(counted, [1], [7])).toBeCloseTo(poissonLog(3, 2), 10)
    const folded = mechanism(['X'], discrete([-1, 0, 1], [0.2, 0.3, 0.5]), ({ X }: P, u) => X * u * u)
    expect(of(folded, [2, 2], [2, 0])).toBeCloseTo(log(0.7) + log(0.3), 10)
  })

  it('without noise, 0 where it agrees and −∞ where not', () => {
    const twice = deterministic(['X'], ({ X }: P) => 2 * X)
    expect(of(twice, [2, 0.1], [4, 0.2])).toBeCloseTo(0, 10)
    expect(of(twice, [2], [5])).toBe(Number.NEGATIVE_INFINITY)
    expect(of(linear({ X: 0.1 }, null), [3], [0.30000000000000004])).toBeCloseTo(0, 10)
  })

  it('choices', () => {
    expect(of(logistic({ X: 2 }, { intercept: 1 }), [0.5, 0.5], [1, 0])).toBeCloseTo(
      -log(1 + exp(-2)) - log(1 + exp(2)),
      10,
    )
    const soft = categoricalLogit(['X'], { a: [0, 1], b: [0, 0] })
    expect(of(soft, [2, 2], ['a', 'b'])).toBeCloseTo(-log(1 + exp(-2)) - log(1 + exp(2)), 10)
    const states = scm({ A: bernoulli(0.4), B: cpt(['A'], { 0: 0.3, 1: 0.9 }) })
    expect(logLikelihood(states, table({ A: [0, 1], B: [1, 1] }))).toBeCloseTo(log(0.6 * 0.3) + log(0.4 * 0.9), 10)
    const arms = scm({
      G: categorical({ a: 0.5, b: 0.5 }),
      Y: conditionalLinear(['G'], { a: { intercept: 0, sd: 1 }, b: { intercept: 2, sd: 3 } }),
    })
    expect(logLikelihood(arms, table({ G: ['a', 'b'], Y: [1, 1] }))).toBeCloseTo(
      2 * half + normalLog(1, 0, 1) + normalLog(1, 2, 3),
      10,
    )
  })

  it('a row of a conditional sum without noise has no density', () => {
    const arms = scm({
      G: categorical({ a: 0.5, b: 0.5 }),
      Y: conditionalLinear(['G'], { a: { intercept: 0, sd: 1 }, b: { intercept: 2, sd: 0 } }),
    })
    expect(logLikelihood(arms, table({ G: ['a'], Y: [1] }))).toBeCloseTo(half + normalLog(1, 0, 1), 10)
    expectCausalError(() => logLikelihood(arms, table({ G: ['a', 'b'], Y: [1, 2] })), 'logLikelihood', 'not-invertible')
  })

  it('shifted and scaled: a count keeps its probability, a number changes its density', () => {
    const model = scm({ N: poisson(2), Z: normal(0, 1) })
    const moved = intervene(model, { N: scale(0.1), Z: scale(2) })
    expect(logLikelihood(moved, table({ N: [0.1 * 3], Z: [1] }))).toBeCloseTo(
      poissonLog(3, 2) + normalLog(0.5, 0, 1) - log(2),
      10,
    )
    expect(logLikelihood(intervene(model, { N: shift(1) }), table({ N: [3], Z: [1] }))).toBeCloseTo(
      poissonLog(2, 2) + normalLog(1, 0, 1),
      10,
    )
  })

  it('says by name which mechanism has no known likelihood', () => {
    const hidden = mechanism(['X'], normal(0, 1), ({ X }: P, u) => X + u ** 3)
    const error = expectCausalError(() => of(hidden, [0], [1]), 'logLikelihood', 'not-supported')
    expect(error.message).toContain('"Y"')
    const steps = mechanism(['X'], uniform(0, 1), ({ X }: P, u) => (u < 0.5 + X / 20 ? 1 : 0))
    expectCausalError(() => of(steps, [0], [1]), 'logLikelihood', 'not-supported')
  })

  it('refuses where an intervention hides the natural value, which it used to draw once', () => {
    const model = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
    const rows = table({ X: [1], Y: [1] })
    const mixed = intervene(model, { X: linear({ X: 0.5 }, normal(0, 1)) })
    const error = expectCausalError(() => logLikelihood(mixed, rows), 'logLikelihood', 'not-supported')
    expect(error.message).toContain('"X"')
    expect(logLikelihood(intervene(model, { X: 1 }), rows)).toBeCloseTo(normalLog(1, 2, 1), 10)
  })
})

describe('the log-likelihood of each fitted family, by hand', () => {
  const G = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]
  const COUNTS = [0, 1, 2, 0, 1, 5, 3, 4, 0, 4]
  const rows = table({ G, N: COUNTS })
  // G is a table of two equal frequencies: log ½ a row
  const fitted = (family: string, of = rows, name = 'N'): number =>
    logLikelihood(
      fitScm(dag(`G -> ${name}`) as never, of as never, { G: 'cpt', [name]: family } as never),
      of as never,
    ) -
    10 * half

  it('poisson: with a 0/1 parent the rates are the means of the groups', () => {
    expect(fitted('poisson')).toBeCloseTo(sumOf(COUNTS.map((k, i) => poissonLog(k, G[i] === 0 ? 0.8 : 3.2))), 6)
  })

  it('zero-inflated, without parents: the frequency of 0, and a Poisson number that is not 0', () => {
    const model = fitScm(dag({ nodes: ['N'] }), rows, { N: 'zero-inflated' })
    const positive = COUNTS.filter((k) => k > 0)
    const mean = sumOf(positive) / positive.length
    // λ / (1 − exp(−λ)) is the mean of a Poisson number that is not 0
    let [low, high] = [1e-6, 50]
    for (let i = 0; i < 100; i++) {
      const middle = (low + high) / 2
      if (middle / (1 - exp(-middle)) < mean) low = middle
      else high = middle
    }
    const byHand = 3 * log(0.3) + sumOf(positive.map((k) => log(0.7) + poissonLog(k, low) - log(1 - exp(-low))))
    expect(logLikelihood(model, rows)).toBeCloseTo(byHand, 5)
  })

  it('ordinal: two states and a 0/1 parent give the frequencies of the groups, three states alone their own', () => {
    const S = ['lo', 'lo', 'hi', 'lo', 'lo', 'hi', 'hi', 'lo', 'hi', 'lo']
    expect(fitted('ordinal', table({ G, S }) as never, 'S')).toBeCloseTo(
      4 * log(0.8) + log(0.2) + 3 * log(0.6) + 2 * log(0.4),
      6,
    )
    const alone = table({ S: ['a', 'b', 'c', 'a', 'b', 'a', 'a', 'c', 'b', 'a'] })
    expect(logLikelihood(fitScm(dag('S'), alone, { S: 'ordinal' }), alone)).toBeCloseTo(
      5 * log(0.5) + 3 * log(0.3) + 2 * log(0.2),
      6,
    )
  })

  it('cpt, logistic and multinomial: frequencies of groups', () => {
    const B = [0, 0, 1, 0, 0, 1, 1, 0, 1, 0]
    const byHand = 4 * log(0.8) + log(0.2) + 3 * log(0.6) + 2 * log(0.4)
    expect(fitted('cpt', table({ G, B }) as never, 'B')).toBeCloseTo(byHand, 8)
    expect(fitted('logistic', table({ G, B }) as never, 'B')).toBeCloseTo(byHand, 6)
    const M = B.map((b) => (b === 1 ? 'yes' : 'no'))
    expect(fitted('multinomial', table({ G, M }) as never, 'M')).toBeCloseTo(byHand, 6)
  })

  it('empirical: as many equally probable residuals as rows', () => {
    const Y = [0.31, 1.17, 2.23, 0.11, 1.73, 5.19, 3.37, 4.41, 0.07, 4.83]
    expect(fitted('empirical', table({ G, Y }) as never, 'Y')).toBeCloseTo(10 * log(0.1), 8)
    const words = table({ W: G.map((g) => (g === 0 ? 'x' : 'y')), Y })
    const model = fitScm(dag('W -> Y'), words, { Y: 'empirical' })
    expect(logLikelihood(model, words)).toBeCloseTo(10 * half + 10 * log(0.1), 8)
  })

  it('linear, gamma, additive and boosting: the density of what the law leaves', () => {
    const X = Array.from({ length: 60 }, (_, i) => i / 20)
    const Y = X.map((x, i) => exp(0.5 * x) * (1 + 0.2 * ((i * 7) % 5)))
    const data = table({ X, Y })
    for (const family of ['linear', 'additive', 'boosting', 'gamma'] as const) {
      const model = fitScm(dag('X -> Y'), data, { Y: family })
      const start = fitScm(dag('X'), data)
      const law = model.laws[1] as unknown as {
        family: string
        intercept: number
        coefficients: number[]
        noise: { parameters: { sd: number; shape: number } }
        evaluate: (pa: { X: number }, u: number) => number
      }
      const byHand = X.map((x, i) => {
        const { sd, shape } = law.noise.parameters
        if (family === 'gamma') {
          const mean = law.evaluate({ X: x }, 1)
          return logDensity(gamma(shape, mean / shape), Y[i]!)
        }
        const at = family === 'linear' ? law.intercept + law.coefficients[0]! * x : law.evaluate({ X: x }, 0)
        return normalLog(Y[i]!, at, sd)
      })
      expect(logLikelihood(model, data)).toBeCloseTo(sumOf(byHand) + logLikelihood(start, data), 6)
    }
  })

  it('a value that a fitted count cannot take is impossible, also far from what was seen', () => {
    const model = fitScm(dag('G -> N'), rows, { G: 'cpt', N: 'poisson' })
    expect(logLikelihood(model, table({ G: [0], N: [1.5] }))).toBe(Number.NEGATIVE_INFINITY)
    expect(logLikelihood(model, table({ G: [0], N: [400] }))).toBeCloseTo(half + poissonLog(400, 0.8), 4)
  })

  it('evidence on a fitted count or ordered state is weighed by its probability', () => {
    const model = fitScm(dag('G -> N'), rows, { G: 'cpt', N: 'poisson' })
    const found = query(model, ['G'], { given: { N: 3 }, draws: 4000, seed: 1 })
    if (found.method !== 'samples') throw new Error(found.method)
    const [a, b] = [0.5 * exp(poissonLog(3, 0.8)), 0.5 * exp(poissonLog(3, 3.2))]
    expect(found.logEvidence).toBeCloseTo(log(a + b), 1)
    const share = sumOf(Array.from(found.weights, (w, i) => w * (found.table.data[0] as Float64Array)[i]!))
    expect(Math.abs(share - b / (a + b))).toBeLessThan(0.03)
    // 40 is so rare that no draw would ever agree
    const rare = query(model, ['G'], { given: { N: 40 }, draws: 4000, seed: 1 })
    expect(rare.method === 'samples' && rare.logEvidence).toBeCloseTo(half + poissonLog(40, 3.2), 1)
  })
  it('the noise of a count is drawn where another world reads it', () => {
    const model = fitScm(dag('G -> N'), rows, { G: 'cpt', N: 'poisson' })
    const other = query(counterfactual(model, { given: { G: 0, N: 2 }, do: { G: 1 } }), ['N'], { draws: 4000, seed: 3 })
    if (other.method !== 'samples') throw new Error(other.method)
    // the uniform noise lies between P(N ≤ 1) and P(N ≤ 2) at rate 0.8; at rate 3.2 it gives the counts of these places
    const upTo = (k: number, rate: number): number =>
      sumOf(Array.from({ length: k + 1 }, (_, i) => exp(poissonLog(i, rate))))
    const [low, high] = [upTo(1, 0.8), upTo(2, 0.8)]
    const seen = other.table.data[0] as Float64Array
    for (const k of [4, 5, 6]) {
      const [a, b] = [upTo(k - 1, 3.2), upTo(k, 3.2)]
      const byHand = Math.max(0, Math.min(b, high) - Math.max(a, low)) / (high - low)
      const share = sumOf(Array.from(other.weights, (w, i) => (seen[i] === k ? w : 0)))
      expect(Math.abs(share - byHand)).toBeLessThan(0.03)
    }
    const far = { given: { G: 0, N: 60 }, do: { G: 1 } } as const
    expectCausalError(() => query(counterfactual(model, far), ['N']), 'query', 'not-invertible')
  })

  it('the noise of an ordered state lies between its thresholds', () => {
    const S = ['lo', 'lo', 'hi', 'lo', 'lo', 'hi', 'hi', 'lo', 'hi', 'lo']
    const model = fitScm(dag('G -> S'), table({ G, S }), { G: 'cpt', S: 'ordinal' })
    const other = query(counterfactual(model, { given: { G: 0, S: 'lo' }, do: { G: 1 } }), ['S'], { draws: 4000 })
    if (other.method !== 'samples') throw new Error(other.method)
    // states in the order of the levels, 'hi' or 'lo' first: P(S = lo) is 0.8 at G = 0 and 0.4 at G = 1, by one threshold
    const share = sumOf(Array.from(other.weights, (w, i) => (cellOf(other.table, i) === 'lo' ? w : 0)))
    expect(Math.abs(share - 0.4 / 0.8)).toBeLessThan(0.03)
  })
})

function cellOf(of: { readonly data: readonly unknown[] }, i: number): string {
  const { codes, levels } = of.data[0] as { codes: Int32Array; levels: string[] }
  return levels[codes[i]!]!
}
