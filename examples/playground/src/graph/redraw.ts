import type { EdgeRoute, GraphLayout, NodePlace } from 'causalkit/draw'

/** A part of the plane: of the sheet on which a graph is drawn, in the units of its layout. */
export interface Area {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A drawing on the page, and the layout that it shows. */
export interface Shown {
  readonly svg: SVGSVGElement
  readonly layout: GraphLayout
  readonly area: Area
  /** What takes the layout's units to those of the document. */
  readonly shift: readonly [x: number, y: number]
}

const margin = 16

/** A document that was drawn as a whole. */
export function shownAs(svg: SVGSVGElement, layout: GraphLayout): Shown {
  const shift = shiftOf(svg, layout)
  const { width, height } = svg.viewBox.baseVal
  return { svg, layout, shift, area: { left: -shift[0], top: -shift[1], width, height } }
}

/**
 * Draws what differs between the layout that is shown and another one of the same graph: the nodes that moved, and the edges that go
 * another way. `draw` gives the document of some nodes and the edges between them. The sheet grows where something leaves it.
 */
export function redrawn(shown: Shown, layout: GraphLayout, draw: (part: GraphLayout) => string): Shown {
  const moved = layout.positions.filter((place, i) => !isSame(place, shown.layout.positions[i]!))
  const led = layout.routes.filter((route, i) => !isSameWay(route, shown.layout.routes[i]!))
  const nodes = new Set([...moved.map(({ node }) => node), ...led.flatMap(({ from, to }) => [from, to])])
  if (nodes.size === 0) return { ...shown, layout }
  const part: GraphLayout = {
    ...layout,
    positions: layout.positions.filter(({ node }) => nodes.has(node)),
    routes: layout.routes.filter(({ from, to }) => nodes.has(from) && nodes.has(to)),
  }
  const holder = document.createElement('div')
  holder.innerHTML = draw(part)
  const [x, y] = shiftOf(holder, part)
  const before = new Map(Array.from(groupsOf(shown.svg), (group) => [keyOf(group), group]))
  for (const group of groupsOf(holder)) {
    group.setAttribute('transform', `translate(${shown.shift[0] - x},${shown.shift[1] - y})`)
    before.get(keyOf(group))?.replaceWith(group)
  }
  const area = grown(shown.area, moved, led)
  const { left, top, width, height } = area
  shown.svg.setAttribute('viewBox', `${left + shown.shift[0]} ${top + shown.shift[1]} ${width} ${height}`)
  return { ...shown, layout, area }
}

const groupsOf = (drawing: Element): NodeListOf<SVGGElement> =>
  drawing.querySelectorAll<SVGGElement>('g[data-node], g[data-edge]')

const keyOf = ({ dataset }: SVGGElement): string => JSON.stringify([dataset['node'], dataset['edge']])

/** A name stands in the middle of its node, which says how a document is shifted; the lines of a long name stand around it. */
function shiftOf(drawing: Element, { positions }: GraphLayout): [number, number] {
  const texts = drawing.querySelector('g[data-node]')!.querySelectorAll('text')
  const mean = (axis: 'x' | 'y'): number =>
    Array.from(texts).reduce((sum, text) => sum + Number(text.getAttribute(axis)), 0) / texts.length
  return [mean('x') - positions[0]!.x, mean('y') - positions[0]!.y]
}

const isSame = (one: NodePlace, other: NodePlace): boolean => one.x === other.x && one.y === other.y

function isSameWay(one: EdgeRoute, other: EdgeRoute): boolean {
  if (one === other) return true
  return (
    one.points.length === other.points.length &&
    one.points.every(({ x, y }, i) => x === other.points[i]!.x && y === other.points[i]!.y)
  )
}

function grown({ left, top, width, height }: Area, places: readonly NodePlace[], routes: readonly EdgeRoute[]): Area {
  const xs = [left + margin, left + width - margin]
  const ys = [top + margin, top + height - margin]
  for (const place of places) {
    xs.push(place.x - place.width / 2, place.x + place.width / 2)
    ys.push(place.y - place.height / 2, place.y + place.height / 2)
  }
  for (const { points } of routes)
    for (const { x, y } of points) {
      xs.push(x)
      ys.push(y)
    }
  const [least, highest] = [Math.min(...xs) - margin, Math.min(...ys) - margin]
  return {
    left: least,
    top: highest,
    width: Math.max(...xs) + margin - least,
    height: Math.max(...ys) + margin - highest,
  }
}
