import { expect, it } from 'vitest'
import { program } from '../../../src/estimation/matching/near-kernel.js'
import { nearModule } from './near-module.js'

it('the kernel is the module whose source is here', () => {
  expect(btoa(String.fromCharCode(...nearModule))).toBe(program)
})
