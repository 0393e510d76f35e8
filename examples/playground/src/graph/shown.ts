import { computed } from '@preact/signals'
import { type GraphLayout, layoutGraph, type NodeRoles, type PictureOptions, toSvg } from 'causalkit/draw'
import type { CausalGraph } from 'causalkit/graph'
import { pointed } from '../reading'
import { type Work, work } from '../work'
import { graphDrawn } from './doing'
import { placed } from './placed'

/** The roles of the work in a graph, one a node: treatment and outcome before what is adjusted for, selected or hidden. */
export function rolesIn(graph: CausalGraph, now: Work): NodeRoles {
  const free = new Set(graph.nodes)
  const take = (names: readonly string[]): string[] => names.filter((name) => free.delete(name))
  return {
    treatment: take([now.treatment]),
    outcome: take([now.outcome]),
    adjusted: take(now.adjusted),
    selected: take(now.selection),
    latent: take(now.latents),
  }
}

/** What is drawn: a document, and where its nodes stand, or why there is none. */
export type Drawn =
  | { readonly drawn: true; readonly svg: string; readonly layout: GraphLayout }
  | { readonly drawn: false; readonly message: string }

const base = computed((): { graph: CausalGraph; roles: NodeRoles; layout: GraphLayout } | string => {
  const graph = graphDrawn.value
  if (graph === null || graph.nodes.length === 0) return ''
  try {
    const roles = rolesIn(graph, work.value)
    return { graph, roles, layout: laidOut(graph, roles) }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
})

let lastLayout: { readonly key: string; readonly graph: CausalGraph; readonly layout: GraphLayout } | null = null

/** The layout is made once for a graph and its roles, not at each move of a node. */
function laidOut(graph: CausalGraph, roles: NodeRoles): GraphLayout {
  const key = JSON.stringify(roles)
  if (lastLayout === null || lastLayout.graph !== graph || lastLayout.key !== key) {
    lastLayout = { key, graph, layout: layoutGraph(graph, { roles }) }
  }
  return lastLayout.layout
}

/** The picture of the work: nodes where they were put, roles in their colours, what a panel points at in red. */
export const drawn = computed((): Drawn => {
  const made = base.value
  if (typeof made === 'string') return { drawn: false, message: made }
  const { graph, roles } = made
  try {
    const layout = placed(made.layout, work.value.places)
    return { drawn: true, layout, svg: toSvg(graph, { roles, layout, ...highlightIn(graph), title: 'The graph' }) }
  } catch (error) {
    return { drawn: false, message: error instanceof Error ? error.message : String(error) }
  }
})

function highlightIn(graph: CausalGraph): Pick<PictureOptions, 'highlight'> {
  const point = pointed.value
  if (point === null) return {}
  const nodes = point.nodes.filter((node) => graph.nodes.includes(node))
  const isEdge = ([a, b]: readonly [string, string]): boolean =>
    graph.edges.some(({ from, to }) => (from === a && to === b) || (from === b && to === a))
  const edges = point.edges?.filter(isEdge)
  return { highlight: [{ nodes, ...(edges === undefined ? {} : { edges }), label: point.label }] }
}
