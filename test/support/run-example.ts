import { expect } from 'vitest'
import * as library from '../../src/index.js'
import { exampleScript } from './example-script.js'

/**
 * Runs the statements of an example. An expression followed by `//=> value` must equal that value; `//=> throws 'code'`
 * must throw a CausalError with this code. A number with decimals is compared to the digits printed. The value may go on
 * over further comment lines.
 *
 * @returns how many expectations were checked
 */
export function runExample(code: string): number {
  const { script, expectations } = exampleScript(code)
  const names = Object.keys(library)
  new Function('__equal', '__throws', '__close', ...names, script)(
    (actual: unknown, wanted: unknown) => expect(plain(actual)).toEqual(wanted),
    (call: () => unknown, code: string) => {
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
  return expectations
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
