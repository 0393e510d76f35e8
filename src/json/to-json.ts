import { CausalError, calledAs } from '../errors.js'
import type { CausalGraph, GraphKind } from '../graph/types.js'
import type { Law } from '../scm/mechanisms/law.js'
import type { AnyScm } from '../scm/models/types.js'
import { show } from '../show.js'
import { encode } from './encode.js'
import { checkAs, type JsonKind, kindOf } from './kinds.js'

/**
 * A value as plain data for `JSON.stringify`, for {@link fromJson} to read back.
 *
 * `V` is what it stands for; it is known to the compiler only.
 *
 * @category JSON
 */
export interface JsonOf<V> {
  /** What kind of value it is. */
  readonly causalkit: JsonKind
  /** The fields of a result that are left out: arrays with an entry for each row. */
  readonly leftOut?: readonly string[]
  /** The fields of the value. */
  readonly [field: string]: unknown
  /** Never set: what the compiler knows. */
  readonly '~value'?: V
}

/** Fields of results that hold a number for each row of the data: as long as the data themselves. */
const perRow = ['influence']

/**
 * A value as plain data for `JSON.stringify`: a graph, table, set of moments, factor, distribution, stream, model, diagram,
 * estimand, or the result of any verb.
 *
 * A graph keeps its readable form `{ kind, nodes, edges, latents }`. Any other value is a record with `causalkit`, the kind
 * of value, and its fields; typed arrays, NaN, infinities, −0, BigInts and maps are kept. What holds a function cannot be
 * written. Of results, `influence` (a number for each row) is left out, and `leftOut` says so.
 *
 * @param value - the value; it is checked
 * @returns plain data that {@link fromJson} reads, also after `JSON.stringify`
 * @throws CausalError `not-supported` for a value that holds a function, with the variable or the place; what the checker of
 *   its kind throws for a value that is not whole
 * @complexity O(size)
 * @category JSON
 * @example
 * JSON.stringify(toJson(dag('A -> B')))
 * //=> '{"kind":"dag","nodes":["A","B"],"edges":[{"from":"A","to":"B","fromMark":"tail","toMark":"arrow"}],"latents":[]}'
 * JSON.stringify(toJson(table({ X: [1, null] })))
 * //=> '{"causalkit":"table","columns":["X"],"rowCount":2,"data":[{"$":"Float64Array","values":[1,"NaN"]}]}'
 */
export function toJson<K extends GraphKind, N extends string>(value: CausalGraph<K, N>): CausalGraph<K, N>
export function toJson<V extends object>(value: V): JsonOf<V>
export function toJson(value: object): object {
  return calledAs('toJson', () => {
    if (typeof value !== 'object' || value === null)
      throw new CausalError(
        'invalid-argument',
        `expected a graph, table, model or another value of the library, got ${show(value)}.`,
      )
    const kind = kindOf(value)
    checkAs(kind, value)
    if (kind === 'model') refuseFunctions(value as AnyScm)
    if (kind === 'graph') return encode(graphFields(value as CausalGraph)) as object
    if (kind === 'list') return { causalkit: kind, items: encode(value) }
    const leftOut =
      kind === 'result' ? perRow.filter((name) => ArrayBuffer.isView((value as Record<string, unknown>)[name])) : []
    const kept =
      leftOut.length === 0
        ? value
        : Object.fromEntries(Object.entries(value).filter(([name]) => !leftOut.includes(name)))
    const encoded = encode(kept) as object
    if ('causalkit' in encoded || '$' in encoded || 'leftOut' in encoded)
      throw new CausalError(
        'not-supported',
        'a result with a field `causalkit`, `leftOut` or `$` cannot be told from JSON of this library.',
      )
    return { causalkit: kind, ...(leftOut.length > 0 ? { leftOut } : {}), ...encoded }
  })
}

const graphFields = ({ kind, nodes, edges, latents, positions }: CausalGraph): object => ({
  kind,
  nodes: [...nodes],
  edges: edges.map(({ from, to, fromMark, toMark }) => ({ from, to, fromMark, toMark })),
  latents: [...latents],
  // only a graph from a dagitty text has them
  ...(positions === undefined ? {} : { positions: positions.map(({ node, x, y }) => ({ node, x, y })) }),
})

function refuseFunctions({ variables, laws }: AnyScm): void {
  for (const [i, law] of laws.entries()) {
    for (let open: Law[] = [law]; open.length > 0; ) {
      const next = open.pop()!
      if (next.family === 'modified') open = [...open, next.base, ...('family' in next.change ? [next.change] : [])]
      if (next.family !== 'function') continue
      throw new CausalError(
        'not-supported',
        `${show(variables[i])} comes about by a function, which JSON cannot hold: models of distributions, linear(…), cpt(…) and other tables can be written.`,
        { variable: variables[i] },
      )
    }
  }
}
