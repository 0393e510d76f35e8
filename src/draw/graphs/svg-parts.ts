import type { Mark } from '../../graph/types.js'
import { type Label, lineOffset } from '../label.js'
import type { Box, Point } from '../layout/geometry.js'
import { escapeXml, px } from '../svg.js'
import type { EdgeLook } from './look.js'
import { cornerRadius, corners, isStraight, type Shape, shortened } from './shapes.js'

/** The line of an edge and its marks; a thick line ends before the tip of its arrow. */
export function edgeSvg(route: readonly Point[], { width, line }: EdgeLook, fromMark: Mark, toMark: Mark): string {
  const size = 1 + Math.max(0, width - 1.4) * 0.22
  let shown = route
  if (width > 2) {
    if (toMark === 'arrow') shown = [...shortened([...shown].reverse(), 7.5 * size)].reverse()
    if (fromMark === 'arrow') shown = shortened(shown, 7.5 * size)
  }
  const classes = `edge${line === 'dashed' ? ' hidden' : line === 'dotted' ? ' dotted' : ''}`
  const stroke = width === 1.4 ? '' : ` style="stroke-width:${px(width)}"`
  return `<path class="${classes}" d="${path(shown)}"${stroke}/>${mark(fromMark, route, size)}${mark(toMark, [...route].reverse(), size)}`
}

/** The shape of a node; a second line stands inside the first. */
export function shapeSvg(shape: Shape, isDouble: boolean, isLatent: boolean, box: Box): string {
  const one = (classes: string, { x, y, width, height }: Box): string => {
    if (shape === 'stadium') {
      return `<rect class="${classes}" x="${px(x - width / 2)}" y="${px(y - height / 2)}" width="${px(width)}" height="${px(height)}" rx="${px(cornerRadius({ width, height }))}"/>`
    }
    const points = corners(shape, { width, height }).map((point) => `${px(x + point.x)},${px(y + point.y)}`)
    return `<path class="${classes}" d="M${points.join('L')}Z"/>`
  }
  const classes = `node${isLatent ? ' latent' : ''}`
  const inner = { ...box, width: box.width - 7, height: box.height - 7 }
  return one(classes, box) + (isDouble ? one(classes, inner) : '')
}

/** A name: one text for each line, lowered and raised runs in it. */
export function labelSvg(label: Label, { x, y }: Point): string {
  return label.lines
    .map((runs, k) => {
      let shift = 0
      const parts = runs.map(({ text, level }) => {
        if (runs.length === 1) return escapeXml(text)
        const aim = level === 'sub' ? 4 : level === 'sup' ? -6 : 0
        const dy = aim - shift
        shift = aim
        return `<tspan${dy === 0 ? '' : ` dy="${dy}"`}${level === 'base' ? '' : ' style="font-size:10px"'}>${escapeXml(text)}</tspan>`
      })
      return `<text x="${px(x)}" y="${px(y + lineOffset(label, k))}" dy="0.35em">${parts.join('')}</text>`
    })
    .join('')
}

function path(route: readonly Point[]): string {
  const at = ({ x, y }: Point): string => `${px(x)},${px(y)}`
  let d = `M${at(route[0]!)}`
  for (let i = 0; i + 3 < route.length; i += 3) {
    const cubic = route.slice(i, i + 4)
    d += isStraight(cubic) ? `L${at(cubic[3]!)}` : `C${cubic.slice(1).map(at).join(' ')}`
  }
  return d
}

/** The mark at the start of a route. */
function mark(kind: Mark, route: readonly Point[], size: number): string {
  if (kind === 'tail') return ''
  const tip = route[0]!
  // towards where the line is as long a way off as the mark is
  const from = shortened(route, 10 * size)[0]!
  const length = Math.sqrt((tip.x - from.x) ** 2 + (tip.y - from.y) ** 2) || 1
  const ux = (tip.x - from.x) / length
  const uy = (tip.y - from.y) / length
  if (kind === 'circle')
    return `<circle class="circle" cx="${px(tip.x - 4.5 * ux)}" cy="${px(tip.y - 4.5 * uy)}" r="4"/>`
  const point = (back: number, aside: number): string =>
    `${px(tip.x - size * (back * ux + aside * uy))},${px(tip.y - size * (back * uy - aside * ux))}`
  return `<path class="mark" d="M${point(0, 0)}L${point(10, 4.5)}L${point(7.5, 0)}L${point(10, -4.5)}Z"/>`
}
