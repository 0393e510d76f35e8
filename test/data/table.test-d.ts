import { describe, expectTypeOf, it } from 'vitest'
import {
  type Categorical,
  column,
  counts,
  type Factor,
  fromMatrix,
  moments,
  select,
  type Table,
  table,
  toMatrix,
  toRows,
} from '../../src/index.js'

describe('what the compiler knows of a table', () => {
  it('columns and categories, from rows or columns', () => {
    const t = table({ X: [1, 2], C: ['a', 'b'], B: [true, null], F: Float64Array.of(1, 2) })
    expectTypeOf(t).toEqualTypeOf<Table<{ X: number; C: 'a' | 'b'; B: number; F: number }>>()
    expectTypeOf(column(t, 'X')).toEqualTypeOf<Float64Array>()
    expectTypeOf(column(t, 'C')).toEqualTypeOf<Categorical<'a' | 'b'>>()
    expectTypeOf(
      table([
        { X: 1, C: 'a' },
        { X: 2, C: 'b' },
      ]),
    ).toEqualTypeOf<Table<{ X: number; C: 'a' | 'b' }>>()
    expectTypeOf(toRows(t)[0]!.C).toEqualTypeOf<'a' | 'b' | null>()
    expectTypeOf(select(t, ['C']).columns).toEqualTypeOf<readonly 'C'[]>()
    expectTypeOf(moments(t).names).toEqualTypeOf<readonly ('X' | 'C' | 'B' | 'F')[]>()
    expectTypeOf(fromMatrix(toMatrix(t), ['A', 'B'])).toEqualTypeOf<Table<Record<'A' | 'B', number>>>()
    const factor: Factor<'C'> = counts(t, ['C'])
    expectTypeOf(factor).toExtend<{ values: Float64Array }>()
  })

  it('a known table is a table of anything', () => {
    const t: Table = table({ X: [1], C: ['a'] })
    expectTypeOf(column(t, 'anything')).toEqualTypeOf<Float64Array | Categorical>()
    const rows: { x: number; name: string }[] = [{ x: 1, name: 'a' }]
    expectTypeOf(table(rows)).toEqualTypeOf<Table<{ x: number; name: string }>>()
    const loose: Table = table(rows)
    expectTypeOf(loose.columns).toEqualTypeOf<readonly string[]>()
  })

  it('a misspelt column does not compile', () => {
    const t = table({ dose: [1], outcome: [2] })
    // @ts-expect-error there is no such column
    column(t, 'does')
    // @ts-expect-error nor here
    select(t, ['outcom'])
    // @ts-expect-error nor here
    counts(t, ['outcom'])
    // @ts-expect-error a cell is a number, a string, a boolean or a date
    table({ X: [new Map()] })
  })

  it('dates are numbers', () => {
    expectTypeOf(table({ day: [new Date(0), null] })).toEqualTypeOf<Table<{ day: number }>>()
    expectTypeOf(
      table([
        { day: new Date(0), C: 'a' },
        { day: null, C: 'b' },
      ]),
    ).toEqualTypeOf<Table<{ day: number; C: 'a' | 'b' }>>()
  })
})
