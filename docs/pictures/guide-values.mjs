// What the code of a guide computes, so that a picture shows the very numbers of the page.
import { readFileSync } from 'node:fs'
import * as causalkit from 'causalkit'
import ts from 'typescript'
import { pageBlocks } from '../blocks.mjs'

const known = new Map()

/** The text of a guide. */
export const guideText = (guide) => readFileSync(new URL(`../guides/${guide}.md`, import.meta.url), 'utf8')

/**
 * Runs the ```ts blocks of a guide as one program, up to the one that holds `until`, and returns what they named.
 *
 * @param {string} guide
 * @param {string} [until] a text in the last block that is wanted; all blocks unless told
 * @returns {Promise<Record<string, any>>}
 */
export async function guideValues(guide, until) {
  const key = `${guide} ${until ?? ''}`
  if (!known.has(key)) known.set(key, run(guide, until))
  return known.get(key)
}

async function run(guide, until) {
  const blocks = pageBlocks(guideText(guide)).map(({ code }) => code)
  const last = until === undefined ? blocks.length - 1 : blocks.findIndex((code) => code.includes(until))
  if (last < 0) throw new Error(`${guide}.md has no code with ${until}.`)
  const code = blocks.slice(0, last + 1).join('\n')
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  const source = ts.createSourceFile('guide.js', outputText, ts.ScriptTarget.ES2022, true)
  const names = []
  const lines = source.statements.map((statement) => {
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return ''
    if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) names.push(...boundNames(name))
    if (ts.isFunctionDeclaration(statement)) names.push(statement.name.text)
    // a line that shows an error is part of a guide too
    return ts.isExpressionStatement(statement) ? `try { ${statement.getText()} } catch {}` : statement.getText()
  })
  const verbs = Object.keys(causalkit)
  const program = new Function(
    ...verbs,
    `return (async () => { ${lines.join('\n')}\nreturn { ${names.join(', ')} } })()`,
  )
  return program(...verbs.map((name) => Reflect.get(causalkit, name)))
}

function boundNames(name) {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)))
}

/**
 * A table that a guide shows, as rows of texts: the first one after a line that holds `after`.
 *
 * @param {string} guide
 * @param {string} after
 * @returns {{ columns: string[], rows: string[][] }}
 */
export function guideTable(guide, after) {
  const lines = guideText(guide).split('\n')
  const from = lines.findIndex((line) => line.includes(after))
  if (from < 0) throw new Error(`${guide}.md has no line with ${after}.`)
  const start = lines.findIndex((line, i) => i >= from && line.startsWith('|'))
  const rows = []
  for (let i = start; lines[i]?.startsWith('|'); i++)
    rows.push(
      lines[i]
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
  return { columns: rows[0], rows: rows.slice(2) }
}
