import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anyValueOf,
  constantTerm,
  type Estimand,
  equalEstimands,
  parseEstimand,
  probabilityTerm,
  productOf,
  ratioOf,
  sumOver,
  toText,
} from '../../src/index.js'

const odd = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', '\\', '\n', "'", ' ', '_', 'Σ', 'P', '^'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  minLength: 1,
  maxLength: 4,
})
const names = fc.uniqueArray(fc.oneof(odd, fc.constantFrom('do', 'P', 'Σ_', 'Sum_', 'any_x', '0.5', '__proto__')), {
  minLength: 5,
  maxLength: 5,
})

/** Expressions over the names, with sums, fixed states, populations and numbers. */
const expression = names.chain((list) => {
  const term = fc
    .tuple(
      fc.shuffledSubarray(list, { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }),
      fc.option(odd, { nil: undefined }),
      fc.oneof(fc.constant(''), odd),
    )
    .map(([some, places, state, domain]) => {
      const values = some.map((variable, i) =>
        i === 1 && state !== undefined ? { variable, prime: 0, state } : { variable, prime: i === 2 ? 1 : 0 },
      )
      const at = (place: number) => values.filter((_, i) => i > 0 && places[i] === place)
      return probabilityTerm({ of: [values[0]!, ...at(0)], given: at(1), do: at(2), domain })
    })
  const number = fc
    .oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0.5, 2, 1e21, 1e-7))
    .map(constantTerm)
  return fc.letrec<{ e: Estimand }>((tie) => ({
    e: fc.oneof(
      { depthSize: 'small', maxDepth: 3 },
      term,
      number,
      fc.array(tie('e'), { minLength: 1, maxLength: 3 }).map(productOf),
      fc.tuple(tie('e'), term).map(([a, b]) => ratioOf(a, b)),
      fc
        .tuple(
          term,
          tie('e').filter((e) => e.type !== 'constant'),
        )
        .map(([a, b]) => ratioOf(a, b)),
      fc.tuple(fc.subarray(list, { minLength: 1, maxLength: 2 }), tie('e')).map(([over, e]) => sumOver(over, e)),
      fc.tuple(fc.subarray(list, { minLength: 1, maxLength: 2 }), tie('e')).map(([over, e]) => anyValueOf(over, e)),
    ),
  })).e
})

describe('texts of expressions', () => {
  it('are stable in both directions, for names of any form', () => {
    fc.assert(
      fc.property(expression, (e) => {
        const text = toText(e)
        const back = parseEstimand(text)
        expect(equalEstimands(back, e), text).toBe(true)
        // what the parser made prints and reads as itself
        const again = toText(back)
        expect(parseEstimand(again)).toEqual(back)
        expect(toText(parseEstimand(again))).toBe(again)
      }),
      { numRuns: 400 },
    )
  })
})
