import type { TestedResult, TestResult } from '../../src/index.js'

/** The result of a test that was made; an error where it was not. */
export function tested(result: TestResult): TestedResult {
  if (result.tested) return result
  throw new Error(`not tested: ${result.message}`)
}
