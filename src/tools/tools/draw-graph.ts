import { toSvg } from '../../draw/index.js'
import { graphAt } from '../core/read-arguments.js'
import { graphSchema, number, type Tool, text } from '../core/tool.js'

export const drawGraph: Tool = {
  name: 'draw_graph',
  description: 'Draws a causal graph as SVG.',
  takes: {
    graph: graphSchema,
    title: text('A title.'),
    treatment: text('A node to mark as the treatment.'),
    outcome: text('A node to mark as the outcome.'),
  },
  required: ['graph'],
  gives: { svg: text('The picture.'), nodes: number('How many nodes.'), edges: number('How many edges.') },
  answer: (input) => {
    const graph = graphAt(input)
    const { title, treatment, outcome } = input as {
      readonly title?: string
      readonly treatment?: string
      readonly outcome?: string
    }
    const roles = { ...(treatment === undefined ? {} : { treatment }), ...(outcome === undefined ? {} : { outcome }) }
    const svg = toSvg(graph, {
      ...(title === undefined ? {} : { title }),
      ...(Object.keys(roles).length === 0 ? {} : { roles }),
    })
    const { length: nodes } = graph.nodes
    const { length: edges } = graph.edges
    return { text: `A picture of ${nodes} nodes and ${edges} edges, in \`svg\`.`, data: { svg, nodes, edges } }
  },
}
