import { CausalError } from '../../errors.js'
import type { IndependenceTest, UntestedResult } from '../../independence/core/types.js'
import { indexNames, quoteNames } from '../../names.js'

/** A test of conditional independence in column positions. */
export interface Queries {
  /** The test itself. */
  readonly test: IndependenceTest
  readonly names: readonly string[]
  readonly index: ReadonlyMap<string, number>
  /** The natural logarithm of the p-value of x ⊥ y given `given[0 … size − 1]`; undefined where it was not tested. */
  readonly logPValue: (x: number, y: number, given: Int32Array, size: number) => number | undefined
  /** Has tests of the pairs for which `among` holds made ahead, where work is shared; the search then asks as ever. */
  readonly ahead?: (among: (x: number, y: number) => boolean, input: Omit<AheadInput, 'test' | 'pairs'>) => void
  /** Why a query could not be tested; null where it could. */
  readonly explain: (x: number, y: number, given: Int32Array) => UntestedResult | null
  /** What the test wants to be known of its data. */
  readonly warnings: readonly string[]
  /** Correlations that decide the test, when it offers them. */
  readonly correlation: { readonly matrix: Float64Array; readonly count: number } | null
}

/** Pairs of columns, and beside which of their neighbours' subsets each is to be tested. */
export interface AheadInput {
  readonly test: IndependenceTest
  /** x and y of each pair, in turn. */
  readonly pairs: readonly number[]
  readonly neighbors: readonly Int32Array[]
  /** Sizes of the subsets. */
  readonly least: number
  readonly most: number
  /** The search of a pair ends at a p-value whose logarithm is above this. */
  readonly until: number
}

/** The fastest way to a test's decisions. Whatever goes wrong inside a test is reported with the query that it was asked. */
export function queriesOf<N extends string>(test: IndependenceTest<N>): Queries {
  if (typeof test !== 'function' || !Array.isArray(test.variables)) {
    throw new CausalError('invalid-argument', 'expected a test, such as fisherZ(table) or dSeparation(graph).')
  }
  const names = test.variables
  const index = indexNames('column', names)
  const { plan } = test
  const setOf = (given: Int32Array, size: number): N[] => Array.from(given.subarray(0, size), (i) => names[i]!)
  const core =
    plan?.logPValue ??
    ((x: number, y: number, given: Int32Array, size: number): number | undefined => {
      const result = test(names[x]!, names[y]!, setOf(given, size))
      // a test of untyped code that gives no logarithm is told so below
      return result.tested === false ? undefined : (result.logPValue ?? Number.NaN)
    })
  // the earlier column always comes first: some tests, such as causal-learn's kernel test, are not symmetric
  const logPValue = (a: number, b: number, given: Int32Array, size: number): number | undefined => {
    const first = Math.min(a, b)
    const second = Math.max(a, b)
    let cause: unknown
    try {
      const result = core(first, second, given, size)
      if (result === undefined || result <= 0) return result
      cause = `its logPValue is ${result}, not a number up to 0.`
    } catch (error) {
      cause = error
    }
    const [x, y, set] = [names[first]!, names[second]!, setOf(given, size)]
    const { code, details } = cause instanceof CausalError ? cause : { code: 'invalid-data' as const, details: {} }
    throw new CausalError(
      code,
      `the test of ${quoteNames([x, y])} given ${quoteNames(set, Number.POSITIVE_INFINITY)} failed: ${cause instanceof Error ? cause.message : cause}`,
      { ...details, x, y, given: set, cause },
    )
  }
  return {
    test: test as unknown as IndependenceTest,
    names,
    index,
    logPValue,
    explain: (a, b, given) => {
      const result = test(names[Math.min(a, b)]!, names[Math.max(a, b)]!, setOf(given, given.length))
      return result.tested === false ? result : null
    },
    warnings: test.warnings ?? [],
    correlation: plan?.kind === 'correlation' ? { matrix: plan.correlation, count: plan.count } : null,
  }
}
