import fc from 'fast-check'
import { CausalError, type CausalGraph, type Dag, dag, type Pdag, pdag } from '../../src/index.js'

type Pair = readonly [string, string]

/** `a -> c <- b` with a and b not adjacent, as sorted texts. */
export function vStructures(graph: CausalGraph): string[] {
  const directed = graph.edges.filter((e) => e.fromMark === 'tail' && e.toMark === 'arrow')
  const adjacent = new Set(graph.edges.flatMap((e) => [JSON.stringify([e.from, e.to]), JSON.stringify([e.to, e.from])]))
  const found: string[] = []
  for (const { from: a, to: c } of directed)
    for (const { from: b, to } of directed)
      if (to === c && a < b && !adjacent.has(JSON.stringify([a, b]))) found.push(JSON.stringify([a, c, b]))
  return found.sort()
}

/** Every DAG that a PDAG stands for, by trying all directions of its undirected edges: slow and plain. */
export function allExtensions(graph: CausalGraph): Dag[] {
  const fixed: Pair[] = []
  const free: Pair[] = []
  for (const e of graph.edges) (e.fromMark === 'tail' && e.toMark === 'arrow' ? fixed : free).push([e.from, e.to])
  const wanted = vStructures(graph).join()
  const members: Dag[] = []
  for (let code = 0; code < 2 ** free.length; code++) {
    const directed = [...fixed, ...free.map(([a, b], i): Pair => ((code >> i) & 1 ? [b, a] : [a, b]))]
    try {
      const member = dag({ nodes: graph.nodes, directed })
      if (vStructures(member).join() === wanted) members.push(member)
    } catch (error) {
      if (!(error instanceof CausalError) || error.code !== 'cycle') throw error
    }
  }
  return members
}

/** Every DAG that is Markov equivalent: all DAGs with the same edges and v-structures (Verma & Pearl 1990). */
export function markovClass(graph: Dag): Dag[] {
  const shown = new Set(
    vStructures(graph).flatMap((text) => {
      const [a, c, b] = JSON.parse(text) as [string, string, string]
      return [JSON.stringify([a, c]), JSON.stringify([b, c])]
    }),
  )
  const directed: Pair[] = []
  const undirected: Pair[] = []
  for (const e of graph.edges) (shown.has(JSON.stringify([e.from, e.to])) ? directed : undirected).push([e.from, e.to])
  return allExtensions(pdag({ nodes: graph.nodes, directed, undirected }))
}

/** The PDAG that shows a direction where all of the DAGs have it, and an undirected edge where they differ. */
export function unionOfDags(members: readonly Dag[]): Pdag {
  const first = members[0]!
  const texts = members.map((member) => new Set(member.edges.map((e) => JSON.stringify([e.from, e.to]))))
  const directed: Pair[] = []
  const undirected: Pair[] = []
  for (const { from, to } of first.edges)
    (texts.every((set) => set.has(JSON.stringify([from, to]))) ? directed : undirected).push([from, to])
  return pdag({ nodes: first.nodes, directed, undirected })
}

/** Random PDAGs on `least` to `most` nodes without directed cycles of two: often without any extension. */
export function arbitraryPdag(least = 1, most = 6): fc.Arbitrary<Pdag> {
  return fc.integer({ min: least, max: most }).chain((n) => {
    const nodes = Array.from({ length: n }, (_, i) => `V${i}`)
    const size = (n * (n - 1)) / 2
    return fc.array(fc.integer({ min: 0, max: 5 }), { minLength: size, maxLength: size }).map((chosen) => {
      const directed: Pair[] = []
      const undirected: Pair[] = []
      let k = 0
      for (const [j, b] of nodes.entries())
        for (const a of nodes.slice(0, j)) {
          const choice = chosen[k++]!
          if (choice === 1) directed.push([a, b])
          else if (choice === 2) directed.push([b, a])
          else if (choice >= 4) undirected.push([a, b])
        }
      return pdag({ nodes, directed, undirected })
    })
  })
}
