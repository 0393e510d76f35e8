// Compiles what the documentation shows, under the strict settings of the project: the README, each guide (its blocks are
// one program, since a later one may use what an earlier one made) and each @example (a scope of its own).
// All public names are in scope. `node docs/check-examples.mjs [PART OF A PATH]`; ends with a line "N passed, N failed".
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { exampleBlocks, pageBlocks } from './blocks.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const wanted = process.argv[2] ?? ''
const list = (folder, end) =>
  readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(end))
    .map((name) => join(folder, name))

/** Virtual files by path: the code of one page on its own lines, all else blank. */
const virtual = new Map()
let blocks = 0
for (const file of ['README.md', ...list('docs/guides', '.md'), ...list('src', '.ts')]) {
  if (!file.includes(wanted)) continue
  const text = readFileSync(join(root, file), 'utf8')
  const isPage = file.endsWith('.md')
  const found = isPage ? pageBlocks(text) : exampleBlocks(text)
  if (found.length === 0) continue
  blocks += found.length
  const lines = text.split('\n').map(() => '')
  for (const { start, end, code } of found) {
    code.split('\n').forEach((line, i) => {
      lines[start + i] = isPage ? line : line.replace(/^(\s*)import\b.*$/, '$1')
    })
    // the lines around a block are no code: the braces of its scope fit there
    if (isPage) continue
    lines[start - 1] += ';{'
    lines[end] += '}'
  }
  virtual.set(join(root, `${file}.example.ts`), `${lines.join('\n')}\nexport {}\n`)
}

const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
const { options } = ts.parseJsonConfigFileContent(
  {
    compilerOptions: {
      ...config.compilerOptions,
      lib: ['ES2022', 'DOM'],
      types: ['node'],
      skipLibCheck: true,
      noUnusedLocals: false,
      noUnusedParameters: false,
      noPropertyAccessFromIndexSignature: false,
      isolatedDeclarations: false,
      declaration: false,
      baseUrl: root,
      paths: { causalkit: ['src/everything.ts'], 'causalkit/*': ['src/*/index.ts'] },
    },
  },
  ts.sys,
  root,
)
const host = ts.createCompilerHost(options)
const { fileExists, readFile, getSourceFile } = host
host.fileExists = (path) => virtual.has(resolve(path)) || fileExists(path)
host.readFile = (path) => virtual.get(resolve(path)) ?? readFile(path)
host.getSourceFile = (path, language, ...rest) => {
  const text = virtual.get(resolve(path))
  return text === undefined ? getSourceFile(path, language, ...rest) : ts.createSourceFile(path, text, language, true)
}

bringIntoScope(publicNames())
const program = ts.createProgram(
  [...virtual.keys(), ...list('types', '.d.ts').map((file) => join(root, file))],
  options,
  host,
)
let failed = 0
for (const path of virtual.keys()) {
  const source = program.getSourceFile(path)
  for (const wrong of [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]) {
    failed++
    const { line, character } = source.getLineAndCharacterOfPosition(wrong.start)
    const file = relative(root, path).replace(/\.example\.ts$/, '')
    console.log(
      `${file}:${line + 1}:${character + 1} TS${wrong.code} ${ts.flattenDiagnosticMessageText(wrong.messageText, '\n')}`,
    )
  }
}
console.log(`examples of ${virtual.size} pages compile: ${blocks - Math.min(failed, blocks)} passed, ${failed} failed`)
process.exitCode = failed > 0 || blocks === 0 ? 1 : 0

/** What src/everything.ts exports, values and types alike, by the text of the rooms' indices. */
function publicNames() {
  const names = new Map()
  const index = `${readFileSync(join(root, 'src/index.ts'), 'utf8')}${readFileSync(join(root, 'src/everything.ts'), 'utf8')}`
  const files = [
    'src/index.ts',
    ...[...index.matchAll(/from '\.\/(\w+)\/index\.js'/g)].map(([, room]) => `src/${room}/index.ts`),
  ]
  for (const file of files.filter((name) => existsSync(join(root, name)))) {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2022)
    for (const statement of source.statements) {
      if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) continue
      if (!ts.isNamedExports(statement.exportClause)) continue
      for (const each of statement.exportClause.elements)
        names.set(each.name.text, statement.isTypeOnly || each.isTypeOnly)
    }
  }
  return names
}

/** Adds to the end of each page, where it moves no line, an import of the public names that the page uses. */
function bringIntoScope(names) {
  for (const [path, text] of virtual) {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
    const own = new Set()
    const used = new Set()
    for (const statement of source.statements) {
      if (ts.isImportDeclaration(statement))
        for (const each of statement.importClause?.namedBindings?.elements ?? []) own.add(each.name.text)
      if (ts.isVariableStatement(statement))
        for (const each of statement.declarationList.declarations) own.add(each.name.getText())
      if (statement.name !== undefined) own.add(statement.name.text)
    }
    const open = [source]
    while (open.length > 0) {
      const node = open.pop()
      if (ts.isIdentifier(node) && names.has(node.text) && !own.has(node.text)) used.add(node.text)
      ts.forEachChild(node, (child) => void open.push(child))
    }
    if (used.size === 0) continue
    const imports = [...used].map((name) => (names.get(name) ? `type ${name}` : name)).join(', ')
    virtual.set(path, `${text}import { ${imports} } from 'causalkit'\n`)
  }
}
