import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import type { Dag, GraphSpec } from '../types.js'
import { checkedGraph } from './build.js'
import type { NodesOf } from './literal.js'

const specFields = new Set(['nodes', 'directed', 'bidirected', 'undirected', 'edges', 'latents'])

/**
 * A directed acyclic graph, from a text, from the parents of each node, or from lists.
 *
 * In a text, `->` and `<-` are edges, and `;`, `,` or a new line part the statements; a name alone is a node without
 * edges. A name may hold letters, digits, `_`, `.` and single spaces; one that holds `-`, `:`, `+`, a comma or any other
 * sign that could be a connector or a separator stands in double quotes, with `\"` and `\\` for a quote and a backslash.
 * `//` and `#` begin a comment up to the end of the line, `/*` one up to its closing sign. The compiler reads the names of
 * a literal, so that a misspelt node does not compile later on.
 *
 * An object with a list `nodes` and no key but those of {@link GraphSpec} is read as lists; any other object maps each
 * node to its parents.
 *
 * @param input - `'Z -> X -> Y <- Z'`, `{ X: ['Z'], Y: ['X', 'Z'], Z: [] }`, or `{ nodes, directed, latents }`
 * @returns the graph, frozen, its nodes in the order in which they were first named
 * @throws CausalError `parse` with line and column of what cannot be read; `cycle` with the nodes of one directed cycle;
 *   `unknown-name`, `duplicate-name`, `invalid-graph` for other mistakes
 * @complexity O(n + m log m)
 * @category Graphs
 * @example
 * dag('Z -> X -> Y <- Z').nodes
 * //=> ['Z', 'X', 'Y']
 * parents(dag({ X: ['Z'], Y: ['X', 'Z'], Z: [] }), 'Y')
 * //=> ['X', 'Z']
 * dag({ nodes: ['A', 'B', 'U'], directed: [['A', 'B'], ['U', 'A']], latents: ['U'] }).latents
 * //=> ['U']
 */
export function dag<const S extends string>(input: S): Dag<NodesOf<S>>
export function dag<const N extends string>(input: GraphSpec<N>): Dag<N>
export function dag<const P extends Record<string, readonly (keyof P & string)[]>>(input: P): Dag<keyof P & string>
export function dag(input: string | GraphSpec<string> | Record<string, readonly string[]>): Dag {
  return calledAs('dag', () => {
    if (typeof input !== 'object' || input === null || isSpec(input)) {
      return checkedGraph('dag', input)
    }
    const directed: [string, string][] = []
    for (const [child, parents] of Object.entries(input)) {
      if (!Array.isArray(parents)) {
        throw new CausalError('invalid-argument', `expected a list of the parents of ${show(child)}.`)
      }
      for (const parent of parents) directed.push([parent, child])
    }
    return checkedGraph('dag', { nodes: Object.keys(input), directed })
  })
}

function isSpec(input: object): input is GraphSpec<string> {
  const { nodes, directed } = input as { nodes?: unknown; directed?: unknown }
  // a parents map of nodes that happen to be called `nodes` and `directed` holds names where a spec holds pairs
  const hasNames = [directed].flat().some((entry) => typeof entry === 'string')
  return Array.isArray(nodes) && !hasNames && Object.keys(input).every((key) => specFields.has(key))
}
