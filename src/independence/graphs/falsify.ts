import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream } from '../../probability/streams/stream.js'
import { checkedTest } from '../core/check-test.js'
import type { IndependenceTest } from '../core/types.js'
import { gSquare } from '../discrete/g-square.js'
import { fisherZ } from '../gaussian/fisher-z.js'
import { conditionalGaussian } from '../mixed/conditional-gaussian.js'

/**
 * Options of {@link falsify}.
 *
 * @category Models
 */
export interface FalsifyOptions {
  /** The level of each test of independence, 0.05 by default. */
  readonly alpha?: number
  /** How many times the nodes are permuted, 100 by default. */
  readonly draws?: number
  /** The seed of the permutations, 0 by default. */
  readonly seed?: number | string
  /** The level at which the graph counts as falsified or as informative, 0.05 by default. */
  readonly level?: number
}

/**
 * What the data say of a graph.
 *
 * @category Models
 */
export interface Falsification {
  /** How many of the graph's local Markov conditions the data contradict. */
  readonly violations: number
  /** How many there are: each variable is independent of each non-descendant given its parents. */
  readonly tests: number
  /** The conditions that fail. */
  readonly failed: readonly {
    readonly x: string
    readonly y: string
    readonly given: readonly string[]
    readonly pValue: number
  }[]
  /** The share of graphs with permuted names that fare as well or better: small where the graph fits as no random one does. */
  readonly pValue: number
  /** The share of permuted graphs that imply the same independencies: where it is large the graph says too little to be falsified. */
  readonly pEquivalent: number
  /** The violations of each permuted graph. */
  readonly permuted: readonly number[]
  /** `fits`: far better than chance; `falsified`: no better than chance; `uninformative`: the graph says too little. */
  readonly verdict: 'fits' | 'falsified' | 'uninformative'
  /** The verdict in a sentence. */
  readonly explanation: string
}

/**
 * Asks the data whether a graph can stand: are its local Markov conditions violated less often than those of the same graph
 * with its names permuted (Eulig, Mastakouri, Blöbaum, Hardt & Janzing 2023)?
 *
 * A few violations are expected of any true graph, so their number is judged against graphs of the same shape.
 *
 * @param graph - a DAG over columns of the table
 * @param data - a table (tested by {@link fisherZ}, {@link gSquare} or {@link conditionalGaussian}, as its columns are), or a
 *   test of independence
 * @param options - `alpha` of the tests, `permutations`, `seed`, `level` of the verdict
 * @returns violations, the permutation p-values, and a verdict
 * @throws CausalError `unknown-name`, `invalid-argument`; those of the test
 * @complexity O(permutations × nodes²) tests, each different one made once
 * @category Models
 * @example
 * const model = scm({ A: normal(), B: linear({ A: 1 }, normal()), C: linear({ B: 1 }, normal()), D: linear({ C: 1 }, normal()) })
 * const data = sample(model, 2000, { seed: 1 })
 * falsify(dag('A -> B -> C -> D'), data, { seed: 1 }).verdict
 * //=> 'fits'
 * falsify(dag('B -> A -> D -> C'), data, { seed: 1 }).verdict
 * //=> 'falsified'
 */
export function falsify<N extends string, T>(
  graph: CausalGraph<'dag', N>,
  data: Table<T> | IndependenceTest<NoInfer<N>>,
  options: FalsifyOptions = {},
): Falsification {
  return calledAs('falsify', () => {
    checkOptions('options', options, ['alpha', 'draws', 'seed', 'level'])

    const { alpha = 0.05, draws: permutations = 100, seed = 0, level = 0.05 } = checkedObject('options', options)
    const g = indexed(graph)
    if (graph.kind !== 'dag') throw new CausalError('invalid-argument', `needs a DAG, got a ${String(graph.kind)}.`)
    if (!(alpha > 0 && alpha < 1) || !(level > 0 && level < 1) || !Number.isInteger(permutations) || permutations < 1) {
      throw new CausalError(
        'invalid-argument',
        'alpha and level lie between 0 and 1, permutations is a whole number from 1.',
        { alpha, level, permutations },
      )
    }
    const test: IndependenceTest =
      typeof data === 'function' ? (data as unknown as IndependenceTest) : testOf(data as Table<unknown, string>)
    const known = new Map(checkedTest(test).variables.map((name, i) => [name, i]))
    for (const name of g.names) lookUp('column', known, name)
    const conditions = localMarkovConditions(g.size, g.parents.start, g.parents.node, g.children.start, g.children.node)
    // null: not tested, which contradicts nothing
    const cache = new Map<string, number | null>()
    const pValueOf = ({ x, y, given }: Condition, at: Int32Array | null): number | null => {
      const to = (i: number): number => (at === null ? i : at[i]!)
      const [a, b] = [to(x), to(y)].sort((p, q) => p - q) as [number, number]
      const set = given.map(to).sort((p, q) => p - q)
      const key = `${a},${b}|${set.join()}`
      let p = cache.get(key)
      if (p === undefined) {
        const result = test(
          g.names[a]!,
          g.names[b]!,
          set.map((i) => g.names[i]!),
        )
        p = result.tested ? result.pValue : null
        cache.set(key, p)
      }
      return p
    }
    const isViolated = (p: number | null): p is number => p !== null && p < alpha
    const failed = conditions.flatMap((c) => {
      const p = pValueOf(c, null)
      return isViolated(p) ? [{ c, p }] : []
    })
    const implied = new Set(conditions.map((c) => conditionKey(c, null)))
    const draw = generator(seedStream(seed))
    const at = Int32Array.from({ length: g.size }, (_, i) => i)
    const permuted: number[] = []
    let asGood = 0
    let equivalent = 0
    for (let r = 0; r < permutations; r++) {
      draw.shuffle(at)
      let violations = 0
      let same = 0
      for (const c of conditions) {
        if (isViolated(pValueOf(c, at))) violations++
        if (implied.has(conditionKey(c, at))) same++
      }
      permuted.push(violations)
      if (violations <= failed.length) asGood++
      if (same === conditions.length) equivalent++
    }
    const pValue = asGood / permutations
    const pEquivalent = equivalent / permutations
    const verdict =
      conditions.length === 0 || pEquivalent > level ? 'uninformative' : pValue <= level ? 'fits' : 'falsified'
    const share = `${failed.length} of its ${conditions.length} local Markov conditions are violated`
    const explanation = {
      fits: `${share}; only ${percent(pValue)} of the graphs with permuted names fare as well.`,
      falsified: `${share}, and ${percent(pValue)} of the graphs with permuted names fare as well or better: it is no better than chance.`,
      uninformative: `${share}, but ${percent(pEquivalent)} of the graphs with permuted names say the same: it could hardly be falsified.`,
    }[verdict]
    return Object.freeze({
      violations: failed.length,
      tests: conditions.length,
      failed: Object.freeze(
        failed.map(({ c, p }) =>
          Object.freeze({
            x: g.names[c.x]!,
            y: g.names[c.y]!,
            given: Object.freeze(c.given.map((i) => g.names[i]!)),
            pValue: p,
          }),
        ),
      ),
      pValue,
      pEquivalent,
      permuted: Object.freeze(permuted),
      verdict,
      explanation,
    })
  })
}

const percent = (share: number): string => `${Math.round(100 * share)} %`

interface Condition {
  readonly x: number
  readonly y: number
  readonly given: readonly number[]
}

function conditionKey({ x, y, given }: Condition, at: Int32Array | null): string {
  const to = (i: number): number => (at === null ? i : at[i]!)
  const set = given.map(to).sort((p, q) => p - q)
  // the set with either end, so that the order of the pair does not matter
  return `${[to(x), to(y)].sort((p, q) => p - q).join()}|${set.join()}`
}

/** x ⊥ y given the parents of x, for every non-descendant y that is not a parent. */
function localMarkovConditions(
  n: number,
  start: Int32Array,
  parent: Int32Array,
  childStart: Int32Array,
  child: Int32Array,
): Condition[] {
  const conditions: Condition[] = []
  for (let x = 0; x < n; x++) {
    const given = Array.from(parent.subarray(start[x]!, start[x + 1]!))
    const excluded = new Uint8Array(n)
    for (const p of given) excluded[p] = 1
    const stack = [x]
    while (stack.length > 0) {
      const i = stack.pop()!
      if (excluded[i] === 2) continue
      excluded[i] = 2
      for (let k = childStart[i]!; k < childStart[i + 1]!; k++) stack.push(child[k]!)
    }
    for (let y = 0; y < n; y++) if (excluded[y] === 0) conditions.push({ x, y, given })
  }
  return conditions
}

/** A test that suits the columns: numbers, categories, or both. */
function testOf(table: Table<unknown, string>): IndependenceTest {
  checkTable(table)
  const numeric = table.data.filter((column) => column instanceof Float64Array).length
  if (numeric === table.data.length) return fisherZ(table as never) as unknown as IndependenceTest
  if (numeric === 0) return gSquare(table as never) as unknown as IndependenceTest
  return conditionalGaussian(table as never) as unknown as IndependenceTest
}
