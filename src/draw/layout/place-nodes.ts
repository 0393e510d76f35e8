import { CausalError } from '../../errors.js'
import { lookUp, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { Box, Point } from './geometry.js'

/**
 * Where a node stands: `{ x, y }` or `[x, y]`; y grows downwards. Only proportions count, not the unit.
 *
 * @category Drawing
 */
export type Place = { readonly x: number; readonly y: number } | readonly [x: number, y: number]

/**
 * Places of all nodes of a graph: by name, or as a list with a `node` in each, such as the positions of `dagittyRoles`.
 *
 * @category Drawing
 */
export type Positions<N extends string = string> =
  | { readonly [name in N]: Place }
  | readonly { readonly node: N | string; readonly x: number; readonly y: number }[]

interface Size {
  readonly width: number
  readonly height: number
}

/** The room between two neighbouring nodes, in px. */
const apart = 40
/** A sheet longer than this is refused. */
const longest = 20_000

/** Boxes at the places that the user gave, at the smallest scale that keeps them apart. */
export function placedNodes(
  index: ReadonlyMap<string, number>,
  sizes: readonly Size[],
  positions: Positions,
): readonly Box[] {
  const names = [...index.keys()]
  const places = checkedPlaces(index, positions)
  let scale = 0
  let nearest: readonly [number, number] = [0, 0]
  for (let i = 0; i < places.length; i++) {
    for (let j = 0; j < i; j++) {
      const dx = Math.abs(places[i]!.x - places[j]!.x)
      const dy = Math.abs(places[i]!.y - places[j]!.y)
      const byX = ((sizes[i]!.width + sizes[j]!.width) / 2 + apart) / dx
      const byY = ((sizes[i]!.height + sizes[j]!.height) / 2 + apart) / dy
      if (Math.min(byX, byY) <= scale) continue
      scale = Math.min(byX, byY)
      nearest = [j, i]
    }
  }
  const range = (values: readonly number[]): number =>
    values.reduce((most, v) => Math.max(most, v), Number.NEGATIVE_INFINITY) -
    values.reduce((least, v) => Math.min(least, v), Number.POSITIVE_INFINITY)
  const length = Math.max(range(places.map((place) => place.x)), range(places.map((place) => place.y))) * scale
  if (places.length > 1 && !(length <= longest)) {
    const [a, b] = nearest.map((i) => show(names[i])) as [string, string]
    throw new CausalError(
      'invalid-argument',
      `the positions of ${a} and ${b} are too near each other beside the others: move them apart, or leave \`positions\` out.`,
      { nodes: nearest.map((i) => names[i]) },
    )
  }
  return places.map(({ x, y }, i) => ({ x: x * scale, y: y * scale, ...sizes[i]! }))
}

function checkedPlaces(index: ReadonlyMap<string, number>, positions: Positions): readonly Point[] {
  const names = [...index.keys()]
  if (typeof positions !== 'object' || positions === null) {
    throw new CausalError('invalid-argument', `positions are given by name, as { X: [0, 1] }, got ${show(positions)}.`)
  }
  const places: (Point | undefined)[] = names.map(() => undefined)
  const given: readonly (readonly [string, unknown])[] = Array.isArray(positions)
    ? positions.map((place) => [place?.node, place] as const)
    : Object.entries(positions)
  for (const [name, place] of given) {
    const i = lookUp('node', index, name)
    if (places[i] !== undefined) {
      throw new CausalError('duplicate-name', `the position of ${show(name)} is given twice.`, { name })
    }
    places[i] = checkedPlace(name, place)
  }
  const missing = names.filter((_, i) => places[i] === undefined)
  if (missing.length > 0) {
    throw new CausalError(
      'invalid-argument',
      `no position is given for ${quoteNames(missing)}: place all nodes, or leave \`positions\` out.`,
      { missing },
    )
  }
  return places as readonly Point[]
}

function checkedPlace(name: string, place: unknown): Point {
  const [x, y] = Array.isArray(place) ? (place.length === 2 ? place : []) : xyOf(place)
  if (Number.isFinite(x) && Number.isFinite(y)) return { x, y }
  throw new CausalError(
    'invalid-argument',
    `the position of ${show(name)} must be two finite numbers, { x, y } or [x, y], got ${show(place)}.`,
    { name },
  )
}

function xyOf(place: unknown): readonly [unknown, unknown] {
  if (typeof place !== 'object' || place === null) return [undefined, undefined]
  checkOptions('position', place, ['x', 'y', 'node'])
  const { x, y } = place as Point
  return [x, y]
}
