import { describe, expect, it } from 'vitest'
import {
  alignKernel,
  gaussianKernel,
  hilbertSchmidtCriterion,
  hsic,
  kernelAlignment,
  kernelMatrix,
  linearKernel,
  productKernel,
  quantumKernel,
  rcit,
  table,
} from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'
import { expectCausalError } from '../support/errors.js'
import { tested } from '../support/tested.js'

const random = generator(3)
const n = 150
const normals = (): Float64Array => Float64Array.from({ length: n }, () => random.normal())
const [Z, E, F] = [normals(), normals(), normals()]
const data = table({
  Z,
  X: Z.map((z, i) => Math.sin(2 * z) + 0.5 * E[i]!),
  Y: Z.map((z, i) => z * z + 0.5 * F[i]!),
  W: E.map((e) => e * e),
  F,
})

describe('hsic', () => {
  it('is tr(K H L H) / n', () => {
    const scaled = (name: 'Z' | 'W') => {
      const v = data.data[name === 'Z' ? 0 : 3] as Float64Array
      const mean = v.reduce((s, x) => s + x, 0) / n
      const sd = Math.sqrt(v.reduce((s, x) => s + (x - mean) ** 2, 0) / (n - 1))
      return table({ v: v.map((x) => (x - mean) / sd) })
    }
    const kernel = gaussianKernel({ width: 1 })
    const wanted = n * hilbertSchmidtCriterion(kernelMatrix(kernel, scaled('Z')), kernelMatrix(kernel, scaled('W')))
    expect(hsic(data, { kernel })('Z', 'W').statistic).toBeCloseTo(wanted, 8)
  })
  it('sees dependence without correlation, by either null, both ways', () => {
    for (const options of [{}, { null: 'permutation', draws: 199 }] as const) {
      const test = hsic(data, options)
      expect(test('Z', 'Y').pValue).toBeLessThan(0.01)
      expect(test('Z', 'F').pValue).toBeGreaterThan(0.01)
      expect(test('Y', 'Z')).toEqual(test('Z', 'Y'))
    }
  })
  it('refuses a conditioning set', () => {
    expectCausalError(() => hsic(data)('X', 'Y', ['Z']), 'hsic', 'not-supported')
    expectCausalError(() => hsic(data, { null: 'spectral' }), 'hsic', 'not-supported')
  })
})

describe('rcit', () => {
  it('sees what kci sees, and tells how much the seed matters', () => {
    const test = rcit(data)
    expect(test('Z', 'Y').spread![0]).toBeLessThan(0.001)
    const given = tested(test('X', 'Y', ['Z']))
    expect(given.pValue).toBeGreaterThan(0.01)
    expect(given.spread![0]).toBeLessThanOrEqual(given.pValue)
    expect(given.spread![1]).toBeGreaterThanOrEqual(given.pValue)
    expect(rcit(data)('X', 'Y', ['Z'])).toEqual(given)
    expect(rcit(data, { seed: 1 })('X', 'Y', ['Z']).pValue).not.toBe(given.pValue)
  })
  it('refuses what it cannot use', () => {
    expectCausalError(() => rcit(data, { features: 0 }), 'rcit', 'invalid-argument')
    expectCausalError(() => rcit(table({ C: ['a', 'b', 'a', 'b', 'a'] })), 'rcit', 'invalid-data')
  })
})

describe('kernels', () => {
  it('align with a target as well as their parameters allow', () => {
    const points = table({ x: Z.slice(0, 20) })
    const target = kernelMatrix(gaussianKernel({ width: 2 }), points)
    const family = ([w]: readonly number[]) => gaussianKernel({ width: Math.exp(w!) })
    const found = alignKernel(family, [0], points, target)
    expect(Math.exp(found.parameters[0]!)).toBeCloseTo(2, 2)
    expect(found.alignment).toBeCloseTo(1, 6)
    expect(alignKernel(family, [0], points, target, { goal: 'smallest' }).alignment).toBeLessThan(0.9)
  })
  it('refuse what is none', () => {
    expectCausalError(() => productKernel(), 'productKernel', 'invalid-argument')
    expectCausalError(() => quantumKernel({ gates: ['x' as 'h'], qubits: 2 }), 'quantumKernel', 'invalid-argument')
    expectCausalError(() => quantumKernel({ gates: ['h'], qubits: 0 }), 'quantumKernel', 'invalid-argument')
    expectCausalError(
      () => quantumKernel({ gates: ['h'], qubits: 2, scale: Number.NaN }),
      'quantumKernel',
      'invalid-argument',
    )
    expectCausalError(
      () => kernelAlignment(new Float64Array(4), new Float64Array(9)),
      'kernelAlignment',
      'type-mismatch',
    )
    expectCausalError(() => kernelMatrix(linearKernel(), table({ C: ['a'] })), 'kernelMatrix', 'invalid-data')
    expectCausalError(
      () => alignKernel(() => linearKernel(), [], data, new Float64Array(1)),
      'alignKernel',
      'invalid-argument',
    )
  })
})
