import { admg, type CausalGraph } from 'causalkit/graph'
import { identify, identifyFromExperiments } from 'causalkit/identification'
import type { Question } from './question'
import { listed } from './words'

/** What would make an effect identifiable: an experiment on another node, or measuring a hidden cause. */
export function helpFor({ graph, treatment, outcome, given, selection }: Question): readonly string[] {
  if (graph.kind !== 'dag' && graph.kind !== 'admg') {
    return ['Settle more directions, by what is known or by an experiment: the graph stands for several, which differ.']
  }
  if (selection.length > 0) return []
  const query = { do: treatment, outcome, given }
  const others = graph.nodes.filter(
    (node) => ![treatment, outcome, ...given].includes(node) && !graph.latents.includes(node),
  )
  // each is a question of its own: in a large graph the first ones are asked
  const experiments = others
    .slice(0, 40)
    .filter((node) => identifyFromExperiments(graph, { ...query, available: [{ do: [] }, { do: node }] }).identifiable)
  const hidden = graph.latents.filter((node) => {
    const latents = graph.latents.filter((each) => each !== node)
    return identify(admg({ nodes: graph.nodes, edges: graph.edges, latents }), query).identifiable
  })
  const causes = graph.edges.filter(
    ({ from, to, fromMark, toMark }) =>
      fromMark === 'arrow' && toMark === 'arrow' && identify(measuring(graph, from, to), query).identifiable,
  )
  return [
    `An experiment that sets “${treatment}” at random would give the effect directly.`,
    ...(experiments.length > 0
      ? [
          `An experiment on ${experiments.map((node) => `“${node}”`).join(' or on ')} instead would do, together with what is observed.`,
        ]
      : []),
    ...(hidden.length > 0
      ? [`To measure ${hidden.map((node) => `“${node}”`).join(', or ')}, which is hidden now, would do.`]
      : []),
    ...causes.map(({ from, to }) => `To measure the hidden common cause of ${listed([from, to])} would do.`),
  ]
}

/** The graph with the hidden cause of two nodes as a node that is measured. */
function measuring(graph: CausalGraph, one: string, other: string): CausalGraph<'admg'> {
  let cause = `cause of ${one} and ${other}`
  while (graph.nodes.includes(cause)) cause += '′'
  const edges = graph.edges.filter(
    ({ from, to, fromMark, toMark }) => !(from === one && to === other && fromMark === 'arrow' && toMark === 'arrow'),
  )
  const arrow = (to: string) => ({ from: cause, to, fromMark: 'tail', toMark: 'arrow' }) as const
  return admg({
    nodes: [...graph.nodes, cause],
    edges: [...edges, arrow(one), arrow(other)],
    latents: graph.latents,
  })
}
