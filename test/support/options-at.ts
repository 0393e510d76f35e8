import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** For each function under `src` the positions of the parameters that it gives to `checkOptions`. */
export function optionsAt(): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>()
  for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue
    const text = readFileSync(join('src', file), 'utf8')
    if (!text.includes('checkOptions(')) continue
    for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true).statements) {
      if (!ts.isFunctionDeclaration(statement) || statement.body === undefined || statement.name === undefined) continue
      const body = statement.body.getText()
      statement.parameters.forEach((parameter, i) => {
        const name = parameter.name.getText()
        if (!new RegExp(`checkOptions\\(\\s*'[^']*',\\s*${name},`).test(body)) return
        const known = found.get(statement.name!.text) ?? new Set()
        found.set(statement.name!.text, known.add(i))
      })
    }
  }
  return found
}
