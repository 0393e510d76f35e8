import type { CausalGraph, Edge } from 'causalkit/graph'
import { listed } from '../identify/words'

/** Why surgery makes no sense in this graph, or null. */
export function refusal(graph: CausalGraph): string | null {
  if (graph.kind === 'dag' || graph.kind === 'admg') return null
  const kinds: Readonly<Record<string, string>> = {
    pdag: 'a partially directed graph: some of its edges may be arrows in either direction',
    cpdag: 'a class of graphs: some of its edges may be arrows in either direction',
    mpdag: 'a class of graphs: some of its edges may be arrows in either direction',
    mag: 'a maximal ancestral graph: its arrows tell what comes before what, not what acts directly',
    pag: 'a class of ancestral graphs: some of its marks are open',
  }
  return `To set a node cuts the arrows into it, and so every arrow must be known. This is ${kinds[graph.kind]}. Settle the directions and write the graph as dag { … } to see the surgery.`
}

/** The edges that setting a node cuts: all with an arrow at it. */
export function cutEdges(graph: CausalGraph, node: string): readonly Edge[] {
  return graph.edges.filter(
    ({ from, to, fromMark, toMark }) => (to === node && toMark === 'arrow') || (from === node && fromMark === 'arrow'),
  )
}

/** What an intervention does, in one sentence. */
export function storyOf(graph: CausalGraph, node: string): string {
  const cut = cutEdges(graph, node)
  if (cut.length === 0) {
    return `Nothing points into “${node}”, so nothing is cut: to set it is here the same as to see it.`
  }
  const other = ({ from, to }: Edge): string => (from === node ? to : from)
  const isHidden = ({ fromMark, toMark }: Edge): boolean => fromMark === 'arrow' && toMark === 'arrow'
  const causes = cut.filter((edge) => !isHidden(edge)).map(other)
  const shared = cut.filter(isHidden).map(other)
  const parts = [
    ...(causes.length > 0 ? [`the arrow${causes.length > 1 ? 's' : ''} from ${listed(causes)}`] : []),
    ...(shared.length > 0 ? [`the hidden common cause${shared.length > 1 ? 's' : ''} with ${listed(shared)}`] : []),
  ]
  return `Whoever sets “${node}” takes over from its causes: ${parts.join(' and ')} no longer ${cut.length > 1 ? 'reach' : 'reaches'} it, and all other mechanisms stay.`
}
