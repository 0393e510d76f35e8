import type { CausalGraph } from 'causalkit/graph'

/** What a model is made from: each variable with its causes, in the order of the graph, hidden causes first. */
export interface Structure {
  readonly nodes: readonly StructureNode[]
}

export interface StructureNode {
  readonly name: string
  readonly parents: readonly string[]
  /** Never measured: drawn, but shown nowhere among the rows. */
  readonly hidden: boolean
}

export type ModelStructure =
  | { readonly possible: true; readonly structure: Structure }
  | { readonly possible: false; readonly message: string }

const mostNodes = 40

/** The structure of a DAG or an ADMG, a hidden cause for each `<->`; for any other graph, why it has none. */
export function structureOfGraph(graph: CausalGraph, latents: readonly string[]): ModelStructure {
  if (graph.kind !== 'dag' && graph.kind !== 'admg') {
    const message = `A model needs to know the direction of every arrow. This graph (${graph.kind.toUpperCase()}) stands for several graphs at once: direct its edges so that only -> and <-> are left.`
    return { possible: false, message }
  }
  if (graph.nodes.length === 0)
    return { possible: false, message: 'There is nothing to model yet: write an arrow such as X -> Y.' }
  const causes = new Map<string, string[]>(graph.nodes.map((name) => [name, []]))
  const hiddenCauses: StructureNode[] = []
  for (const { from, to, fromMark, toMark } of graph.edges) {
    if (fromMark === 'tail' && toMark === 'arrow') causes.get(to)!.push(from)
    else {
      const name = freshName(`U_${from}_${to}`, causes)
      hiddenCauses.push({ name, parents: [], hidden: true })
      causes.get(from)!.push(name)
      causes.get(to)!.push(name)
    }
  }
  const hidden = new Set<string>([...graph.latents, ...latents])
  const own = graph.nodes.map((name) => ({ name, parents: causes.get(name)!, hidden: hidden.has(name) }))
  const nodes = [...hiddenCauses, ...own]
  if (nodes.length > mostNodes) {
    const message = `A model here has at most ${mostNodes} variables, and this graph needs ${nodes.length} with its hidden causes: model a part of it.`
    return { possible: false, message }
  }
  if (nodes.every((node) => node.hidden))
    return {
      possible: false,
      message: 'Every node is marked as latent: unmark one, so that there is something to see.',
    }
  return { possible: true, structure: { nodes } }
}

/** The variables that are measured. */
export function measuredOf({ nodes }: Structure): readonly string[] {
  return nodes.filter((node) => !node.hidden).map((node) => node.name)
}

function freshName(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  let name = wanted
  while (taken.has(name)) name += '_'
  return name
}
