import { describe, expect, it } from 'vitest'
import * as lib from '../src/index.js'
import { badArguments, badCalls } from './support/bad-calls.js'

describe('a public function called wrongly', () => {
  const lists = badArguments(lib)
  const names = Object.entries(lib).filter(([name, value]) => typeof value === 'function' && name !== 'CausalError')

  it.each(names.map(([name]) => name))('%s says so under its own name', async (name) => {
    expect(await badCalls(lib, name, lists)).toEqual([])
  })
})
