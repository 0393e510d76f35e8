import { CausalError, calledAs } from '../../errors.js'
import { checkedTest } from '../core/check-test.js'
import { makeTest } from '../core/make-test.js'
import type { IndependenceTest, TestResult } from '../core/types.js'

/**
 * One question to a test, and its answer.
 *
 * @category Independence tests
 */
export interface LoggedTest<N extends string = string> {
  /** The one variable. */
  readonly x: N
  /** The other. */
  readonly y: N
  /** The conditioning set, as it was given. */
  readonly given: readonly N[]
  /** What the test found. */
  readonly result: TestResult
}

/**
 * A test that logs every question and answer, to show what a discovery algorithm asked and how close to alpha its
 * decisions were.
 *
 * The plan of a test is left out, since it would answer past the log.
 *
 * @param test - any test
 * @param log - where to write: a list, to which an entry is added, or a function that is called with it
 * @returns the same test with a log
 * @category Independence tests
 * @example
 * const log: LoggedTest[] = []
 * withLog(dSeparation(dag('A -> B')), log)('A', 'B')
 * log.map(({ x, y, result }) => [x, y, result.pValue])
 * //=> [['A', 'B', 0]]
 */
export function withLog<N extends string>(
  test: IndependenceTest<N>,
  log: { push(entry: LoggedTest<NoInfer<N>>): unknown } | ((entry: LoggedTest<NoInfer<N>>) => void),
): IndependenceTest<N> {
  return calledAs('withLog', () => {
    if (typeof log !== 'function' && typeof log?.push !== 'function')
      throw new CausalError('invalid-argument', 'the log must be a list or a function.')
    const write = typeof log === 'function' ? log : (entry: LoggedTest<N>): void => void log.push(entry)
    return makeTest(
      'withLog',
      checkedTest(test).variables,
      (x, y, given) => {
        const result = test(x, y, given)
        write(Object.freeze({ x, y, given: Object.freeze([...given]), result }))
        return result
      },
      undefined,
      () => test.warnings ?? [],
      test.n,
    )
  })
}
