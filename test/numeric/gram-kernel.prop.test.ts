import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDeviations, gram } from '../../src/numeric/gram.js'
import { addProducts, program } from '../../src/numeric/gram-kernel.js'
import { gramModule } from './gram-module.js'

/** The definition of the bits: in blocks of 1,024 rows, each sum in the order of rows. */
function byDefinition(columns: readonly Float64Array[], out: Float64Array): Float64Array {
  const p = columns.length
  const n = columns[0]?.length ?? 0
  for (let start = 0; start < n; start += 1024) {
    for (let i = 0; i < p; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0
        for (let r = start; r < Math.min(n, start + 1024); r++) sum += columns[i]![r]! * columns[j]![r]!
        out[i * p + j]! += sum
      }
    }
  }
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) out[j * p + i] = out[i * p + j]!
  return out
}

const numbers = fc.oneof(
  fc.double({ noNaN: true, min: -1e3, max: 1e3 }),
  fc.constantFrom(0, -0, 1e308, -1e308, 5e-324, Number.POSITIVE_INFINITY, Number.NaN),
)
const shape = fc.record({ p: fc.integer({ min: 0, max: 33 }), n: fc.integer({ min: 0, max: 60 }) })

describe('products of columns', () => {
  it('are to the last bit those of their definition, whatever the sizes and the numbers', () => {
    let kernels = 0
    fc.assert(
      fc.property(
        shape.chain(({ p, n }) =>
          fc.record({
            columns: fc.array(fc.array(numbers, { minLength: n, maxLength: n }), { minLength: p, maxLength: p }),
            before: fc.double({ noNaN: true, min: -10, max: 10 }),
          }),
        ),
        ({ columns: values, before }) => {
          const columns = values.map((column) => Float64Array.from(column))
          const start = () => new Float64Array(columns.length ** 2).fill(before)
          if (addProducts(columns, start(), 0, columns[0]?.length ?? 0)) kernels++
          expect(gram(columns, start())).toEqual(byDefinition(columns, start()))
        },
      ),
      { numRuns: 200 },
    )
    // the kernel is there in all engines that the tests run in
    expect(kernels).toBeGreaterThan(20)
  })
  it('are the same over many blocks of rows, after a larger and before a smaller problem', () => {
    for (const [n, p] of [
      [3000, 17],
      [1024, 61],
      [1025, 16],
      [2047, 130],
      [40, 19],
    ] as const) {
      const columns = Array.from({ length: p }, (_, j) =>
        Float64Array.from({ length: n }, (__, r) => ((r * 7919 + j * 104729) % 1009) / 97 - 5),
      )
      expect(gram(columns)).toEqual(byDefinition(columns, new Float64Array(p * p)))
    }
  })
  it('of deviations are those of columns from which the same was taken off', () => {
    const number = fc.double({ noNaN: true, min: -1e6, max: 1e6 })
    let kernels = 0
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 33 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(9),
        number,
        (p, rows, start, at) => {
          const columns = Array.from({ length: p }, (_, j) =>
            Float64Array.from(
              { length: start + rows + 3 },
              (__, r) => at + (((r * 7919 + j * 104729) % 1009) / 97) * 1e3,
            ),
          )
          const [origin, shift] = [
            columns.map((column) => column[0]!),
            columns.map((column) => (column[1]! - at) / 7),
          ].map((list) => Float64Array.from(list)) as [Float64Array, Float64Array]
          const taken = columns.map((column, j) =>
            column.slice(start, start + rows).map((value) => value - origin[j]! - shift[j]!),
          )
          if (p >= 16 && rows >= 16) kernels++
          const found = new Float64Array(p * p).fill(0.5)
          const room = Array.from({ length: p }, () => new Float64Array(rows + 1))
          addDeviations(columns, start, rows, origin, shift, found, room)
          expect(found).toEqual(byDefinition(taken, new Float64Array(p * p).fill(0.5)))
        },
      ),
    )
    expect(kernels).toBeGreaterThan(10)
  })
  it('are left to plain JavaScript where memory would not be given back', () => {
    const wide = new Array<Float64Array>(3200).fill(new Float64Array(1024))
    expect(addProducts(wide, new Float64Array(0), 0, 1024)).toBe(false)
  })
  it('are made by the module whose source is here', () => {
    // what may be compiled at once on the main thread of every browser
    expect(gramModule.length).toBeLessThan(4096)
    expect(btoa(String.fromCharCode(...gramModule))).toBe(program)
  })
})
