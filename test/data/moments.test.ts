import { describe, expect, it } from 'vitest'
import { fisherZ, mergeMoments, moments, table, where } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

/** Plain two-pass definition. */
function twoPass(columns: readonly (readonly number[])[], weights = columns[0]!.map(() => 1)) {
  const total = weights.reduce((a, b) => a + b, 0)
  const mean = columns.map((x) => x.reduce((sum, v, i) => sum + weights[i]! * v, 0) / total)
  const covariance = columns.flatMap((x, i) =>
    columns.map(
      (y, j) => x.reduce((sum, v, r) => sum + weights[r]! * (v - mean[i]!) * (y[r]! - mean[j]!), 0) / (total - 1),
    ),
  )
  return { mean, covariance }
}
const wave = (n: number, k: number) =>
  Array.from({ length: n }, (_, i) => Math.sin(i * (k + 1.3)) + 0.3 * Math.cos(i * i))

const close = (got: Float64Array, wanted: readonly number[], digits = 12) => {
  for (const [i, w] of wanted.entries()) expect(got[i]).toBeCloseTo(w, digits)
}

describe('moments', () => {
  for (const [n, p] of [
    [2, 1],
    [7, 3],
    [511, 4],
    [512, 5],
    [513, 6],
    [1025, 9],
    [3000, 13],
  ] as const) {
    it(`agrees with two passes for ${n} x ${p}`, () => {
      const columns = Array.from({ length: p }, (_, k) => wave(n, k))
      const weights = wave(n, 77).map((v) => Math.floor(Math.abs(3 * v)) + (v > 1 ? 0.5 : 1))
      const t = table(Object.fromEntries(columns.map((x, k) => [`V${k}`, x])))
      const plain = moments(t)
      close(plain.mean, twoPass(columns).mean)
      close(plain.covariance, twoPass(columns).covariance)
      const weighted = moments(t, { weights })
      close(weighted.mean, twoPass(columns, weights).mean)
      close(weighted.covariance, twoPass(columns, weights).covariance)
      expect(weighted.count).toBeCloseTo(
        weights.reduce((a, b) => a + b, 0),
        9,
      )
    })
  }

  it('counts a row as often as its weight says', () => {
    const t = table({ X: [1, 4, 9, 2], Y: [0, 1, 5, 5] })
    const repeated = table({ X: [1, 1, 9, 9, 9, 2], Y: [0, 0, 5, 5, 5, 5] })
    expect(moments(t, { weights: [2, 0, 3, 1] }).covariance[1]).toBeCloseTo(moments(repeated).covariance[1]!, 13)
  })

  it('loses no digits to a mean a million million times the spread', () => {
    const n = 5000
    const x = Array.from({ length: n }, (_, i) => (i % 7) - 3)
    const shifted = table({ X: x.map((v) => v + 2 ** 45), Y: x.map((v, i) => (i < n / 2 ? v : v + 2 ** 45)) })
    const plain = table({ X: x })
    expect(moments(shifted).covariance[0]).toBe(moments(plain).covariance[0])
    expect(moments(shifted).covariance[3]! / 2 ** 88).toBeCloseTo(n / (n - 1), 12)
  })

  it('gives a constant column a variance of exactly zero', () => {
    const t = table({ X: new Float64Array(2000).fill(0.1), Y: wave(2000, 1) })
    expectCausalError(() => moments(table({ X: [1e300, -1e300] })), 'moments', 'invalid-data')
    expectCausalError(() => moments(null as never), 'moments', 'invalid-argument')
    expectCausalError(() => mergeMoments(null as never, null as never), 'mergeMoments', 'invalid-argument')
    const m = moments(t)
    expect([m.covariance[0], m.covariance[1], m.mean[0]]).toEqual([0, 0, 0.1])
    const error = expectCausalError(() => fisherZ(m), 'fisherZ', 'constant-column')
    expect(error.details['columns']).toEqual(['X'])
  })

  it('merges parts, in any order of names', () => {
    const t = table({ X: wave(900, 1), Y: wave(900, 2).map((v) => v + 1e6), Z: wave(900, 3) })
    const early = moments(
      where(
        t,
        Array.from({ length: 900 }, (_, i) => i < 100),
      ),
    )
    const late = moments(
      where(
        t,
        Array.from({ length: 900 }, (_, i) => i >= 100),
      ),
    )
    const all = moments(t)
    const turned = {
      names: ['Z', 'X', 'Y'] as const,
      count: late.count,
      mean: Float64Array.of(late.mean[2]!, late.mean[0]!, late.mean[1]!),
      covariance: Float64Array.from([8, 6, 7, 2, 0, 1, 5, 3, 4], (k) => late.covariance[k]!),
    }
    for (const merged of [mergeMoments(early, late), mergeMoments(early, turned)]) {
      expect(merged.count).toBe(900)
      close(merged.mean, [...all.mean], 9)
      close(merged.covariance, [...all.covariance], 9)
    }
  })

  it('names what is wrong', () => {
    const missing = expectCausalError(
      () => moments(table({ X: [1, null, null], Y: [1, 2, 3] })),
      'moments',
      'missing-values',
    )
    expect(missing.details).toEqual({ column: 'X', count: 2 })
    expectCausalError(() => moments(table({ X: [1, 2], C: ['a', 'b'] })), 'moments', 'invalid-data')
    expectCausalError(() => moments(table({ X: [1] })), 'moments', 'too-few-rows')
    const t = table({ X: [1, 2] })
    expectCausalError(() => moments(t, { weights: [1, 0] }), 'moments', 'too-few-rows')
    expectCausalError(() => moments(t, { weights: [1] }), 'moments', 'invalid-argument')
    expectCausalError(() => moments(t, { weights: [3, -1] }), 'moments', 'invalid-argument')
    expectCausalError(() => moments(t, { weights: [3, Number.NaN] }), 'moments', 'invalid-argument')
    const m = moments(t)
    expectCausalError(() => mergeMoments(m, { ...m, names: ['Y'] as never }), 'mergeMoments', 'unknown-name')
    expectCausalError(() => mergeMoments(m, { ...m, count: 0 }), 'mergeMoments', 'invalid-argument')
    expectCausalError(
      () => mergeMoments(m, { ...m, covariance: Float64Array.of(Number.NaN) }),
      'mergeMoments',
      'invalid-argument',
    )
  })
})
