import { type IndexedDiagram, indexedDiagram } from '../../diagram/terms/indexed.js'
import type { Diagram } from '../../diagram/terms/types.js'
import { escapeLatex, quoteDot, quoteMermaid } from '../escape-text.js'
import { px } from '../svg.js'
import { boxText, layoutDiagram, wireText } from './diagram-layout.js'
import { pitch } from './diagram-spread.js'

/** Where a wire comes from and who reads it, by identifiers of the picture. */
interface Hub {
  readonly wire: number
  readonly source: string
  readonly readers: readonly string[]
}

function hubs(d: IndexedDiagram): Hub[] {
  const { diagram } = d
  const readers: string[][] = diagram.wires.map(() => [])
  for (const [b, placed] of diagram.boxes.entries()) for (const v of placed.inputs) readers[v]!.push(`b${b}`)
  for (const [i, v] of diagram.outputWires.entries()) readers[v]!.push(`o${i}`)
  return readers.map((list, wire) => {
    const p = d.producer[wire]!
    return { wire, source: p < 0 ? `i${-1 - p}` : `b${p}`, readers: list }
  })
}

/** A diagram for Graphviz: boxes and triangles, points for copies. */
export function diagramDot(diagram: Diagram): string {
  const d = indexedDiagram(diagram)
  const lines = ['digraph {', '  rankdir=LR;', '  node [shape=box];', '  edge [arrowhead=none];']
  for (const [i, object] of diagram.inputs.entries())
    lines.push(`  i${i} [shape=plaintext, label=${quoteDot(object)}];`)
  for (const [b, { box }] of diagram.boxes.entries()) {
    const shape = box.inputs.length === 0 ? ', shape=triangle, orientation=90' : ''
    const style = box.role === 'latent' ? ', style=dashed' : box.role === 'surgery' ? ', color=red' : ''
    lines.push(`  b${b} [label=${quoteDot(boxText(diagram, b))}${shape}${style}];`)
  }
  for (const [i, object] of diagram.outputs.entries())
    lines.push(`  o${i} [shape=plaintext, label=${quoteDot(object)}];`)
  for (const { wire, source, readers } of hubs(d)) {
    const label = wireText(d, wire)
    const text = label === '' ? '' : ` [label=${quoteDot(label)}]`
    if (readers.length === 1) {
      lines.push(`  ${source} -> ${readers[0]}${text};`)
      continue
    }
    const shape = readers.length === 0 ? 'shape=none, label="⏚", fontsize=18' : 'shape=point, width=0.08'
    lines.push(`  w${wire} [${shape}];`, `  ${source} -> w${wire}${text};`)
    for (const reader of readers) lines.push(`  w${wire} -> ${reader};`)
  }
  return `${lines.join('\n')}\n}\n`
}

/** A diagram for Mermaid. */
export function diagramMermaid(diagram: Diagram): string {
  const d = indexedDiagram(diagram)
  const lines = ['flowchart LR']
  const styles: string[] = []
  for (const [i, object] of diagram.inputs.entries()) lines.push(`  i${i}(${quoteMermaid(object)})`)
  for (const [b, { box }] of diagram.boxes.entries()) {
    const text = quoteMermaid(boxText(diagram, b) || 'uniform')
    lines.push(box.inputs.length === 0 ? `  b${b}>${text}]` : `  b${b}[${text}]`)
    if (box.role === 'latent') styles.push(`  style b${b} stroke-dasharray: 4 3`)
    if (box.role === 'surgery') styles.push(`  style b${b} stroke:#b4233a,stroke-width:2px`)
  }
  for (const [i, object] of diagram.outputs.entries()) lines.push(`  o${i}(${quoteMermaid(object)})`)
  for (const { wire, source, readers } of hubs(d)) {
    const label = wireText(d, wire)
    const link = label === '' ? '---' : `---|${quoteMermaid(label)}|`
    if (readers.length === 1) {
      lines.push(`  ${source} ${link} ${readers[0]}`)
      continue
    }
    lines.push(readers.length === 0 ? `  w${wire}["⏚"]` : `  w${wire}((" "))`, `  ${source} ${link} w${wire}`)
    for (const reader of readers) lines.push(`  w${wire} --- ${reader}`)
  }
  return `${[...lines, ...styles].join('\n')}\n`
}

/** A diagram as a TikZ picture, laid out as in the SVG. */
export function diagramTikz(diagram: Diagram, direction: 'right' | 'down'): string {
  const d = indexedDiagram(diagram)
  const sheet = layoutDiagram(diagram, direction)
  const at = (x: number, y: number): string => `(${px(x / 36)},${px((sheet.height - y) / 36)})`
  const lines = ['\\begin{tikzpicture}[line width=0.6pt]']
  const dashed = (v: number): string => {
    const p = d.producer[v]!
    const role = p < 0 ? undefined : diagram.boxes[p]!.box.role
    return role === 'latent' ? 'dashed' : role === 'surgery' ? 'red' : ''
  }
  for (const { wire, from, to } of sheet.pieces) {
    const [a, b] =
      direction === 'right'
        ? [at((from.x + to.x) / 2, from.y), at((from.x + to.x) / 2, to.y)]
        : [at(from.x, (from.y + to.y) / 2), at(to.x, (from.y + to.y) / 2)]
    lines.push(`\\draw[${dashed(wire)}] ${at(from.x, from.y)} .. controls ${a} and ${b} .. ${at(to.x, to.y)};`)
  }
  for (const { kind, of, x, y, width, height, outs } of sheet.nodes) {
    if (kind === 'dot') lines.push(`\\fill ${at(x, y)} circle (2pt);`)
    if (kind === 'input' || kind === 'output') {
      lines.push(`\\node at ${at(x, y)} {\\small ${escapeLatex(diagram.wires[of]!)}};`)
    }
    if (kind === 'ground') lines.push(`\\node[rotate=${direction === 'right' ? 90 : 0}] at ${at(x, y)} {$\\bot$};`)
    if (kind !== 'box') continue
    const { box, outputs: out } = diagram.boxes[of]!
    const style = box.role === 'latent' ? 'dashed' : box.role === 'surgery' ? 'red' : ''
    lines.push(
      `\\draw[${style}, fill=white] ${corners(box.inputs.length, outs, x, y, width, height, direction)
        .map(([a, b]) => at(a, b))
        .join(' -- ')} -- cycle;`,
    )
    lines.push(`\\node at ${at(x, y)} {${escapeLatex(boxText(diagram, of))}};`)
    for (const [port, v] of out.entries()) {
      const name = wireText(d, v)
      const offset = (port - (out.length - 1) / 2) * pitch
      const place =
        direction === 'right' ? at(x + width / 2 + 4, y + offset - 7) : at(x + offset + 8, y + height / 2 + 8)
      if (name !== '') lines.push(`\\node[right, font=\\scriptsize] at ${place} {${escapeLatex(name)}};`)
    }
  }
  return `${[...lines, '\\end{tikzpicture}'].join('\n')}\n`
}

/** A rectangle, or a triangle with its tip against the direction of time for a state, along it for an effect. */
function corners(
  ins: number,
  outs: number,
  x: number,
  y: number,
  width: number,
  height: number,
  direction: 'right' | 'down',
): [number, number][] {
  const [w, h] = [width / 2, height / 2]
  const state = ins === 0 && outs > 0
  const effect = outs === 0 && ins > 0
  if (direction === 'right') {
    if (state)
      return [
        [x + w, y - h],
        [x + w, y + h],
        [x - w, y],
      ]
    if (effect)
      return [
        [x - w, y - h],
        [x - w, y + h],
        [x + w, y],
      ]
  } else {
    if (state)
      return [
        [x - w, y + h],
        [x + w, y + h],
        [x, y - h],
      ]
    if (effect)
      return [
        [x - w, y - h],
        [x + w, y - h],
        [x, y + h],
      ]
  }
  return [
    [x - w, y - h],
    [x + w, y - h],
    [x + w, y + h],
    [x - w, y + h],
  ]
}
