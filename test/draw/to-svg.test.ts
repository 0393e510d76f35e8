import { describe, expect, it } from 'vitest'
import { admg, dag, diagramOf, pag, toSvg, toTikz } from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'

const count = (text: string, part: string): number => text.split(part).length - 1
/** The boxes of the nodes, as [left, top, right, bottom]. */
const boxes = (svg: string): number[][] =>
  [...svg.matchAll(/<rect [^>]*x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)].map((m) => {
    const [x, y, w, h] = m.slice(1).map(Number) as [number, number, number, number]
    return [x, y, x + w, y + h]
  })

describe('toSvg of a graph', () => {
  it('draws each node and edge once, and no box on another', () => {
    const svg = toSvg(dag('Z -> X -> Y <- Z; U -> X; U -> Y; Q'))
    expect(count(svg, 'data-node=')).toBe(5)
    expect(count(svg, 'data-edge=')).toBe(5)
    expect(count(svg, 'class="mark"')).toBe(5)
    const all = boxes(svg)
    for (const [i, a] of all.entries()) {
      for (const b of all.slice(i + 1)) {
        expect(a[0]! < b[2]! && b[0]! < a[2]! && a[1]! < b[3]! && b[1]! < a[3]!).toBe(false)
      }
    }
  })

  it('keeps everything inside the sheet, arcs included', () => {
    const svg = toSvg(admg('A <-> B; A -> B; B <-> C; C <-> A'))
    const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number) as [number, number, number]
    for (const path of svg.matchAll(/ d="([^"]+)"/g)) {
      for (const [, x, y] of path[1]!.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(0)
        expect(Number(y)).toBeGreaterThanOrEqual(0)
        expect(Number(x)).toBeLessThanOrEqual(width)
        expect(Number(y)).toBeLessThanOrEqual(height)
      }
    }
    expect(count(svg, 'class="edge hidden"')).toBe(3)
  })

  it('draws circles, latents, highlights and direction', () => {
    expect(count(toSvg(pag('A o-> B <-o C; C o-o D')), 'class="circle"')).toBe(4)
    const g = dag({ nodes: ['U', 'X'], directed: [['U', 'X']], latents: ['U'] })
    expect(count(toSvg(g), 'node latent')).toBe(1)
    expect(count(toSvg(g, { highlight: ['U', 'X'] }), 'class="accent"')).toBe(3)
    const height = (svg: string) => Number(/ height="([\d.]+)"/.exec(svg)![1])
    const chain = dag('A -> B -> C -> D')
    expect(height(toSvg(chain, { direction: 'down' }))).toBeGreaterThan(height(toSvg(chain)))
  })

  it('escapes names of any form, in the order of the nodes', () => {
    const g = dag({ nodes: [...oddNames, '<script>&"\u0000'], directed: [['constructor', '2']] })
    const svg = toSvg(g, { title: 'a < b & c' })
    expect(svg).toContain('&lt;script&gt;&amp;&quot;\ufffd')
    expect(svg).toContain('<title>a &lt; b &amp; c</title>')
    expect(svg).not.toContain('<script>')
    expect([...svg.matchAll(/data-node="([^"]*)"/g)].slice(0, 3).map((m) => m[1])).toEqual(oddNames.slice(0, 3))
  })

  it('draws the empty graph, and the same picture each time', () => {
    expect(toSvg(dag(''))).toContain('Nodes: none')
    const g = deepFreeze(dag('Z -> X -> Y <- Z'))
    expect(toSvg(g)).toBe(toSvg(g))
  })

  it('refuses unknown names, what is no graph, and what could not be read', () => {
    expectCausalError(() => toSvg(dag('A -> B'), { highlight: ['C' as 'A'] }), 'toSvg', 'unknown-name')
    expectCausalError(() => toSvg(undefined as never), 'toSvg', 'invalid-argument')
    expectCausalError(() => toSvg(dag({ nodes: Array.from({ length: 501 }, (_, i) => `n${i}`) })), 'toSvg', 'too-large')
    const chain = Array.from({ length: 500 }, (_, i) => `n${i}`)
    expect(
      toSvg(dag({ nodes: chain, directed: chain.slice(1).map((name, i) => [chain[i]!, name] as const) })),
    ).toContain('n499')
  })

  it('refuses more edges than it can lay out in seconds, and says how many', () => {
    const dense = (n: number) => {
      const nodes = Array.from({ length: n }, (_, i) => `n${i}`)
      return dag({ nodes, directed: nodes.flatMap((b, j) => nodes.slice(0, j).map((a) => [a, b] as const)) })
    }
    expectCausalError(() => toSvg(dense(60)), 'toSvg', 'too-large')
    expectCausalError(() => toSvg(dense(110)), 'toSvg', 'too-large')
    expect(() => toSvg(dense(60))).toThrow(/the 1770 edges pass 35990 layers/)
    const positions = dense(60).nodes.map((node, i) => ({ node, x: i % 8, y: Math.floor(i / 8) }))
    expect(toSvg(dense(60), { positions })).toContain('n59')
  })

  it('has one ground where a theme is named', () => {
    const graph = dag('A -> B')
    expect(toSvg(graph)).toContain('prefers-color-scheme')
    expect(toSvg(graph, { theme: 'light' })).not.toContain('prefers-color-scheme')
    expect(toSvg(graph, { theme: 'dark' })).not.toBe(toSvg(graph, { theme: 'light' }))
    expectCausalError(() => toSvg(graph, { theme: 'blue' as never }), 'toSvg', 'invalid-argument')
  })

  it('says where it stands, and stops when told to', () => {
    const graph = admg('A -> B -> C; A <-> C')
    const stages: string[] = []
    toSvg(graph, { onProgress: ({ stage, done, total }) => stages.push(`${stage} ${done}/${total}`) })
    expect(stages[0]).toBe('layers 0/12')
    expect(stages.at(-1)).toBe('routes 3/3')
    expectCausalError(() => toSvg(graph, { signal: { aborted: true } }), 'toSvg', 'aborted')
    expectCausalError(() => toTikz(graph, { signal: { aborted: true } }), 'toTikz', 'aborted')
    expectCausalError(() => toSvg(graph, { onProgress: 3 as never }), 'toSvg', 'invalid-argument')
    const diagram = diagramOf(dag('A -> B; A -> C; B -> D; C -> D'))
    expectCausalError(() => toSvg(diagram, { signal: { aborted: true } }), 'toSvg', 'aborted')
  })
})
