import { describe, expect, it } from 'vitest'
import { logisticRegression } from '../../src/numeric/logistic-regression.js'
import { generator } from '../../src/probability/streams/stream.js'

const n = 400
const drawn = () => {
  const random = generator('logistic')
  const a = Array.from({ length: n }, () => random.normal())
  const t = Float64Array.from(a, (v) => (random.uniform() < 1 / (1 + Math.exp(2 * v)) ? 1 : 0))
  return { a, t, random }
}
const design = (...columns: number[][]) =>
  Float64Array.from({ length: n * (1 + columns.length) }, (_, at) => {
    const k = 1 + columns.length
    return at % k === 0 ? 1 : columns[(at % k) - 1]![Math.floor(at / k)]!
  })

describe('logisticRegression', () => {
  it('does not take a row far out for separation: its chance may be 1e-20 at the maximum', () => {
    const { a, t } = drawn()
    a[7] = 40
    t[7] = 0
    const fit = logisticRegression(design(a), n, 2, t, null)
    if (!fit.ok) throw new Error('separated')
    expect(fit.fitted[7]).toBeLessThan(1e-20)
    // the maximum: Xᵀ (t − e) = 0
    for (const column of [a.map(() => 1), a]) {
      expect(Math.abs(column.reduce((sum, v, i) => sum + v * (t[i]! - fit.fitted[i]!), 0))).toBeLessThan(1e-8)
    }
  })
  it('finds what parts all of them, or some', () => {
    const { a, t, random } = drawn()
    const apart = a.map((v) => (v > 0 ? 1 : 0))
    expect(logisticRegression(design(a), n, 2, Float64Array.from(apart), null).ok).toBe(false)
    const gap = a.map((v) => v + 3 * Math.sign(v))
    expect(logisticRegression(design(gap), n, 2, Float64Array.from(apart), null).ok).toBe(false)
    // all with the mark have a one, the others differ; alone and among other columns
    const mark = a.map(() => (random.uniform() < 0.3 ? 1 : 0))
    const some = t.map((v, i) => (mark[i] === 1 ? 1 : v))
    expect(logisticRegression(design(mark), n, 2, some, null).ok).toBe(false)
    expect(logisticRegression(design(a, mark), n, 3, some, null).ok).toBe(false)
    const mixed = mark.map((v, i) => v + 1e-3 * a[i]!)
    expect(logisticRegression(design(a, mixed), n, 3, some, null).ok).toBe(false)
    expect(logisticRegression(design(a, mark), n, 3, t, null).ok).toBe(true)
    expect(logisticRegression(design(a), n, 2, new Float64Array(n).fill(1), null).ok).toBe(false)
  })
})
