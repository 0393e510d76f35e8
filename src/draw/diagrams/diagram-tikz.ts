import { type IndexedDiagram, indexedDiagram } from '../../diagram/terms/indexed.js'
import type { Box, Diagram } from '../../diagram/terms/types.js'
import { escapeLatex, quoteComment } from '../escape-text.js'
import type { Point } from '../layout/geometry.js'
import type { Report } from '../progress.js'
import { cm } from '../svg.js'
import { layoutDiagram } from './diagram-layout.js'
import { functionLine, groundLines, outline, traits } from './diagram-shapes.js'
import { pitch } from './diagram-spread.js'
import { boxText, wireNames, wireTexts } from './wire-names.js'

/** A diagram as a TikZ picture, laid out as in the SVG; comments say which wires each box reads and makes. */
export function diagramTikz(diagram: Diagram, direction: 'right' | 'down', report: Report): string {
  const d = indexedDiagram(diagram)
  const sheet = layoutDiagram(diagram, direction, report)
  const names = wireTexts(d)
  const ends = wireNames(d)
  const right = direction === 'right'
  const at = ({ x, y }: Point): string => `(${cm(x)},${cm(sheet.height - y)})`
  const lines = ['\\begin{tikzpicture}[line width=0.6pt]', ...notes(d)]
  const styleOf = (role: Box['role']): string =>
    role === 'latent' ? 'dashed' : role === 'hole' ? 'dotted' : role === 'surgery' ? 'red' : ''
  for (const { wire, from, to } of sheet.pieces) {
    const [a, b] = right
      ? [
          { x: (from.x + to.x) / 2, y: from.y },
          { x: (from.x + to.x) / 2, y: to.y },
        ]
      : [
          { x: from.x, y: (from.y + to.y) / 2 },
          { x: to.x, y: (from.y + to.y) / 2 },
        ]
    const style = styleOf(diagram.boxes[d.producer[wire]!]?.box.role)
    lines.push(`\\draw[${style}] ${at(from)} .. controls ${at(a)} and ${at(b)} .. ${at(to)};`)
  }
  for (const node of sheet.nodes) {
    if (node.kind === 'dot') lines.push(`\\fill ${at(node)} circle (2pt);`)
    if (node.kind === 'input' || node.kind === 'output') {
      lines.push(`\\node at ${at(node)} {\\small ${escapeLatex(ends[node.of]!)}};`)
    }
    if (node.kind === 'ground') {
      lines.push(
        `\\draw ${groundLines(sheet, node)
          .map(([a, b]) => `${at(a)} -- ${at(b)}`)
          .join(' ')};`,
      )
    }
    if (node.kind !== 'box') continue
    const { box, outputs: out } = diagram.boxes[node.of]!
    const style = styleOf(box.role)
    lines.push(`\\draw[${style}, fill=white] ${outline(sheet, node).map(at).join(' -- ')} -- cycle;`)
    const second = functionLine(sheet, node, box)
    if (second !== undefined) lines.push(`\\draw[${style}] ${at(second[0])} -- ${at(second[1])};`)
    lines.push(`\\node at ${at(node)} {${escapeLatex(boxText(diagram, node.of))}};`)
    for (const [port, v] of out.entries()) {
      const name = names[v]!
      const offset = (port - (out.length - 1) / 2) * pitch
      const place = right
        ? { x: node.x + node.width / 2 + 4, y: node.y + offset - 7 }
        : { x: node.x + offset + 8, y: node.y + node.height / 2 + 8 }
      if (name !== '') lines.push(`\\node[right, font=\\scriptsize] at ${at(place)} {${escapeLatex(name)}};`)
    }
  }
  return `${[...lines, '\\end{tikzpicture}'].join('\n')}\n`
}

/** The diagram in comments: its wires, and what each box reads and makes. */
function notes(d: IndexedDiagram): readonly string[] {
  const { wires, boxes, inputWires: inp, outputWires: out } = d.diagram
  const lines = [
    `% wires: ${wires.map(quoteComment).join(' ')}`,
    `% inputs: ${inp.join(' ')}; outputs: ${out.join(' ')}`,
  ]
  for (const [b, placed] of boxes.entries()) {
    const told = traits(placed.box, boxText(d.diagram, b)).map(([key, value]) => ` ${key} ${quoteComment(value)}`)
    lines.push(
      `% box ${b}: ${placed.inputs.join(' ')} -> ${placed.outputs.join(' ')} ${quoteComment(boxText(d.diagram, b))}${told.join('')}`,
    )
  }
  return lines
}
