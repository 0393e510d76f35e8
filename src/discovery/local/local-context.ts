import { CausalError } from '../../errors.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { lookUp } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { show } from '../../show.js'
import { type Queries, queriesOf } from '../constraint/queries.js'
import { type UntestedLog, untestedLog } from '../constraint/untested-log.js'
import { report } from '../core/report.js'
import type { SearchOptions, UntestedQuery } from '../core/types.js'

/**
 * What the local searches share.
 *
 * @category Discovery
 */
export interface LocalSearchOptions<N extends string = string> extends SearchOptions {
  /** The node whose surroundings are looked for. */
  readonly target: NoInfer<N>
  /** The level of each single test, between 0 and 1 (default 0.05). */
  readonly alpha?: number
  /** The largest conditioning set to be tested (default: no limit). */
  readonly maxConditioningSize?: number
}

/**
 * What a local search tells beside its set.
 *
 * @category Discovery
 */
export interface LocalSearchReport<N extends string = string> {
  /** The node that was asked about. */
  readonly target: N
  /** How many tests were asked for. */
  readonly tests: number
  /** Tests that could not be made, which spoke neither for nor against a node (at most eight a pair). */
  readonly untested: readonly UntestedQuery<N>[]
  /** What to know before the set is trusted, in sentences. */
  readonly warnings: readonly string[]
}

/** Asks a test in positions and keeps count. */
export interface LocalContext {
  readonly names: readonly string[]
  /** Positions in the order of names: what comes first must not hang on the order of columns. */
  readonly order: readonly number[]
  readonly logAlpha: number
  readonly maxSize: number
  /** The logarithm of the p-value; undefined where the test could not be made. */
  ask(x: number, y: number, given: readonly number[]): number | undefined
  /** Whether a test that was made found independence. */
  independent(x: number, y: number, given: readonly number[]): boolean
  report(stage: string, done: number, total: number): void
  result<N extends string>(target: number): LocalSearchReport<N>
}

export function localContext<N extends string>(
  test: IndependenceTest<N>,
  options: LocalSearchOptions,
): LocalContext & { readonly target: number } {
  const queries: Queries = queriesOf(test)
  const { names, index } = queries
  const { alpha = 0.05, maxConditioningSize: maxSize = Number.POSITIVE_INFINITY } = options
  if (!(alpha > 0 && alpha < 1))
    throw new CausalError(
      'invalid-argument',
      `alpha is ${show(alpha)}: give a level strictly between 0 and 1, such as 0.01.`,
      { alpha },
    )
  if (!(maxSize >= 0 && Math.floor(maxSize) === maxSize))
    throw new CausalError(
      'invalid-argument',
      `maxConditioningSize is ${show(maxSize)}: give a whole number from 0 on, or leave it out for no limit.`,
    )
  const target = lookUp('column', index, options.target)
  const log: UntestedLog = untestedLog(names.length, index, queries.explain)
  const logAlpha = portableLog(alpha)
  const order = [...names.keys()].sort((a, b) => (names[a]! < names[b]! ? -1 : 1))
  const rank = new Map(order.map((node, i) => [node, i]))
  const known = new Map<string, number | undefined>()
  let tests = 0
  const ask: LocalContext['ask'] = (x, y, given) => {
    const set = Int32Array.from([...given].sort((a, b) => rank.get(a)! - rank.get(b)!))
    const key = `${Math.min(x, y)} ${Math.max(x, y)} ${set.join()}`
    if (known.has(key)) return known.get(key)
    tests++
    const logP = queries.logPValue(x, y, set, set.length)
    if (logP === undefined) log.note(x, y, set, set.length)
    known.set(key, logP)
    return logP
  }
  return {
    names,
    order,
    target,
    logAlpha,
    maxSize,
    ask,
    independent: (x, y, given) => {
      const logP = ask(x, y, given)
      return logP !== undefined && logP > logAlpha
    },
    report: (stage, done, total) => report({ ...options }, { stage, level: 0, done, total, tests }),
    result: <M extends string>(node: number): LocalSearchReport<M> => {
      const untested = log.cases().map(({ x, y, given, result }) =>
        Object.freeze({
          x: names[x] as M,
          y: names[y] as M,
          given: Object.freeze(Array.from(given, (i) => names[i] as M)),
          reason: result.reason,
          message: result.message,
        }),
      )
      const open =
        untested.length > 0
          ? ['Some tests could not be made (see untested): a node may be in the set, or missing, for want of a test.']
          : []
      return {
        target: names[node] as M,
        tests,
        untested: Object.freeze(untested),
        warnings: Object.freeze([...queries.warnings, ...open]),
      }
    },
  }
}

/** Visits the subsets of items, smaller ones first, up to a size, until `visit` returns true: whether it did. */
export function someSetOf(
  items: readonly number[],
  most: number,
  visit: (given: readonly number[]) => boolean,
): boolean {
  let sets: (readonly number[])[] = [[]]
  for (let size = 0; size <= Math.min(most, items.length); size++) {
    for (const set of sets) if (visit(set)) return true
    sets = sets.flatMap((set) => {
      const from = set.length === 0 ? 0 : items.indexOf(set.at(-1)!) + 1
      return items.slice(from).map((item) => [...set, item])
    })
  }
  return false
}
