import { describe, expect, it } from 'vitest'
import * as ck from '../../../src/index.js'
import { pictures } from './pictures.js'

type Part = { readonly [key: string]: unknown }
const marks = ['point', 'rule', 'rect', 'line', 'text', 'bar', 'area']
const types = ['quantitative', 'nominal', 'ordinal', 'temporal']

/** The layers of a specification, each with the rows that it draws. */
function layers(spec: Part): { layer: Part; rows: readonly Part[] }[] {
  const panels = spec['vconcat'] as readonly Part[] | undefined
  if (panels !== undefined) return panels.flatMap(layers)
  const own = (part: Part) => (part['data'] as { values: readonly Part[] } | undefined)?.values
  const list = (spec['layer'] as readonly Part[] | undefined) ?? [spec]
  return list.map((layer) => ({ layer, rows: own(layer) ?? own(spec) ?? [] }))
}

describe('plots', () => {
  const all = pictures()
  it('are all tried', () => {
    expect(Object.keys(all).sort()).toEqual(
      Object.keys(ck)
        .filter((name) => /^plot[A-Z]/.test(name))
        .sort(),
    )
  })
  it.each(Object.entries(all))('%s draws columns that its rows have, by marks and types that there are', (_, spec) => {
    let drawn = 0
    for (const { layer, rows } of layers(spec)) {
      expect(marks).toContain((layer['mark'] as Part)['type'])
      for (const channel of Object.values(layer['encoding'] as Record<string, Part>)) {
        if (channel['type'] !== undefined) expect(types).toContain(channel['type'])
        if (channel['field'] === undefined) continue
        for (const row of rows) expect(Object.keys(row)).toContain(channel['field'])
        drawn += rows.length
      }
    }
    expect(drawn).toBeGreaterThan(5)
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec)
  })
})
