import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }

// TypeDoc asks for a comment on everything with a name of its own. This asks for the rest: every parameter of a public
// function, every field of a public interface, and a group for each page.

const categories = new Set(manifest.typedocOptions.categoryOrder)
const has = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((m) => m.kind === kind) ?? false)
const docOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .map((doc) => doc.getText())
    .join('\n')

function faults(file: string, text: string, isPublic: (name: string) => boolean): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
  const wrong: string[] = []
  const documented = new Map<string, string>()
  for (const node of source.statements) {
    if (!has(node, ts.SyntaxKind.ExportKeyword)) continue
    const name = (node as { name?: ts.Identifier }).name?.text
    if (name === undefined || !isPublic(name)) continue
    if (ts.isFunctionDeclaration(node)) {
      // overloads share the comment of the first
      const doc = docOf(node) || (documented.get(name) ?? '')
      documented.set(name, doc)
      for (const parameter of node.parameters) {
        if (!new RegExp(`@param\\s+${parameter.name.getText()}\\b`).test(doc) && docOf(node) !== '')
          wrong.push(`${file}: ${name} lacks @param ${parameter.name.getText()}`)
      }
      if (docOf(node) !== '')
        for (const tag of ['@returns', '@category', '@example'])
          if (!doc.includes(tag)) wrong.push(`${file}: ${name} lacks ${tag}`)
    }
    const category = /@category (.+)/.exec(docOf(node))?.[1]?.trim()
    if (category !== undefined && !categories.has(category))
      wrong.push(`${file}: ${name} has the unknown category ${category}`)
    if (ts.isInterfaceDeclaration(node)) {
      for (const member of node.members)
        if (docOf(member) === '') wrong.push(`${file}: ${name}.${member.name?.getText() ?? '()'} is not documented`)
    }
  }
  return wrong
}

describe('documentation', () => {
  const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
  for (const { name: folder } of folders) {
    const files = readdirSync(join('src', folder), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    )
    if (!files.includes('index.ts')) continue
    it(folder, () => {
      const index = readFileSync(join('src', folder, 'index.ts'), 'utf8')
      const names = new Set([...index.matchAll(/\{([^}]*)\}/g)].flatMap((list) => list[1]!.match(/\w+/g) ?? []))
      const isPublic = (name: string) => names.has(name)
      const wrong = files.flatMap((file) =>
        faults(join(folder, file), readFileSync(join('src', folder, file), 'utf8'), isPublic),
      )
      expect(wrong).toEqual([])
    })
  }
})
