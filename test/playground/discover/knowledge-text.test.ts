import { describe, expect, it } from 'vitest'
import { readKnowledge } from '../../../examples/playground/src/discover/knowledge-text'
import { everySo } from '../../../examples/playground/src/discover/rows-used'
import { firstSettings, isSettings } from '../../../examples/playground/src/discover/settings'
import { whyApart } from '../../../examples/playground/src/discover/why-apart'
import { table, toRows } from '../../../src/data/index.js'

const names = ['age', 'income, net', 'a -> b', 'sex']
const nothing = { required: '', forbidden: '', tiers: '' }

describe('what is known beforehand, as text', () => {
  it('reads edges and tiers, with quotes round commas and arrows', () => {
    const read = readKnowledge(
      {
        required: 'age -> "income, net"\n\n',
        forbidden: '"a -> b"->age',
        tiers: '\nage, sex\n"income, net", "a -> b",',
      },
      names,
    )
    expect(read.required).toEqual([
      {
        from: 'age',
        to: 'income, net',
        lag: undefined,
        place: 'line 1 of the required edges (age -> "income, net")',
      },
    ])
    expect(read.forbidden.map(({ from, to }) => [from, to])).toEqual([['a -> b', 'age']])
    expect(read.tiers).toEqual([
      { names: ['age', 'sex'], place: 'line 2 of the tiers (age, sex)' },
      { names: ['income, net', 'a -> b'], place: 'line 3 of the tiers ("income, net", "a -> b",)' },
    ])
    expect(readKnowledge(nothing, names)).toEqual({ required: [], forbidden: [], tiers: [] })
  })
  it('reads times, and takes a column that is called so for that column', () => {
    const lagOf = (required: string, columns = names) => readKnowledge({ ...nothing, required }, columns).required[0]
    expect(lagOf('age[t-2] -> sex')).toMatchObject({ from: 'age', to: 'sex', lag: 2 })
    expect(lagOf('age[t-2] -> sex[t-1]')).toMatchObject({ lag: 1 })
    expect(lagOf('"income, net" [t] -> sex')).toMatchObject({ from: 'income, net', lag: 0 })
    expect(lagOf('age[t-2] -> sex', ['age[t-2]', 'sex'])).toMatchObject({ from: 'age[t-2]', lag: undefined })
    expect(() => lagOf('age -> sex[t-1]')).toThrow(/back in time/)
    expect(() => lagOf('ages[t-1] -> sex')).toThrow(/Line 1 of the required edges: "ages" is no column/)
  })
  it('names what is no column and what is no edge', () => {
    expect(() => readKnowledge({ ...nothing, tiers: 'age, ages' }, names)).toThrow(/"ages" is no column/)
    expect(() => readKnowledge({ ...nothing, required: 'age' }, names)).toThrow(/is no edge/)
    expect(() => readKnowledge({ ...nothing, required: 'age -> sex -> age' }, names)).toThrow(/is no edge/)
  })
})

describe('settings from elsewhere', () => {
  it('are taken only when they are whole', () => {
    expect(isSettings(firstSettings)).toBe(true)
    expect(isSettings(JSON.parse(JSON.stringify(firstSettings)))).toBe(true)
    const { blockLength: _, ...older } = firstSettings
    expect(isSettings(older)).toBe(true)
    for (const wrong of [
      null,
      'pc',
      { ...firstSettings, method: 'toString' },
      { ...firstSettings, alpha: '0.05' },
      { ...firstSettings, draws: null },
      { ...firstSettings, method: undefined },
    ])
      expect(isSettings(wrong)).toBe(false)
  })
})

describe('rows for slow tests', () => {
  it('are drawn without replacement, in order, the same each time', () => {
    const rows = table({ row: Float64Array.from({ length: 1000 }, (_, i) => i) })
    const drawn = toRows(everySo(rows, 50)).map(({ row }) => Number(row))
    expect(drawn).toHaveLength(50)
    expect(new Set(drawn).size).toBe(50)
    expect(drawn).toEqual([...drawn].sort((a, b) => a - b))
    expect(toRows(everySo(rows, 50)).map(({ row }) => row)).toEqual(drawn)
    expect(everySo(rows, 1000)).toBe(rows)
    expect(() => everySo(rows, 3)).toThrow(/at least 10/)
  })
})

describe('why two nodes have no edge', () => {
  const found = {
    joined: [['A', 'B']] as const,
    separating: [
      { x: 'A', y: 'C', given: ['B'] },
      { x: 'C', y: 'D', given: [] },
    ],
  }
  it('tells the set, the edge, or what is known', () => {
    expect(whyApart(found, 'C', 'A')).toBe('C and A were found independent given B.')
    expect(whyApart(found, 'C', 'D')).toMatch(/given nothing/)
    expect(whyApart(found, 'B', 'A')).toMatch(/There is an edge/)
    expect(whyApart(found, 'A', 'D')).toMatch(/known beforehand/)
    expect(whyApart(found, 'A', 'A')).toMatch(/two different/)
  })
})
