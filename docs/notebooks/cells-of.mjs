// What a notebook's text says of its cells: the code of each and the names that it needs, read by the compiler's parser.
import ts from 'typescript'

/** @param {string} text @returns {Record<string, { code: string, needs: string[] }>} */
export function cellsOf(text) {
  const source = ts.createSourceFile('notebook.mjs', text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS)
  /** @type {Record<string, { code: string, needs: string[] }>} */
  const found = {}
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (name.getText() !== 'cells' || initializer === undefined || !ts.isObjectLiteralExpression(initializer))
        continue
      for (const property of initializer.properties) {
        if (!ts.isPropertyAssignment(property) || !ts.isArrowFunction(property.initializer)) continue
        const [parameter] = property.initializer.parameters
        const needs =
          parameter !== undefined && ts.isObjectBindingPattern(parameter.name)
            ? parameter.name.elements.map((element) => (element.propertyName ?? element.name).getText())
            : []
        const code = property.initializer.body.getText().replace(/\n {4}/g, '\n')
        found[property.name.getText()] = { code, needs }
      }
    }
  }
  return found
}
