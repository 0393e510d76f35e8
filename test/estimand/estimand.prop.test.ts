import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Estimand,
  equalEstimands,
  evaluateEstimand,
  type Factor,
  parseEstimand,
  probabilityTerm,
  productOf,
  ratioOf,
  simplifyEstimand,
  sumOver,
  toText,
} from '../../src/index.js'
import { numbers } from '../support/enumerated-model.js'

const names = ['a', 'b', 'c', 'two words', '__proto__']

const term: fc.Arbitrary<Estimand> = fc
  .shuffledSubarray(names, { minLength: 1, maxLength: 4 })
  .chain((list) =>
    fc
      .integer({ min: 1, max: list.length })
      .map((k) => probabilityTerm({ of: list.slice(0, k), given: list.slice(k) })),
  )

/** Products, fractions by a probability, and sums, three levels deep. */
const estimand: fc.Arbitrary<Estimand> = fc.letrec<{ e: Estimand }>((tie) => ({
  e: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    term,
    fc.array(tie('e'), { minLength: 1, maxLength: 3 }).map(productOf),
    fc.tuple(tie('e'), term).map(([a, b]) => ratioOf(a, b)),
    fc.tuple(fc.subarray(names, { minLength: 1, maxLength: 2 }), tie('e')).map(([over, e]) => sumOver(over, e)),
  ),
})).e

/** So few different ones that two draws are often equal. */
const small: fc.Arbitrary<Estimand> = (() => {
  const two = fc
    .shuffledSubarray(['a', 'b'], { minLength: 1 })
    .chain((list) =>
      fc.boolean().map((all) => ({ of: all ? list : list.slice(0, 1), given: all ? [] : list.slice(1) })),
    )
    .map(probabilityTerm)
  return fc.oneof(
    two,
    fc.array(two, { minLength: 2, maxLength: 2 }).map(productOf),
    fc.tuple(fc.subarray(['a', 'b'], { minLength: 1 }), two).map(([over, e]) => sumOver(over, e)),
  )
})()

function positiveJoint(seed: number): Factor {
  const next = numbers(seed)
  const values = Float64Array.from({ length: 32 }, () => 0.1 + next())
  const total = values.reduce((a, b) => a + b, 0)
  return { variables: names.map((name) => ({ name, states: ['0', '1'] })), values: values.map((v) => v / total) }
}

describe('estimands', () => {
  it('read back as they are printed', () => {
    fc.assert(
      fc.property(estimand, (e) => {
        const text = toText(e)
        expect(equalEstimands(parseEstimand(text), e), text).toBe(true)
        const short = simplifyEstimand(e)
        expect(equalEstimands(parseEstimand(toText(short)), short), toText(short)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('keep their value when simplified, where the short form still speaks of the same variables', () => {
    fc.assert(
      fc.property(estimand, fc.integer({ min: 1, max: 1000 }), (e, seed) => {
        const joint = positiveJoint(seed)
        const before = evaluateEstimand(e, joint)
        const after = evaluateEstimand(simplifyEstimand(e), joint)
        const size = after.variables.map((v) => v.name)
        // a free variable that does not matter may be gone: the longer form is then constant in it
        for (const [cell, value] of before.values.entries()) {
          let position = 0
          const states = before.variables.map((_, k) => (cell >> (before.variables.length - 1 - k)) & 1)
          for (const name of size) position = position * 2 + states[before.variables.findIndex((v) => v.name === name)]!
          expect(Math.abs(after.values[position]! - value) / (1 + Math.abs(value)), toText(e)).toBeLessThan(1e-9)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('are equal to themselves under other names of bound values, and to nothing of another value', () => {
    let live = 0
    fc.assert(
      fc.property(estimand, small, small, (large, e, other) => {
        expect(equalEstimands(large, large)).toBe(true)
        if (!equalEstimands(e, other)) return
        live++
        const joint = positiveJoint(3)
        expect(evaluateEstimand(e, joint).values).toEqual(evaluateEstimand(other, joint).values)
      }),
      { numRuns: 600 },
    )
    expect(live).toBeGreaterThan(5)
  })
})
