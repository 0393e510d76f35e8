import { describe, expect, it } from 'vitest'
import { dag, layoutGraph, pag, toDot, toMermaid, toTikz } from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

const odd = dag({
  nodes: oddNames,
  directed: oddNames.slice(1).map((name, i) => [oddNames[i]!, name] as const),
  latents: ['2'],
})

describe('toDot', () => {
  it('quotes every name and shows marks', () => {
    expect(toDot(odd)).toContain('"\\"q\\""')
    expect(toDot(odd)).toContain('"2" [latent=true, style=dashed]')
    expect(toDot(pag('A o-> B; C <-> D'))).toContain('"A" -> "B" [dir=both, arrowtail=odot, arrowhead=normal]')
    expectCausalError(() => toDot({} as never), 'toDot', 'invalid-argument')
  })
})

describe('toMermaid', () => {
  it('says the circles that Mermaid cannot draw, and draws the others', () => {
    // Mermaid 11 draws `n0 o--> n1` as a plain arrow, and one mark only at the end of a link
    const text = toMermaid(pag('A o-> B; C o-o D; E o- F'))
    expect(text).toContain('n0 -->|"circle at A"| n1')
    expect(text).toContain('n2 o--o n3')
    expect(text).toContain('n5 --o n4')
    expect(text).not.toContain('o-->')
  })

  it('points where it is told', () => {
    expect(toMermaid(dag('A -> B'), { direction: 'down' })).toContain('flowchart TD')
    expect(toDot(dag('A -> B'), { direction: 'down' })).toContain('rankdir=TB')
  })
})

describe('toTikz', () => {
  it('leads an edge past the nodes between its ends, on the way that it has in the SVG', () => {
    for (const text of ['X -> M -> Y; X -> Y', 'W -> X -> M -> Y; W -> Y; W -> M; X -> Y']) {
      const graph = dag(text as 'X -> M -> Y; X -> Y')
      const routes = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith('\\draw'))
      const [tikz, other] = [toTikz(graph), toTikz(graph, { layout: layoutGraph(graph) })].map((t) =>
        routes(t.split('\n')),
      )
      expect(tikz!.length).toBe(graph.edges.length)
      expect(other).toEqual(tikz)
    }
  })

  it('escapes what LaTeX reads, ligatures among it', () => {
    const graph = dag({ nodes: ['a--b', 'x<y', 'a\nb', 'a  b', '$x_1^2$'], directed: [] })
    expect(toTikz(graph)).toContain('{a-{}-b}')
    expect(toTikz(graph)).toContain('{x\\textless{}y}')
    expect(toTikz(graph)).toContain('{a$\\langle\\mathrm{000A}\\rangle$b}')
    expect(toTikz(graph)).toContain('{a\\  b}')
    expect(toTikz(graph)).toContain('{x\\textsubscript{1}\\textsuperscript{2}}; % "$x_1^2$"')
  })
})

describe('all', () => {
  it('cope with names of any form', () => {
    for (const write of [toDot, toMermaid, toTikz]) expect(write(odd).length).toBeGreaterThan(100)
    expect(toMermaid(odd)).toContain('#34;q#34;')
    expect(toMermaid(pag('A o-o B; B o-> C; C -o D'))).toContain('n0 o--o n1')
  })

  it('cope with a chain of 100,000 nodes, but for the layout', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => `n${i}`)
    const chain = dag({ nodes, directed: nodes.slice(1).map((name, i) => [nodes[i]!, name] as const) })
    for (const write of [toDot, toMermaid]) expect(write(chain).split('\n').length).toBeGreaterThan(199_000)
  })
})
