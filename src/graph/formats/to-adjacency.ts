import { Matrix } from 'ml-matrix'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { indexed } from '../core/indexed.js'
import { ARROW, CIRCLE, TAIL } from '../kinds/marks.js'
import type { CausalGraph } from '../types.js'

/**
 * How a matrix shows a graph.
 *
 * @category Graphs
 */
export interface AdjacencyOptions {
  /**
   * `'causes'` (unless told): entry (i, j) is about an edge from i to j. `'effects'`: from j to i, as in the coefficient
   * matrices of LiNGAM.
   */
  readonly rows?: 'causes' | 'effects'
  /**
   * `'edges'` (unless told): 1 for a directed edge, 1 both ways for an undirected one. `'marks'`: the mark at the far end
   * as in pcalg, 0 none, 1 circle, 2 arrow, 3 tail, which holds a graph of any kind without parallel edges.
   */
  readonly entries?: 'edges' | 'marks'
}

/** A matrix of this size takes 800 MB. */
const mostNodes = 10_000

/**
 * A graph as its adjacency matrix, rows and columns in the order of its nodes.
 *
 * @param graph - a graph with directed and undirected edges; any without parallel edges for `entries: 'marks'`
 * @param options - what rows and entries mean
 * @returns an n by n matrix of ml-matrix
 * @throws CausalError `not-supported` for an edge that the form cannot show; `too-large` above 10,000 nodes
 * @complexity O(n²)
 * @category Graphs
 * @example
 * toAdjacency(dag('A -> B -> C')).to2DArray()
 * //=> [[0, 1, 0], [0, 0, 1], [0, 0, 0]]
 * toAdjacency(pag('A o-> B'), { entries: 'marks' }).to2DArray()
 * //=> [[0, 2], [1, 0]]
 */
export function toAdjacency(graph: CausalGraph, options: AdjacencyOptions = {}): Matrix {
  return calledAs('toAdjacency', () => {
    checkOptions('options', options, ['rows', 'entries'])

    const { size, incidence, names } = indexed(graph)
    checkedObject('options', options)
    const { start, node, near, far } = incidence
    if (size > mostNodes) {
      throw new CausalError(
        'too-large',
        `a matrix of ${size} by ${size} numbers does not fit in memory (${mostNodes} nodes at most): use the edges of the graph.`,
        { nodes: size, most: mostNodes },
      )
    }
    const matrix = Matrix.zeros(size, size)
    const marks = options.entries === 'marks'
    for (let a = 0; a < size; a++) {
      for (let k = start[a]!; k < start[a + 1]!; k++) {
        const b = node[k]!
        const parallel = k > start[a]! && node[k - 1] === b
        if (
          parallel ||
          (!marks && (near[k] === CIRCLE || far[k] === CIRCLE || (near[k] === ARROW && far[k] === ARROW)))
        ) {
          throw new CausalError(
            'not-supported',
            `the edge between ${show(names[a])} and ${show(names[b])} cannot be written: ${parallel ? 'a matrix holds one edge for each pair' : "only { entries: 'marks' } holds circles and bidirected edges"}.`,
            { names: [names[a], names[b]] },
          )
        }
        const value = marks ? (far[k] === CIRCLE ? 1 : far[k] === ARROW ? 2 : 3) : near[k] === TAIL ? 1 : 0
        if (options.rows === 'effects') matrix.set(b, a, value)
        else matrix.set(a, b, value)
      }
    }
    return matrix
  })
}
