import { describe, expect, it } from 'vitest'
import {
  box,
  compose,
  copy,
  cut,
  type Diagram,
  dag,
  diagramOf,
  discard,
  doValue,
  fromProgram,
  identity,
  swap,
  tensor,
  toDot,
  toMermaid,
  toSvg,
  toTikz,
  uniformState,
} from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

const smoking = diagramOf(
  dag({
    nodes: ['S', 'T', 'H', 'C'],
    directed: [
      ['H', 'S'],
      ['H', 'C'],
      ['S', 'T'],
      ['T', 'C'],
    ],
    latents: ['H'],
  }),
)
const count = (text: string, part: string): number => text.split(part).length - 1
/** The boxes of a picture, as [left, top, right, bottom]. */
const outlines = (svg: string): number[][] =>
  [...svg.matchAll(/<path class="node[^"]*" d="M([^"]+)Z"/g)].map((match) => {
    const points = match[1]!.split('L').map((point) => point.split(',').map(Number))
    const xs = points.map((p) => p[0]!)
    const ys = points.map((p) => p[1]!)
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  })

describe('toSvg of a diagram', () => {
  it('draws each box, each copy and each hidden wire', () => {
    const svg = toSvg(smoking)
    expect(count(svg, 'data-box=')).toBe(4)
    expect(count(svg, 'data-wire=')).toBe(4)
    expect(count(svg, 'class="mark"')).toBe(3)
    expect(count(svg, 'class="edge hidden"')).toBe(1)
    expect(count(svg, 'class="node latent"')).toBe(1)
    expect(svg).toContain('<desc>Inputs: none. Boxes: H (hidden) makes H; S reads H and makes S;')
  })

  it('marks what surgery put in, and grounds what is discarded', () => {
    const svg = toSvg(cut(smoking, 'S').diagram)
    expect(count(svg, 'class="accent" data-box="uniform"')).toBe(1)
    expect(svg).toContain('<title>uniform state of S</title>')
    expect(toSvg(compose(box('f', ['A'], ['B', 'C']), box('g', ['B', 'C'], [])))).not.toContain('V')
    expect(count(toSvg(box('f', ['A'], ['B', 'C'])), 'data-wire=')).toBe(3)
  })

  it('keeps boxes apart and inside the sheet, in both directions', () => {
    const nodes = Array.from({ length: 30 }, (_, i) => `V${i}`)
    const directed = nodes
      .slice(1)
      .flatMap((name, i) => [[nodes[(i * 7) % (i + 1)]!, name] as const, [nodes[(i * 3) % (i + 1)]!, name] as const])
    for (const direction of ['right', 'down'] as const) {
      const svg = toSvg(diagramOf(dag({ nodes, directed })), { direction })
      const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number)
      const boxes = outlines(svg)
      expect(boxes.length).toBe(30)
      for (const [i, a] of boxes.entries()) {
        expect(a[0]! >= 0 && a[1]! >= 0 && a[2]! <= width! && a[3]! <= height!).toBe(true)
        for (const b of boxes.slice(0, i)) {
          expect(a[2]! <= b[0]! || b[2]! <= a[0]! || a[3]! <= b[1]! || b[3]! <= a[1]!).toBe(true)
        }
      }
    }
  })

  it('holds no number that is none, and escapes names', () => {
    for (const name of [...oddNames, '<script>&"', 'a\nb']) {
      const d = compose(box(name, [], [name]), copy(name))
      for (const text of [toSvg(d), toDot(d), toMermaid(d), toTikz(d)]) {
        expect(text).not.toMatch(/NaN|undefined|Infinity/)
      }
      expect(toSvg(d) + toMermaid(d)).not.toContain('<script>')
    }
    expect(toSvg(identity([])).startsWith('<svg')).toBe(true)
    expect(toSvg(identity(['A', 'B']))).toContain('data-wire="B"')
  })

  it('highlights boxes and wires, and knows their names', () => {
    expect(count(toSvg(smoking, { highlight: ['T'] }), 'class="accent"')).toBe(2)
    expectCausalError(() => toSvg(smoking, { highlight: ['Tar'] }), 'toSvg', 'unknown-name')
  })

  it('refuses what could not be read', () => {
    const many = fromProgram([], (run) => {
      for (let i = 0; i < 501; i++) run(box(`b${i}`, [], []))
      return []
    })
    expectCausalError(() => toSvg(many), 'toSvg', 'too-large')
  })
})

describe('the text formats', () => {
  it('say the same diagram', () => {
    expect(count(toDot(smoking), 'shape=point')).toBe(3)
    expect(toDot(cut(smoking, 'S').diagram)).toContain('color=red')
    expect(count(toMermaid(smoking), '((" "))')).toBe(3)
    expect(count(toTikz(smoking), 'circle (2pt)')).toBe(3)
    expect(toTikz(smoking, { direction: 'down' })).not.toBe(toTikz(smoking))
  })

  it('tell unequal diagrams apart: ports, functions, effects, discards, values', () => {
    const h = box('h', ['A', 'A'], ['B'])
    const f = box('f', ['A'], ['B', 'B'])
    const g = box('g', ['B', 'B'], ['C'])
    const pairs: [Diagram, Diagram][] = [
      [h, compose(swap('A', 'A'), h)],
      [compose(f, g), compose(f, swap('B', 'B'), g)],
      [box('k', ['A'], ['B']), box('k', ['A'], ['B'], { deterministic: true })],
      [doValue(smoking, 'S', 1).diagram, doValue(smoking, 'S', '1').diagram],
      [identity(['A', 'A']), swap('A', 'A')],
      [box('e', ['A'], []), box('e', [], ['A'])],
      [compose(copy('A'), tensor(discard('A'), identity('A'))), discard('A')],
      [uniformState('A'), box('uniform', [], ['A'])],
    ]
    for (const [a, b] of pairs) {
      for (const write of [toSvg as (d: Diagram) => string, toDot, toMermaid, toTikz])
        expect(write(a)).not.toBe(write(b))
    }
    expect(toDot(h)).toContain('i0 -> b0 [headlabel="1"]')
    expect(toMermaid(h)).toContain('i1 ---|"→2"| b0')
    expect(toMermaid(box('f', ['A'], ['B'], { deterministic: true }))).toContain('b0[["f"]]')
    expect(toMermaid(box('e', ['A'], []))).toContain('b0[/"e"\\]')
    expect(toDot(discard('A'))).toContain('label="⊥"')
  })

  it('say the same graph', () => {
    const graph = dag({ nodes: ['A_1', 'B "b"'], directed: [['A_1', 'B "b"']], latents: ['A_1'] })
    expect(toDot(graph)).toContain('"B \\"b\\""')
    expect(toDot(graph)).toContain('style=dashed')
    expect(toMermaid(graph)).toContain('n0 --> n1')
    expect(toTikz(graph)).toContain('A\\textsubscript{1}}; % "A_1"')
    expectCausalError(() => toDot(3 as never), 'toDot', 'invalid-argument')
  })
})
