import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refine } from '../../src/independence/discrete/discrete-columns.js'
import { arbitraryCodes, groupsByText } from '../support/wide-codes.js'

describe('groups of rows that are equal', () => {
  it('stay together when groups are split by one more column', () => {
    let hashed = 0
    fc.assert(
      fc.property(arbitraryCodes, ({ sizes, columns }) => {
        const group = new Int32Array(columns[0]!.length)
        let groups = 1
        for (const [j, codes] of columns.entries()) {
          // a lookup table of 1e7 levels is not what is looked at here
          if (sizes[j]! > 5000) continue
          if (groups * sizes[j]! > 1 << 16) hashed++
          groups = refine(group, groups, codes, sizes[j]!)
        }
        const right = groupsByText([new Int32Array(group.length), ...columns.filter((_, j) => sizes[j]! <= 5000)])
        expect(groups).toBe(right.first.length)
        expect(Array.from(group)).toEqual(right.group)
      }),
      { numRuns: 300 },
    )
    expect(hashed).toBeGreaterThan(10)
  })
})
