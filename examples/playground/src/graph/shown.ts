import { computed, effect, signal } from '@preact/signals'
import { type GraphLayout, layoutGraph, type NodeRoles, type PictureOptions, toSvg } from 'causalkit/draw'
import { type CausalGraph, subgraph } from 'causalkit/graph'
import { pointed } from '../reading'
import { drawing } from '../ui/drawing'
import { now, type Work, work } from '../work'
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
  | { readonly drawn: true; readonly svg: string; readonly graph: CausalGraph; readonly layout: GraphLayout }
  | { readonly drawn: false; readonly message: string }

/** The graph with its roles as it is laid out before anybody moves a node. */
const base = computed((): { graph: CausalGraph; layout: GraphLayout } | string => {
  const graph = graphDrawn.value
  if (graph === null || graph.nodes.length === 0) return ''
  try {
    return { graph, layout: layoutGraph(graph, { roles: rolesIn(graph, now) }) }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
})

/** Where nodes stood when all was drawn last: while one is moved, only what moves is drawn anew. */
export const drawnAt = signal(work.peek().places)

/** Draws all anew, with the nodes where they are now. */
export function settle(): void {
  drawnAt.value = work.peek().places
}

effect(() => {
  // another graph, or other roles
  base.value
  settle()
})

/** The layout with the nodes where they are now. */
export const layout = computed(() => (typeof base.value === 'string' ? null : placed(base.value.layout, now.places)))

/** The picture of the work: nodes where they were put, roles in their colours, what a panel points at in red. */
export const drawn = computed((): Drawn => {
  const made = base.value
  if (typeof made === 'string') return { drawn: false, message: made }
  const { graph } = made
  try {
    const layout = placed(made.layout, drawnAt.value)
    return { drawn: true, graph, layout, svg: draw(graph, layout) }
  } catch (error) {
    return { drawn: false, message: error instanceof Error ? error.message : String(error) }
  }
})

function draw(graph: CausalGraph, layout: GraphLayout): string {
  return drawing(toSvg(graph, { roles: rolesIn(graph, now), layout, ...highlightIn(graph), title: 'The graph' }))
}

/** Some nodes, with the edges between them, as they look in the whole picture. */
export function drawPart(graph: CausalGraph, part: GraphLayout): string {
  const nodes = part.positions.map(({ node }) => node)
  return draw(subgraph(graph, nodes), part)
}

function highlightIn(graph: CausalGraph): Pick<PictureOptions, 'highlight'> {
  const point = pointed.value
  if (point === null) return {}
  const nodes = point.nodes.filter((node) => graph.nodes.includes(node))
  const isEdge = ([a, b]: readonly [string, string]): boolean =>
    graph.edges.some(({ from, to }) => (from === a && to === b) || (from === b && to === a))
  const edges = point.edges?.filter(isEdge)
  return { highlight: [{ nodes, ...(edges === undefined ? {} : { edges }), label: point.label }] }
}
