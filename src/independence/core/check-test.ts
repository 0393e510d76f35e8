import { CausalError } from '../../errors.js'
import type { IndependenceTest } from './types.js'

/** The test itself, or an error where untyped code gives no test of independence. */
export function checkedTest<N extends string>(test: IndependenceTest<N>): IndependenceTest<N> {
  if (typeof test === 'function' && Array.isArray(test.variables)) return test
  throw new CausalError(
    'invalid-argument',
    'expected a test of conditional independence, such as fisherZ(table) or dSeparation(graph).',
  )
}
