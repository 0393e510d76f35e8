import { describe, expect, it } from 'vitest'
import { abduct, bernoulli, categorical, cpt, expectation, intervene, query, scm } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const weather = cpt(
  ['S'],
  { low: { yes: 0.1, no: 0.9 }, high: { yes: 0.6, no: 0.4 }, none: { yes: 0, no: 1 } },
  { response: 'quantile' },
)

describe('rows of a table for what is no state of the parent', () => {
  it('are a slip where a model is defined', () => {
    expectCausalError(() => scm({ S: categorical({ low: 0.3, high: 0.7 }), C: weather }), 'scm', 'invalid-argument')
  })
  it('are left behind by an intervention that takes states away, whatever function reads the model next', () => {
    const model = scm({ Z: bernoulli(0.5), S: categorical({ low: 0.3, high: 0.6, none: 0.1 }), C: weather })
    const fewer = intervene(model, {
      S: cpt(['Z'], { 0: { low: 1, high: 0 }, 1: { low: 0.5, high: 0.5 } }, { response: 'quantile' }),
    } as never)
    const target = [0.5 * 0.1 + 0.5 * (0.5 * 0.1 + 0.5 * 0.6), 0.5 * 0.9 + 0.5 * (0.5 * 0.9 + 0.5 * 0.4)]
    const expected = target.map((p) => expect.closeTo(p, 12))
    expect(Array.from((query(fewer, ['C']) as { values: Float64Array }).values)).toEqual(expected)
    // a copy is read anew, under the name of the function that reads it
    const copy = structuredClone(fewer)
    expect(Array.from((query(copy, ['C']) as { values: Float64Array }).values)).toEqual(expected)
    expect(expectation(abduct(fewer, { S: 'low', C: 'yes' } as never), 'Z').value).toBeCloseTo(1 / 3, 12)
  })
})
