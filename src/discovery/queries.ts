import { CausalError } from '../errors.js'
import { partialCorrelation } from '../independence/partial-correlation.js'
import type { IndependenceTest } from '../independence/types.js'
import { indexNames, quoteNames } from '../names.js'
import { logNormalUpperTail } from '../numeric/special/normal.js'

/** A test of conditional independence in column positions. */
export interface Queries {
  readonly names: readonly string[]
  readonly index: ReadonlyMap<string, number>
  /** The natural logarithm of the p-value of x ⊥ y given `given[0 … size − 1]`. */
  readonly logPValue: (x: number, y: number, given: Int32Array, size: number) => number
  /** Correlations that decide the test, when it offers them. */
  readonly correlation: { readonly matrix: Float64Array; readonly count: number } | null
}

/** The fastest way to a test's decisions. Whatever goes wrong inside a test is reported with the query that it was asked. */
export function queriesOf<N extends string>(where: string, test: IndependenceTest<N>): Queries {
  if (typeof test !== 'function' || !Array.isArray(test.variables)) {
    throw new CausalError(
      where,
      'invalid-argument',
      'expected a test of conditional independence, such as fisherZ(table) or dSeparation(graph).',
    )
  }
  const names = test.variables
  const index = indexNames(where, 'column', names)
  const { plan } = test
  const call = (x: number, y: number, given: Int32Array, size: number): number =>
    test(
      names[x]!,
      names[y]!,
      Array.from({ length: size }, (_, k) => names[given[k]!]!),
    ).logPValue
  const core =
    plan === undefined
      ? call
      : plan.kind === 'indexed'
        ? plan.logPValue
        : fisherCore(names.length, plan.correlation, plan.count, call)
  // the earlier column always comes first: some tests, such as causal-learn's kernel test, are not symmetric
  const logPValue = (a: number, b: number, given: Int32Array, size: number): number => {
    const x = Math.min(a, b)
    const y = Math.max(a, b)
    let result: number
    try {
      result = core(x, y, given, size)
    } catch (cause) {
      throw failedQuery(where, names, x, y, given, size, cause)
    }
    if (result <= 0) return result
    throw failedQuery(where, names, x, y, given, size, `its logPValue is ${result}, not a number up to 0.`)
  }
  return {
    names,
    index,
    logPValue,
    correlation: plan?.kind === 'correlation' ? { matrix: plan.correlation, count: plan.count } : null,
  }
}

/** Fisher's z from correlations, by the rules of `fisherZ`; a query that it refuses goes to the test for its error. */
function fisherCore(
  p: number,
  correlation: Float64Array,
  count: number,
  call: Queries['logPValue'],
): Queries['logPValue'] {
  const partial = partialCorrelation(p, correlation)
  return (x, y, given, size) => {
    const freedom = count - size - 3
    if (!(freedom > 0) || partial.solve(x, y, given, size) === 'invalid') return call(x, y, given, size)
    const z = Math.abs(Math.sqrt(freedom) * Math.atanh(partial.r()))
    return z === 0 ? 0 : Math.LN2 + logNormalUpperTail(z)
  }
}

function failedQuery(
  where: string,
  names: readonly string[],
  x: number,
  y: number,
  given: Int32Array,
  size: number,
  cause: unknown,
): CausalError {
  const set = Array.from({ length: size }, (_, k) => names[given[k]!]!)
  const code = cause instanceof CausalError ? cause.code : 'invalid-data'
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new CausalError(
    where,
    code,
    `the test of ${quoteNames([names[x]!, names[y]!])} given ${quoteNames(set, Number.POSITIVE_INFINITY)} failed: ${reason}`,
    { ...(cause instanceof CausalError ? cause.details : {}), x: names[x], y: names[y], given: set, cause },
  )
}
