import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collapseRows, groupRows } from '../../src/data/statistics/collapse-rows.js'
import { arbitraryCodes, groupsByText } from '../support/wide-codes.js'

describe('rows that are equal', () => {
  it('are one group, numbered as they first come up, however many combinations there are', () => {
    let hashed = 0
    fc.assert(
      fc.property(arbitraryCodes, ({ sizes, columns }) => {
        const { group, first } = groupRows(columns, sizes)
        const right = groupsByText(columns)
        expect(Array.from(group)).toEqual(right.group)
        expect(Array.from(first)).toEqual(right.first)
        if (sizes.reduce((a, b) => a * b, 1) > 1 << 22) hashed++
      }),
      { numRuns: 100 },
    )
    expect(hashed).toBeGreaterThan(20)
  })

  it('are counted', () => {
    const { size, codes, counts } = collapseRows([Int32Array.of(2, 0, 2, 2), Int32Array.of(9, 1, 9, 3)], [3, 1e7])
    expect([size, ...codes.map((c) => Array.from(c)), Array.from(counts)]).toEqual([3, [2, 0, 2], [9, 1, 3], [2, 1, 1]])
  })
})
