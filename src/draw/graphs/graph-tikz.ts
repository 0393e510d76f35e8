import type { Mark } from '../../graph/types.js'
import { escapeLatex, quoteComment } from '../escape-text.js'
import { type Label, lineOffset } from '../label.js'
import type { Point } from '../layout/geometry.js'
import type { Sheet } from '../layout/graph-sheet.js'
import { cm } from '../svg.js'
import type { DrawnGraph } from './drawn-graph.js'
import { labelPlaces } from './edge-labels.js'
import { paperColour } from './graph-dot.js'
import type { EdgeLook, Look, NodeLook } from './look.js'
import { clipped, cornerRadius, corners, isStraight } from './shapes.js'

const tips: Record<Mark, string> = { tail: '', arrow: 'Stealth', circle: 'Circle[open]' }

/** A graph as a TikZ picture, laid out as in the SVG; needs the libraries arrows.meta and shapes.misc. */
export function graphTikz(drawn: DrawnGraph, look: Look, sheet: Sheet): string {
  const at = ({ x, y }: Point): string => `(${cm(x)},${cm(sheet.height - y)})`
  const lines = ['\\begin{tikzpicture}[line width=0.6pt]', `% kind: ${drawn.kind}`, ...colourLines(look)]
  for (const [i, name] of drawn.names.entries()) {
    const node = look.nodes[i]!
    const box = sheet.boxes[i]!
    const size = `minimum width=${cm(box.width)}cm, minimum height=${cm(box.height)}cm, inner sep=0pt`
    const styles = [...nodeStyle(node, box), size, ...(node.isLatent ? ['dashed'] : [])]
    // a name that is set in another way than it is spelt stands in a comment
    const isSpelt =
      node.label.lines.length === 1 && node.label.lines[0]!.length === 1 && node.label.lines[0]![0]!.text === name
    const spelt = isSpelt ? '' : ` % ${quoteComment(name)}`
    const isOneLine = node.label.lines.length === 1
    lines.push(
      `\\node[${styles.join(', ')}] (n${i}) at ${at(box)} {${isOneLine ? labelLatex(node.label, 0) : ''}};${spelt}`,
    )
    if (node.shape === 'hexagon' || node.shape === 'parallelogram') {
      const points = corners(node.shape, box).map(({ x, y }) => at({ x: box.x + x, y: box.y + y }))
      lines.push(
        `\\draw[${[...lineStyle(node), ...(node.isLatent ? ['dashed'] : [])].join(', ')}] ${points.join(' -- ')} -- cycle;`,
      )
    }
    if (isOneLine) continue
    for (const k of node.label.lines.keys()) {
      const place = { x: box.x, y: box.y + lineOffset(node.label, k) }
      lines.push(`\\node[inner sep=0pt] at ${at(place)} {${labelLatex(node.label, k)}};`)
    }
  }
  const places = labelPlaces(
    sheet,
    look.edges.map(({ label }) => label),
  )
  for (const [e, { from, to, fromMark, toMark }] of drawn.edges.entries()) {
    const told = look.edges[e]!
    const marks = fromMark === 'tail' && toMark === 'tail' ? '-' : `{${tips[fromMark]}}-{${tips[toMark]}}`
    const route = clipped(
      sheet.routes[e]!,
      [look.nodes[from]!.shape, sheet.boxes[from]!],
      [look.nodes[to]!.shape, sheet.boxes[to]!],
    )
    lines.push(`\\draw[${[marks, ...edgeStyle(told)].join(', ')}] ${tikzPath(route, at)}; % n${from} n${to}`)
    const place = places[e]
    if (place === undefined) continue
    lines.push(`\\node[fill=white, inner sep=1pt, font=\\scriptsize] at ${at(place)} {${escapeLatex(told.label)}};`)
  }
  return `${[...lines, '\\end{tikzpicture}'].join('\n')}\n`
}

/** The colours that stand in the picture, by names that no document is likely to have. */
function colourLines(look: Look): readonly string[] {
  const used = [
    ...look.nodes.map(({ accent, role }) => paperColour(accent, role)),
    ...look.edges.map(({ accent }) => paperColour(accent)),
  ].filter((colour) => colour !== undefined)
  return [...new Set(used)].map(
    (colour) => `\\definecolor{${colourName(colour)}}{HTML}{${colour.slice(1).toUpperCase()}}`,
  )
}

function colourName(colour: string): string {
  return `ck${colour.slice(1)}`
}

function lineStyle({ accent, role }: NodeLook): string[] {
  const colour = paperColour(accent, role)
  return [
    'draw',
    ...(colour === undefined ? [] : [`draw=${colourName(colour)}`]),
    ...(accent > 0 ? ['line width=1.2pt'] : []),
  ]
}

function nodeStyle(node: NodeLook, box: { readonly width: number; readonly height: number }): string[] {
  const outline = lineStyle(node)
  if (node.isDouble) outline.push('double')
  switch (node.shape) {
    case 'rectangle':
      return [...outline, 'rectangle']
    case 'stadium':
      // the corners of a tall node are as round as in the SVG
      return box.height > 2 * cornerRadius(box) + 1
        ? [...outline, 'rectangle', `rounded corners=${cm(cornerRadius(box))}cm`]
        : [...outline, 'rounded rectangle']
    default:
      // drawn by its corners
      return []
  }
}

function edgeStyle({ width, line, accent }: EdgeLook): string[] {
  const colour = paperColour(accent)
  return [
    ...(line === 'solid' ? [] : [line]),
    ...(colour === undefined ? [] : [colourName(colour)]),
    ...(width === 1.4 ? (accent > 0 ? ['line width=1.2pt'] : []) : [`line width=${Math.round(width * 43) / 100}pt`]),
  ]
}

/** A line of a name: lowered and raised runs as indices of mathematics. */
function labelLatex({ lines }: Label, k: number): string {
  return lines[k]!.map(({ text, level }) => {
    const safe = greekLatex(text)
    return level === 'base' ? safe : `\\text${level === 'sub' ? 'sub' : 'super'}script{${safe}}`
  }).join('')
}

const small =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi - pi rho - sigma tau upsilon phi chi psi omega'.split(
    ' ',
  )
const large = new Map(
  Object.entries({
    Γ: 'Gamma',
    Δ: 'Delta',
    Θ: 'Theta',
    Λ: 'Lambda',
    Ξ: 'Xi',
    Π: 'Pi',
    Σ: 'Sigma',
    Φ: 'Phi',
    Ψ: 'Psi',
    Ω: 'Omega',
  }),
)

/** A text for LaTeX in any font encoding: Greek letters, the minus sign and the circle arrow as mathematics. */
function greekLatex(text: string): string {
  // what lies between is escaped as a whole: ligatures may begin in any character
  return text
    .split(/([α-ωΓΔΘΛΞΠΣΦΨΩ−↻])/u)
    .map((part, k) => {
      if (k % 2 === 0) return escapeLatex(part)
      if (part === '−') return '$-$'
      if (part === '↻') return '$\\circlearrowright$'
      const letter = large.get(part) ?? small[part.codePointAt(0)! - 0x3b1]!
      return letter === '-' ? part : `$\\${letter}$`
    })
    .join('')
}

/** A route for TikZ. */
function tikzPath(route: readonly Point[], at: (point: Point) => string): string {
  let path = at(route[0]!)
  for (let i = 0; i + 3 < route.length; i += 3) {
    const [, b, c, d] = route.slice(i, i + 4) as [Point, Point, Point, Point]
    path += isStraight(route.slice(i, i + 4)) ? ` -- ${at(d)}` : ` .. controls ${at(b)} and ${at(c)} .. ${at(d)}`
  }
  return path
}
