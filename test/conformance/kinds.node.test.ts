import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folder, print } from './harness.js'
import { kinds } from './kinds.js'

/** Every kind that the folder holds: `ident` names its kinds in the cases, the others by file. */
function kindsInFolder(): string[] {
  const found = new Set<string>()
  for (const area of ['ident', 'scm', 'discovery', 'diagrams', 'seeds']) {
    for (const file of readdirSync(join(folder, area))) {
      if (!file.endsWith('.json')) continue
      if (area !== 'ident') found.add(`${area}/${file.slice(0, -'.json'.length)}`)
      else
        for (const item of JSON.parse(readFileSync(join(folder, area, file), 'utf8'))) found.add(`${area}/${item.kind}`)
    }
  }
  return [...found].sort()
}

describe('conformance', () => {
  it('knows every kind, and says which it does not answer yet', () => {
    for (const kind of kindsInFolder()) if (kinds[kind] !== 'on') print(`${kind}: not yet`)
    expect(kindsInFolder().filter((kind) => !Object.hasOwn(kinds, kind))).toEqual([])
  })

  it('has a reader for each kind that is switched on', () => {
    const sources = readdirSync('test/conformance', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.node.test.ts'))
      .map((file) => readFileSync(join('test/conformance', file), 'utf8'))
      .join('\n')
    const missing = Object.keys(kinds).filter((kind) => kinds[kind] === 'on' && !sources.includes(`'${kind}'`))
    expect(missing).toEqual([])
  })
})
