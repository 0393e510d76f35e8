import type { Moments, Table } from '../data/types.js'
import type { Diagram } from '../diagram/terms/types.js'
import { CausalError, calledAs } from '../errors.js'
import type { Estimand } from '../estimand/terms/types.js'
import { graphOfKind } from '../graph/kinds/graph-of-kind.js'
import { placedGraph } from '../graph/kinds/placed-graph.js'
import type { CausalGraph, GraphKind, GraphSpec } from '../graph/types.js'
import type { Distribution } from '../probability/families/distribution.js'
import type { Factor, RandomStream } from '../probability/types.js'
import type { Scm } from '../scm/models/types.js'
import { show } from '../show.js'
import { decode } from './decode.js'
import { checkAs, type JsonKind } from './kinds.js'
import type { JsonOf } from './to-json.js'

/**
 * What {@link fromJson} may read.
 *
 * @category JSON
 */
export type JsonValue =
  | CausalGraph
  | Table
  | Moments
  | Factor
  | Distribution
  | RandomStream
  | Scm
  | Estimand
  | Diagram
  | object

/**
 * A value from JSON, checked as by the functions that take such a value: what {@link toJson} gave, after its journey.
 *
 * The compiler cannot know what a text holds: name the type that you expect, `fromJson<Table>(text)`. What was read is
 * checked to be whole; that it is of this type is your word.
 *
 * @param json - what {@link toJson} gave: the value, or its JSON text; a graph without a tag is read too
 * @returns the value, frozen, with typed arrays as they were
 * @throws CausalError `parse` for a text that is not JSON; `invalid-argument` for a value of another form; else what the
 *   checker of its kind throws: `cycle`, `unknown-name`, `invalid-data`, `type-mismatch` …
 * @complexity O(size), and what the check of its kind takes
 * @category JSON
 * @example
 * fromJson<Dag>(JSON.stringify(dag('A -> B'))).nodes
 * //=> ['A', 'B']
 * const text = JSON.stringify(toJson(table({ X: [1, null], C: ['a', 'b'] })))
 * toRows(fromJson<Table>(text))
 * //=> [{ X: 1, C: 'a' }, { X: null, C: 'b' }]
 */
export function fromJson<V extends object>(json: JsonOf<V>): V
export function fromJson<V extends object = JsonValue>(json: unknown): V
export function fromJson(json: unknown): unknown {
  return calledAs('fromJson', () => {
    const data = typeof json === 'string' ? parsed(json) : json
    if (typeof data !== 'object' || data === null || Array.isArray(data))
      throw new CausalError('invalid-argument', `${show(data)} is no value of the library; expected what toJson gives.`)
    if (!('causalkit' in data)) return graphOf(decode(data) as object)
    const {
      causalkit: kind,
      leftOut: _,
      ...fields
    } = data as { readonly causalkit: JsonKind; readonly leftOut?: unknown }
    const value = kind === 'list' ? decode((fields as { items?: unknown }).items) : decode(fields)
    if (typeof value !== 'object' || value === null)
      throw new CausalError('invalid-argument', `${show(value)} is no ${show(kind)}; expected what toJson gives.`)
    checkAs(kind, value)
    return value
  })
}

const kinds: readonly unknown[] = ['dag', 'admg', 'pdag', 'cpdag', 'mpdag', 'mag', 'pag']

/** A graph, checked as if it were made anew. */
function graphOf(data: object): CausalGraph {
  const fail = (message: string): never => {
    throw new CausalError('invalid-argument', `${message}; expected what toJson gives.`)
  }
  const { kind, nodes, edges, latents, positions = [] } = data as Record<string, unknown>
  if (!kinds.includes(kind)) return fail(`there is no kind of graph ${show(kind)}`)
  if (!isNameList(nodes)) return fail('nodes is not a list of names')
  if (latents !== undefined && !isNameList(latents)) return fail('latents is not a list of names')
  if (!Array.isArray(edges) || !edges.every((edge) => typeof edge === 'object' && edge !== null && hasEnds(edge)))
    return fail('edges is not a list of { from, to, fromMark, toMark }')
  const spec = { nodes, edges, latents: latents ?? [] } as unknown as GraphSpec<string>
  if (!Array.isArray(positions) || !positions.every((place) => isPlace(place, nodes)))
    return fail('positions is not a list of { node, x, y } of the nodes')
  const places = positions.map(({ node, x, y }) => Object.freeze({ node, x, y }))
  return placedGraph(graphOfKind(kind as GraphKind, spec), Object.freeze(places))
}

function isPlace(value: unknown, nodes: readonly string[]): boolean {
  const { node, x, y } = (value ?? {}) as { node?: unknown; x?: unknown; y?: unknown }
  return nodes.includes(node as string) && Number.isFinite(x) && Number.isFinite(y)
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
