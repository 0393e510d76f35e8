import ts from 'typescript'

/**
 * An example as a program: an expression followed by `//=> value` becomes `__equal((expression), (value))`, one followed
 * by `//=> throws 'code'` becomes `__throws(() => (expression), 'code')`, and decimals in values `__close(number, digits)`.
 * The value may go on over further comment lines. Imports are left out: all names of the library are in scope.
 */
export function exampleScript(code: string): { script: string; expectations: number } {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true)
  let expectations = 0
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
    expectations++
    const expression = statement.expression.getText()
    const throws = /^throws\s+('[^']+')/.exec(wanted)
    if (throws !== null) script += `__throws(() => (${expression}), ${throws[1]});\n`
    else script += `__equal((${expression}), (${approximate(wanted)}));\n`
  })
  const imported = script.replace(/^\s*import[^;]*;/gm, '')
  return { script: ts.transpile(imported, { target: ts.ScriptTarget.ES2022 }), expectations }
}

/** Decimals outside strings become matchers to the digits given. */
function approximate(text: string): string {
  return text.replace(
    /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|(?<![\w.])(-?\d+\.(\d+))(?![\de])/g,
    (whole, number, digits) => (number === undefined ? whole : `__close(${number}, ${digits.length})`),
  )
}
