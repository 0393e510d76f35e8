import { describe, expect, it } from 'vitest'
import { laggedEffect, laggedGraph, normals, randomStream, series, table } from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const graph = laggedGraph('x[t-1] -> x; x[t-1] -> y')
const question = { graph, treatment: { name: 'x', lag: 2 }, outcome: 'y' } as const

/** x → y a step later with effect 1; x and the errors of y follow themselves. */
function strongly(seed: string, n: number, rho: number): { x: Float64Array; y: Float64Array } {
  const z = normals(randomStream(seed), 2 * n).values
  const [x, y, u] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)]
  for (let t = 1; t < n; t++) {
    x[t] = rho * x[t - 1]! + z[2 * t]!
    u[t] = rho * u[t - 1]! + z[2 * t + 1]!
    y[t] = x[t - 1]! + u[t]!
  }
  return { x, y }
}

function estimated(...asked: Parameters<typeof laggedEffect>) {
  const found = laggedEffect(...asked)
  if (!found.estimated) throw new Error(found.message)
  return found
}

describe('the standard error of laggedEffect', () => {
  it('is that of cosines under the working model, as whole matrices give it', () => {
    const { x, y } = strongly('dense', 60, 0.8)
    // two recordings, and a gap in the first
    const time = Array.from(x, (_, i) => (i < 20 ? i : i < 35 ? i + 3 : i - 35))
    const unit = Array.from(x, (_, i) => (i < 35 ? 'a' : 'b'))
    const found = estimated(series(table({ x, y, time, unit }), { time: 'time', unit: 'unit' }), question)
    const rows = [...x.keys()].filter((i) => (i >= 2 && i < 20) || (i >= 22 && i < 35) || i >= 37)
    const n = rows.length
    expect(found.n).toBe(n)
    expect(found.cosines).toBe(Math.floor(0.4 * n ** (2 / 3)))
    const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / n
    const [cause, effect] = [rows.map((i) => x[i - 2]!), rows.map((i) => y[i]!)]
    const centred = cause.map((v) => v - mean(cause))
    const square = centred.reduce((sum, v) => sum + v * v, 0)
    const slope = centred.reduce((sum, v, r) => sum + v * effect[r]!, 0) / square
    expect(found.estimate).toBeCloseTo(slope, 10)
    const a = centred.map((v) => v / square)
    const residual = effect.map((v, r) => v - mean(effect) - slope * centred[r]!)
    const rho = found.autocorrelation!
    expect(rho).toBeGreaterThan(0.5)
    const correlation = (r: number, s: number): number => {
      const [i, j] = [rows[r]!, rows[s]!]
      return unit[i] === unit[j] ? rho ** Math.abs(time[i]! - time[j]!) : 0
    }
    const count = found.cosines!
    const h = Array.from({ length: count }, (_, j) => {
      const weighed = a.map((v, r) => Math.SQRT2 * Math.cos((Math.PI * (j + 1) * (r + 0.5)) / n) * v)
      const along = weighed.reduce((sum, v, r) => sum + v * centred[r]!, 0) / square
      return weighed.map((v, r) => v - mean(weighed) - along * centred[r]!)
    })
    const product = (u: number[], v: number[]): number => {
      let sum = 0
      for (let r = 0; r < n; r++) for (let s = 0; s < n; s++) sum += u[r]! * v[s]! * correlation(r, s)
      return sum
    }
    const k = h.map((u) => h.map((v) => product(u, v)))
    const trace = k.reduce((sum, row, j) => sum + row[j]!, 0)
    const squares = k.flat().reduce((sum, v) => sum + v * v, 0)
    const lambda = h.map((u) => u.reduce((sum, v, r) => sum + v * residual[r]!, 0))
    const variance = (lambda.reduce((sum, v) => sum + v * v, 0) * product(a, a)) / trace
    expect(found.standardError).toBeCloseTo(Math.sqrt(variance), 10)
    expect(found.degreesOfFreedom).toBeCloseTo((trace * trace) / squares, 8)
  })

  it('is far larger than that of Newey and West where series hang together, and alike where they do not', () => {
    const width = (rho: number, errors: 'cosines' | 'newey-west'): number => {
      const { interval } = estimated(series(table(strongly('wide', 300, rho))), { ...question, errors })
      return interval[1] - interval[0]
    }
    expect(width(0.95, 'cosines') / width(0.95, 'newey-west')).toBeGreaterThan(1.3)
    expect(width(0, 'cosines') / width(0, 'newey-west')).toBeLessThan(1.25)
  })

  it('holds the truth in short series with strong autocorrelation', () => {
    let held = 0
    for (let d = 0; d < 60; d++) {
      const { interval } = estimated(series(table(strongly(`held ${d}`, 120, 0.9))), question)
      if (interval[0] <= 0.9 && 0.9 <= interval[1]) held++
    }
    // 57 are expected; those of Newey and West hold it in about 47
    expect(held).toBeGreaterThanOrEqual(53)
  })

  it('does not depend on units', () => {
    const { x, y } = strongly('units', 150, 0.6)
    const plain = estimated(series(table({ x, y })), question)
    const scaled = estimated(series(table({ x: x.map((v) => v * 1e-9), y: y.map((v) => v * 1e5 + 7) })), question)
    expect(scaled.standardError / plain.standardError / 1e14).toBeCloseTo(1, 6)
    expect(scaled.degreesOfFreedom).toBeCloseTo(plain.degreesOfFreedom, 4)
  })

  it('is that of Newey and West where that or a bandwidth is asked for', () => {
    const data = series(table(strongly('old', 200, 0.5)))
    const found = estimated(data, { ...question, errors: 'newey-west' })
    expect(found).toMatchObject({ errors: 'newey-west', bandwidth: 18, cosines: null, autocorrelation: null })
    expect(estimated(data, { ...question, bandwidth: 18 })).toEqual(found)
    expectCausalError(
      () => laggedEffect(data, { ...question, errors: 'cosines', bandwidth: 3 }),
      'laggedEffect',
      'invalid-argument',
    )
  })
})
