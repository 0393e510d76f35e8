import { show } from '../../show.js'
import { unreadable } from '../../text.js'
import type { BlockText } from './block-text.js'

/** The places of nodes with `pos="x,y"`, in the order of the nodes. */
export function dagittyPositions(
  text: string,
  { nodes }: BlockText,
): readonly { readonly node: string; readonly x: number; readonly y: number }[] {
  const places = [...nodes].flatMap(([node, attributes]) => {
    const place = attributes.get('pos')
    if (place === undefined) return []
    const [x = Number.NaN, y = Number.NaN, ...more] = (place.value ?? '')
      .split(',')
      .map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
    if (!Number.isFinite(x) || !Number.isFinite(y) || more.length > 0) {
      throw unreadable(
        text,
        place.at,
        `the position of ${show(node)} must be two numbers, pos="0.5,1", found ${show(place.value ?? 'pos')}.`,
      )
    }
    return [Object.freeze({ node, x, y })]
  })
  return Object.freeze(places)
}
