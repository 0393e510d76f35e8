import { describe, expect, it } from 'vitest'
import {
  bestLinearProjection,
  effectsByGroup,
  type HeterogeneousEffects,
  type PolicyRule,
  policyTree,
  rankingMetrics,
  table,
} from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { a, b, g, y } from '../../learners/reference.js'
import { expectCausalError } from '../../support/errors.js'

/** What heterogeneousEffects gives, as far as scores are concerned. */
function scored(scores: ArrayLike<number>, effects: ArrayLike<number> = scores): HeterogeneousEffects {
  return {
    estimated: true,
    scores: Float64Array.from(scores),
    effects: Float64Array.from(effects),
    modifiers: ['a', 'b', 'g'],
  } as unknown as HeterogeneousEffects
}
const data = table({ a, b, g })

/** By statsmodels 0.15: the outcome of the reference data on a, b and g. */
const projected = {
  coefficients: [-1.030447105035703, 0.5763617259917523, 0.2832265484468638, 1.2234684262082052, -0.30992942011074476],
  HC0: [0.6802725290986471, 0.07259222770048049, 0.19485608395325818, 0.4539864322672803, 0.3822183354114865],
  HC1: [0.7025824469550561, 0.07497293038614872, 0.20124649814884354, 0.46887517108674615, 0.39475339937701537],
  HC2: [0.7157769059697536, 0.07702552613028378, 0.20625629301083934, 0.47248292168244943, 0.3966884522889909],
  HC3: [0.7538238994395278, 0.0818301156122514, 0.21854423648647167, 0.49212966954993015, 0.41205692130927046],
} as const

describe('effectsByGroup', () => {
  it('gives means of scores with their errors, and tests whether they differ', () => {
    const { groups, difference } = effectsByGroup(scored(y), data, { by: 'g' })
    expect(groups.map(({ group }) => group)).toEqual(['p', 'q', 'r'])
    for (const { group, n, estimate, standardError, interval } of groups) {
      const part = y.filter((_, i) => g[i] === group)
      const mean = part.reduce((sum, value) => sum + value, 0) / part.length
      const square = part.reduce((sum, value) => sum + (value - mean) ** 2, 0)
      expect(n).toBe(part.length)
      expect(estimate).toBeCloseTo(mean, 12)
      expect(standardError).toBeCloseTo(Math.sqrt(square / (n - 1) / n), 12)
      expect((interval[1] - interval[0]) / standardError).toBeCloseTo(2 * 1.959963985, 8)
    }
    expect(difference.degreesOfFreedom).toBe(2)
    expect(difference.pValue).toBeGreaterThan(0)
  })

  it('sorts by predicted effect, equal ones together', () => {
    const scores = Array.from({ length: 100 }, (_, i) => i)
    const four = effectsByGroup(scored(scores), table({ a: scores }), { quantiles: 4 })
    expect(four.groups.map(({ n, estimate }) => [n, estimate])).toEqual([
      [25, 12],
      [25, 37],
      [25, 62],
      [25, 87],
    ])
    const tied = effectsByGroup(
      scored(
        scores,
        scores.map((v) => (v < 60 ? 0 : 1)),
      ),
      table({ a: scores }),
      { quantiles: 4 },
    )
    expect(tied.groups.map(({ n }) => n)).toEqual([60, 40])
    expect(tied.groups[0]!.group).toBe('1 of 2')
  })

  it('has a test of level α', () => {
    const draw = generator(5)
    let rejected = 0
    for (let r = 0; r < 400; r++) {
      const scores = Float64Array.from({ length: 120 }, () => draw.normal())
      const { difference } = effectsByGroup(scored(scores), table({ k: scores.map((_, i) => i % 3) }), { by: 'k' })
      if (difference.pValue < 0.05) rejected++
    }
    expect(rejected / 400).toBeLessThan(0.09)
    expect(rejected / 400).toBeGreaterThan(0.02)
  })

  it('refuses other questions', () => {
    const wrong = (code: 'invalid-argument' | 'unknown-name' | 'too-few-rows' | 'invalid-data', q: object): unknown =>
      expectCausalError(() => effectsByGroup(scored(y), data, q as never), 'effectsByGroup', code)
    wrong('invalid-argument', {})
    wrong('invalid-argument', { by: 'g', quantiles: 2 })
    wrong('unknown-name', { by: 'h' })
    wrong('invalid-data', { by: 'a' })
    expectCausalError(
      () => effectsByGroup(scored(y), table({ g: ['p'] }), { by: 'g' }),
      'effectsByGroup',
      'invalid-data',
    )
    const refusal = { estimated: false, reason: 'no-overlap' } as never
    expectCausalError(() => effectsByGroup(refusal, data, { by: 'g' }), 'effectsByGroup', 'invalid-argument')
  })
})

describe('bestLinearProjection', () => {
  it.each(['HC0', 'HC1', 'HC2', 'HC3'] as const)('agrees with statsmodels: %s', (kind) => {
    const terms = bestLinearProjection(scored(y), data, { standardErrors: kind })
    expect(terms.map(({ term }) => term)).toEqual(['(intercept)', 'a', 'b', 'g=q', 'g=r'])
    for (const [k, { estimate, standardError }] of terms.entries()) {
      expect(estimate).toBeCloseTo(projected.coefficients[k]!, 10)
      expect(standardError).toBeCloseTo(projected[kind][k]!, 10)
    }
  })

  it('refuses columns that do not vary or are not there', () => {
    const flat = table({ one: y.map(() => 1) })
    expectCausalError(
      () => bestLinearProjection(scored(y), flat, { columns: ['one'] }),
      'bestLinearProjection',
      'constant-column',
    )
    expectCausalError(
      () => bestLinearProjection(scored(y), flat, { columns: ['two' as never] }),
      'bestLinearProjection',
      'unknown-name',
    )
  })
})

describe('rankingMetrics', () => {
  it('are areas under the curves', () => {
    const draw = generator(1)
    const n = 4000
    const order = Float64Array.from({ length: n }, () => draw.normal())
    const scores = order.map((v) => v + draw.normal())
    const { autoc, qini, curve } = rankingMetrics(scored(scores, order), { points: n })
    // by the definition: mean of TOC over shares, and of q TOC
    expect(autoc.estimate).toBeCloseTo(curve.reduce((sum, { toc }) => sum + toc, 0) / n, 1)
    expect(qini.estimate).toBeCloseTo(curve.reduce((sum, { toc, share }) => sum + share * toc, 0) / n, 2)
    expect(curve.at(-1)!.toc).toBeCloseTo(0, 12)
    // E[TOC] of a normal ranking: the mean of −(log q + 1) Φ⁻¹(1 − q) over q is about 0.903, that of (½ − q) Φ⁻¹(1 − q) 1 / 2√π
    expect(Math.abs(autoc.estimate - 0.9032)).toBeLessThan(4 * autoc.standardError)
    expect(Math.abs(qini.estimate - 1 / (2 * Math.sqrt(Math.PI)))).toBeLessThan(4 * qini.standardError)
  })

  it.each([0, 1])('have the error that repeated samples show (strength %s)', (strength) => {
    const draw = generator(9 + strength)
    const found: { autoc: number[]; qini: number[] } = { autoc: [], qini: [] }
    const said: { autoc: number[]; qini: number[] } = { autoc: [], qini: [] }
    for (let r = 0; r < 300; r++) {
      const order = Float64Array.from({ length: 300 }, () => draw.normal())
      const scores = order.map((v) => strength * v + 1 + draw.normal())
      const metrics = rankingMetrics(scored(scores, order))
      for (const key of ['autoc', 'qini'] as const) {
        found[key].push(metrics[key].estimate)
        said[key].push(metrics[key].standardError)
      }
    }
    const mean = (list: number[]): number => list.reduce((sum, v) => sum + v, 0) / list.length
    for (const key of ['autoc', 'qini'] as const) {
      const middle = mean(found[key])
      const spread = Math.sqrt(mean(found[key].map((v) => (v - middle) ** 2)))
      expect(mean(said[key]) / spread).toBeGreaterThan(0.85)
      expect(mean(said[key]) / spread).toBeLessThan(1.15)
    }
  })

  it('are 0 for a ranking that puts all at one place', () => {
    const { autoc, qini, warnings } = rankingMetrics(
      scored(
        y,
        y.map(() => 1),
      ),
    )
    expect(autoc.estimate).toBeCloseTo(0, 12)
    expect(qini.estimate).toBeCloseTo(0, 12)
    expect(warnings.length).toBe(1)
  })

  it('refuse rankings of another length', () => {
    expectCausalError(
      () => rankingMetrics(scored(y), { ranking: Float64Array.of(1) }),
      'rankingMetrics',
      'invalid-argument',
    )
    expectCausalError(() => rankingMetrics(scored(y), { points: 0 }), 'rankingMetrics', 'invalid-argument')
  })
})

/** The greatest gain of any tree of the depth with leaves of the least size, by trying all cuts between values. */
function bruteForce(
  columns: readonly (readonly number[])[],
  gain: readonly number[],
  rows: readonly number[],
  depth: number,
  least: number,
): number {
  let best = Math.max(
    0,
    rows.reduce((sum, i) => sum + gain[i]!, 0),
  )
  if (depth === 0) return best
  for (const column of columns) {
    for (const cut of new Set(rows.map((i) => column[i]!))) {
      const first = rows.filter((i) => column[i]! <= cut)
      const other = rows.filter((i) => column[i]! > cut)
      if (first.length < least || other.length < least) continue
      best = Math.max(
        best,
        bruteForce(columns, gain, first, depth - 1, least) + bruteForce(columns, gain, other, depth - 1, least),
      )
    }
  }
  return best
}

describe('policyTree', () => {
  it.each([0, 1, 2])('finds the best of all rules of depth %s', (depth) => {
    for (let seed = 1; seed <= 6; seed++) {
      const draw = generator(seed)
      const columns = Array.from({ length: 3 }, () => Array.from({ length: 40 }, () => draw.integer(12)))
      const gain = columns[0]!.map((v, i) => (v > 5 === columns[1]![i]! > 5 ? 1 : -1) + draw.normal())
      const there = table({ p: columns[0]!, q: columns[1]!, r: columns[2]! })
      const { treats } = policyTree(scored(gain), there, { columns: ['p', 'q', 'r'], depth, minLeaf: 3 })
      const value = gain.reduce((sum, v, i) => sum + v * treats[i]!, 0)
      const rows = gain.map((_, i) => i)
      expect(value).toBeCloseTo(bruteForce(columns, gain, rows, depth, 3), 8)
    }
  })

  it('says its rule as data and in words, and follows it elsewhere', () => {
    const draw = generator(3)
    const site = Array.from({ length: 200 }, (_, i) => ['n', 's', 'w'][i % 3]!)
    const x = Float64Array.from({ length: 200 }, () => draw.normal())
    const gain = x.map((v, i) => (site[i] === 'w' ? 2 : -2) + 0 * v + 0.1 * draw.normal())
    const there = table({ site, x })
    const policy = policyTree(scored(gain), there, { columns: ['site', 'x'], depth: 1 })
    const rule = policy.rule as Extract<PolicyRule, { column: string }>
    expect(rule.column).toBe('site')
    expect([...rule.among!].sort()).toEqual(['n', 's'])
    expect(rule.no).toMatchObject({ treat: true })
    expect(policy.text).toContain('if site is n or s')
    expect([...policy.predict(table({ x: [0, 0], site: ['w', 's'] }))]).toEqual([1, 0])
    expect(policy.share).toBeCloseTo(66 / 200, 12)
    expect(policy.overNobody.estimate).toBeCloseTo(0.66, 1)
    expect(policy.overEverybody.estimate).toBeCloseTo(1.34, 1)
  })

  it('takes costs into account, and does not flatter itself on noise', () => {
    const draw = generator(4)
    const x = Float64Array.from({ length: 200 }, () => draw.normal())
    const there = table({ x, z: x.map(() => draw.normal()) })
    let flattered = 0
    for (let r = 0; r < 60; r++) {
      const noise = x.map(() => draw.normal())
      if (policyTree(scored(noise), there, { columns: ['x', 'z'], seed: r }).overNobody.interval[0] > 0) flattered++
    }
    // a lower end above 0 is right in 2.5 of 100 cases
    expect(flattered / 60).toBeLessThan(0.1)
    const dear = policyTree(scored(x.map((v) => v + 1)), there, { columns: ['x', 'z'], cost: 100 })
    expect(dear.share).toBe(0)
    expect(dear.rule).toMatchObject({ treat: false })
  })

  it('refuses deeper trees and other nonsense', () => {
    const wrong = (more: object): unknown =>
      expectCausalError(() => policyTree(scored(y), data, more as never), 'policyTree', 'invalid-argument')
    wrong({ depth: 3 })
    wrong({ cost: Number.NaN })
    wrong({ minLeaf: 0 })
    wrong({ folds: 1 })
    expectCausalError(() => policyTree(scored(y), data, { columns: ['q' as never] }), 'policyTree', 'unknown-name')
  })
})
