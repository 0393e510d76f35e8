import type { Box } from '../../diagram/terms/types.js'
import type { Point } from '../layout/geometry.js'
import type { DiagramLayout, PlacedNode } from './diagram-layout.js'

/** The corners of a box: states point back, effects point on; everything else is a rectangle. */
export function outline(sheet: DiagramLayout, { x, y, width, height, ins, outs }: PlacedNode): readonly Point[] {
  const corners: readonly (readonly [number, number])[] =
    ins === 0 && outs > 0
      ? [
          [1, -1],
          [1, 1],
          [0, 1],
          [-1, 0],
          [0, -1],
        ]
      : outs === 0 && ins > 0
        ? [
            [-1, -1],
            [-1, 1],
            [0, 1],
            [1, 0],
            [0, -1],
          ]
        : [
            [-1, -1],
            [1, -1],
            [1, 1],
            [-1, 1],
          ]
  const right = sheet.direction === 'right'
  const long = right ? width / 2 : height / 2
  const wide = right ? height / 2 : width / 2
  // the shoulders of a triangle lie a nose's length behind its tip
  const shoulder = Math.max(-long, long - Math.min(long * 2, Math.min(wide, 22)))
  return corners.map(([a, c]) => {
    const along = a === 0 ? (ins === 0 ? -shoulder : shoulder) : a * long
    return right ? { x: x + along, y: y + c * wide } : { x: x + c * wide, y: y + along }
  })
}

/** The second line of a function (a deterministic channel), along its flat side; undefined for other boxes. */
export function functionLine(sheet: DiagramLayout, node: PlacedNode, box: Box): readonly [Point, Point] | undefined {
  if (!box.deterministic || box.kind !== 'channel') return undefined
  const side = node.outs === 0 && node.ins > 0 ? -1 : 1
  const { x, y, width, height } = node
  if (sheet.direction === 'right') {
    const at = x + side * (width / 2 - 4)
    return [
      { x: at, y: y - height / 2 },
      { x: at, y: y + height / 2 },
    ]
  }
  const at = y + side * (height / 2 - 4)
  return [
    { x: x - width / 2, y: at },
    { x: x + width / 2, y: at },
  ]
}

/** The three lines of a discard's ground. */
export function groundLines(sheet: DiagramLayout, { x, y, width, height }: PlacedNode): readonly [Point, Point][] {
  return [9, 6, 3].map((half, k): [Point, Point] => {
    if (sheet.direction === 'right') {
      const at = x - width / 2 + k * 4
      return [
        { x: at, y: y - half },
        { x: at, y: y + half },
      ]
    }
    const at = y - height / 2 + k * 4
    return [
      { x: x - half, y: at },
      { x: x + half, y: at },
    ]
  })
}

/** What a picture does not show of a box by itself: as words and values, for attributes and comments. */
export function traits(box: Box, text: string): readonly (readonly [string, string])[] {
  const found: [string, string][] = []
  if (box.kind !== 'channel') found.push(['kind', box.kind])
  if (box.name !== text && !(box.kind === 'uniform' && box.name === 'uniform')) found.push(['name', box.name])
  if (box.value !== undefined) found.push(['value', JSON.stringify(box.value)])
  if (box.deterministic !== (box.kind === 'point')) found.push(['deterministic', String(box.deterministic)])
  return found
}
