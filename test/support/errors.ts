import { expect } from 'vitest'
import { CausalError, type CausalErrorCode } from '../../src/index.js'

/** Runs `call` and expects a CausalError of this code, whose message begins with the function's name; returns it. */
export function expectCausalError(call: () => unknown, where: string, code: CausalErrorCode): CausalError {
  let error: unknown
  try {
    call()
  } catch (caught) {
    error = caught
  }
  expect(error, `${where} should have thrown ${code}`).toBeInstanceOf(CausalError)
  const causal = error as CausalError
  expect({ code: causal.code, begins: causal.message.startsWith(`${where}: `), message: causal.message }).toEqual({
    code,
    begins: true,
    message: causal.message,
  })
  return causal
}
