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
    expectations++
    const expression = statement.expression.getText()
    const throws = /^throws\s+('[^']+')/.exec(wanted)
    script += code.slice(copied, statement.getStart())
    if (throws !== null) script += `__throws(() => (${expression}), ${throws[1]});\n`
    else script += `__equal((${expression}), (${approximate(wanted)}));\n`
    copied = statement.getEnd()
  }
  script += code.slice(copied)
  return { script: ts.transpile(script, { target: ts.ScriptTarget.ES2022 }), expectations }
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
