import { CausalError, sentenceOf } from '../../../errors.js'
import type { UntestedResult } from '../../../independence/core/types.js'
import { beyondReach } from '../../tests/make-lagged-test.js'
import type { LaggedNode, LaggedTest } from '../../types.js'

/** A test asked by positions: variable i of N at lag k is k · N + i. */
export interface LaggedQueries {
  /** How many variables there are. */
  readonly n: number
  /** The place of each variable among the names in order: what is done in this order does not depend on that of columns. */
  readonly rank: Int32Array
  /** The p-value; NaN where the test could not be made. */
  readonly ask: (x: number, y: number, given: Int32Array, size: number) => number
  /** The strength of dependence in the last question. */
  readonly value: () => number
  /** How many tests were asked for. */
  readonly tests: () => number
  /** Asked again by name: why a test could not be made. */
  readonly explain: (x: number, y: number, given: Int32Array) => UntestedResult | null
}

/** The questions of a search that reaches back so many steps. */
export function laggedQueries<N extends string>(test: LaggedTest<N>, reach: number): LaggedQueries {
  if (typeof test !== 'function' || !Array.isArray(test.variables)) {
    const message =
      'expected a test over time, such as laggedCorrelation(series, { maxLag }) or laggedSeparation(graph), or a series.'
    throw new CausalError('invalid-argument', message)
  }
  if (test.plan !== undefined && typeof test.plan.ask !== 'function') {
    const message =
      'this is a test of rows, not one over time: laggedTest(series, makeTest, { maxLag }) makes one of it.'
    throw new CausalError('invalid-argument', message)
  }
  if (test.maxLag !== undefined && reach > test.maxLag) throw beyondReach(reach, test.maxLag)
  const { variables, plan } = test
  const n = variables.length
  const rank = ranksOf(variables)
  const nodeAt = (position: number): LaggedNode<N> => ({
    name: variables[position % n]!,
    lag: Math.floor(position / n),
  })
  const call = (x: number, y: number, given: Int32Array) => test(nodeAt(x), nodeAt(y), Array.from(given, nodeAt))
  let tests = 0
  let value = Number.NaN
  let room = new Int32Array(64)
  const ask = (x: number, y: number, given: Int32Array, size: number): number => {
    tests++
    if (size > room.length) room = new Int32Array(2 * size)
    sortInto(room, given, size, n, rank)
    // x is the earlier one, or the first by name: the same bits whatever the order of columns
    const [a, b] = isBefore(x, y, n, rank) ? [y, x] : [x, y]
    try {
      if (plan !== undefined) {
        if (!plan.ask(a, b, room, size)) return Number.NaN
        value = plan.value()
        return plan.pValue()
      }
      const result = call(a, b, room.subarray(0, size))
      if (!result.tested) return Number.NaN
      value = result.estimate ?? result.statistic
      return result.pValue
    } catch (error) {
      throw withQuestion(error, nodeAt(a), nodeAt(b))
    }
  }
  return {
    n,
    rank,
    ask,
    value: () => value,
    tests: () => tests,
    explain: (x, y, given) => {
      const sorted = new Int32Array(given.length)
      sortInto(sorted, given, given.length, n, rank)
      const [a, b] = isBefore(x, y, n, rank) ? [y, x] : [x, y]
      const result = call(a, b, sorted)
      return result.tested ? null : result
    },
  }
}

function ranksOf(names: readonly string[]): Int32Array {
  const sorted = [...names.keys()].sort((a, b) => (names[a]! < names[b]! ? -1 : 1))
  const rank = new Int32Array(names.length)
  for (const [k, i] of sorted.entries()) rank[i] = k
  return rank
}

function isBefore(a: number, b: number, n: number, rank: Int32Array): boolean {
  const lags = Math.floor(a / n) - Math.floor(b / n)
  return lags < 0 || (lags === 0 && rank[a % n]! < rank[b % n]!)
}

/** A conditioning set by lag and name. */
function sortInto(out: Int32Array, given: Int32Array, size: number, n: number, rank: Int32Array): void {
  for (let k = 0; k < size; k++) {
    const position = given[k]!
    let at = k
    while (at > 0 && isBefore(position, out[at - 1]!, n, rank)) {
      out[at] = out[at - 1]!
      at--
    }
    out[at] = position
  }
}

/** An error inside a test, with the question that was asked. */
function withQuestion(error: unknown, x: LaggedNode, y: LaggedNode): unknown {
  if (!(error instanceof CausalError)) return error
  const message = `the test of ${x.name} at lag ${x.lag} and ${y.name} at lag ${y.lag}: ${sentenceOf(error)}`
  return new CausalError(error.code, message, { ...error.details, x, y })
}
