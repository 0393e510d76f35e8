import type { MixtureNetwork } from './mixture-network.js'
import type { Part } from './mixture-parts.js'

/** The nodes that a part's clues and targets read, inputs first, and which of them give a noise to another. */
export function neededNodes(
  { query, evidence, finder, order, finite }: MixtureNetwork,
  part: Part,
): { readonly nodes: number[]; readonly finders: ReadonlySet<number> } {
  const { nodes } = query.worlds
  const needed = new Set<number>()
  const finders = new Set<number>()
  const stack = [...part.targets]
  const reads = (i: number): void => {
    stack.push(...nodes[i]!.inputs)
    const source = nodes[i]!.noise < 0 ? -1 : finder[nodes[i]!.noise]!
    if (source >= 0 && source !== i) {
      needed.add(source)
      finders.add(source)
      stack.push(...nodes[source]!.inputs)
    }
  }
  const own = new Set(part.clues.map(({ node }) => node))
  for (const node of own) {
    needed.add(node)
    reads(node)
  }
  while (stack.length > 0) {
    const i = stack.pop()!
    if (needed.has(i)) continue
    needed.add(i)
    // what is seen is a value, and discrete nodes are axes
    if (!evidence.evidence.has(i) && finite.domains[i] === null) reads(i)
  }
  return { nodes: [...order].filter((i) => needed.has(i)), finders }
}
