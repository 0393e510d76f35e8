import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { graphOfKind } from '../kinds/graph-of-kind.js'
import type { CausalGraph, GraphKind, GraphSpec } from '../types.js'

const kinds: readonly GraphKind[] = ['dag', 'admg', 'pdag', 'cpdag', 'mag', 'pag']

/**
 * A graph from JSON, checked as if it were made anew.
 *
 * @param value - what {@link toJSON} gave, after its journey: the value, or its JSON text
 * @returns the graph, frozen
 * @throws CausalError `parse` for a text that is not JSON; `invalid-argument` for a value of another form; else what the
 *   function of its kind throws: `cycle`, `unknown-name`, `duplicate-name`, `invalid-graph`
 * @complexity that of the function of its kind
 * @category Graphs
 * @example
 * fromJson(JSON.stringify(dag('A -> B'))).nodes
 * //=> ['A', 'B']
 */
export function fromJson(value: unknown): CausalGraph {
  return calledAs('fromJson', () => {
    const data = typeof value === 'string' ? parsed(value) : value
    const fail = (message: string): never => {
      throw new CausalError('invalid-argument', `${message}; expected what toJson gives.`)
    }
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return fail('the value is not a graph')
    const { kind, nodes, edges, latents } = data as Record<string, unknown>
    if (!kinds.includes(kind as GraphKind)) return fail(`there is no kind of graph ${show(kind)}`)
    if (!isNameList(nodes)) return fail('nodes is not a list of names')
    if (latents !== undefined && !isNameList(latents)) return fail('latents is not a list of names')
    if (!Array.isArray(edges) || !edges.every((edge) => typeof edge === 'object' && edge !== null && hasEnds(edge)))
      return fail('edges is not a list of { from, to, fromMark, toMark }')
    const spec = { nodes, edges, latents: latents ?? [] } as unknown as GraphSpec<string>
    return graphOfKind(kind as GraphKind, spec)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new CausalError('parse', `the text is not JSON: ${(error as Error).message}.`)
  }
}

function isNameList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string')
}

function hasEnds(edge: object): boolean {
  const { from, to } = edge as Record<string, unknown>
  return typeof from === 'string' && typeof to === 'string'
}
