import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import * as all from '../src/index.js'

const folders = readdirSync('src').filter((name) => existsSync(`src/${name}/index.ts`))

describe('public names', () => {
  it('every folder with an index is an entry point of the package', () => {
    const others = ['.', './package.json', './browser', './browser/graphs']
    const entries = Object.keys(manifest.exports).filter((key) => !others.includes(key))
    expect(entries.sort()).toEqual(folders.map((name) => `./${name}`).sort())
  })

  it('each name has one home, and the package re-exports all of them', async () => {
    const homes = new Map<string, string[]>()
    for (const folder of folders) {
      const names = Object.keys(await import(`../src/${folder}/index.ts`))
      for (const name of names) homes.set(name, [...(homes.get(name) ?? []), folder])
    }
    // toText of estimands stands on their floor; that of diagrams, above it, writes both, and is the package's
    expect([...homes].filter(([, where]) => where.length > 1)).toEqual([['toText', ['diagram', 'estimand']]])
    const { toText } = await import('../src/diagram/index.js')
    expect(all).toHaveProperty('toText', toText)
    // workers are an entry of their own: who shares no work loads nothing of it
    const apart = Object.keys({
      ...(await import('../src/worker/index.js')),
      ...(await import('../src/workers/index.js')),
    })
    expect([...homes.keys()].filter((name) => !Object.hasOwn(all, name)).sort()).toEqual(apart.sort())
  })

  it('none is called then', () => {
    expect(Object.keys(all)).not.toContain('then')
  })
})
