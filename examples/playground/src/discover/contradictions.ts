import { capital } from '../ui/capital'
import type { KnownEdge, ReadKnowledge } from './knowledge-text'

/** Why what is known cannot all be true, with the lines that contradict each other; undefined where it can. */
export function contradictionOf({ required, forbidden, tiers }: ReadKnowledge): string | undefined {
  const tierOf = new Map<string, number>()
  for (const [t, { names, place }] of tiers.entries())
    for (const name of names) {
      const other = tierOf.get(name)
      if (other === t) return `"${name}" stands twice in ${place}: write it once.`
      if (other !== undefined)
        return `"${name}" stands both in ${tiers[other]!.place} and in ${place}: a column has one place in time.`
      tierOf.set(name, t)
    }
  for (const edge of required) {
    if (edge.from === edge.to && (edge.lag ?? 0) === 0)
      return `The edge in ${edge.place} leads from "${edge.from}" to itself: take it out.`
    const ban = forbidden.find((each) => forbids(each, edge))
    if (ban !== undefined)
      return `${both(edge.place, ban.place)}: one requires what the other forbids. Drop one of them.`
    const [early, late] = [tierOf.get(edge.to), tierOf.get(edge.from)]
    if (early !== undefined && late !== undefined && early < late)
      return `${both(edge.place, 'the tiers')}: "${edge.from}" stands in ${tiers[late]!.place}, after "${edge.to}" in ${tiers[early]!.place}, and no edge leads back. Drop the edge, or move a name.`
  }
  const circle = circleOf(required.filter(({ lag }) => (lag ?? 0) === 0))
  if (circle === undefined) return undefined
  return `These lines contradict each other, as their edges form a circle: ${circle.map(({ place }) => place).join('; ')}. Drop one of them.`
}

const both = (a: string, b: string): string => `${capital(a)} and ${b} contradict each other`

/** Without a lag an edge is forbidden at all of them. */
const forbids = (ban: KnownEdge, edge: KnownEdge): boolean =>
  ban.from === edge.from && ban.to === edge.to && (ban.lag === undefined || ban.lag === edge.lag)

/** Edges that lead in a circle, the shortest through the first edge that has one. */
function circleOf(edges: readonly KnownEdge[]): readonly KnownEdge[] | undefined {
  for (const first of edges) {
    const paths: (readonly KnownEdge[])[] = [[first]]
    const seen = new Set<string>()
    for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
      const { to } = path.at(-1)!
      if (to === first.from) return path
      if (seen.has(to)) continue
      seen.add(to)
      for (const edge of edges) if (edge.from === to) paths.push([...path, edge])
    }
  }
  return undefined
}
