import { describe, expect, it } from 'vitest'
import { type CausalError, counts, countsStream, moments, momentsStream, readCsv } from '../../src/index.js'

const refusal = async (call: () => Promise<unknown>) => {
  try {
    await call()
  } catch (error) {
    return error as CausalError
  }
  throw new Error('no error')
}
const pieces = (text: string, size: number) =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size))

// numbers without a pattern, of different size
const number = (i: number, j: number) => Math.sin(i * (j + 1)) * 10 ** j + 1000
const text = `a;b;c;t\n${Array.from({ length: 3000 }, (_, i) => `${number(i, 0)};${number(i, 1)};${number(i, 2)};${i % 3 === 0 ? 'TRUE' : 'FALSE'}`).join('\n')}\n`

describe('momentsStream', () => {
  it('has the moments of the table to the last bit, wherever the chunks end', async () => {
    const columns = { t: 'boolean' } as const
    const wanted = moments(readCsv(text, { columns }))
    for (const size of [7, 1000, 1 << 20]) expect(await momentsStream(pieces(text, size), { columns })).toEqual(wanted)
    const some = await momentsStream([text], { names: ['c', 'a'] })
    expect(some.names).toEqual(['c', 'a'])
    expect(some.mean[1]).toBe(wanted.mean[0])
  })

  it('names the line of a gap, or leaves the row out', async () => {
    const gaps = 'x,y\n1,2\n2,NA\n3,5\n4,7\n'
    const error = await refusal(() => momentsStream([gaps]))
    expect(error.code).toBe('missing-values')
    expect(error.message).toBe(
      'momentsStream: line 3, column 3: column "y" has no value here: give `incomplete: "leave out"` to pass over rows that lack one, or leave the column out.',
    )
    expect((await momentsStream([gaps], { incomplete: 'leave out' })).count).toBe(3)
    expect((await momentsStream([gaps], { names: ['x'] })).count).toBe(4)
  })

  it('refuses what has no mean', async () => {
    expect((await refusal(() => momentsStream(['x,c\n1,a\n2,b\n']))).details).toEqual({ line: 2, column: 3 })
    expect((await refusal(() => momentsStream(['c\n1\n2'], { columns: { c: 'category' } }))).code).toBe(
      'invalid-argument',
    )
    expect((await refusal(() => momentsStream(['x\n1\n']))).code).toBe('too-few-rows')
    expect((await refusal(() => momentsStream(['x\n1\n2\n'], { names: ['y'] as string[] }))).code).toBe('unknown-name')
    expect((await refusal(() => momentsStream(['x\n1\n2\n'], { incomplete: 'drop' } as never))).code).toBe(
      'invalid-argument',
    )
  })
})

describe('countsStream', () => {
  const rows = Array.from(
    { length: 500 },
    (_, i) => `${i % 7},${['lo', 'hi', 'mid'][(i * i) % 3]},${i % 2 === 0 ? 'true' : 'false'}`,
  )
  const table = `k,c,b\n${rows.join('\n')}\n`

  it('counts as counts(readCsv(text)) does', async () => {
    const orders = [['k', 'c', 'b'], ['b', 'k'], ['c']] as const
    for (const variables of orders) {
      const wanted = counts(readCsv(table), variables as unknown as string[])
      for (const size of [5, 1 << 16])
        expect(await countsStream(pieces(table, size), variables as readonly string[])).toEqual(wanted)
    }
    const columns = { c: ['lo', 'mid', 'hi', 'never'] } as const
    expect(await countsStream([table], ['c'], { columns })).toEqual(counts(readCsv(table, { columns }), ['c']))
  })

  it('names gaps, fractions, identifiers and names that are not there', async () => {
    expect((await refusal(() => countsStream(['a,b\n1,x\n1,\n'], ['b']))).details).toEqual({ column: 'b', line: 3 })
    expect((await countsStream(['a,b\n1,x\n1,\n'], ['b'], { incomplete: 'leave out' })).values).toEqual(
      Float64Array.of(1),
    )
    expect((await refusal(() => countsStream(['a\n1.5\n2\n'], ['a']))).code).toBe('invalid-data')
    expect((await refusal(() => countsStream(['a\n1\n2\nx\n'], ['a']))).code).toBe('parse')
    expect((await refusal(() => countsStream(['a\n1\n'], ['b']))).code).toBe('unknown-name')
    expect((await refusal(() => countsStream(['a\n1\n'], []))).code).toBe('invalid-argument')
  })
})
