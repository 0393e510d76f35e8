import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CausalGraph,
  type Diagram,
  equalDiagrams,
  parseDot,
  toDot,
  toJson,
  toMermaid,
  toSvg,
  toTikz,
} from '../../src/index.js'
import { arbitraryDiagram, arbitraryMarked } from '../support/arbitrary-pictures.js'
import { assertWellFormed, readDot, readMermaid, shownGraph } from '../support/read-pictures.js'

const formats: readonly (readonly [string, (picture: CausalGraph | Diagram) => string])[] = [
  ['toSvg', (picture) => toSvg(picture as CausalGraph)],
  ['toDot', (picture) => toDot(picture)],
  ['toMermaid', (picture) => toMermaid(picture)],
  ['toTikz', (picture) => toTikz(picture)],
]

describe('graphs', () => {
  it('are read back from DOT and Mermaid: names, latents, marks', () => {
    fc.assert(
      fc.property(arbitraryMarked, (graph) => {
        expect(readMermaid(toMermaid(graph))).toEqual(shownGraph(graph))
        expect(readDot(toDot(graph))).toEqual(shownGraph(graph))
        expect(parseDot(toDot(graph))).toEqual(graph)
      }),
      { numRuns: 150 },
    )
  })

  it('are unequal where any format says the same', () => {
    let live = 0
    fc.assert(
      fc.property(arbitraryMarked, arbitraryMarked, (a, b) => {
        if (JSON.stringify(toJson(a)) === JSON.stringify(toJson(b))) return
        live++
        for (const [name, write] of formats) expect(write(a) === write(b), name).toBe(false)
      }),
      { numRuns: 150 },
    )
    expect(live).toBeGreaterThan(75)
  })

  it('differ in every format after any one change', () => {
    let live = 0
    fc.assert(
      fc.property(
        arbitraryMarked,
        fc.nat(99),
        fc.constantFrom('latent', 'mark', 'edge', 'kind'),
        (graph, at, change) => {
          const changed = changedGraph(graph, at, change)
          if (changed === undefined) return
          live++
          for (const [name, write] of formats) expect(write(graph) === write(changed), `${name} ${change}`).toBe(false)
        },
      ),
      { numRuns: 200 },
    )
    expect(live).toBeGreaterThan(60)
  })

  it('are well-formed SVG whatever the names', () => {
    fc.assert(
      fc.property(arbitraryMarked, (graph) => assertWellFormed(toSvg(graph))),
      { numRuns: 100 },
    )
  })
})

describe('diagrams', () => {
  it('are unequal where any format says the same', () => {
    let live = 0
    fc.assert(
      fc.property(arbitraryDiagram, arbitraryDiagram, (a, b) => {
        if (equalDiagrams(a, b)) return
        live++
        for (const [name, write] of formats) expect(write(a) === write(b), name).toBe(false)
      }),
      { numRuns: 150 },
    )
    expect(live).toBeGreaterThan(75)
  })

  it('differ in every format after two wires of one object are exchanged at a box or among the outputs', () => {
    let live = 0
    fc.assert(
      fc.property(arbitraryDiagram, (diagram) => {
        const changed = exchanged(diagram)
        if (changed === undefined || equalDiagrams(diagram, changed)) return
        live++
        for (const [name, write] of formats) expect(write(diagram) === write(changed), name).toBe(false)
      }),
      { numRuns: 600 },
    )
    expect(live).toBeGreaterThan(10)
  })

  it('are well-formed SVG', () => {
    fc.assert(
      fc.property(arbitraryDiagram, (diagram) => assertWellFormed(toSvg(diagram))),
      { numRuns: 100 },
    )
  })
})

/** The graph with one thing changed: plain data, as from JSON. */
function changedGraph(graph: CausalGraph, at: number, change: string): CausalGraph | undefined {
  if (change === 'kind') {
    // a PDAG has no circles
    const fits = graph.edges.every(({ fromMark, toMark }) => fromMark !== 'circle' && toMark !== 'circle')
    return fits ? { ...graph, kind: 'pdag' } : undefined
  }
  if (change === 'latent') {
    const name = graph.nodes[at % graph.nodes.length]!
    const hidden = graph.latents.includes(name)
    return { ...graph, latents: hidden ? graph.latents.filter((other) => other !== name) : [...graph.latents, name] }
  }
  if (graph.edges.length === 0) return undefined
  const e = at % graph.edges.length
  if (change === 'edge') return { ...graph, edges: graph.edges.filter((_, i) => i !== e) }
  const { toMark, ...rest } = graph.edges[e]!
  return {
    ...graph,
    edges: graph.edges.map((edge, i) =>
      i === e ? { ...rest, toMark: toMark === 'circle' ? 'arrow' : 'circle' } : edge,
    ),
  }
}

/** The diagram with two wires of one object exchanged. */
function exchanged(diagram: Diagram): Diagram | undefined {
  const swapped = (list: readonly number[]): readonly number[] | undefined => {
    for (let i = 0; i < list.length; i++) {
      for (let j = 0; j < i; j++) {
        if (list[i] === list[j] || diagram.wires[list[i]!] !== diagram.wires[list[j]!]) continue
        return list.map((v, k) => (k === i ? list[j]! : k === j ? list[i]! : v))
      }
    }
    return undefined
  }
  const out = swapped(diagram.outputWires)
  if (out !== undefined) return { ...diagram, outputWires: out }
  for (const [b, placed] of diagram.boxes.entries()) {
    const reads = swapped(placed.inputs)
    if (reads === undefined) continue
    return { ...diagram, boxes: diagram.boxes.map((other, i) => (i === b ? { ...placed, inputs: reads } : other)) }
  }
  return undefined
}
