import * as arrow from 'apache-arrow'
import * as aq from 'arquero'
import { Matrix } from 'ml-matrix'
import { describe, expect, it } from 'vitest'
import {
  column,
  counts,
  fromArquero,
  fromArrow,
  fromCounts,
  fromMatrix,
  table,
  toMatrix,
  toRows,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('fromArrow', () => {
  it('takes doubles over without a copy, and reads text, booleans, integers and missing values', () => {
    const x = Float64Array.of(1, 2)
    const source = arrow.tableFromArrays({
      x,
      s: ['b', 'a'],
      b: [true, false],
      i: Int32Array.of(3, 4),
      big: BigInt64Array.of(5n, 6n),
      m: [1, null],
    })
    const t = fromArrow(source)
    expect((column(t, 'x') as Float64Array).buffer).toBe(source.getChild('x')!.data[0]!.values.buffer)
    expect(toRows(t)).toEqual([
      { x: 1, s: 'b', b: 1, i: 3, big: 5, m: 1 },
      { x: 2, s: 'a', b: 0, i: 4, big: 6, m: null },
    ])
  })

  it('survives a trip through the file format, and names what it cannot read', () => {
    const bytes = arrow.tableToIPC(arrow.tableFromArrays({ '__proto__ x': Float64Array.of(1.5, 2) }))
    expect(toRows(fromArrow(arrow.tableFromIPC(bytes)))).toEqual([{ '__proto__ x': 1.5 }, { '__proto__ x': 2 }])
    const lists = new arrow.Table({ L: arrow.vectorFromArray([[1], [2]]) })
    expect(expectCausalError(() => fromArrow(lists), 'fromArrow', 'invalid-data').details['column']).toBe('L')
  })
})

describe('fromArquero', () => {
  it('takes doubles over without a copy, after filter and order too', () => {
    const x = Float64Array.of(3, 1, 2)
    const source = aq.table({ x, s: ['c', 'a', null] })
    expect(column(fromArquero(source), 'x')).toBe(x)
    expect(toRows(fromArquero(source.filter((d: { x: number }) => d.x > 1).orderby('x')))).toEqual([
      { x: 2, s: null },
      { x: 3, s: 'c' },
    ])
    // a date is a number of days, as in table() and readCsv
    expect(column(fromArquero(aq.table({ d: [new Date(86_400_000)] })), 'd')).toEqual(Float64Array.of(1))
    expectCausalError(() => fromArquero(aq.table({ d: [[1]] })), 'fromArquero', 'invalid-data')
  })
})

describe('toMatrix, fromMatrix', () => {
  it('go there and back', () => {
    const matrix = new Matrix([
      [1, 2, Number.NaN],
      [4, 5, 6],
    ])
    expect(toMatrix(fromMatrix(matrix, ['a', 'b', 'c']))).toEqual(matrix)
    expect(
      toMatrix(fromMatrix(matrix.transpose(), ['a', 'b']))
        .transpose()
        .to2DArray(),
    ).toEqual(matrix.to2DArray())
  })

  it('name what is wrong', () => {
    const matrix = new Matrix([[1, 2]])
    expectCausalError(() => fromMatrix([[1]] as never, ['a']), 'fromMatrix', 'invalid-argument')
    expectCausalError(() => fromArrow({} as never), 'fromArrow', 'invalid-argument')
    expectCausalError(() => fromArquero(null as never), 'fromArquero', 'invalid-argument')
    expectCausalError(() => fromMatrix(matrix, ['a']), 'fromMatrix', 'invalid-argument')
    expectCausalError(() => fromMatrix(matrix, ['a', 'a']), 'fromMatrix', 'duplicate-name')
    expectCausalError(() => fromMatrix(new Matrix([[1 / 0]]), ['a']), 'fromMatrix', 'invalid-data')
    expectCausalError(() => toMatrix(table({ C: ['a'] })), 'toMatrix', 'invalid-data')
  })
})

describe('fromCounts', () => {
  it('is undone by counts', () => {
    const factor = {
      variables: [
        { name: 'A', states: ['y', 'x'] },
        { name: 'B', states: ['1', '0', '2'] },
      ],
      values: Float64Array.of(3, 0, 1, 2, 5, 0),
    } as const
    const t = fromCounts(factor)
    expect(t.rowCount).toBe(11)
    expect(counts(t, ['A', 'B'])).toEqual(factor)
  })

  it('names what is wrong', () => {
    const variables = [{ name: 'A', states: ['x', 'y'] }]
    expectCausalError(() => fromCounts({ variables, values: [1] }), 'fromCounts', 'invalid-argument')
    expectCausalError(() => fromCounts({ variables, values: [1, 0.5] }), 'fromCounts', 'invalid-argument')
    expectCausalError(() => fromCounts({ variables, values: [1, -1] }), 'fromCounts', 'invalid-argument')
    expectCausalError(() => fromCounts({ variables, values: [0, 0] }), 'fromCounts', 'invalid-data')
    expectCausalError(() => fromCounts({ variables, values: [1e9, 0] }), 'fromCounts', 'too-large')
  })
})
