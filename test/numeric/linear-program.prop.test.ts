import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linearProgram } from '../../src/numeric/linear-program.js'

const whole = fc.integer({ min: -3, max: 3 })
const programmes = fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 3 })).chain(([n, m]) =>
  fc.record({
    objective: fc.array(whole, { minLength: n, maxLength: n }),
    rows: fc.array(fc.array(whole, { minLength: n, maxLength: n }), { minLength: m, maxLength: m }),
    right: fc.array(whole, { minLength: m, maxLength: m }),
  }),
)

describe('linearProgram', () => {
  it('has the value of its dual, which has no point where it is unbounded', () => {
    let live = 0
    fc.assert(
      fc.property(programmes, ({ objective, rows, right }) => {
        const found = linearProgram({ objective, rows, right })
        if (found.status === 'infeasible') return
        live++
        // the dual: rowsᵀ y + s = objective with y free (as a difference) and s ≥ 0
        const n = objective.length
        const dual = linearProgram({
          objective: [...right.map((b) => -b), ...right, ...new Array<number>(n).fill(0)],
          rows: objective.map((_, j) => [
            ...rows.map((row) => row[j]!),
            ...rows.map((row) => -row[j]!),
            ...Array.from({ length: n }, (_, k) => (k === j ? 1 : 0)),
          ]),
          right: objective,
        })
        expect(dual.status).toBe(found.status === 'optimal' ? 'optimal' : 'infeasible')
        if (found.status === 'optimal' && dual.status === 'optimal') expect(-dual.value).toBeCloseTo(found.value, 8)
      }),
      { numRuns: 400 },
    )
    expect(live).toBeGreaterThan(140)
  })
})
