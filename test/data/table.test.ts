import { describe, expect, it } from 'vitest'
import { column, completeRows, counts, readCsv, select, table, toMatrix, toRows, where } from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'

describe('table', () => {
  it('reads columns: numbers, booleans, strings, missing values', () => {
    const t = table({ X: [1, 2.5, null], B: [true, false, undefined], C: ['b', null, 'a'], big: [1n, 2n, 3n] })
    expect(t.columns).toEqual(['X', 'B', 'C', 'big'])
    expect(t.rowCount).toBe(3)
    expect([...column(t, 'X')]).toEqual([1, 2.5, Number.NaN])
    expect([...column(t, 'B')]).toEqual([1, 0, Number.NaN])
    expect(column(t, 'C')).toEqual({ codes: Int32Array.of(1, -1, 0), levels: ['a', 'b'] })
    expect([...column(t, 'big')]).toEqual([1, 2, 3])
  })

  it('reads dates as days since 1970-01-01 (UTC), as a CSV text does', () => {
    const dates = [new Date('2024-03-01'), null, new Date('1969-12-31T12:00:00Z')]
    const read = column(table({ day: dates }), 'day')
    expect([...read]).toEqual([19783, Number.NaN, -0.5])
    expect(column(readCsv('day\n2024-03-01\n', { columns: { day: 'date' } }), 'day')).toEqual(Float64Array.of(19783))
    expect(column(table(dates.map((day) => ({ day }))), 'day')).toEqual(read)
    expectCausalError(() => table({ day: [new Date('no day')] }), 'table', 'invalid-data')
    expectCausalError(() => table({ day: [new Date(0), 3] as never }), 'table', 'invalid-data')
    expectCausalError(() => table({ day: [3, new Date(0)] as never }), 'table', 'invalid-data')
  })

  it('reads rows whose keys differ, in the order in which names come up', () => {
    const t = table([{ X: 1 }, { X: 2, C: 'a' }, { C: 'b' }])
    expect(t.columns).toEqual(['X', 'C'])
    expect(toRows(t)).toEqual([
      { X: 1, C: null },
      { X: 2, C: 'a' },
      { X: null, C: 'b' },
    ])
  })

  it('takes a Float64Array over without a copy, and copies other typed arrays', () => {
    const x = Float64Array.of(1, 2)
    const t = table({ x, i: Int32Array.of(3, 4), big: BigInt64Array.of(5n, 6n) })
    expect(column(t, 'x')).toBe(x)
    expect([...column(t, 'i'), ...column(t, 'big')]).toEqual([3, 4, 5, 6])
  })

  it('takes categories with levels in a given order', () => {
    const size = { codes: Int32Array.of(0, 2, -1), levels: ['low', 'medium', 'high'] } as const
    expect(toRows(table({ size })).map((row) => row.size)).toEqual(['low', 'high', null])
    expect(column(table({ size }), 'size').levels).toEqual(['low', 'medium', 'high'])
  })

  it('gives the same categories whatever the order of rows', () => {
    expect(column(table({ C: ['z', 'a', 'm'] }), 'C').levels).toEqual(['a', 'm', 'z'])
    expect(column(table({ C: ['m', 'z', 'a'] }), 'C').levels).toEqual(['a', 'm', 'z'])
  })

  it('takes columns and row keys of any name', () => {
    const columns = Object.fromEntries(oddNames.map((name, i) => [name, [i, i + 0.5]]))
    const t = table(columns)
    expect(new Set(t.columns)).toEqual(new Set(oddNames))
    const again = table(toRows(t))
    for (const [i, name] of oddNames.entries()) expect([...(column(again, name) as Float64Array)]).toEqual([i, i + 0.5])
    expect(toRows(select(t, ['__proto__']))[0]).toEqual(
      Object.fromEntries([['__proto__', oddNames.indexOf('__proto__')]]),
    )
  })

  it('is frozen and leaves its input as it was', () => {
    const input = deepFreeze({ X: [1, 2], C: ['a', 'b'] })
    const t = table(input)
    expect(Object.isFrozen(t) && Object.isFrozen(t.columns) && Object.isFrozen(t.data)).toBe(true)
    expect(Object.isFrozen(column(t, 'C')) && Object.isFrozen(column(t, 'C').levels)).toBe(true)
    expect(table(deepFreeze([{ X: 1 }])).rowCount).toBe(1)
  })

  it('names column and row of a wrong cell', () => {
    const mixed = expectCausalError(() => table({ X: [1, null, 'b'] }), 'table', 'invalid-data')
    expect(mixed.details).toMatchObject({ column: 'X', row: 2 })
    expect(mixed.message).toContain('"X" holds the number 1 at row 0 and the text "b" at row 2')
    expectCausalError(() => table({ C: ['b', 2] }), 'table', 'invalid-data')
    expectCausalError(() => table({ D: [new Map() as never] }), 'table', 'invalid-data')
    expectCausalError(() => table({ X: [2n ** 60n + 1n] }), 'table', 'invalid-data')
    expect(expectCausalError(() => table({ X: [0, 1 / 0] }), 'table', 'invalid-data').details).toMatchObject({ row: 1 })
    expectCausalError(() => table({ X: Float64Array.of(-1 / 0) }), 'table', 'invalid-data')
    expectCausalError(() => table([{ X: 1 }, 7 as never]), 'table', 'invalid-data')
  })

  it('refuses an empty table, columns of different lengths, and bad categories', () => {
    expectCausalError(() => table([]), 'table', 'invalid-data')
    expectCausalError(() => table({}), 'table', 'invalid-data')
    expectCausalError(() => table({ X: [] }), 'table', 'invalid-data')
    expectCausalError(() => table({ X: [1], Y: [1, 2] }), 'table', 'invalid-data')
    expectCausalError(() => table({ '': [1] }), 'table', 'invalid-argument')
    expectCausalError(() => table(null as never), 'table', 'invalid-argument')
    expectCausalError(() => table(Float64Array.of(1) as never), 'table', 'invalid-argument')
    expectCausalError(() => table({ X: 3 as never }), 'table', 'invalid-data')
    expectCausalError(() => table({ C: { codes: Int32Array.of(2), levels: ['a'] } }), 'table', 'invalid-data')
    expectCausalError(() => table({ C: { codes: Int32Array.of(0), levels: ['a', 'a'] } }), 'table', 'invalid-data')
  })
})

describe('select, where, completeRows, column', () => {
  const t = deepFreeze(table({ X: [1, 2, null], C: ['a', 'b', 'a'] }))

  it('choose columns and rows', () => {
    expect(select(t, ['C']).data[0]).toBe(t.data[1])
    expect(toRows(where(t, [true, false, true]))).toEqual([
      { X: 1, C: 'a' },
      { X: null, C: 'a' },
    ])
    expect(where(t, Uint8Array.of(0, 1, 0)).rowCount).toBe(1)
    expect(column(where(t, [1, 0, 0]), 'C').levels).toEqual(['a', 'b'])
    expect(where(t, [0, 0, 0]).rowCount).toBe(0)
    expect(completeRows(t).rowCount).toBe(2)
    expect(completeRows(t, ['C'])).toBe(t)
  })

  it('name what is wrong', () => {
    expect(expectCausalError(() => column(t, 'x' as never), 'column', 'unknown-name').message).toContain('"X"')
    expectCausalError(() => select(t, ['X', 'X']), 'select', 'duplicate-name')
    expectCausalError(() => select(t, ['Q' as 'X']), 'select', 'unknown-name')
    expectCausalError(() => completeRows(t, ['Q' as 'X']), 'completeRows', 'unknown-name')
    expectCausalError(() => where(t, [true]), 'where', 'invalid-argument')
    expectCausalError(() => select(t, 'X' as never), 'select', 'invalid-argument')
    const rows = [{ X: 1 }] as never
    expectCausalError(() => toRows(rows), 'toRows', 'invalid-argument')
    expectCausalError(() => toMatrix(rows), 'toMatrix', 'invalid-argument')
    expectCausalError(() => completeRows(rows), 'completeRows', 'invalid-argument')
    expectCausalError(() => counts(rows), 'counts', 'invalid-argument')
    expectCausalError(() => column(undefined as never, 'X' as never), 'column', 'invalid-argument')
    expectCausalError(() => counts(where(t, [0, 0, 0])), 'counts', 'too-few-rows')
    expectCausalError(() => where(t, [true, 2, false]), 'where', 'invalid-argument')
  })
})

describe('a Map or a Set', () => {
  it('is told what it lacks', () => {
    expect(() => table(new Map([['a', [1, 2]]]) as never)).toThrow(/a Map has no keys of its own/)
    expect(() => table(new Set([{ a: 1 }]) as never)).toThrow(/a Set has no keys of its own/)
  })
})
