import { describe, expectTypeOf, it } from 'vitest'
import {
  type Dag,
  dag,
  fromJson,
  type JsonOf,
  type JsonValue,
  moments,
  type Table,
  table,
  toJson,
} from '../../src/index.js'

describe('toJson and fromJson', () => {
  it('keep the names of a graph', () => {
    expectTypeOf(toJson(dag('A -> B')).nodes).toEqualTypeOf<readonly ('A' | 'B')[]>()
  })

  it('keep what a value is where the compiler has seen it', () => {
    const data = table({ X: [1, 2] })
    expectTypeOf(toJson(data)).toEqualTypeOf<JsonOf<typeof data>>()
    expectTypeOf(fromJson(toJson(data))).toEqualTypeOf<typeof data>()
    expectTypeOf(fromJson(toJson(moments(data))).names).toEqualTypeOf<readonly 'X'[]>()
  })

  it('read a text as what is named, else as any of the values', () => {
    expectTypeOf(fromJson<Table>('{}')).toEqualTypeOf<Table>()
    expectTypeOf(fromJson<Dag<'A'>>('{}').nodes).toEqualTypeOf<readonly 'A'[]>()
    expectTypeOf(fromJson('{}')).toEqualTypeOf<JsonValue>()
  })
})
