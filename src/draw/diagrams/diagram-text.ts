import { type IndexedDiagram, indexedDiagram } from '../../diagram/terms/indexed.js'
import type { Box, Diagram } from '../../diagram/terms/types.js'
import { quoteDot, quoteMermaid } from '../escape-text.js'
import { traits } from './diagram-shapes.js'
import { boxText, wireNames } from './wire-names.js'

/** One end of a wire: an identifier of the picture, and the number of its port where it has several. */
interface End {
  readonly id: string
  readonly port: string
}

/** Where a wire comes from and who reads it. */
interface Hub {
  readonly wire: number
  readonly source: End
  readonly readers: readonly End[]
  /** The object, unless the end of the wire or its box says it already. */
  readonly label: string
}

function hubs(d: IndexedDiagram): readonly Hub[] {
  const { diagram } = d
  const readers: End[][] = diagram.wires.map(() => [])
  const sources: End[] = []
  const end = (id: string, port: number, ports: number): End => ({ id, port: ports > 1 ? String(port + 1) : '' })
  for (const [i, v] of diagram.inputWires.entries()) sources[v] = end(`i${i}`, 0, 1)
  for (const [b, placed] of diagram.boxes.entries()) {
    for (const [port, v] of placed.inputs.entries()) readers[v]!.push(end(`b${b}`, port, placed.inputs.length))
    for (const [port, v] of placed.outputs.entries()) sources[v] = end(`b${b}`, port, placed.outputs.length)
  }
  for (const [i, v] of diagram.outputWires.entries()) readers[v]!.push(end(`o${i}`, 0, 1))
  return readers.map((list, wire) => {
    const box = diagram.boxes[d.producer[wire]!]?.box
    const object = diagram.wires[wire]!
    const named = box?.kind === 'channel' && box.outputs.length === 1 && box.name === object
    const ends = list.length === 1 && list[0]!.id.startsWith('o')
    return { wire, source: sources[wire]!, readers: list, label: box === undefined || named || ends ? '' : object }
  })
}

/** The outputs by their names. */
function outputNames(d: IndexedDiagram): readonly string[] {
  const names = wireNames(d)
  return d.diagram.outputWires.map((v) => names[v]!)
}

/** The names of the ends of the boundary, counted where there are several. */
function boundary(objects: readonly string[]): readonly string[] {
  return objects.length > 1 ? objects.map((object, i) => `${i + 1}: ${object}`) : objects
}

/** A diagram for Graphviz: boxes and triangles, points for copies, grounds for discards. */
export function diagramDot(diagram: Diagram, direction: 'right' | 'down'): string {
  const d = indexedDiagram(diagram)
  const right = direction === 'right'
  const lines = ['digraph {', `  rankdir=${right ? 'LR' : 'TB'};`, '  node [shape=box];', '  edge [arrowhead=none];']
  const end = (id: string, text: string): string => `  ${id} [shape=plaintext, label=${quoteDot(text)}];`
  lines.push(...boundary(diagram.inputs).map((text, i) => end(`i${i}`, text)))
  for (const [b, { box }] of diagram.boxes.entries()) {
    const text = boxText(diagram, b)
    const attributes = [`label=${quoteDot(text)}`, ...dotShape(box, right)]
    if (box.role !== undefined)
      attributes.push(box.role === 'latent' ? 'style=dashed' : box.role === 'hole' ? 'style=dotted' : 'color=red')
    if (box.deterministic && box.kind === 'channel') attributes.push('peripheries=2')
    attributes.push(...traits(box, text).map(([key, value]) => `${key}=${quoteDot(value)}`))
    lines.push(`  b${b} [${attributes.join(', ')}];`)
  }
  lines.push(...boundary(outputNames(d)).map((text, i) => end(`o${i}`, text)))
  const link = (from: End, to: End, label: string): string => {
    const attributes = [
      ...(label === '' ? [] : [`label=${quoteDot(label)}`]),
      ...(from.port === '' ? [] : [`taillabel="${from.port}"`]),
      ...(to.port === '' ? [] : [`headlabel="${to.port}"`]),
    ]
    return `  ${from.id} -> ${to.id}${attributes.length === 0 ? '' : ` [${attributes.join(', ')}]`};`
  }
  for (const { wire, source, readers, label } of hubs(d)) {
    if (readers.length === 1) {
      lines.push(link(source, readers[0]!, label))
      continue
    }
    const shape = readers.length === 0 ? 'shape=none, label="⊥", fontsize=18' : 'shape=point, width=0.08'
    const branch = { id: `w${wire}`, port: '' }
    lines.push(`  w${wire} [${shape}];`, link(source, branch, label))
    for (const reader of readers) lines.push(link(branch, reader, ''))
  }
  return `${lines.join('\n')}\n}\n`
}

/** States point back, effects point on; what is neither read nor made is a diamond. */
function dotShape(box: Box, right: boolean): readonly string[] {
  if (box.inputs.length > 0 && box.outputs.length > 0) return []
  if (box.inputs.length === 0 && box.outputs.length === 0) return ['shape=diamond']
  const state = box.inputs.length === 0
  return ['shape=triangle', `orientation=${right ? (state ? 90 : 270) : state ? 0 : 180}`]
}

/** A diagram for Mermaid. */
export function diagramMermaid(diagram: Diagram, direction: 'right' | 'down'): string {
  const d = indexedDiagram(diagram)
  const lines = [`flowchart ${direction === 'right' ? 'LR' : 'TD'}`]
  const styles: string[] = []
  lines.push(...boundary(diagram.inputs).map((text, i) => `  i${i}(${quoteMermaid(text)})`))
  for (const [b, { box }] of diagram.boxes.entries()) {
    const text = boxText(diagram, b)
    lines.push(`  b${b}${mermaidShape(box, quoteMermaid(text || 'uniform'))}`)
    const noted = traits(box, text)
    if (noted.length > 0)
      lines.push(`  %% b${b} ${noted.map(([key, value]) => `${key} ${quoteMermaid(value)}`).join(' ')}`)
    if (box.role === 'latent') styles.push(`  style b${b} stroke-dasharray: 4 3`)
    if (box.role === 'hole') styles.push(`  style b${b} stroke-dasharray: 1 4`)
    if (box.role === 'surgery') styles.push(`  style b${b} stroke:#b4233a,stroke-width:2px`)
  }
  lines.push(...boundary(outputNames(d)).map((text, i) => `  o${i}(${quoteMermaid(text)})`))
  const link = (from: End, to: End, label: string): string => {
    const ports = from.port === '' && to.port === '' ? '' : `${from.port}→${to.port}`
    const text = [label, ports].filter((part) => part !== '').join(' ')
    return `  ${from.id} ${text === '' ? '---' : `---|${quoteMermaid(text)}|`} ${to.id}`
  }
  for (const { wire, source, readers, label } of hubs(d)) {
    if (readers.length === 1) {
      lines.push(link(source, readers[0]!, label))
      continue
    }
    const branch = { id: `w${wire}`, port: '' }
    lines.push(readers.length === 0 ? `  w${wire}["⊥"]` : `  w${wire}((" "))`, link(source, branch, label))
    for (const reader of readers) lines.push(link(branch, reader, ''))
  }
  return `${[...lines, ...styles].join('\n')}\n`
}

/** Rectangles for channels, with double sides for functions; flags for states, trapezia for effects, hexagons for scalars. */
function mermaidShape(box: Box, text: string): string {
  if (box.inputs.length === 0) return box.outputs.length === 0 ? `{{${text}}}` : `>${text}]`
  if (box.outputs.length === 0) return `[/${text}\\]`
  return box.deterministic ? `[[${text}]]` : `[${text}]`
}
