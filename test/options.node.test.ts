import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'

/** A parameter of a public function, or a field of one, that is a record with a fixed set of keys. */
interface RecordParameter {
  readonly name: string
  readonly type: readonly string[]
  /** The keys given to `checkOptions`; null where it is not called. */
  readonly checked: readonly string[] | null
}

/** Records that are checked in another way, each with the reason. */
const otherwise: Readonly<Record<string, string>> = {
  'eValue(effect)': 'each of its two forms has keys of its own, and those of the other are refused',
  'toMermaid(options)': 'positions are known, and refused with the reason: Mermaid places nodes itself',
}

const publicNames = new Set(
  readdirSync('src')
    .filter((folder) => existsSync(join('src', folder, 'index.ts')))
    .flatMap((folder) => [...readFileSync(join('src', folder, 'index.ts'), 'utf8').matchAll(/export \{([^}]*)\}/g)])
    .flatMap((match) => match[1]!.split(',').map((name) => name.trim())),
)

const isOptions = /^(options|query|question|settings|assume|spec|test|columns|conditions)$/

/** The record parameters of all public functions, by the TypeScript checker. */
function recordParameters(): RecordParameter[] {
  const config = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.json', ts.sys.readFile).config,
    ts.sys,
    resolve('.'),
  )
  const program = ts.createProgram(config.fileNames, { ...config.options, noEmit: true })
  const checker = program.getTypeChecker()
  const found: RecordParameter[] = []
  for (const source of program.getSourceFiles()) {
    if (!source.fileName.startsWith(`${resolve('src')}/`)) continue
    for (const statement of source.statements) {
      if (!ts.isFunctionDeclaration(statement) || statement.body === undefined) continue
      const name = statement.name?.text ?? ''
      if (!publicNames.has(name)) continue
      const checks = checksIn(checker, statement.body)
      for (const parameter of statement.parameters) {
        const label = parameter.name.getText(source)
        const keys = keysOf(checker, checker.getTypeAtLocation(parameter))
        const checked = checks.get(label) ?? null
        if (keys !== null && (checked !== null || isOptions.test(label)))
          found.push({ name: `${name}(${label})`, type: keys, checked })
      }
    }
  }
  return found
}

/** The keys of a record type, or of a union of such; null for lists, functions, dictionaries and texts. */
function keysOf(checker: ts.TypeChecker, given: ts.Type): string[] | null {
  const type = checker.getNonNullableType(given)
  const parts = type.isUnion() ? type.types : [type]
  const isRecord = (part: ts.Type): boolean =>
    (part.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0 &&
    part.getCallSignatures().length === 0 &&
    !checker.isArrayLikeType(part) &&
    checker.getIndexInfosOfType(part).length === 0
  if (!parts.every(isRecord)) return null
  const keys = new Set(parts.flatMap((part) => checker.getPropertiesOfType(part).map((symbol) => symbol.name)))
  return keys.size === 0 ? null : [...keys].sort()
}

/** What a body gives to `checkOptions`: the record's name, and the keys, which stand there or in a constant list. */
function checksIn(checker: ts.TypeChecker, body: ts.Node): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'checkOptions') {
      const [, record, keys] = node.arguments
      if (record !== undefined && keys !== undefined) found.set(record.getText(), textsOf(checker, keys).sort())
    }
    ts.forEachChild(node, visit)
  }
  visit(body)
  return found
}

/** The texts of a list: an array literal, with spreads, or a constant. */
function textsOf(checker: ts.TypeChecker, list: ts.Expression): string[] {
  if (ts.isArrayLiteralExpression(list))
    return list.elements.flatMap((key) => {
      if (ts.isStringLiteral(key)) return [key.text]
      return ts.isSpreadElement(key) ? textsOf(checker, key.expression) : [key.getText()]
    })
  const type = checker.getTypeAtLocation(list)
  if (!checker.isTupleType(type)) return [list.getText()]
  return checker.getTypeArguments(type as ts.TypeReference).map((part) => (part as ts.StringLiteralType).value)
}

describe('options', () => {
  let parameters: RecordParameter[] = []
  beforeAll(() => {
    parameters = recordParameters()
  }, 120_000)

  it('are found', () => expect(parameters.length).toBeGreaterThan(100))

  it('are checked against the keys that their type declares', () => {
    const wrong = parameters
      .filter(({ name }) => otherwise[name] === undefined)
      .filter(({ type, checked }) => checked === null || checked.join() !== type.join())
      .map(({ name, type, checked }) => `${name}: the type has ${type}, checkOptions ${checked ?? 'is not called'}`)
    expect(wrong).toEqual([])
  })
})
