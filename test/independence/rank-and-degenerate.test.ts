import { describe, expect, it } from 'vitest'
import { nearestRows, permutations } from '../../src/independence/neighbors/local-permutation.js'
import { cmiKnn, degenerateGaussian, fisherZ, pc, rankCorrelation, table, toDagitty } from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'
import { expectCausalError } from '../support/errors.js'
import { tested } from '../support/tested.js'

const random = generator('more tests')
const normal = (n: number) => Float64Array.from({ length: n }, () => random.normal())

describe('rankCorrelation', () => {
  it('does not change with an increasing change of a column, and is Fisher’s z of scores', () => {
    const [x, e, f] = [normal(200), normal(200), normal(200)]
    const y = x.map((v, i) => v + e[i]!)
    const z = y.map((v, i) => v + f[i]!)
    const plain = rankCorrelation(table({ x, y, z }))
    const bent = rankCorrelation(table({ x: x.map(Math.exp), y: y.map((v) => v ** 3), z: z.map(Math.atan) }))
    for (const given of [[], ['y']] as const) expect(bent('x', 'z', given)).toEqual(plain('x', 'z', given))
    const scores = tested(fisherZ(table({ x, y, z }))('x', 'z', ['y']))
    expect(Math.abs(tested(plain('x', 'z', ['y'])).statistic - scores.statistic)).toBeLessThan(1)
    expect(toDagitty(pc(bent).graph)).toBe(toDagitty(pc(plain).graph))
  })
  it('is not led by one wild value', () => {
    const [x, y] = [normal(100), normal(100)]
    x[0] = 1e6
    y[0] = 1e6
    expect(fisherZ(table({ x, y }))('x', 'y').pValue).toBeLessThan(1e-10)
    expect(rankCorrelation(table({ x, y }))('x', 'y').pValue).toBeGreaterThan(0.001)
  })
  it('refuses what has no ranks', () => {
    expectCausalError(() => rankCorrelation(table({ x: ['a', 'b'], y: [1, 2] })), 'rankCorrelation', 'invalid-data')
    expectCausalError(
      () => rankCorrelation(table({ x: [1, null, 2], y: [1, 2, 3] })),
      'rankCorrelation',
      'missing-values',
    )
    expectCausalError(
      () => rankCorrelation(table({ x: [1, 1, 1, 1, 1], y: [1, 2, 3, 4, 5] })),
      'rankCorrelation',
      'constant-column',
    )
    const test = rankCorrelation(table({ x: [1, 2, 3, 4, 5], y: [2, 1, 3, 5, 4] }))
    expectCausalError(() => test('x', 'x'), 'rankCorrelation', 'overlap')
  })
})

describe('degenerateGaussian', () => {
  const n = 240
  const z = normal(n)
  const group = Array.from(z, (v) => (v + random.normal() > 0 ? 'a' : v > -1 ? 'b' : 'c'))
  const x = z.map((v) => v + random.normal())
  const y = x.map((v, i) => v + (group[i] === 'a' ? 2 : 0) + random.normal())
  const data = table({ x, y, z, group })

  it('of numbers alone is −(n − k − 5/2) log (1 − r²), close to the test of a partial correlation', () => {
    const found = tested(degenerateGaussian(data)('x', 'y', ['z']))
    const partial = tested(fisherZ(table({ x, y, z }))('x', 'y', ['z']))
    expect(found.degreesOfFreedom).toBe(1)
    expect(found.statistic).toBeCloseTo(-(n - 1 - 1 - 1.5) * Math.log(1 - partial.estimate! ** 2), 6)
  })
  it('counts columns of levels', () => {
    expect(tested(degenerateGaussian(data)('x', 'group', ['z'])).degreesOfFreedom).toBe(2)
    expect(degenerateGaussian(data)('y', 'group', ['x', 'z']).pValue).toBeLessThan(1e-6)
  })
  it('does not test what is determined, or has too few rows', () => {
    const twice = table({ x, copy: x.map((v) => 2 * v + 1), y, group, same: group.map((g) => g.toUpperCase()) })
    expect(degenerateGaussian(twice)('x', 'y', ['copy'])).toMatchObject({ tested: false, reason: 'determined' })
    expect(degenerateGaussian(twice)('group', 'y', ['same'])).toMatchObject({ tested: false, reason: 'determined' })
    const small = table({ x: [1, 2, 4, 3, 5], y: [1, 3, 2, 4, 1], a: [2, 2, 1, 4, 3], b: [1, 4, 2, 2, 5] })
    expect(degenerateGaussian(small)('x', 'y', ['a', 'b'])).toMatchObject({ tested: false, reason: 'too-few-rows' })
  })
})

describe('cmiKnn', () => {
  it('estimates the information of a Gaussian pair', () => {
    const n = 400
    const [x, e] = [normal(n), normal(n)]
    const y = x.map((v, i) => 0.8 * v + 0.6 * e[i]!)
    const found = tested(cmiKnn(table({ x, y }), { draws: 19, share: 0.02 })('x', 'y'))
    expect(Math.abs(found.statistic - -0.5 * Math.log(1 - 0.64))).toBeLessThan(0.12)
  })
  it('sees a dependence given a third, of numbers and categories', () => {
    const n = 120
    const [z, e, f] = [normal(n), normal(n), normal(n)]
    const x = z.map((v, i) => v + e[i]!)
    const data = table({
      z,
      x,
      y: z.map((v, i) => v + f[i]!),
      w: z.map((v, i) => v + e[i]! ** 2),
      c: Array.from(e, (v) => (Math.abs(v) > 0.7 ? 'far' : 'near')),
    })
    const test = cmiKnn(data, { draws: 99 })
    expect(test('x', 'y', ['z']).pValue).toBeGreaterThan(0.02)
    expect(test('x', 'w', ['z']).pValue).toBeLessThan(0.05)
    expect(test('w', 'c', ['z']).pValue).toBeLessThan(0.05)
    expect(test('x', 'z', ['z', 'c'].slice(1) as 'c'[]).pValue).toBeLessThan(0.05)
  })
  it('does not test a copy, and says what it needs', () => {
    const x = normal(40)
    const data = table({ x, copy: x.map((v) => v ** 3), y: normal(40) })
    expect(cmiKnn(data)('x', 'y', ['copy'])).toMatchObject({ tested: false, reason: 'determined' })
    expectCausalError(() => cmiKnn(table({ x: [1, 2, 3, 4, 5, 6], y: [1, 3, 2, 5, 4, 7] })), 'cmiKnn', 'too-few-rows')
    expectCausalError(() => cmiKnn(data, { share: 2 }), 'cmiKnn', 'invalid-argument')
    expectCausalError(() => cmiKnn(data, { shuffled: 1 }), 'cmiKnn', 'invalid-argument')
  })
  it('shuffles among near rows only, and nearly all to different ones', () => {
    const z = normal(200)
    const near = nearestRows([z], 200, 5)
    const order = permutations(near, 200, 1)(0)
    for (const [i, to] of order.entries()) expect([...near.rows.subarray(5 * i, 5 * i + 5)]).toContain(to)
    expect(new Set(order).size).toBeGreaterThan(150)
    expect(order.filter((to, i) => to === i).length).toBeLessThan(100)
  })
})
