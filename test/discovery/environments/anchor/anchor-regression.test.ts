import { describe, expect, it } from 'vitest'
import { anchorRegression, normals, randomStream, splitStream, table } from '../../../../src/index.js'
import { expectCausalError } from '../../../support/errors.js'

const n = 600
const noise = (name: string) => normals(splitStream(randomStream('anchor'), name), n).values
const [a, h, e, u] = ['a', 'h', 'e', 'u'].map(noise) as [Float64Array, Float64Array, Float64Array, Float64Array]
/** X = A + H + U, Y = X − 2H + e: least squares 1 − 2/3 off, the instrument A right. */
const X = Array.from(a, (v, i) => v + h[i]! + u[i]!)
const data = table({ A: [...a], X, Y: X.map((x, i) => x - 2 * h[i]! + e[i]!) })
const at = (gamma: number) => anchorRegression(data, { outcome: 'Y', anchors: 'A', gamma })

describe('anchorRegression', () => {
  it('goes from the fit within environments over least squares to the instrument', () => {
    const slopes = [0, 1, 5, 1e9, Number.POSITIVE_INFINITY].map((gamma) => at(gamma).coefficients[0]!.estimate)
    // limits: (1 + 1 − 2)/2 within, (3 − 2)/3 pooled, 1 between
    expect(Math.abs(slopes[0]! - 0)).toBeLessThan(0.15)
    expect(Math.abs(slopes[1]! - 1 / 3)).toBeLessThan(0.15)
    expect(Math.abs(slopes[4]! - 1)).toBeLessThan(0.25)
    expect(slopes[3]!).toBeCloseTo(slopes[4]!, 6)
    expect([...slopes].sort((p, q) => p - q)).toEqual(slopes)
  })

  it('says what it protects against', () => {
    const found = at(4)
    expect(found.protects.shiftFactor).toBe(2)
    expect(found.protects.worstRisk).toBeCloseTo(found.withinRisk + 4 * found.betweenRisk, 12)
    expect(found.observedRisk).toBeCloseTo(found.withinRisk + found.betweenRisk, 12)
    expect(found.protects.gaussianQuantile).toBeCloseTo(0.9545, 4)
    expect(at(Number.POSITIVE_INFINITY).protects).toMatchObject({ worstRisk: null, gaussianQuantile: 1 })
    expect(at(Number.POSITIVE_INFINITY).betweenRisk).toBeLessThan(1e-12)
    expect(at(0).protects.meaning).toContain('within environments')
  })

  it('takes categories as anchors, and warns of anchors that move nothing', () => {
    const grouped = table({ place: Array.from(a, (v) => (v < 0 ? 'low' : 'high')), X, Y: data.data[2] as Float64Array })
    const found = anchorRegression(grouped, { outcome: 'Y', anchors: 'place', gamma: Number.POSITIVE_INFINITY })
    expect(Math.abs(found.coefficients[0]!.estimate - 1)).toBeLessThan(0.3)
    expect(found.warnings).toEqual([])
    const still = table({
      place: Array.from(a, (_, i) => (i % 2 === 0 ? 'low' : 'high')),
      X,
      Y: data.data[2] as Float64Array,
    })
    const weak = anchorRegression(still, { outcome: 'Y', anchors: 'place', gamma: 10 })
    expect(weak.warnings.join()).toContain('hardly move "X"')
  })

  it('says what is wrong', () => {
    const ask =
      (question: object, source: unknown = data) =>
      () =>
        anchorRegression(source as never, { outcome: 'Y', anchors: 'A', gamma: 2, ...question } as never)
    const fails = (call: () => unknown, code: Parameters<typeof expectCausalError>[2]) =>
      expectCausalError(call, 'anchorRegression', code)
    fails(ask({ gamma: -1 }), 'invalid-argument')
    fails(ask({ gamma: Number.NaN }), 'invalid-argument')
    fails(ask({ confidence: 1 }), 'invalid-argument')
    fails(ask({ anchors: [] }), 'invalid-argument')
    fails(ask({ anchors: 'Q' }), 'unknown-name')
    fails(ask({ anchors: 'Y' }), 'overlap')
    fails(ask({ alpha: 0.1 }), 'unknown-option')
    const columns = { A: [1, 2, 3, 4, 5, 6], X: [1, 3, 2, 5, 4, 6], Y: [2, 1, 4, 3, 6, 5] }
    fails(ask({}, table({ ...columns, A: [1, 1, 1, 1, 1, 1] })), 'constant-column')
    fails(ask({}, table({ ...columns, X: [1, 1, 1, 1, 1, 1] })), 'constant-column')
    fails(ask({}, table({ ...columns, W: columns.X.map((v) => 2 * v) })), 'collinear')
    fails(ask({ gamma: 0 }, table({ ...columns, X: columns.A })), 'collinear')
    fails(ask({ gamma: Number.POSITIVE_INFINITY }, table({ ...columns, W: [1, 0, 0, 1, 1, 0] })), 'not-supported')
    fails(ask({}, table({ A: [1, 2, 3], X: [1, 3, 2], Y: [1, 2, 4] })), 'too-few-rows')
    fails(ask({}, table({ ...columns, X: [1, 3, 2, Number.NaN, 4, 6] })), 'missing-values')
  })
})
