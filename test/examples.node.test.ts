import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runExample } from './support/run-example.js'

/** The `@example` blocks of a source file, each with the name of what it documents. */
function examplesOf(text: string): { name: string; code: string }[] {
  const found: { name: string; code: string }[] = []
  for (const comment of text.matchAll(
    /\/\*\*([\s\S]*?)\*\/\s*(?:export\s+)?(?:declare\s+)?(?:abstract\s+)?(?:function\*?|const|class|interface|type)?\s*(\w+)?/g,
  )) {
    const body = comment[1]!.replace(/^\s*\* ?/gm, '')
    for (const example of body.matchAll(/@example[^\n]*\n([\s\S]*?)(?=\n@\w|$(?![\s\S]))/g)) {
      found.push({ name: comment[2] ?? '?', code: example[1]!.replace(/^```\w*$/gm, '') })
    }
  }
  return found
}

describe('@example blocks', () => {
  for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue
    for (const { name, code } of examplesOf(readFileSync(join('src', file), 'utf8'))) {
      it(`${file} ${name}`, () => expect(runExample(code)).toBeGreaterThan(0))
    }
  }
})

describe('guides', () => {
  const guides = (existsSync('docs/guides') ? readdirSync('docs/guides') : []).filter((name) => name.endsWith('.md'))
  for (const file of [...guides.map((name) => join('docs/guides', name)), 'README.md']) {
    // the blocks of a guide are one program: a later one may use what an earlier one made
    it(file, () => {
      const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
      const blocks = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]!)
      if (blocks.length > 0) expect(runExample(blocks.join('\n'))).toBeGreaterThan(0)
    })
  }
})
