import { describe, expect, it } from 'vitest'
import {
  bayesianInverse,
  box,
  type Channel,
  conditionalChannel,
  equalAlmostSurely,
  type GaussianChannel,
  interpret,
  stochastic,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'
import { numbersFrom } from '../admg-model.js'

/** A Gaussian channel with a covariance L Lᵀ. */
function gaussianChannel(
  next: () => number,
  inputs: readonly string[],
  outputs: readonly string[],
  scale: readonly number[] = [],
): GaussianChannel {
  const number = (): number => 4 * next() - 2
  const lower = outputs.map((_, i) => outputs.map((_, j) => (j < i ? number() : j === i ? 0.5 + next() : 0)))
  const s = (i: number): number => scale[i] ?? 1
  return {
    inputs,
    outputs,
    matrix: outputs.map((_, i) => inputs.map(() => number() * s(i))),
    mean: outputs.map((_, i) => number() * s(i)),
    covariance: outputs.map((_, i) =>
      outputs.map((_, j) => s(i) * s(j) * lower[i]!.reduce((sum, x, k) => sum + x * lower[j]![k]!, 0)),
    ),
  }
}

/** A random table channel; some rows have zeros. */
function tableChannel(next: () => number, sizes: readonly [number, number, number]): Channel {
  const [a, x, y] = sizes
  const f = Array.from({ length: a }, () => {
    const cells = Array.from({ length: x * y }, () => (next() < 0.25 ? 0 : next()))
    cells[Math.floor(next() * x * y)] = 1
    const sum = cells.reduce((t, p) => t + p, 0)
    return cells.map((p) => p / sum)
  })
  return interpret(box('f', ['A'], ['X', 'Y']), stochastic, { f }, { sizes: { A: a, X: x, Y: y } })
}

describe('Fritz 2020, A synthetic approach to Markov kernels', () => {
  it('definition 11.5: a conditional and its marginal give the channel back', () => {
    const next = numbersFrom(5)
    let holes = 0
    for (let k = 0; k < 40; k++) {
      const [a, x, y] = [0, 1, 2].map(() => 2 + Math.floor(next() * 2)) as [number, number, number]
      const f = tableChannel(next, [a, x, y])
      const { marginal, channel, support } = conditionalChannel(f, 'X')
      expect(channel.variables.map((v) => v.name)).toEqual(['A', 'X', 'Y'])
      expect(channel.inputs).toBe(2)
      for (let cell = 0; cell < f.values.length; cell++) {
        const row = Math.floor(cell / y)
        expect(support[row]).toBe(marginal.values[row]! > 0)
        const p = support[row] ? marginal.values[row]! * channel.values[cell]! : 0
        expect(Math.abs(p - f.values[cell]!)).toBeLessThan(1e-14)
        if (!support[row]) holes++
      }
    }
    expect(holes).toBeGreaterThan(5)
  })

  it('example 11.8: Gaussians have conditionals, in any units', () => {
    const next = numbersFrom(7)
    for (const scale of [[], [1e-8, 1, 1e7]]) {
      const f = gaussianChannel(next, ['A', 'B'], ['X', 'Y', 'Z'], scale)
      const { marginal, channel, unique } = conditionalChannel(f, ['Y', 'X'])
      expect(unique).toBe(true)
      expect(channel.inputs).toEqual(['A', 'B', 'Y', 'X'])
      // plugged together by the semantics of diagrams: copy A, B and X, Y
      const [s, t, u] = [scale[0] ?? 1, scale[1] ?? 1, scale[2] ?? 1]
      const k = channel.matrix[0]!
      const through = (i: number): number => k[2]! * marginal.matrix[0]![i]! + k[3]! * marginal.matrix[1]![i]! + k[i]!
      for (const i of [0, 1]) expect(through(i) / u).toBeCloseTo(f.matrix[2]![i]! / u, 9)
      const cross = (i: number): number => k[2]! * marginal.covariance[0]![i]! + k[3]! * marginal.covariance[1]![i]!
      expect(cross(0) / t / u).toBeCloseTo(f.covariance[2]![1]! / t / u, 9)
      expect(cross(1) / s / u).toBeCloseTo(f.covariance[2]![0]! / s / u, 9)
      const spread = k[2]! * cross(0) + k[3]! * cross(1) + channel.covariance[0]![0]!
      expect(spread / u / u).toBeCloseTo(f.covariance[2]![2]! / u / u, 9)
    }
  })

  it('definition 13.1: Gaussians agree almost surely on the flat where a state varies', () => {
    // B = 2 A + 3 under the state, so that weights may move between A and B
    const state: GaussianChannel = {
      inputs: [],
      outputs: ['A', 'B'],
      matrix: [[], []],
      mean: [1, 5],
      covariance: [
        [1, 2],
        [2, 4],
      ],
    }
    const line = (matrix: number[], mean: number, variance = 0.5): GaussianChannel => ({
      inputs: ['A', 'B'],
      outputs: ['Y'],
      matrix: [matrix],
      mean: [mean],
      covariance: [[variance]],
    })
    expect(equalAlmostSurely(line([5, 1], 0), line([1, 3], -6), state)).toBe(true)
    expect(equalAlmostSurely(line([5, 1], 0), line([1, 3], -6.1), state)).toBe(false)
    expect(equalAlmostSurely(line([5, 1], 0), line([1, 3.001], -6), state)).toBe(false)
    expect(equalAlmostSurely(line([5, 1], 0), line([5, 1], 0, 0.6), state)).toBe(false)
    const turned: GaussianChannel = { ...line([3, 1], -6), inputs: ['B', 'A'] }
    expect(equalAlmostSurely(line([1, 3], -6), turned, state)).toBe(true)
    expect(equalAlmostSurely(line([1, 3], -6), { ...turned, matrix: [[1, 3]] }, state)).toBe(false)
    // a state that varies everywhere tells them apart, one that is a point looks at one value
    const full = { ...state, covariance: [[1, 0], [0, 4]] } // biome-ignore format: a table
    expect(equalAlmostSurely(line([5, 1], 0), line([1, 3], -6), full)).toBe(false)
    const point = { ...state, covariance: [[0, 0], [0, 0]] } // biome-ignore format: a table
    expect(equalAlmostSurely(line([0, 2], 0), line([10, 0], 0), point)).toBe(true)
    // the same in other units of A, B and Y
    for (const unit of [1e-9, 1e9]) {
      const far = {
        ...state,
        mean: [unit, 5],
        covariance: [[unit * unit, 2 * unit], [2 * unit, 4]], // biome-ignore format: a table
      }
      const also = (w: number[], mean: number): GaussianChannel => ({
        ...line([(w[0]! / unit) * 1e5, w[1]! * 1e5], mean * 1e5),
        covariance: [[0.5e10]],
      })
      expect(equalAlmostSurely(also([5, 1], 0), also([1, 3], -6), far)).toBe(true)
      expect(equalAlmostSurely(also([5, 1], 0), also([1, 3.001], -6), far)).toBe(false)
    }
    expectCausalError(
      () => equalAlmostSurely(line([1, 1], 0) as never, state as never, 3 as never),
      'equalAlmostSurely',
      'type-mismatch',
    )
    expectCausalError(
      () => equalAlmostSurely(line([1, 1], 0), line([1, 1], 0), line([1, 1], 0)),
      'equalAlmostSurely',
      'type-mismatch',
    )
  })

  it('an inverse of an inverse is the channel, almost surely, for Gaussians too', () => {
    const next = numbersFrom(11)
    for (let k = 0; k < 10; k++) {
      const prior = { ...gaussianChannel(next, [], ['A', 'B']), matrix: [[], []] }
      const f = gaussianChannel(next, ['A', 'B'], ['Y', 'Z'])
      const back = bayesianInverse(f, prior)
      const twice = bayesianInverse(back.channel, back.marginal)
      expect(equalAlmostSurely(twice.channel, f, prior)).toBe(true)
    }
  })

  it('refusals of conditionalChannel', () => {
    const f = tableChannel(numbersFrom(1), [2, 2, 2])
    expectCausalError(() => conditionalChannel(f, 'A'), 'conditionalChannel', 'unknown-name')
    expectCausalError(() => conditionalChannel(f, ['X', 'X']), 'conditionalChannel', 'duplicate-name')
    const holes = { ...f, values: f.values.map((p, i) => (i === 0 ? Number.NaN : p)) }
    expectCausalError(() => conditionalChannel(holes, 'X'), 'conditionalChannel', 'not-probability')
    expectCausalError(() => conditionalChannel(3 as never, 'X'), 'conditionalChannel', 'invalid-argument')
  })
})
