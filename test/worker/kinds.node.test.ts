import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerWork } from '../../src/worker/index.js'
import { kinds } from '../../src/worker/kinds.js'
import { makers } from '../../src/worker/makers.js'

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join('src', file), 'utf8'))
const found = (pattern: RegExp): string[] =>
  [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name!)))].sort()

describe('what workers know', () => {
  it('is all that verbs share', () => {
    const shared = found(/(?:sharedWork\(|drawsInRounds\(|const loop = \{ kind:)\s*'([^']+)'/g)
    expect(shared.length).toBeGreaterThan(8)
    expect(Object.keys(kinds).sort()).toEqual(shared)
  })
  it('is all factories that are remembered', () => {
    const made = found(/madeBy\(\s*'([^']+)'/g)
    expect(made.length).toBeGreaterThan(40)
    for (const name of made) expect(makers.get(name), name).toBeTypeOf('function')
  })
  it('every factory of tests, learners and estimators is remembered', () => {
    const factories = found(
      /export function (\w+)\([^\n]*\): (?:Estimator|EffectLearner|Learner|LinearLearner|ForestLearner|SuperLearner|Kernel) \{\n {2}return/g,
    )
    expect(factories.length).toBeGreaterThan(25)
    const made = new Set(found(/madeBy\(\s*'([^']+)'/g))
    expect(factories.filter((name) => !made.has(name))).toEqual([])
  })
})

describe('answerWork', () => {
  it('does nothing where there is no worker', () => {
    // tests run in processes or threads; a thread of theirs is a worker, and is left alone
    expect(() => answerWork({ search: 3 as never })).toThrow(/^answerWork: "search" must be a function/)
    expect(() => answerWork(null as never)).toThrow(/^answerWork: /)
  })
})
