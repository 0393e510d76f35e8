import { expect } from 'vitest'
import { CausalError, type CausalErrorCode } from '../../src/index.js'

/**
 * Runs `call` and expects a CausalError of this code, whose message begins with the function's name; returns it. An inner
 * function puts no name in front: `where` is null.
 */
export function expectCausalError(call: () => unknown, where: string | null, code: CausalErrorCode): CausalError {
  let error: unknown
  try {
    call()
  } catch (caught) {
    error = caught
  }
  expect(error, `${where ?? 'it'} should have thrown ${code}`).toBeInstanceOf(CausalError)
  const causal = error as CausalError
  const begins = /^(\w+): /.exec(causal.message)?.[1] ?? null
  expect({ code: causal.code, begins, message: causal.message }).toEqual({
    code,
    begins: where,
    message: causal.message,
  })
  return causal
}
