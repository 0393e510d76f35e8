import { describe, expect, it } from 'vitest'
import {
  bicScore,
  cpdagOf,
  dag,
  exactSearch,
  ges,
  kernelScore,
  normals,
  randomStream,
  table,
  uniforms,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { edgeTexts } from './support.js'

const n = 200
const draw = (seed: number): number[] => Array.from(normals(randomStream(seed), n).values)
const flat = (seed: number): number[] => Array.from(uniforms(randomStream(seed), n).values, (u) => 4 * u - 2)

/** X → Y ← Z by even functions, which have no correlation with their argument. */
function evenCollider(seed: number): { X: number[]; Y: number[]; Z: number[] } {
  const X = flat(3 * seed + 1)
  const Z = flat(3 * seed + 2)
  const noise = draw(3 * seed + 3)
  return { X, Y: X.map((x, i) => x * x + 2 * Math.abs(Z[i]!) + 0.3 * noise[i]!), Z }
}

describe('kernelScore', () => {
  it('finds a collider of even functions, of which the BIC sees nothing', () => {
    const truth = cpdagOf(dag('X; Y; Z; X -> Y <- Z'))
    for (const seed of [1, 2, 3]) {
      const data = table(evenCollider(seed))
      expect(edgeTexts(ges(kernelScore(data)).graph)).toEqual(edgeTexts(truth))
      expect(edgeTexts(exactSearch(kernelScore(data)).graph)).toEqual(edgeTexts(truth))
      expect(edgeTexts(ges(bicScore(data)).graph)).not.toEqual(edgeTexts(truth))
    }
  })
  it('lets an idle parent raise the score at most once in twenty', () => {
    let raised = 0
    for (let seed = 0; seed < 200; seed++) {
      const score = kernelScore(table({ X: flat(1000 + seed), W: draw(2000 + seed) }))
      if (score('X', ['W']) > score('X')) raised++
    }
    expect(raised).toBeLessThanOrEqual(10)
  })
  it('lowers the score by a further parent that is idle, or that a parent screens off', () => {
    for (let seed = 10; seed < 50; seed++) {
      const X = flat(seed)
      const noise = [draw(seed + 100), draw(seed + 200)]
      const Y = X.map((x, i) => Math.sin(2 * x) + 0.3 * noise[0]![i]!)
      const Z = Y.map((y, i) => y * y + 0.3 * noise[1]![i]!)
      const score = kernelScore(table({ X, Y, Z, W: draw(seed + 300) }))
      expect(score('Y', ['X', 'W'])).toBeLessThan(score('Y', ['X']))
      expect(score('Z', ['Y'])).toBeGreaterThan(score('Z'))
      expect(score('Z', ['X', 'Y'])).toBeLessThan(score('Z', ['Y']))
    }
  })
  it('joins categories and numbers', () => {
    const noise = draw(5)
    const C = Array.from(uniforms(randomStream(6), n).values, (u) => (u < 0.3 ? 'a' : u < 0.7 ? 'b' : 'constructor'))
    const Y = C.map((c, i) => (c === 'b' ? 3 : 0) + 0.5 * noise[i]!)
    const score = kernelScore(
      table({ C, Y, D: Array.from(uniforms(randomStream(7), n).values, (u) => (u < 0.5 ? 'u' : 'v')) }),
    )
    expect(score('Y', ['C'])).toBeGreaterThan(score('Y'))
    expect(score('C', ['Y'])).toBeGreaterThan(score('C'))
    expect(score('D', ['C'])).toBeLessThan(score('D'))
    expect(score('Y', ['C', 'D'])).toBeLessThan(score('Y', ['C']))
  })
  it('does not depend on the order of rows and columns, nor on units', () => {
    const { X, Y, Z } = evenCollider(4)
    const score = kernelScore(table({ X, Y, Z }))
    const turned = kernelScore(table({ Z: [...Z].reverse(), Y: [...Y].reverse(), X: [...X].reverse() }))
    const scaled = kernelScore(table({ X: X.map((x) => 8 * x), Y: Y.map((y) => 0.5 * y), Z }))
    for (const parents of [[], ['X'], ['Z', 'X']] as const) {
      expect(turned('Y', parents)).toBeCloseTo(score('Y', parents), 6)
      expect(scaled('Y', parents)).toBeCloseTo(score('Y', parents), 6)
    }
  })
  it('scores the two directions alike where the data are symmetric', () => {
    const { X, Y } = evenCollider(5)
    // every pair and its mirror image
    const score = kernelScore(table({ X: [...X, ...Y], Y: [...Y, ...X] }))
    // the pivots start from other rows: equal up to the tolerance of the factors
    const there = score('X') + score('Y', ['X'])
    const back = score('Y') + score('X', ['Y'])
    expect(Math.abs(there - back)).toBeLessThan(0.02 * Math.abs(score('Y', ['X']) - score('Y')))
  })
  it('is the density of its formula for states: one feature of two equally frequent states', () => {
    // the centred kernel of a, a, b, b … has one direction, with trace n / 2
    const C = Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? 'a' : 'b'))
    const score = kernelScore(table({ C, D: C }))
    const m = 2
    expect(score('C')).toBeCloseTo(-0.5 * 8 * m * (1 + Math.log((2 * Math.PI * 4) / (8 * m))), 10)
  })
  it('takes constant and identical columns', () => {
    const X = flat(9)
    const score = kernelScore(table({ X, Y: X, K: X.map(() => 3) }))
    expect(score('K', ['X'])).toBe(0)
    expect(score('X', ['K'])).toBeCloseTo(score('X'), 8)
    expect(score('X', ['Y'])).toBeGreaterThan(score('X'))
    expect(Number.isFinite(score('X', ['Y', 'K']))).toBe(true)
  })
  it('refuses what is no table, missing values, few rows, a bad width', () => {
    const data = table({ X: [1, 2, 3, 4, 5], Y: [2, 1, 4, 3, 5] })
    expectCausalError(() => kernelScore(7 as never), 'kernelScore', 'invalid-argument')
    expectCausalError(() => kernelScore(data, { width: 0 }), 'kernelScore', 'invalid-argument')
    expectCausalError(() => kernelScore(table({ X: [1, 2] })), 'kernelScore', 'too-few-rows')
    expectCausalError(
      () => kernelScore(table({ X: [1, 2, 3, 4, Number.NaN], Y: [2, 1, 4, 3, 5] })),
      'kernelScore',
      'missing-values',
    )
    expectCausalError(() => kernelScore(data)('X', ['X']), 'kernelScore', 'overlap')
    expectCausalError(() => kernelScore(data)('X', ['Q' as never]), 'kernelScore', 'unknown-name')
  })
})
