import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exampleBlocks, pageBlocks } from '../docs/blocks.mjs'
import { runExample } from './support/run-example.js'

describe('@example blocks', () => {
  for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue
    for (const { name, code } of exampleBlocks(readFileSync(join('src', file), 'utf8'))) {
      it(`${file} ${name}`, async () => expect(await runExample(code)).toBeGreaterThan(0))
    }
  }
})

describe('guides', () => {
  const guides = (existsSync('docs/guides') ? readdirSync('docs/guides') : []).filter((name) => name.endsWith('.md'))
  for (const file of [...guides.map((name) => join('docs/guides', name)), 'README.md']) {
    // the blocks of a guide are one program: a later one may use what an earlier one made
    it(file, async () => {
      const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
      const code = pageBlocks(text).map((block) => block.code)
      if (code.length > 0) expect(await runExample(code.join('\n'))).toBeGreaterThan(0)
    })
  }
})
