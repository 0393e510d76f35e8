import fc from 'fast-check'
import { CausalError, type CausalGraph, type Dag, type Mag, mag } from '../../src/index.js'
import { arbitraryDag } from './arbitrary.js'

/** Random DAGs with some nodes to hide and some to select on. */
export function arbitraryHidden(
  least = 3,
  most = 8,
  mostSelected = 2,
): fc.Arbitrary<{ graph: Dag; latents: string[]; selected: string[]; observed: string[] }> {
  return arbitraryDag(least, most).chain((graph) =>
    fc
      .tuple(
        fc.shuffledSubarray([...graph.nodes], { minLength: graph.nodes.length }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: mostSelected }),
      )
      .map(([order, l, s]) => ({
        graph,
        latents: order.slice(0, l),
        selected: order.slice(l, l + s),
        observed: graph.nodes.filter((node) => !order.slice(0, l + s).includes(node)),
      })),
  )
}

/** Every MAG on the same nodes with the same edges, by trying all marks that a MAG can have. */
export function allMags(graph: CausalGraph): Mag[] {
  const found: Mag[] = []
  const forms = [
    ['tail', 'arrow'],
    ['arrow', 'tail'],
    ['arrow', 'arrow'],
    ['tail', 'tail'],
  ] as const
  for (let code = 0; code < 4 ** graph.edges.length; code++) {
    const edges = graph.edges.map(({ from, to }, i) => {
      const [fromMark, toMark] = forms[(code >> (2 * i)) & 3]!
      return { from, to, fromMark, toMark }
    })
    try {
      found.push(mag({ nodes: graph.nodes, edges }))
    } catch (error) {
      if (!(error instanceof CausalError)) throw error
    }
  }
  return found
}

/** Every pair of nodes with every set of the others. */
export function* allQuestions(nodes: readonly string[]): Generator<[string, string, string[]]> {
  for (const [j, y] of nodes.entries())
    for (const x of nodes.slice(0, j)) {
      const rest = nodes.filter((node) => node !== x && node !== y)
      for (let code = 0; code < 2 ** rest.length; code++) yield [x, y, rest.filter((_, i) => (code >> i) & 1)]
    }
}

/**
 * Separation path by path: no simple path is open, where every inner node of a path has a definite status (a collider; or
 * a node with a tail on the path at one of its two edges; or two circles without an edge between its neighbours) and is
 * open as such. For graphs without circles every path has definite status.
 */
export function separatedByPaths(graph: CausalGraph, x: string, y: string, z: readonly string[]): boolean {
  const ends = graph.edges.flatMap((e) => [
    { from: e.from, to: e.to, near: e.fromMark, far: e.toMark },
    { from: e.to, to: e.from, near: e.toMark, far: e.fromMark },
  ])
  const above = new Set(z)
  for (let size = -1; size !== above.size; ) {
    size = above.size
    for (const e of ends) if (e.near === 'tail' && e.far === 'arrow' && above.has(e.to)) above.add(e.from)
  }
  const adjacent = (a: string, b: string) => ends.some((e) => e.from === a && e.to === b)
  const undirected = graph.kind === 'cpdag' || graph.kind === 'mpdag' || graph.kind === 'pdag'
  const passes = (into: (typeof ends)[number], out: (typeof ends)[number]): boolean => {
    const v = into.to
    if (into.far === 'arrow' && out.near === 'arrow') return above.has(v)
    const blank = (mark: string) => mark === 'circle' || (undirected && mark === 'tail')
    const outOf =
      (into.far === 'tail' && !(undirected && into.near === 'tail')) ||
      (out.near === 'tail' && !(undirected && out.far === 'tail'))
    const definite = outOf || (blank(into.far) && blank(out.near) && !adjacent(into.from, out.to))
    return definite && !z.includes(v)
  }
  const explore = (path: (typeof ends)[number][], used: Set<string>): boolean => {
    const at = path.at(-1)?.to ?? x
    if (at === y) return true
    for (const out of ends) {
      if (out.from !== at || used.has(out.to)) continue
      if (path.length > 0 && !passes(path.at(-1)!, out)) continue
      if (explore([...path, out], new Set([...used, out.to]))) return true
    }
    return false
  }
  return !explore([], new Set([x]))
}
