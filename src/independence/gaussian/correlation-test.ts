import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { logNormalUpperTail, normalUpperTail } from '../../numeric/special/normal.js'
import { portableAtanh } from '../../numeric/special/portable-log.js'
import { byName, indexedTest, type Query } from '../core/make-test.js'
import type { IndependenceTest, SearchPlan, TestResult } from '../core/types.js'
import { determinedBy, tooFewRows } from '../core/untested.js'
import { coefficientInterval, isUndecided, NEARLY_DETERMINED, partialCorrelation } from './partial-correlation.js'

/** What a test of partial correlations is made from. */
interface Correlations {
  readonly names: readonly string[]
  readonly correlation: Float64Array
  readonly count: number
}

/**
 * Fisher's z test over a correlation matrix.
 *
 * @param name - the public function that makes the test
 * @param method - the test in words
 * @param data - the table, if any, for warnings
 * @param warningOf - what to say of a p-value, by the least share of variance that the conditioning set leaves of x or y
 */
export function correlationTest(
  name: string,
  method: string,
  { names, correlation, count }: Correlations,
  data: unknown,
  warningOf?: (left: number) => string | undefined,
): IndependenceTest {
  const partial = partialCorrelation(names.length, correlation, count)
  const order = byName(names)
  const nameOf = (positions: ArrayLike<number>): string[] => Array.from(positions, (i) => names[i]!)
  /** Answers the query in `partial`; true where there is something to test. */
  const solve = (x: number, y: number, given: Int32Array, size: number): boolean => {
    if (count - size - 3 <= 0) return false
    if (partial.solve(x, y, given, size)) return partial.determined().length === 0
    const at = nameOf([x, y, ...given.subarray(0, size)])
    throw new CausalError(
      'invalid-argument',
      `the correlations of ${quoteNames(at)} are not positive semidefinite: no data has them.`,
      { names: at },
    )
  }
  const zOf = (size: number): number => Math.sqrt(count - size - 3) * portableAtanh(partial.r())
  /** Whether the last answer is mere silence, since the conditioning set nearly determines x or y. */
  const isSilent = (x: number, y: number, size: number): boolean => {
    const [vx, vy] = partial.left()
    if (size === 0 || Math.min(vx, vy) > NEARLY_DETERMINED) return false
    return isUndecided(correlation[x * names.length + y]!, partial.r(), vx, vy, count - size - 2)
  }
  const logPValue = (z: number): number => Math.min(0, Math.LN2 + logNormalUpperTail(Math.abs(z)))
  // x and y in the order of their names, as the conditioning set is: the arrangement of columns then changes no bit
  const pairOf = (x: number, y: number): [number, number] => (names[x]! <= names[y]! ? [x, y] : [y, x])
  const core = (query: Query): TestResult => {
    const { given } = query
    const [x, y] = pairOf(query.x, query.y)
    const size = given.length
    if (count - size - 3 <= 0) return tooFewRows(method, count, size + 4)
    if (!solve(x, y, given, size)) return determinedBy(method, nameOf(partial.determined()), nameOf(given))
    if (isSilent(x, y, size)) {
      const [vx, vy] = partial.left()
      return determinedBy(method, nameOf([vx <= vy ? x : y]), nameOf(given), {
        left: Math.min(vx, vy),
        estimate: partial.r(),
        interval: Object.freeze(coefficientInterval(partial.r(), vx, vy, count - size - 2)),
        marginal: correlation[x * names.length + y]!,
      })
    }
    const z = zOf(size)
    const leftOut = partial.leftOut()
    const warning = size === 0 ? undefined : warningOf?.(Math.min(...partial.left()))
    return {
      tested: true,
      statistic: z,
      pValue: Math.min(1, 2 * normalUpperTail(Math.abs(z))),
      logPValue: logPValue(z),
      estimate: partial.r(),
      method,
      ...(warning !== undefined && { warning }),
      ...(leftOut.length > 0 && { determined: Object.freeze(nameOf(leftOut)) }),
    }
  }
  const plan: SearchPlan = Object.freeze({
    kind: 'correlation',
    correlation,
    count,
    logPValue: (first, second, set, size) => {
      const [x, y] = pairOf(first, second)
      return solve(x, y, order(set.subarray(0, size)), size) && !isSilent(x, y, size) ? logPValue(zOf(size)) : undefined
    },
  })
  return indexedTest(name, names, core, plan, data)
}
