import { asList } from '../../names.js'
import { madeBy } from '../../recipes.js'
import { checkedTest } from '../core/check-test.js'
import { makeTest } from '../core/make-test.js'
import type { IndependenceTest, TestResult } from '../core/types.js'

/**
 * A test that answers each question once: asked again, even with x and y exchanged or the conditioning set in another
 * order, it returns the remembered result.
 *
 * A symmetric test is assumed. Where the test offers a plan, so does this one: a plan is quicker than any memory.
 *
 * @param test - any test
 * @returns the same test with a memory
 * @complexity O(|S|) for a question asked before
 * @category Independence tests
 * @example
 * const log: LoggedTest[] = []
 * const test = cached(withLog(dSeparation(dag('A -> B -> C')), log))
 * test('A', 'C', ['B']).pValue
 * //=> 1
 * test('C', 'A', ['B']).pValue
 * //=> 1
 * log.length
 * //=> 1
 */
export function cached<N extends string>(test: IndependenceTest<N>): IndependenceTest<N> {
  return madeBy('cached', [test], () => {
    const position = new Map<string, number>(checkedTest(test).variables.map((name, i) => [name, i]))
    const known = new Map<string, TestResult>()
    const call = (x: N, y: N, given: readonly N[]): TestResult => {
      const positions = [x, y, ...asList(given)].map((name) => position.get(name))
      // a name that the test does not know: let the test say so
      if (positions.includes(undefined)) return test(x, y, given)
      const [a, b, ...set] = positions as number[]
      const key = `${Math.min(a!, b!)} ${Math.max(a!, b!)} ${[...new Set(set)].sort((i, j) => i - j).join(' ')}`
      const before = known.get(key)
      if (before !== undefined) return before
      const result = test(x, y, given)
      known.set(key, result)
      return result
    }
    return makeTest('cached', test.variables, call, test.plan, () => test.warnings ?? [], test.n)
  })
}
