import { indexed } from '../../graph/core/indexed.js'
import { flags } from '../../graph/core/sets.js'
import { dSeparated } from '../../graph/index.js'
import type { CausalGraph } from '../../graph/types.js'
import { openPath } from '../../identification/adjustment/open-path.js'
import { graphAt, namesAt } from '../core/read-arguments.js'
import { graphSchema, names, type Tool, text, yesNo } from '../core/tool.js'

export const checkSeparation: Tool = {
  name: 'check_separation',
  description:
    'Whether a graph says that two variables are independent given others (d-separation; m-separation with hidden causes).',
  takes: {
    graph: graphSchema,
    x: text('One variable.'),
    y: text('The other.'),
    given: names('What is held fixed; nothing unless told.'),
  },
  required: ['graph', 'x', 'y'],
  gives: {
    separated: yesNo('Whether they are independent in every model of the graph.'),
    openPath: {
      type: ['array', 'null'],
      items: { type: 'string' },
      description:
        'The nodes of a path that joins them given the others; null where they are separated, or the graph is a class.',
    },
  },
  answer: (input) => {
    const graph = graphAt(input)
    const { x, y } = input as { readonly x: string; readonly y: string }
    const given = namesAt(input, 'given')
    const separated = dSeparated(graph, x, y, given)
    const path = separated ? null : pathBetween(graph, x, y, given)
    const told = given.length === 0 ? '' : ` given ${given.join(', ')}`
    return {
      text: separated
        ? `${x} and ${y} are independent${told} in every model of this graph.`
        : `${x} and ${y} may depend on each other${told}${path === null ? '.' : `: a path through ${path.join(', ')} is open.`}`,
      data: { separated, openPath: path },
    }
  },
}

/** The nodes of a shortest open path; classes of graphs have none that all members share. */
function pathBetween(graph: CausalGraph, x: string, y: string, given: readonly string[]): readonly string[] | null {
  if (graph.kind !== 'dag' && graph.kind !== 'admg') return null
  const g = indexed(graph)
  const at = (name: string): number => g.index.get(name)!
  const path = openPath(g, [at(x)], flags(g.size, [at(y)]), flags(g.size, given.map(at)))
  return path === null ? null : path.map((i) => g.names[i]!)
}
