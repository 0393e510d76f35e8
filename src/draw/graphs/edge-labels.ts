import { type Box, type Point, pointAt } from '../layout/geometry.js'
import type { Sheet } from '../layout/graph-sheet.js'
import { textWidth } from '../svg.js'

/** Where the texts beside edges stand: on the middle part of their routes, as far from nodes and other texts as can be. */
export function labelPlaces(sheet: Sheet, texts: readonly string[]): readonly (Point | undefined)[] {
  const placed: Box[] = []
  return texts.map((text, e) => {
    if (text === '') return undefined
    const size = { width: textWidth(text) * 0.8 + 4, height: 14 }
    const route = sheet.routes[e]!
    const pieces = (route.length - 1) / 3
    let best = route[0]!
    let most = Number.NEGATIVE_INFINITY
    for (let k = 3; k <= 13; k++) {
      const along = (k / 16) * pieces
      const piece = Math.min(pieces - 1, Math.floor(along))
      const point = pointAt(route.slice(3 * piece, 3 * piece + 4), along - piece)
      let room = 20 - Math.abs(k - 8) / 4
      for (const box of [...sheet.boxes, ...placed]) {
        const dx = Math.abs(point.x - box.x) - (box.width + size.width) / 2
        const dy = Math.abs(point.y - box.y) - (box.height + size.height) / 2
        room = Math.min(room, Math.max(dx, dy) - Math.abs(k - 8) / 4)
      }
      if (room <= most) continue
      most = room
      best = point
    }
    placed.push({ ...best, ...size })
    return best
  })
}
