import { expect, describe as group, it } from 'vitest'
import { describe, table } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

group('describe', () => {
  it('counts, and says how numbers and categories lie', () => {
    const [x, c] = describe(table({ X: [3, 1, Number.NaN, 2, 2], C: ['b', 'a', null, 'b', 'b'] as string[] }))
    expect(x).toEqual({
      name: 'X',
      kind: 'numbers',
      count: 4,
      missing: 1,
      distinct: 3,
      mean: 2,
      standardDeviation: Math.sqrt(2 / 3),
      quartiles: [1, 1.75, 2, 2.25, 3],
    })
    expect(c).toEqual({
      name: 'C',
      kind: 'categories',
      count: 4,
      missing: 1,
      distinct: 2,
      levels: [
        { level: 'b', rows: 3 },
        { level: 'a', rows: 1 },
      ],
    })
  })

  it('says nothing of columns without values', () => {
    const [x] = describe(table({ X: Float64Array.of(Number.NaN, Number.NaN) }))
    expect(x).toMatchObject({ count: 0, missing: 2, mean: null, standardDeviation: null, quartiles: null })
    expectCausalError(() => describe(3 as never), 'describe', 'invalid-argument')
  })
})
