// Set up before each test file of a mutation run: `__mutant(id)` says whether this mutant is awake, and notes that its
// place was reached.
import { appendFileSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect } from 'vitest'

const awake = Number(readFileSync('mutation/awake', 'utf8'))
const reached = new Set<number>()
Object.assign(globalThis, {
  __mutant: (id: number): boolean => {
    reached.add(id)
    return id === awake
  },
})
let whileLoading: number[] = []
beforeAll(() => {
  whileLoading = [...reached]
})
afterAll(() => {
  if (awake >= 0) return
  const line = { file: expect.getState().testPath, whileLoading, reached: [...reached] }
  appendFileSync('mutation/reached', `${JSON.stringify(line)}\n`)
})
