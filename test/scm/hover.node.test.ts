import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const file = resolve('test/scm/hover-fixture.ts')
const code = `import { categorical, cpt, intervene, latent, linear, mechanism, normal, sample, scm } from '../../src/index.js'
export const model = scm({
  Z: normal(0, 1),
  X: linear({ Z: 0.8 }, normal(0, 1), { intercept: 2 }),
  S: categorical({ low: 0.3, high: 0.7 }),
  C: cpt(['S'], { low: { yes: 0.1, no: 0.9 }, high: { yes: 0.6, no: 0.4 } }),
  U: latent(normal(0, 1)),
  Y: mechanism(['X', 'C'], normal(0, 1), ({ X, C }: { X: number; C: 'yes' | 'no' }, u) => X ** 2 + (C === 'yes' ? 1 : 0) + u),
})
export const units = sample(model, 3)
export const done = intervene(model, { X: 3 })
`

/** What an editor shows over each of these names, as one line. */
function hovers(names: readonly string[]): string[] {
  const options = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.json', ts.sys.readFile).config,
    ts.sys,
    '.',
  ).options
  const service = ts.createLanguageService({
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    getCurrentDirectory: () => resolve('.'),
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) =>
      name === file
        ? ts.ScriptSnapshot.fromString(code)
        : ts.sys.fileExists(name)
          ? ts.ScriptSnapshot.fromString(readFileSync(name, 'utf8'))
          : undefined,
    getCompilationSettings: () => ({ ...options, declaration: false, isolatedDeclarations: false }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  })
  expect(service.getSemanticDiagnostics(file).map(({ messageText }) => messageText)).toEqual([])
  return names.map((name) => {
    const info = service.getQuickInfoAtPosition(file, code.indexOf(`const ${name} `) + 6)
    return ts.displayPartsToString(info?.displayParts).replace(/\s+/g, ' ')
  })
}

describe('what an editor shows of a model', () => {
  it('is its variables and states, uncut', () => {
    const values = 'Z: number; X: number; S: "low" | "high"; C: "yes" | "no";'
    expect(hovers(['model', 'units', 'done'])).toEqual([
      `const model: Scm<{ ${values} U: number; Y: number; }, "sample", "dag", "U">`,
      `const units: Table<{ ${values} Y: number; }, "X" | "Z" | "S" | "C" | "Y">`,
      `const done: Scm<{ ${values} U: number; Y: number; }, "sample", "dag", "U">`,
    ])
  }, 120_000)
})
