import { describe, expect, it } from 'vitest'
import { portableExp, portableExpm1, portableTanh } from '../../../src/numeric/special/portable-exp.js'
import { portableAtanh, portableLog, portableLog1p } from '../../../src/numeric/special/portable-log.js'
import { portablePow } from '../../../src/numeric/special/portable-pow.js'
import { portableCos, portableSin } from '../../../src/numeric/special/portable-sin.js'
import { portableValues } from './portable-values.js'

type RealFunction = (...x: readonly number[]) => number
// the largest error in units of the last place, as measured with 3,000 arguments of each kind, and a little more
const functions: Readonly<Record<string, readonly [RealFunction, number]>> = {
  log: [portableLog as RealFunction, 0.7],
  log1p: [portableLog1p as RealFunction, 0.7],
  exp: [portableExp as RealFunction, 0.8],
  expm1: [portableExpm1 as RealFunction, 0.9],
  tanh: [portableTanh as RealFunction, 1.8],
  atanh: [portableAtanh as RealFunction, 1.5],
  sin: [portableSin as RealFunction, 0.8],
  cos: [portableCos as RealFunction, 0.8],
  pow: [portablePow as RealFunction, 0.8],
}

/** The distance from |v| to the next double. */
function lastPlace(v: number): number {
  const words = new Uint32Array(new Float64Array([v]).buffer)
  const exponent = ((words[1]! >>> 20) & 0x7ff) - 1075
  return exponent < -1073 ? Number.MIN_VALUE : 2 ** exponent
}

describe('the portable functions', () => {
  for (const [name, [own, most]] of Object.entries(functions)) {
    it(`${name} is right to ${most} units in the last place`, () => {
      const rows = portableValues[name]!
      expect(rows.length).toBeGreaterThanOrEqual(36)
      for (const row of rows) {
        const x = row.slice(0, -2)
        const value = row.at(-2)!
        const error = (own(...x) - value) / lastPlace(value) - row.at(-1)!
        expect(Math.abs(error), `${name}(${x}) = ${own(...x)}, not ${value}`).toBeLessThan(most)
      }
    })
  }

  it('keep the edges of the logarithm', () => {
    expect(portableLog(1)).toBe(0)
    expect(portableLog(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(portableLog(-0)).toBe(Number.NEGATIVE_INFINITY)
    expect(portableLog(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
    expect(portableLog(-1)).toBeNaN()
    expect(portableLog(Number.NaN)).toBeNaN()
    expect(portableLog(5e-324)).toBe(-744.4400719213812)
    expect(portableLog(Number.MAX_VALUE)).toBe(709.782712893384)
    expect(portableLog1p(-1)).toBe(Number.NEGATIVE_INFINITY)
    expect(portableLog1p(-1.5)).toBeNaN()
    expect(portableLog1p(Number.NaN)).toBeNaN()
    expect(portableLog1p(-0)).toBe(-0)
    expect(portableLog1p(5e-324)).toBe(5e-324)
    expect(portableLog1p(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
    expect(portableAtanh(1)).toBe(Number.POSITIVE_INFINITY)
    expect(portableAtanh(-1)).toBe(Number.NEGATIVE_INFINITY)
    expect(portableAtanh(1.5)).toBeNaN()
    expect(portableAtanh(-0)).toBe(-0)
  })

  it('keep the edges of the exponential', () => {
    expect(portableExp(0)).toBe(1)
    expect(portableExp(-0)).toBe(1)
    expect(portableExp(-745)).toBe(5e-324)
    expect(portableExp(-746)).toBe(0)
    expect(portableExp(709.782712893384)).toBeLessThan(Number.POSITIVE_INFINITY)
    expect(portableExp(709.7827128933841)).toBe(Number.POSITIVE_INFINITY)
    expect(portableExp(Number.NEGATIVE_INFINITY)).toBe(0)
    expect(portableExp(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
    expect(portableExp(Number.NaN)).toBeNaN()
    expect(portableExpm1(-0)).toBe(-0)
    expect(portableExpm1(5e-324)).toBe(5e-324)
    expect(portableExpm1(Number.NEGATIVE_INFINITY)).toBe(-1)
    expect(portableExpm1(710)).toBe(Number.POSITIVE_INFINITY)
    expect(portableExpm1(Number.NaN)).toBeNaN()
    expect(portableTanh(-0)).toBe(-0)
    expect(portableTanh(Number.POSITIVE_INFINITY)).toBe(1)
    expect(portableTanh(Number.NEGATIVE_INFINITY)).toBe(-1)
    expect(portableTanh(Number.NaN)).toBeNaN()
  })

  it('keep the edges of sine and cosine', () => {
    expect(portableSin(-0)).toBe(-0)
    expect(portableCos(-0)).toBe(1)
    expect(portableSin(Math.PI)).toBe(1.2246467991473532e-16)
    expect(portableCos(Math.PI / 2)).toBe(6.123233995736766e-17)
    // the double that lies closest to a multiple of π/2 (Muller 2016, "Elementary Functions", section 11.2)
    expect(portableCos(6381956970095103 * 2 ** 797)).toBe(-4.687165924254628e-19)
    for (const x of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(portableSin(x)).toBeNaN()
      expect(portableCos(x)).toBeNaN()
    }
  })

  it('keep the edges of the power, as the language has them', () => {
    const edges = [0, -0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, Number.NaN, 5e-324, 1e308, -1e308]
    const all = [...edges, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const x of all) {
      for (const y of all)
        expect(Object.is(portablePow(x, y), x ** y) || closeTo(portablePow(x, y), x ** y), `${x}^${y}`).toBe(true)
    }
  })

  it('are exact where a power is a double', () => {
    for (let k = -1074; k < 1024; k++) expect(portablePow(2, k)).toBe(2 ** k)
    for (let k = 0; k <= 22; k++) expect(portablePow(10, k)).toBe(Number(`1e${k}`))
    for (let n = 1; n < 200; n++) {
      expect(portablePow(n, 3)).toBe(n * n * n)
      expect(portablePow(n * n, 0.5)).toBe(n)
    }
  })
})

function closeTo(a: number, b: number): boolean {
  return Math.abs(a - b) <= 4e-16 * Math.abs(b)
}
