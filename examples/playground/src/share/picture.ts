import { toSvg } from 'causalkit/draw'
import { readGraph } from '../reading'
import type { Work } from '../work'
import type { Exported } from './code'

/** The picture of the work as an SVG document that stands alone. */
export function pictureOf(work: Work): Exported {
  const read = readGraph(work.text)
  if (!read.read) return { ok: false, message: `The graph cannot be read yet: ${read.message}` }
  const { graph } = read
  const some = (names: readonly string[]): string[] => names.filter((name) => graph.nodes.includes(name))
  const roles = {
    treatment: some([work.treatment]),
    outcome: some([work.outcome]),
    adjusted: some(work.adjusted),
    latent: some(work.latents),
    selected: some(work.selection),
  }
  const taken = new Set<string>()
  const first = Object.fromEntries(
    Object.entries(roles).map(([role, names]) => {
      const free = names.filter((name) => !taken.has(name))
      for (const name of free) taken.add(name)
      return [role, free]
    }),
  )
  const places = graph.nodes.map((name) => (Object.hasOwn(work.places, name) ? work.places[name] : undefined))
  const positions = Object.fromEntries(graph.nodes.map((name, i) => [name, places[i]]))
  const allPlaced = places.length > 0 && places.every((place) => place !== undefined)
  try {
    return { ok: true, text: toSvg(graph, { roles: first, ...(allPlaced ? { positions: positions as never } : {}) }) }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return { ok: false, message: `The picture could not be drawn: ${error.message.replace(/^toSvg: /, '')}` }
  }
}
