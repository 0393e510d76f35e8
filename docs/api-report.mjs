// The public face as one text, docs/api-report.txt: every exported name with its declaration, so that a change of it shows in
// review. `node docs/api-report.mjs` writes it, with `--check` compares; ends with a line "N names, …".
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('..', import.meta.url))
const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile)
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
const program = ts.createProgram([`${root}src/everything.ts`], options)
const checker = program.getTypeChecker()
const printer = ts.createPrinter({ removeComments: true, omitTrailingSemicolon: true })

/** A declaration without its body, its value or its comments. */
function faceOf(node) {
  const { factory } = ts
  const plain = (modifiers) => modifiers?.filter((one) => one.kind !== ts.SyntaxKind.ExportKeyword)
  if (ts.isFunctionDeclaration(node)) {
    const { name, typeParameters, parameters, type, asteriskToken } = node
    const given = parameters.map((one) =>
      factory.createParameterDeclaration(
        undefined,
        one.dotDotDotToken,
        one.name,
        one.initializer ? factory.createToken(ts.SyntaxKind.QuestionToken) : one.questionToken,
        one.type,
      ),
    )
    const modifiers = plain(node.modifiers)?.filter((one) => one.kind !== ts.SyntaxKind.AsyncKeyword)
    return factory.createFunctionDeclaration(modifiers, asteriskToken, name, typeParameters, given, type, undefined)
  }
  if (ts.isVariableDeclaration(node))
    return factory.createVariableDeclaration(node.name, undefined, node.type, undefined)
  if (ts.isInterfaceDeclaration(node)) {
    const { name, typeParameters, heritageClauses, members } = node
    return factory.createInterfaceDeclaration(plain(node.modifiers), name, typeParameters, heritageClauses, members)
  }
  if (ts.isTypeAliasDeclaration(node)) {
    return factory.createTypeAliasDeclaration(plain(node.modifiers), node.name, node.typeParameters, node.type)
  }
  if (ts.isClassDeclaration(node)) {
    const members = node.members.map((member) =>
      ts.isConstructorDeclaration(member)
        ? factory.createConstructorDeclaration(undefined, member.parameters, undefined)
        : ts.isMethodDeclaration(member)
          ? factory.createMethodDeclaration(
              undefined,
              undefined,
              member.name,
              undefined,
              undefined,
              member.parameters,
              member.type,
              undefined,
            )
          : member,
    )
    return factory.createClassDeclaration(
      plain(node.modifiers),
      node.name,
      node.typeParameters,
      node.heritageClauses,
      members,
    )
  }
  return node
}

const module = checker.getSymbolAtLocation(program.getSourceFile(`${root}src/everything.ts`))
const names = checker.getExportsOfModule(module).map((symbol) => {
  const own = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const declared = own.declarations ?? []
  // of overloads the last is the implementation, which users do not see
  const overloaded = declared.filter(ts.isFunctionDeclaration).length > 1
  const shown = declared.filter((node) => !(overloaded && ts.isFunctionDeclaration(node) && node.body !== undefined))
  const lines = shown.map((node) => {
    const text = printer.printNode(ts.EmitHint.Unspecified, faceOf(node), node.getSourceFile())
    return `${ts.isVariableDeclaration(node) ? 'const ' : ''}${text}`.replace(/[ \t]+$/gm, '')
  })
  return { name: symbol.name, text: lines.join('\n') }
})
names.sort((a, b) => (a.name < b.name ? -1 : 1))
const report = `${names.map(({ text }) => text).join('\n\n')}\n`
const file = `${root}docs/api-report.txt`
if (process.argv.includes('--check')) {
  const there = readFileSync(file, 'utf8')
  if (there !== report) {
    const [old, now] = [there.split('\n\n'), report.split('\n\n')]
    const differing = [...now.filter((text) => !old.includes(text)), ...old.filter((text) => !now.includes(text))]
    console.log(
      `The public face changed; run npm run api and look at the difference:\n\n${differing.slice(0, 10).join('\n\n')}`,
    )
    process.exitCode = 1
  }
} else writeFileSync(file, report)
console.log(`${names.length} names, ${report.length} characters`)
