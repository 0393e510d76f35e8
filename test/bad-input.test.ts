import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as lib from '../src/everything.js'
import { badArguments, badCalls, badOptions, uncomplaining } from './support/bad-calls.js'

const names = Object.entries(lib)
  .filter(([name, value]) => typeof value === 'function' && name !== 'CausalError')
  .map(([name]) => name)

// hundreds of thousands of errors are made here: their stacks would take most of the time
const limit = Error.stackTraceLimit
beforeAll(() => {
  Error.stackTraceLimit = 2
})
afterAll(() => {
  Error.stackTraceLimit = limit
})

describe('a public function called wrongly', () => {
  const lists = badArguments(lib)

  it.each(names)('%s says so under its own name', async (name) => {
    expect(await badCalls(lib, name, [...lists, ...(await badOptions(lib, name))])).toEqual([])
  })

  it('asks the functions for their options', async () => {
    let telling = 0
    for (const name of names) if ((await badOptions(lib, name)).length > 0) telling++
    expect(telling).toBeGreaterThan(100)
  })
})

/** Need nothing: their arguments may be left out. */
const needless = new Set(['openInput', 'workers'])

describe('a public function without what it needs', () => {
  it.each(names.filter((name) => !needless.has(name)))('%s gives an error, not a value', async (name) => {
    expect(await uncomplaining(lib, name)).toEqual([])
  })
})
