import { describe, expect, it } from 'vitest'
import { type LaggedGraph, toDot, toMermaid, toSvg, toTikz } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'

const graph: LaggedGraph<'rain' | 'river' | 'price'> = deepFreeze({
  kind: 'lagged-pag',
  nodes: ['rain', 'river', 'price'],
  maxLag: 2,
  edges: [
    { from: 'rain', to: 'rain', lag: 1, fromMark: 'tail', toMark: 'arrow' },
    { from: 'rain', to: 'river', lag: 0, fromMark: 'circle', toMark: 'arrow' },
    { from: 'rain', to: 'river', lag: 1, fromMark: 'tail', toMark: 'arrow' },
    { from: 'rain', to: 'river', lag: 2, fromMark: 'tail', toMark: 'arrow' },
    { from: 'river', to: 'rain', lag: 2, fromMark: 'tail', toMark: 'arrow' },
  ],
})

describe('a graph over time', () => {
  it('has a column for each time and a row for each variable, edges repeating', () => {
    const svg = toSvg(graph)
    const places = [
      ...svg.matchAll(/data-node="(\w+) at ([^"]+)"><rect [^>]*?x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"/g),
    ].map(([, name, time, x, y, width]) => ({ name, time, x: Number(x) + Number(width) / 2, y: Number(y) }))
    expect(places.length).toBe(9)
    for (const a of places) {
      for (const b of places) {
        expect(Math.abs(a.x - b.x) < 0.02).toBe(a.time === b.time)
        expect(Math.abs(a.y - b.y) < 0.02).toBe(a.name === b.name)
      }
    }
    const x = new Map(places.map((place) => [place.time, place.x]))
    expect(x.get('t−2')! < x.get('t−1')! && x.get('t−1')! < x.get('t')!).toBe(true)
    // lag 0 three times, lag 1 twice, lag 2 once
    expect(svg.split('data-edge=').length - 1).toBe(2 + 3 + 2 + 1 + 1)
    expect(svg).toContain('data-edge="rain at t−1 -&gt; river at t"')
    const down = toSvg(graph, { direction: 'down' })
    expect(down).not.toBe(svg)
  })

  it('is one node a variable where asked, with lags beside edges', () => {
    const svg = toSvg(graph, { lags: 'summary' })
    expect(svg.split('data-node=').length - 1).toBe(3)
    expect(svg).toContain('>1, 2</text>')
    expect(svg).toContain('>↻ 1</text>')
    expect(svg).toContain('data-edge="river -&gt; rain"')
    expect(toMermaid(graph, { lags: 'summary' })).toContain('n0 -->|"#49;, 2"| n1')
    expect(toDot(graph, { lags: 'summary' })).toContain('label="1, 2"')
  })

  it('takes options by the names of variables, and by lags', () => {
    const widths = [{ from: 'rain', to: 'river', lag: 1, value: 0.5 }] as const
    expect(toSvg(graph, { widths }).split('stroke-width:2.9"').length - 1).toBe(2)
    expect(toSvg(graph, { highlight: ['rain'] }).split('<g class="accent" data-node').length - 1).toBe(3)
    expect(toTikz(graph, { widths })).toContain('rain\\textsubscript{t$-$1}')
    expect(toDot(graph)).toContain('"rain at t−1" -> "river at t"')
  })

  it('is refused where it is none, or has no place for what is asked', () => {
    const wrong: [object, 'invalid-argument' | 'unknown-name'][] = [
      [{ maxLag: -1 }, 'invalid-argument'],
      [{ maxLag: 1 }, 'invalid-argument'],
      [{ nodes: ['rain', 'rain'] }, 'invalid-argument'],
      [{ nodes: ['rain'] }, 'unknown-name'],
      [{ edges: 3 }, 'invalid-argument'],
    ]
    for (const [change, code] of wrong) {
      expect(() => toSvg({ ...graph, ...change } as typeof graph)).toThrow(/^toSvg: /)
      if (!('nodes' in change)) expectCausalError(() => toSvg({ ...graph, ...change } as typeof graph), 'toSvg', code)
    }
    const positions = { rain: [0, 0], river: [1, 0], price: [2, 0] } as const
    expectCausalError(() => toSvg(graph, { positions }), 'toSvg', 'not-supported')
    expect(toSvg(graph, { positions, lags: 'summary' })).toContain('data-node="price"')
    expectCausalError(() => toSvg({ ...graph, maxLag: 200 }), 'toSvg', 'too-large')
    expectCausalError(() => toSvg(graph, { lags: 'all' as never }), 'toSvg', 'invalid-argument')
  })
})
