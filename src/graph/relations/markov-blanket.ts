import { calledAs } from '../../errors.js'
import { indexed, nodePositions } from '../core/indexed.js'
import type { CausalGraph } from '../types.js'
import { namesWhere } from './relations.js'

/**
 * The Markov blanket of a node: the smallest set that separates it from all other nodes.
 *
 * In a DAG the parents, the children and the other parents of the children (Pearl 1988). With bidirected edges it takes in
 * every node that a path of colliders leads to: whole districts and their parents (Richardson 2003).
 *
 * @param graph - a DAG, ADMG or MAG
 * @param node - a node
 * @returns the blanket, in the graph's order
 * @throws CausalError `unknown-name`; `invalid-argument` for a graph of another kind
 * @complexity O(n + m)
 * @category Graphs
 * @example
 * markovBlanket(dag('A -> X -> C <- B; C -> D'), 'X')
 * //=> ['A', 'C', 'B']
 */
export function markovBlanket<N extends string>(
  graph: CausalGraph<'dag' | 'admg' | 'mag', N>,
  node: NoInfer<N>,
): readonly N[] {
  return calledAs('markovBlanket', () => {
    const g = indexed(graph, 'dag', 'admg', 'mag')
    const [x] = nodePositions(g, node) as [number]
    const marked = new Uint8Array(g.size)
    // nodes with an arrow at them at the end of a path of colliders from x; x itself counts for its own parents and spouses
    const reached = new Uint8Array(g.size)
    const queue: number[] = [x]
    reached[x] = 1
    const visit = (a: number): void => {
      if (reached[a] === 1) return
      reached[a] = 1
      queue.push(a)
    }
    const { parents, children, spouses, neighbors } = g
    for (let k = children.start[x]!; k < children.start[x + 1]!; k++) visit(children.node[k]!)
    for (let k = neighbors.start[x]!; k < neighbors.start[x + 1]!; k++) marked[neighbors.node[k]!] = 1
    for (let head = 0; head < queue.length; head++) {
      const a = queue[head]!
      marked[a] = 1
      for (let k = spouses.start[a]!; k < spouses.start[a + 1]!; k++) visit(spouses.node[k]!)
      for (let k = parents.start[a]!; k < parents.start[a + 1]!; k++) marked[parents.node[k]!] = 1
    }
    marked[x] = 0
    return namesWhere(graph, marked)
  })
}
