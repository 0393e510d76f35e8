import { describe, expect, it } from 'vitest'
import { dag, pag, parseDot, toDot, toMermaid, toSvg, toTikz } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { assertWellFormed } from '../support/read-pictures.js'

const graph = dag('Z -> X -> M -> Y; W -> X; W -> Y; Y -> S; U -> M; U -> Y')
const roles = {
  treatment: 'X',
  outcome: 'Y',
  adjusted: ['W'],
  latent: 'U',
  selected: 'S',
  instrument: 'Z',
} as const
const count = (text: string, part: string): number => text.split(part).length - 1
/** What stands in the group of a node. */
const nodeOf = (svg: string, name: string): string =>
  new RegExp(`<g[^>]* data-node="${name}"[^>]*>.*</g>`).exec(svg)![0]

describe('roles', () => {
  it('have a colour and a shape of their own in every format', () => {
    const svg = toSvg(graph, { roles })
    assertWellFormed(svg)
    const shapes = ['X', 'Y', 'W', 'S', 'Z', 'M'].map((name) => {
      const group = nodeOf(svg, name)
      return `${group.split('<path').length} ${group.split('<rect').length} ${count(group, 'L')}`
    })
    // W and S differ in their second line, Z and W in their slant
    expect(new Set(shapes).size).toBe(5)
    expect(nodeOf(svg, 'U')).toContain('node latent')
    for (const role of ['treatment', 'outcome', 'adjusted', 'selected', 'instrument']) {
      expect(svg).toContain(`.role-${role} .node{stroke:#`)
      expect(svg).toContain(`role-${role}"`)
    }
    const dot = toDot(graph, { roles })
    for (const part of ['hexagon', 'peripheries=2', 'box', 'parallelogram', 'latent=true']) expect(dot).toContain(part)
    expect(parseDot(dot).edges).toEqual(graph.edges)
    const mermaid = toMermaid(graph, { roles })
    for (const part of ['{{"X"}}', '(["Y"])', '["W"]', '[["S"]]', '[/"Z"/]']) expect(mermaid).toContain(part)
    expect(toTikz(graph, { roles })).toContain('\\definecolor{ck0072b2}{HTML}{0072B2}')
  })

  it('are one for each node, and of nodes that are there', () => {
    expectCausalError(() => toSvg(graph, { roles: { treatment: 'X', adjusted: 'X' } }), 'toSvg', 'invalid-argument')
    expectCausalError(() => toSvg(graph, { roles: { treatment: 'Q' as 'X' } }), 'toSvg', 'unknown-name')
    expect(toSvg(graph, { roles: { treatment: 'X', latent: 'X' } })).toContain('node latent')
  })
})

describe('highlights', () => {
  it('are several, each in its colour', () => {
    const highlight = [{ nodes: ['X', 'M', 'Y'], label: 'causal' }, { edges: [['W', 'X']] }] as const
    const svg = toSvg(graph, { highlight, legend: true })
    expect(count(svg, '<g class="accent" data-edge')).toBe(2)
    expect(count(svg, '<g class="accent accent-2" data-edge')).toBe(1)
    expect(svg).toContain('>causal</text>')
    expect(toDot(graph, { highlight })).toContain('"W" -> "X" [color="#0b62a4"]')
    expect(toMermaid(graph, { highlight })).toContain('stroke:#0b62a4')
    expect(toTikz(graph, { highlight })).toContain('ck0b62a4')
    const wrong = [
      [{ edges: [['Z', 'Y']] }],
      [{ nodes: 'X' }],
      ['X', { nodes: ['Y'] }],
      'X',
      [{ nodes: ['X'], label: 3 }],
    ]
    for (const each of wrong) expect(() => toSvg(graph, { highlight: each as never })).toThrow(/^toSvg: /)
    const many = Array.from({ length: 7 }, () => ({ nodes: ['X' as const] }))
    expect(() => toSvg(graph, { highlight: many })).toThrow(/6 at most/)
  })
})

describe('edges', () => {
  it('show numbers by their widths, in any unit', () => {
    const widths = [
      { from: 'X', to: 'M', value: 1 },
      { from: 'M', to: 'Y', value: -0.5 },
      { from: 'Z', to: 'Y', value: 0.3 },
    ] as const
    const drawn = (svg: string): string[] =>
      [
        ...svg.matchAll(
          /data-edge="[^"]*" data-ends="[^"]*"><path[^>]*?(?: style="stroke-width:([\d.]+)" stroke-width="\1")?\/>/g,
        ),
      ].map((m) => m[1] ?? '')
    const svg = toSvg(graph, { widths })
    expect(drawn(svg).filter(Boolean).sort()).toEqual(['2.9', '5'])
    const large = widths.map((width) => ({ ...width, value: 1000 * width.value }))
    expect(drawn(toSvg(graph, { widths: large }))).toEqual(drawn(svg))
    expect(toDot(graph, { widths })).toContain('"M" -> "Y" [penwidth=2.9]')
    expect(toMermaid(graph, { widths })).toContain('stroke-width:2.9px')
    expect(toTikz(graph, { widths })).toContain('line width=')
    expect(() => toSvg(graph, { widths: [{ from: 'X', to: 'M', value: Number.NaN }] })).toThrow(/finite value/)
    expect(() => toSvg(graph, { widths: [{ from: 'X', to: 'Q' as 'M', value: 1 }] })).toThrow(/no node/)
  })

  it('have lines and texts of their own', () => {
    const edges = [{ from: 'W', to: 'X', line: 'dotted', label: 'r < .4', width: 3 }] as const
    const svg = toSvg(graph, { edges })
    expect(svg).toContain('class="edge dotted"')
    expect(svg).toContain('>r &lt; .4</text>')
    expect(toDot(graph, { edges })).toContain('style=dotted, penwidth=3, label="r < .4"')
    expect(toMermaid(graph, { edges })).toContain('-->|"r #60; .4"|')
    expect(toTikz(graph, { edges })).toContain('{r \\textless{} .4}')
    expect(() => toSvg(graph, { edges: [{ from: 'Z', to: 'Y' }] })).toThrow(/no edge between "Z" and "Y"/)
    expect(() => toSvg(graph, { edges: [{ from: 'W', to: 'X', line: 'wavy' as never }] })).toThrow(/'solid'/)
    expect(() => toSvg(graph, { edges: [{ from: 'W', to: 'X', width: 99 }] })).toThrow(/0.2 to 12/)
  })

  it('show the circles of a PAG in every format', () => {
    const circles = pag('A o-> B; C o-o D; E o-> B; E o- F')
    const svg = toSvg(circles)
    const places = [...svg.matchAll(/<circle class="circle" cx="([\d.]+)" cy="([\d.]+)"/g)].map((m) => [
      Number(m[1]),
      Number(m[2]),
    ])
    expect(places.length).toBe(5)
    for (const [i, [x, y]] of places.entries()) {
      for (const [a, b] of places.slice(0, i)) expect(Math.hypot(x! - a!, y! - b!)).toBeGreaterThan(8)
    }
    expect(count(toDot(circles), 'odot')).toBe(5)
    expect(count(toTikz(circles), 'Circle[open]')).toBe(5)
    const mermaid = toMermaid(circles)
    expect([count(mermaid, 'circle at'), count(mermaid, ' o--o '), count(mermaid, ' --o ')]).toEqual([2, 1, 1])
  })
})

describe('names', () => {
  const named = dag({
    nodes: ['X_1', 'X_{t-1}', 'U_XY', '\\beta^2', 'age_group', 'income_2020', 'a_b_c', 'wave_2'],
    directed: [],
  })

  it('have subscripts, superscripts and Greek letters', () => {
    const svg = toSvg(named)
    expect(svg).toContain('<tspan>X</tspan><tspan dy="4" style="font-size:10px" font-size="10">1</tspan>')
    expect(svg).toContain('>t-1</tspan>')
    expect(svg).toContain('<tspan>β</tspan><tspan dy="-6"')
    expect(svg).toContain('>age_group</text>')
    expect(svg).toContain('>a_b_c</text>')
    expect(svg).toContain('>income_2020</text>')
    expect(svg).toContain('<tspan>wave</tspan><tspan dy="4" style="font-size:10px" font-size="10">2</tspan>')
    const tikz = toTikz(named)
    expect(tikz).toContain('{X\\textsubscript{1}}')
    expect(tikz).toContain('{$\\beta$\\textsuperscript{2}}')
    expect(tikz).toContain('{age\\_group}')
    // the names themselves stay readable
    expect(svg).toContain('data-node="X_{t-1}"')
    expect(tikz).toContain('% "X_{t-1}"')
  })

  it('are broken into lines where they are long, and may be replaced', () => {
    const long = 'income of the whole household before taxes'
    const svg = toSvg(dag({ nodes: [long, 'B'], directed: [[long, 'B']] }), { labels: { B: 'a < b' } })
    const texts = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((m) => m[1])
    expect(texts.length).toBeGreaterThan(2)
    expect(texts.slice(0, -1).join(' ')).toBe(long)
    expect(texts.at(-1)).toBe('a &lt; b')
    expect(toDot(dag('A -> B'), { labels: { A: 'age' } })).toContain('"A" [label="age"]')
    expect(toMermaid(dag('A -> B'), { labels: { A: 'age' } })).toContain('n0("age")')
    expectCausalError(() => toSvg(dag('A -> B'), { labels: { C: 'c' } as never }), 'toSvg', 'unknown-name')
  })
})

describe('groups and the legend', () => {
  it('ring their nodes and say what stands in the picture', () => {
    const groups = { causes: ['W', 'Z'], 'other things': ['M', 'W'] } as const
    const svg = toSvg(graph, { groups, roles, legend: true })
    assertWellFormed(svg)
    // two rings and two samples for each group
    expect(count(svg, 'class="group group-1"')).toBe(3)
    expect(count(svg, 'class="group group-2"')).toBe(3)
    for (const text of ['causes', 'other things', 'treatment', 'instrument', 'never measured', 'cause']) {
      expect(svg).toContain(`>${text}</text>`)
    }
    expect(svg).not.toContain('hidden common cause')
    expectCausalError(() => toSvg(graph, { groups: { a: ['Q' as 'X'] } }), 'toSvg', 'unknown-name')
    expectCausalError(() => toTikz(graph, { legend: true } as never), 'toTikz', 'unknown-option')
  })

  it('refuse a width that is none', () => {
    for (const widths of [[null], [{ from: 'X', to: 'Y' }], [{ from: 'X', to: 'Y', value: Number.NaN }]])
      expectCausalError(() => toSvg(graph, { widths } as never), 'toSvg', 'invalid-argument')
  })

  it('follow the theme', () => {
    const [light, dark, auto] = (['light', 'dark', 'auto'] as const).map((theme) => toSvg(graph, { roles, theme }))
    expect(light).not.toContain('prefers-color-scheme')
    expect(light).not.toBe(dark)
    expect(count(auto!, '.role-treatment .node{')).toBe(2)
  })
})
