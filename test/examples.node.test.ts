import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { examplesOf } from './support/examples-of.js'
import { runExample } from './support/run-example.js'

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
