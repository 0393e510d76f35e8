import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { medianDistance } from '../../../src/independence/kernels/median-distance.js'

/** By the definition: all distances above zero, sorted. */
function byDefinition(columns: readonly Float64Array[]): number {
  const n = columns[0]!.length
  const all: number[] = []
  for (let j = 1; j < n; j++) {
    for (let i = 0; i < j; i++) {
      const d = Math.hypot(...columns.map((column) => column[i]! - column[j]!))
      if (d > 0) all.push(d)
    }
  }
  if (all.length === 0) return 1
  all.sort((a, b) => a - b)
  const half = all.length >> 1
  return all.length % 2 === 1 ? all[half]! : (all[half - 1]! + all[half]!) / 2
}

// multiples of 1/1024, so that no difference is lost beside another
const numbers = fc.array(
  fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.integer({ min: -1e6, max: 1e6 }).map((v) => v / 1024),
  ),
  { minLength: 2, maxLength: 60 },
)

describe('medianDistance', () => {
  it('is the median of the positive distances of all pairs', () => {
    fc.assert(
      fc.property(numbers, (list) => {
        const column = Float64Array.from(list)
        const expected = byDefinition([column])
        expect(Math.abs(medianDistance([column], list.length) / expected - 1)).toBeLessThan(1e-12)
        const other = column.slice().reverse()
        const plane = byDefinition([column, other])
        expect(Math.abs(medianDistance([column, other], list.length) / plane - 1)).toBeLessThan(1e-12)
      }),
    )
  })
  it('does not hang on the order of the rows, or on their unit', () => {
    const column = Float64Array.from({ length: 3000 }, (_, i) => ((i * 7919) % 3001) ** 1.5)
    const other = column.map((v) => (v * 31) % 4096)
    const moved = (c: Float64Array): Float64Array => Float64Array.from(c, (_, i) => c[(i * 1009) % 3000]!)
    for (const columns of [[column], [column, other]]) {
      const found = medianDistance(columns, 3000)
      expect(medianDistance(columns.map(moved), 3000)).toBe(found)
      expect(
        medianDistance(
          columns.map((c) => c.map((v) => v / 1024)),
          3000,
        ),
      ).toBe(found / 1024)
    }
  })
  it('leaves out pairs of equal points; 1 where all are equal', () => {
    expect(medianDistance([Float64Array.of(5, 5, 5, 5, 7)], 5)).toBe(2)
    expect(medianDistance([Float64Array.of(5, 5, 5)], 3)).toBe(1)
    expect(medianDistance([new Float64Array(3), new Float64Array(3)], 3)).toBe(1)
  })
})
