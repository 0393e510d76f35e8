import { expect } from 'vitest'
import * as library from '../../src/everything.js'
import { exampleScript } from './example-script.js'

/** An example may wait for what it is told later. */
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as FunctionConstructor

/**
 * Runs the statements of an example. An expression followed by `//=> value` must equal that value; `//=> throws 'code'`
 * must throw a CausalError with this code. A number with decimals is compared to the digits printed. The value may go on
 * over further comment lines. An expectation may stand under an `if`; every one must have been reached.
 *
 * @returns how many expectations were checked
 */
export async function runExample(code: string): Promise<number> {
  const { script, expectations } = exampleScript(code)
  // none may stand where it is not looked at: after a declaration, in a function
  expect(expectations, 'expectations that are understood').toBe(code.match(/\/\/\s?=>/g)?.length ?? 0)
  let checked = 0
  const names = Object.keys(library)
  await new AsyncFunction('__equal', '__throws', '__close', ...names, script)(
    (actual: unknown, wanted: unknown) => {
      checked++
      expect(plain(actual)).toEqual(wanted)
    },
    (call: () => unknown, code: string) => {
      checked++
      let error: unknown
      try {
        call()
      } catch (caught) {
        error = caught
      }
      expect(error, `expected an error ${code}`).toBeInstanceOf(library.CausalError)
      expect((error as library.CausalError).code).toBe(code)
    },
    (value: number, digits: number) => expect.closeTo(value, digits),
    ...Object.values(library),
  )
  expect(checked, 'expectations that were reached').toBe(expectations)
  return checked
}

/** Typed arrays as arrays, so that an example can show them as lists. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]))
  }
  return value
}
