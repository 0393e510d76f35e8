import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { isAdjacent } from '../classes/marked.js'
import { memberGraph } from '../classes/member-graph.js'
import { minimalSeparatorSets, nearestSeparator, type SeparatorQuery } from '../separation/separators.js'
import type { CausalGraph, GraphKind } from '../types.js'

/**
 * A conditional independence between two nodes.
 *
 * @category Graphs
 */
export interface Independence<N extends string = string> {
  /** A node. */
  readonly x: N
  /** Another. */
  readonly y: N
  /** The nodes given which they are independent. */
  readonly given: readonly N[]
}

/**
 * Which independences are listed.
 *
 * @category Graphs
 */
export interface ImpliedOptions {
  /** `'all'` (unless told): every minimal set of every pair; `'one'`: the set nearest to x alone, as many as missing edges. */
  readonly sets?: 'all' | 'one'
  /** More than this are refused; 100,000 unless told. */
  readonly maxStatements?: number
}

/**
 * The testable implications of a causal graph: the pairs of measured nodes that some set separates, each with its
 * inclusion-minimal separating sets.
 *
 * Of a CPDAG, PDAG or PAG they are those that all members share. For a smaller list that implies all others see
 * {@link independenceBasis}.
 *
 * @param graph - a graph of any kind
 * @param options - all minimal sets or one a pair, and the limit
 * @returns the independences, by pairs in the graph's order; latent nodes are in none
 * @throws CausalError `too-large` above the limit; `invalid-graph` for a PDAG or PAG that stands for no DAG or MAG
 * @complexity O(n (n + m)) for each independence listed, at most O(n + m) for each pair that no set separates
 * @category Graphs
 * @example
 * impliedIndependencies(dag('A -> B -> C; A -> D -> C'))
 * //=> [{ x: 'A', y: 'C', given: ['B', 'D'] }, { x: 'B', y: 'D', given: ['A'] }]
 */
export function impliedIndependencies<N extends string>(
  graph: CausalGraph<GraphKind, N>,
  options: ImpliedOptions = {},
): readonly Independence<N>[] {
  return calledAs('impliedIndependencies', () => {
    checkOptions('options', options, ['sets', 'maxStatements'], { maxStatements: 'number' })

    const { sets = 'all', maxStatements: limit = 100_000 } = checkedObject('options', options)
    if (!(limit >= 0))
      throw new CausalError('invalid-argument', `maxStatements is ${show(limit)}: give a number from 0 on.`, { limit })
    const g = memberGraph(graph)
    const allowed = g.latent.map((hidden) => 1 - hidden)
    const found: Independence<N>[] = []
    const refuse = (): never => {
      throw new CausalError(
        'too-large',
        `there are more than ${limit} independences: ask for { sets: 'one' }, raise maxStatements, or take independenceBasis().`,
        { limit },
      )
    }
    // but for an ADMG or latents, each missing edge is at least one independence
    const isMaximal = graph.kind !== 'admg' && graph.latents.length === 0
    if (isMaximal && (g.size * (g.size - 1) - g.incidence.node.length) / 2 > limit) refuse()
    const add = (x: number, y: number, given: readonly number[]): void => {
      if (found.length >= limit) refuse()
      const names = Object.freeze(given.map((i) => graph.nodes[i]!))
      found.push(Object.freeze({ x: graph.nodes[x]!, y: graph.nodes[y]!, given: names }))
    }
    for (let x = 0; x < g.size; x++) {
      for (let y = x + 1; y < g.size; y++) {
        if (g.latent[x] === 1 || g.latent[y] === 1 || isAdjacent(g.incidence, x, y)) continue
        const query: SeparatorQuery = { x: [x], y: [y], include: [], allowed }
        if (sets === 'all') for (const given of minimalSeparatorSets(g, query)) add(x, y, given)
        else {
          const given = nearestSeparator(g, query)
          if (given !== null) add(x, y, given)
        }
      }
    }
    return Object.freeze(found)
  })
}
