import ts from 'typescript'
import { expect } from 'vitest'
import * as library from '../../src/index.js'

/**
 * Runs the statements of an example. An expression followed by `//=> value` must equal that value; `//=> throws 'code'`
 * must throw a CausalError with this code. A number with decimals is compared to the digits printed. The value may go on
 * over further comment lines.
 *
 * @returns how many expectations were checked
 */
export function runExample(code: string): number {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true)
  let checked = 0
  let script = ''
  source.statements.forEach((statement, i) => {
    const text = code.slice(statement.getFullStart(), statement.getEnd())
    const after = code.slice(statement.getEnd(), source.statements[i + 1]?.getStart() ?? code.length)
    const wanted = /^[;\s]*\/\/\s?=>\s*(.*(?:\n[ \t]*\/\/(?!\s?=>).*)*)/
      .exec(after)?.[1]
      ?.replace(/\n\s*\/\/\s?/g, '\n')
      .trim()
    if (wanted === undefined || !ts.isExpressionStatement(statement)) {
      script += `${text};\n`
      return
    }
    checked++
    const expression = statement.expression.getText()
    const throws = /^throws\s+('[^']+')/.exec(wanted)
    if (throws !== null) script += `__throws(() => (${expression}), ${throws[1]});\n`
    else script += `__equal((${expression}), (${approximate(wanted)}));\n`
  })
  // imports are of the library itself: its names are all in scope
  const body = ts.transpile(script.replace(/^\s*import[^;]*;/gm, ''), { target: ts.ScriptTarget.ES2022 })
  const names = Object.keys(library)
  new Function('__equal', '__throws', '__close', ...names, body)(
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
  return checked
}

/** Decimals outside strings become matchers to the digits given. */
function approximate(text: string): string {
  return text.replace(
    /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|(?<![\w.])(-?\d+\.(\d+))(?![\de])/g,
    (whole, number, digits) => (number === undefined ? whole : `__close(${number}, ${digits.length})`),
  )
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
