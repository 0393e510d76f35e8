import ts from 'typescript'
import { expect } from 'vitest'
import * as library from '../../src/index.js'

/**
 * Runs the statements of an example. An expression followed by `//=> value` must equal that value; `//=> throws 'code'`
 * must throw a CausalError with this code. A number with decimals is compared to the digits printed. The value may go on
 * over further comment lines. An expectation may stand under an `if`; every one must have been reached.
 *
 * @returns how many expectations were checked
 */
export function runExample(code: string): number {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true)
  let found = 0
  let script = ''
  let copied = 0
  for (const statement of statementsOf(source)) {
    if (ts.isImportDeclaration(statement)) {
      // imports are of the library itself: its names are all in scope
      script += code.slice(copied, statement.getStart())
      copied = statement.getEnd()
      continue
    }
    const wanted = /^[;\s]*(?:\/\/(?!\s?=>).*\n\s*)*\/\/\s?=>\s*(.*(?:\n[ \t]*\/\/(?!\s?=>).*)*)/
      .exec(code.slice(statement.getEnd()))?.[1]
      ?.replace(/\n\s*\/\/\s?/g, '\n')
      .trim()
    if (wanted === undefined) continue
    found++
    const expression = statement.expression.getText()
    const throws = /^throws\s+('[^']+')/.exec(wanted)
    script += code.slice(copied, statement.getStart())
    if (throws !== null) script += `__throws(() => (${expression}), ${throws[1]});\n`
    else script += `__equal((${expression}), (${approximate(wanted)}));\n`
    copied = statement.getEnd()
  }
  script += code.slice(copied)
  // none may stand where it is not looked at: after a declaration, in a function
  expect(found, 'expectations that are understood').toBe(code.match(/\/\/\s?=>/g)?.length ?? 0)
  let checked = 0
  const body = ts.transpile(script, { target: ts.ScriptTarget.ES2022 })
  const names = Object.keys(library)
  new Function('__equal', '__throws', '__close', ...names, body)(
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
  expect(checked, 'expectations that were reached').toBe(found)
  return checked
}

/** The imports and the expressions of a file that are not in a function or a loop, in order. */
function statementsOf(source: ts.SourceFile): (ts.ExpressionStatement | ts.ImportDeclaration)[] {
  const found: (ts.ExpressionStatement | ts.ImportDeclaration)[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) || ts.isImportDeclaration(node)) found.push(node)
    else if (ts.isIfStatement(node) || ts.isBlock(node) || ts.isSourceFile(node)) ts.forEachChild(node, visit)
  }
  visit(source)
  return found
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
