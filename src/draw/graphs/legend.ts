import type { Mark } from '../../graph/types.js'
import { margin, type Sheet } from '../layout/graph-sheet.js'
import { accentClass, escapeXml, px, textWidth } from '../svg.js'
import type { DrawnGraph } from './drawn-graph.js'
import { type Look, type ShapedRole, shapeOf } from './look.js'
import { edgeSvg, shapeSvg } from './svg-parts.js'

/** A sample and what it means. */
export type LegendEntry =
  | { readonly kind: 'role'; readonly role: ShapedRole; readonly text: string }
  | { readonly kind: 'latent'; readonly text: string }
  | { readonly kind: 'highlight' | 'group'; readonly number: number; readonly text: string }
  | { readonly kind: 'edge'; readonly marks: readonly [Mark, Mark]; readonly isDashed: boolean; readonly text: string }

const roleTexts: Readonly<Record<ShapedRole, string>> = {
  treatment: 'treatment',
  outcome: 'outcome',
  adjusted: 'adjusted for',
  selected: 'selected by',
  instrument: 'instrument',
}

const edgeTexts: readonly (readonly [Mark, Mark, string])[] = [
  ['tail', 'arrow', 'cause'],
  ['arrow', 'arrow', 'hidden common cause'],
  ['tail', 'tail', 'undirected'],
  ['circle', 'arrow', 'cause or hidden common cause'],
  ['circle', 'circle', 'unknown'],
  ['circle', 'tail', 'cause or selection'],
]

/** What needs to be explained in a picture: only what stands in it. */
export function legendEntries(drawn: DrawnGraph, look: Look): readonly LegendEntry[] {
  const entries: LegendEntry[] = []
  for (const role of Object.keys(shapeOf) as ShapedRole[]) {
    if (look.nodes.some((node) => node.role === role)) entries.push({ kind: 'role', role, text: roleTexts[role] })
  }
  if (look.nodes.some(({ isLatent }) => isLatent)) entries.push({ kind: 'latent', text: 'never measured' })
  for (const [k, text] of look.highlights.entries()) {
    if (text !== '') entries.push({ kind: 'highlight', number: k + 1, text })
  }
  for (const [k, text] of look.groups.entries()) entries.push({ kind: 'group', number: k + 1, text })
  for (const [from, to, text] of edgeTexts) {
    const found = drawn.edges.findIndex((edge) => edge.fromMark === from && edge.toMark === to)
    if (found >= 0) entries.push({ kind: 'edge', marks: [from, to], isDashed: from === 'arrow', text })
  }
  return entries
}

const sample = 34
const row = 24

/** The legend below a sheet, in as many rows as it needs. */
export function legendSvg(
  drawn: DrawnGraph,
  look: Look,
  sheet: Sheet,
): { readonly width: number; readonly height: number; readonly parts: readonly string[] } {
  const room = Math.max(sheet.width, 360)
  const parts: string[] = []
  let x = margin
  let y = sheet.height + row / 2
  let width = sheet.width
  for (const entry of legendEntries(drawn, look)) {
    const length = sample + 8 + textWidth(entry.text) * 0.9
    if (x > margin && x + length > room - margin) {
      x = margin
      y += row
    }
    const box = { x: x + sample / 2, y, width: sample, height: 16 }
    const text = `<text x="${px(x + sample + 8)}" y="${px(y)}" dy="0.35em" style="font-size:12px;text-anchor:start">${escapeXml(entry.text)}</text>`
    parts.push(`<g class="legend">${sampleSvg(entry, box)}${text}</g>`)
    x += length + 18
    width = Math.max(width, x)
  }
  return { width, height: parts.length === 0 ? sheet.height : y + row, parts }
}

function sampleSvg(entry: LegendEntry, box: { x: number; y: number; width: number; height: number }): string {
  switch (entry.kind) {
    case 'role': {
      const { shape, isDouble } = shapeOf[entry.role]
      return `<g class="role-${entry.role}">${shapeSvg(shape, isDouble, false, box)}</g>`
    }
    case 'latent':
      return shapeSvg('stadium', false, true, box)
    case 'highlight':
      return `<g class="${accentClass(entry.number)}">${shapeSvg('stadium', false, false, box)}</g>`
    case 'group':
      return `<rect class="group group-${entry.number}" x="${px(box.x - 15)}" y="${px(box.y - 6)}" width="30" height="12" rx="6"/>`
    default: {
      const at = (t: number) => ({ x: box.x + (t - 0.5) * box.width, y: box.y })
      const route = [at(0), at(1 / 3), at(2 / 3), at(1)]
      const look = { width: 1.4, line: entry.isDashed ? ('dashed' as const) : ('solid' as const), label: '', accent: 0 }
      return edgeSvg(route, look, entry.marks[0], entry.marks[1])
    }
  }
}
