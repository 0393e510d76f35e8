import { describe, expect, it } from 'vitest'
import { recordText, trustPage } from '../docs/trust.mjs'

describe('the page of trust', () => {
  it('is made from records, and says how each was made', () => {
    const page = trustPage()
    expect(page).not.toMatch(/undefined|NaN|not recorded/)
    expect(page.match(/^## /gm)?.length).toBe(7)
    expect(page.match(/`(npm run|node|CAUSALKIT_|python)/g)?.length).toBeGreaterThan(5)
  })
  it('fails where a record is missing', () =>
    expect(() => recordText('bench/none.json', 'npm run bench -- none')).toThrow('`npm run bench -- none` makes it'))
})
