import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Which floor a folder of src lies on: imports go down only (docs/design-choices.md). */
const floors: Readonly<Record<string, number>> = {
  numeric: 0,
  graph: 1,
  data: 1,
  sql: 1.5,
  probability: 1,
  independence: 2,
  estimand: 2,
  learners: 2,
  identification: 3,
  discovery: 3.2,
  scm: 3,
  bounds: 3,
  estimation: 4,
  diagram: 4,
  decision: 4.2,
  timeseries: 4.2,
  attribution: 4.4,
  simulate: 4,
  advise: 5.5,
  tools: 6,
  draw: 5,
  json: 5,
  gallery: 5,
  workers: 5,
  worker: 6,
}
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const importOf =
  /^import\b[^'"`]*?from '([^'\n]+)'|^export (?:type )?(?:\{[^}]*\}|\*)[^'"`]*?from '([^'\n]+)'|\bimport\('([^'\n]+)'\)/gm

function importsOf(file: string): string[] {
  return [...readFileSync(join('src', file), 'utf8').matchAll(importOf)].map(
    (match) => (match[1] ?? match[2] ?? match[3])!,
  )
}
const floorOf = (file: string): number => (file.includes('/') ? (floors[file.split('/')[0]!] ?? Number.NaN) : 0)

describe('floors', () => {
  it('knows the floor of every folder', () => {
    const folders = new Set(sources.filter((file) => file.includes('/')).map((file) => file.split('/')[0]!))
    expect([...folders].filter((folder) => floors[folder] === undefined)).toEqual([])
  })

  it('imports go down only, or stay in their folder', () => {
    const wrong: string[] = []
    for (const file of sources) {
      if (['index.ts', 'everything.ts', 'graphs-alone.ts'].includes(file)) continue
      for (const target of importsOf(file)) {
        if (!target.startsWith('.')) continue
        const to = normalize(join(dirname(file), target))
        const sameFolder = dirname(file).split('/')[0] === to.split('/')[0] && file.includes('/')
        if (!sameFolder && !(floorOf(to) < floorOf(file) || (floorOf(to) === 0 && !to.includes('/'))))
          wrong.push(`${file} -> ${to}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('each dependency is imported by few files', () => {
    const users = new Map<string, string[]>()
    for (const file of sources) {
      for (const target of importsOf(file))
        if (!target.startsWith('.')) users.set(target, [...(users.get(target) ?? []), file])
    }
    for (const [dependency, files] of users)
      expect(files.length, `${dependency}: ${files.join(', ')}`).toBeLessThanOrEqual(8)
  })

  it('no file imports in a circle', () => {
    const state = new Map<string, 'open' | 'done'>()
    const circles: string[] = []
    for (const root of sources) {
      const stack: { file: string; next: number }[] = [{ file: root, next: 0 }]
      while (stack.length > 0) {
        const top = stack.at(-1)!
        if (top.next === 0) state.set(top.file, 'open')
        const targets = importsOf(top.file)
          .filter((target) => target.startsWith('.'))
          .map((target) => normalize(join(dirname(top.file), target)).replace(/\.js$/, '.ts'))
        const target = targets[top.next++]
        if (target === undefined) {
          state.set(top.file, 'done')
          stack.pop()
        } else if (state.get(target) === 'open' && stack.length > 1) {
          circles.push(`${top.file} -> ${target}`)
        } else if (state.get(target) === undefined && existsSync(join('src', target))) {
          stack.push({ file: target, next: 0 })
        }
      }
    }
    expect(circles).toEqual([])
  })

  it('no source uses Math.random, the clock, or the console', () => {
    const bad = sources.filter((file) =>
      /Math\.random|Date\.now|new Date\(\s*\)|performance\.now|console\./.test(
        readFileSync(join('src', file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''),
      ),
    )
    expect(bad).toEqual([])
  })
})
