import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { asList, indexNames, lookUp } from '../../names.js'
import { show } from '../../show.js'
import { rowDependenceWarning } from './row-dependence.js'
import type { IndependenceTest, SearchPlan, TestResult } from './types.js'

/** A test from a function of names. `name` is that of the public function that makes it: a question asked wrongly is refused under it. */
export function makeTest<N extends string>(
  name: string,
  variables: readonly N[],
  call: (x: N, y: N, given: readonly N[]) => TestResult,
  plan?: SearchPlan,
  warnings?: () => readonly string[],
  n?: number,
): IndependenceTest<N> {
  const test = (x: N, y: N, given: readonly N[] = []): TestResult =>
    Object.freeze(
      calledAs(name, () => {
        if (typeof given === 'string' || Array.isArray(given)) return call(x, y, given)
        throw new CausalError('invalid-argument', `the conditioning set must be a list of names, got ${show(given)}.`)
      }),
    )
  const names = Object.isFrozen(variables) ? variables : Object.freeze([...variables])
  const whole = Object.assign(test, {
    variables: names,
    ...(plan !== undefined && { plan }),
    ...(n !== undefined && { n }),
  })
  let known: readonly string[] | undefined
  // looked for when they are asked for: a single test does not pay for it
  const get = (): readonly string[] => {
    known ??= Object.freeze([...(warnings?.() ?? [])])
    return known
  }
  return Object.freeze(Object.defineProperty(whole, 'warnings', { get, enumerable: true }))
}

/** What a table says against its use in a test: rows that depend on each other. */
export function tableWarnings(data: unknown): () => readonly string[] {
  return () => {
    if (typeof data !== 'object' || data === null || !('rowCount' in data && 'columns' in data)) return []
    const found = rowDependenceWarning(data as Table<unknown, string>)
    return found === null ? [] : [found]
  }
}

/** A question in column positions: the conditioning set in the order of its names, each column once. */
export interface Query {
  readonly x: number
  readonly y: number
  readonly given: Int32Array
}

/**
 * Puts positions into the order of their columns' names (a copy): what is computed in this order does not depend on how
 * the columns of a table are arranged, to the last bit.
 */
export function byName(names: readonly string[]): (positions: Int32Array) => Int32Array {
  const sorted = Array.from(names.keys()).sort((a, b) => (names[a]! < names[b]! ? -1 : 1))
  const rank = new Int32Array(names.length)
  for (const [k, i] of sorted.entries()) rank[i] = k
  return (positions) => positions.slice().sort((a, b) => rank[a]! - rank[b]!)
}

/** A test from a core that speaks column positions. The query is checked and translated here, once. `data`: the table, if any, for warnings. */
export function indexedTest<N extends string>(
  name: string,
  variables: readonly N[],
  core: (query: Query) => TestResult,
  plan?: SearchPlan,
  data?: unknown,
): IndependenceTest<N> {
  const index = indexNames('column', variables)
  const order = byName(variables)
  return makeTest(
    name,
    variables,
    (x, y, given) => core(readQuery(index, x, y, given, order)),
    plan,
    tableWarnings(data),
    rowsOf(data),
  )
}

/** How many rows a table, its moments or its counts stand for. */
function rowsOf(data: unknown): number | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  if ('rowCount' in data) return data.rowCount as number
  if ('values' in data) return (data.values as Float64Array).reduce((sum, count) => sum + count, 0)
  if ('n' in data) return data.n as number
  return 'count' in data ? (data.count as number) : undefined
}

/** Names to positions; x, y and the conditioning set must be disjoint. */
export function readQuery(
  index: ReadonlyMap<string, number>,
  x: string,
  y: string,
  given: string | readonly string[] | undefined,
  order: (positions: Int32Array) => Int32Array = (positions) => positions.sort(),
): Query {
  const a = lookUp('column', index, x)
  const b = lookUp('column', index, y)
  if (a === b) {
    throw new CausalError('overlap', `x and y are both ${show(x)}: a test needs two different columns.`, {
      names: [x],
    })
  }
  const positions = new Set<number>()
  for (const name of asList(given)) {
    const i = lookUp('column', index, name)
    if (i === a || i === b) {
      throw new CausalError(
        'overlap',
        `${show(name)} is tested and also in the conditioning set: take it out of one of them.`,
        { names: [name] },
      )
    }
    positions.add(i)
  }
  return { x: a, y: b, given: order(Int32Array.from(positions)) }
}
