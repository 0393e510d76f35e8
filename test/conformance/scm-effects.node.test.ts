import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readDocument, skippedWithout } from './harness.js'

// kinds answered here: 'scm/effects', by readers that stand with the estimators that they try
const readers = [
  'test/estimation/effects.node.test.ts',
  'test/estimation/designs.node.test.ts',
  'test/estimation/double-machine-learning/effects.node.test.ts',
  'test/estimation/effects-by-group/effects.node.test.ts',
]

it.skipIf(skippedWithout('scm/effects'))('every method of the reference effects has a reader', () => {
  const { cases } = readDocument<{ cases: readonly { method: string }[] }>('scm/effects.json')
  const text = readers.map((file) => readFileSync(file, 'utf8')).join('\n')
  const unread = new Set(cases.map(({ method }) => method).filter((method) => !text.includes(method)))
  expect([...unread]).toEqual([])
})
