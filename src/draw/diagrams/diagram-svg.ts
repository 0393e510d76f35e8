import { type IndexedDiagram, indexedDiagram } from '../../diagram/terms/indexed.js'
import type { Diagram } from '../../diagram/terms/types.js'
import { unknownName } from '../../names.js'
import type { Point } from '../layout/geometry.js'
import type { Report } from '../progress.js'
import { escapeXml, nameAttribute, px, svgDocument, type Theme } from '../svg.js'
import { type DiagramLayout, layoutDiagram, type PlacedNode } from './diagram-layout.js'
import { functionLine, groundLines, outline, traits } from './diagram-shapes.js'
import { pitch } from './diagram-spread.js'
import { boxText, wireNames, wireTexts } from './wire-names.js'

/** What the picture of a diagram may be told. */
export interface DiagramPicture {
  readonly highlight: readonly string[]
  readonly title: string
  readonly theme: Theme
  readonly direction: 'right' | 'down'
}

/**
 * The SVG of a diagram: mechanisms as boxes, states as triangles, copies as dots, discards as grounds, hidden causes dashed,
 * pieces put in by surgery in the accent colour.
 */
export function diagramSvg(diagram: Diagram, picture: DiagramPicture, report: Report): string {
  const d = indexedDiagram(diagram)
  const accent = accents(d, picture.highlight)
  const sheet = layoutDiagram(diagram, picture.direction, report)
  const texts = wireTexts(d)
  const body: string[] = []
  const hidden = (v: number): boolean => {
    const p = d.producer[v]!
    return p >= 0 && diagram.boxes[p]!.box.role === 'latent'
  }
  const paths = new Map<number, string[]>()
  for (const { wire, from, to } of sheet.pieces) {
    const list = paths.get(wire)
    if (list === undefined) paths.set(wire, [curve(sheet, from, to)])
    else list.push(curve(sheet, from, to))
  }
  const marks: string[][] = diagram.wires.map(() => [])
  for (const node of sheet.nodes) if (node.kind !== 'box') marks[node.of]!.push(mark(sheet, node))
  for (const [v, pieces] of [...paths].sort((a, b) => a[0] - b[0])) {
    const group = accent.wires.has(v) ? ' class="accent"' : ''
    body.push(
      `<g${group} ${nameAttribute('data-wire', diagram.wires[v]!)} data-at="${v}"><path class="edge${hidden(v) ? ' hidden' : ''}" d="${pieces.join('')}"/>${marks[v]!.join('')}</g>`,
    )
  }
  const names = wireNames(d)
  for (const node of sheet.nodes) body.push(...drawn(d, texts, names, sheet, node, accent))
  const { width, height } = sheet
  const { title, theme } = picture
  return svgDocument({ width, height, title, theme, description: describeDiagram(d) }, body.filter(Boolean).join('\n'))
}

interface Accents {
  readonly boxes: ReadonlySet<number>
  readonly wires: ReadonlySet<number>
}

/** What is drawn in the accent colour: pieces of surgery with the wires they make, and what was asked for. */
function accents(d: IndexedDiagram, highlight: readonly string[]): Accents {
  const { diagram } = d
  const names = new Set<string>([...diagram.wires, ...diagram.boxes.map((placed) => placed.box.name)])
  for (const name of highlight) if (!names.has(name)) throw unknownName('box or wire', name, names)
  const asked = new Set(highlight)
  const boxes = new Set<number>()
  const wires = new Set<number>()
  for (const [b, { box, outputs: out }] of diagram.boxes.entries()) {
    if (box.role !== 'surgery' && !asked.has(box.name)) continue
    boxes.add(b)
    if (box.role === 'surgery') for (const v of out) wires.add(v)
  }
  for (const [v, object] of diagram.wires.entries()) if (asked.has(object)) wires.add(v)
  return { boxes, wires }
}

function drawn(
  d: IndexedDiagram,
  texts: readonly string[],
  names: readonly string[],
  sheet: DiagramLayout,
  node: PlacedNode,
  accent: Accents,
): string[] {
  const { diagram } = d
  const small = 'font-size:12px'
  if (node.kind === 'box') {
    const { box, inputs: reads, outputs: out } = diagram.boxes[node.of]!
    const text = boxText(diagram, node.of)
    const middle = textPlace(sheet, node)
    const title = box.kind === 'uniform' ? `<title>uniform state of ${escapeXml(box.outputs[0]!)}</title>` : ''
    const group = accent.boxes.has(node.of) ? ' class="accent"' : ''
    const shape = `<path class="node${box.role === 'latent' ? ' latent' : box.role === 'hole' ? ' hole' : ''}" d="M${outline(sheet, node).map(at).join('L')}Z"/>`
    const second = functionLine(sheet, node, box)
    const line = second === undefined ? '' : `<path class="edge" d="M${at(second[0])}L${at(second[1])}"/>`
    const told = traits(box, box.name).map(([key, value]) => ` ${nameAttribute(`data-${key}`, value)}`)
    const wires = `data-reads="${reads.join(' ')}" data-makes="${out.join(' ')}"${told.join('')}`
    const label =
      text === '' ? '' : `<text x="${px(middle.x)}" y="${px(middle.y)}" dy="0.35em">${escapeXml(text)}</text>`
    const parts = [`<g${group} ${nameAttribute('data-box', box.name)} ${wires}>${title}${shape}${line}${label}</g>`]
    for (const [port, v] of out.entries()) {
      const name = texts[v]!
      if (name === '') continue
      const offset = (port - (out.length - 1) / 2) * pitch
      const place =
        sheet.direction === 'right'
          ? { x: node.x + node.width / 2 + 3, y: node.y + offset - 5 }
          : { x: node.x + offset + 4, y: node.y + node.height / 2 + 13 }
      parts.push(
        `<text x="${px(place.x)}" y="${px(place.y)}" style="${small};text-anchor:start">${escapeXml(name)}</text>`,
      )
    }
    return parts
  }
  if (node.kind !== 'input' && node.kind !== 'output') return []
  const name = escapeXml(names[node.of]!)
  return [
    `<text data-${node.kind}="${node.of}" x="${px(node.x)}" y="${px(node.y)}" dy="0.35em" style="${small}">${name}</text>`,
  ]
}

function at({ x, y }: Point): string {
  return `${px(x)},${px(y)}`
}

/** Where a box's text stands: off the nose of a triangle. */
function textPlace(sheet: DiagramLayout, node: PlacedNode): Point {
  const shift = node.ins === 0 && node.outs > 0 ? 6 : node.outs === 0 && node.ins > 0 ? -6 : 0
  return sheet.direction === 'right' ? { x: node.x + shift, y: node.y } : { x: node.x, y: node.y + shift / 2 }
}

/** A copy's dot, a discard's ground. */
function mark(sheet: DiagramLayout, node: PlacedNode): string {
  if (node.kind === 'dot') return `<circle class="mark" cx="${px(node.x)}" cy="${px(node.y)}" r="4"/>`
  if (node.kind !== 'ground') return ''
  const lines = groundLines(sheet, node).map(([a, b]) => `M${at(a)}L${at(b)}`)
  return `<path class="edge" d="${lines.join('')}"/>`
}

/** A wire between two points: it leaves and arrives along the direction of time. */
function curve(sheet: DiagramLayout, from: Point, to: Point): string {
  const start = `M${px(from.x)},${px(from.y)}`
  if (from.x === to.x || from.y === to.y) return `${start}L${px(to.x)},${px(to.y)}`
  if (sheet.direction === 'right') {
    const bend = px((from.x + to.x) / 2)
    return `${start}C${bend},${px(from.y)} ${bend},${px(to.y)} ${px(to.x)},${px(to.y)}`
  }
  const bend = px((from.y + to.y) / 2)
  return `${start}C${px(from.x)},${bend} ${px(to.x)},${bend} ${px(to.x)},${px(to.y)}`
}

/** The diagram in words, for screen readers. */
export function describeDiagram(d: IndexedDiagram): string {
  const { diagram } = d
  const names = wireNames(d)
  const list = (texts: readonly string[]): string => texts.join(', ') || 'none'
  const boxes = diagram.boxes.map(({ box, inputs: ins, outputs: out }) => {
    const reads = ins.length > 0 ? ` reads ${list(ins.map((v) => diagram.wires[v]!))} and` : ''
    const role =
      box.role === 'latent'
        ? ' (hidden)'
        : box.role === 'surgery'
          ? ' (put in by surgery)'
          : box.role === 'hole'
            ? ' (a hole)'
            : ''
    return `${box.name}${role}${reads} makes ${list(out.map((v) => diagram.wires[v]!))}`
  })
  return `Inputs: ${list(diagram.inputs)}. Boxes: ${boxes.join('; ') || 'none'}. Outputs: ${list(diagram.outputWires.map((v) => names[v]!))}.`
}
