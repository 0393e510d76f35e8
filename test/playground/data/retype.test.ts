import { describe, expect, it } from 'vitest'
import { retype } from '../../../examples/playground/src/data/retype'
import { firstRows, inWords, short } from '../../../examples/playground/src/data/text'
import { describe as described, table, toRows } from '../../../src/data/index.js'

const read = table({ code: [1, 2, Number.NaN, 2], word: ['a', null, 'b', 'a'], digits: ['10', '2', '10', null] })

describe('columns taken for something else', () => {
  it('stay as they were read where nothing is chosen', () => {
    expect(toRows(retype(read, {}))).toEqual(toRows(read))
  })
  it('turn numbers into categories and back, missing values too', () => {
    const turned = retype(read, { code: 'category' })
    expect(toRows(turned).map((row) => row['code'])).toEqual(['1', '2', null, '2'])
    expect(toRows(retype(turned, { code: 'number' }))).toEqual(toRows(read))
    expect(toRows(retype(read, { digits: 'number' })).map((row) => row['digits'])).toEqual([10, 2, 10, null])
  })
  it('are left out when ignored, and never all of them', () => {
    expect(retype(read, { word: 'ignore' }).columns).toEqual(['code', 'digits'])
    expect(() => retype(read, { code: 'ignore', word: 'ignore', digits: 'ignore' })).toThrow(/at least one/)
  })
  it('name the value that is no number', () => {
    expect(() => retype(read, { word: 'number' })).toThrow(/"word" cannot be read as numbers: one of its values is "a"/)
  })
  it('may be called like what every object has', () => {
    const odd = table({ constructor: ['x', 'y'], plain: [1, 2] })
    expect(retype(odd, {}).columns).toEqual(['constructor', 'plain'])
  })
})

describe('rows in words', () => {
  it('shows the first rows, and missing values as nothing', () => {
    expect(firstRows(read, 3)).toEqual([
      ['1', 'a', '10'],
      ['2', '', '2'],
      ['', 'b', '10'],
    ])
    expect(firstRows(read, 99)).toHaveLength(4)
    expect(firstRows(read, 1, (name) => name === 'code', 2)).toEqual([['1970-01-02', 'a']])
  })
  it('tells how a column lies', () => {
    const [code, word] = described(read)
    expect(inWords(code!)).toBe('1 to 2, median 2, mean 1.667 ± 0.5774')
    expect(inWords(word!)).toBe('a (2), b (1)')
    expect(inWords(code!, true)).toBe('1970-01-02 to 1970-01-03, median 1970-01-03')
    expect(short(null)).toBe('–')
  })
})
