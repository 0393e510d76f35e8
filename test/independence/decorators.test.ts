import { describe, expect, it } from 'vitest'
import {
  cached,
  dag,
  dSeparation,
  fisherZ,
  gSquare,
  type LoggedTest,
  missingDataDeletion,
  table,
  testwiseDeletion,
  withLog,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('cached and withLog', () => {
  it('ask once for a question and its mirror image', () => {
    const log: LoggedTest[] = []
    const test = cached(withLog(dSeparation(dag('A -> B -> C -> D')), log))
    const first = test('A', 'D', ['B', 'C'])
    expect(test('D', 'A', ['C', 'B', 'C'])).toBe(first)
    test('A', 'D', ['B'])
    expect(log.map(({ x, y, given }) => [x, y, given])).toEqual([
      ['A', 'D', ['B', 'C']],
      ['A', 'D', ['B']],
    ])
    expect(test.variables).toEqual(['A', 'B', 'C', 'D'])
  })

  it('say what is wrong under the name of what made the test that was called', () => {
    const test = cached(dSeparation(dag('A -> B')))
    expectCausalError(() => test('A', 'Q' as 'B'), 'cached', 'unknown-name')
    expectCausalError(() => dSeparation(dag('A -> B'))('A', 'A' as 'B'), 'dSeparation', 'overlap')
  })

  it('keep the plan, or drop it so that nothing passes the log', () => {
    const oracle = dSeparation(dag('A -> B'))
    expect(cached(oracle).plan).toBe(oracle.plan)
    expect(withLog(oracle, []).plan).toBeUndefined()
  })
})

describe('testwiseDeletion', () => {
  const counts = table({ A: [0, 2, 3, 1, 4, 2, 6, 5], B: [1, 0, 2, 3, 1, 5, 4, 2], C: [0, 3, 1, 2, 0, 4, 5, 1] })
  const test = testwiseDeletion(counts, fisherZ)

  it('drops rows by the conditioning set alone', () => {
    expect(test('A', 'B').rowsUsed).toBe(8)
    expect(test('A', 'B', ['C'])).toEqual({
      ...fisherZ(table({ A: [2, 3, 1, 2, 6, 5], B: [0, 2, 3, 5, 4, 2], C: [3, 1, 2, 4, 5, 1] }))('A', 'B', ['C']),
      rowsUsed: 6,
    })
  })

  it('does not test where too few rows are left, or a column is constant on them', () => {
    const few = table({ A: [1, 2, 3, 4, 5, 6], B: [2, 1, 3, 5, 4, 6], C: [1, 2, 3, 0, 0, 0], D: [1, 1, 1, 1, 1, 0] })
    const sparse = testwiseDeletion(few, fisherZ)
    expect(sparse('A', 'B', ['C'])).toMatchObject({ tested: false, reason: 'too-few-rows', rowsUsed: 3 })
    expect(sparse('A', 'B', ['D'])).toMatchObject({ tested: false, reason: 'determined', rowsUsed: 5 })
  })

  it('refuses what is no factory', () => {
    expectCausalError(() => testwiseDeletion(counts, 3 as never), 'testwiseDeletion', 'invalid-argument')
    expectCausalError(() => testwiseDeletion(null as never, fisherZ), 'testwiseDeletion', 'invalid-argument')
    expectCausalError(() => test('A', 'a' as 'B'), 'testwiseDeletion', 'unknown-name')
  })
})

describe('missingDataDeletion', () => {
  it('keeps the rows in which all that is asked about is there', () => {
    const holes = table({
      A: ['a', 'b', null, 'a', 'b', 'a'],
      B: ['p', 'q', 'p', null, 'q', 'p'],
      C: [1, 2, 1, 1, null, 2],
    })
    const test = missingDataDeletion(holes, gSquare)
    expect(test('A', 'B').rowsUsed).toBe(4)
    expect(test('A', 'C').rowsUsed).toBe(4)
    expect(test('A', 'B').statistic).toBe(
      gSquare(table({ A: ['a', 'b', 'b', 'a'], B: ['p', 'q', 'q', 'p'] }))('A', 'B').statistic,
    )
  })
})
