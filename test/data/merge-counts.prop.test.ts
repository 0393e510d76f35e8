import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ContingencyTable, counts, fromJson, mergeCounts, table, toJson } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const row = fc.record({
  a: fc.constantFrom('x', 'y', 'z', '__proto__'),
  b: fc.constantFrom('0', '1', '2'),
  c: fc.constantFrom('u', 'v'),
})
const rows = fc.array(row, { minLength: 1, maxLength: 12 })
const counted = (list: readonly { a: string; b: string; c: string }[], names: readonly ('a' | 'b' | 'c')[]) =>
  counts(table(list as never), names as never) as ContingencyTable<'a' | 'b' | 'c'>

/** The counts by state, in whatever order states and variables stand. */
function cellsOf({ variables, values }: ContingencyTable): Map<string, number> {
  const found = new Map<string, number>()
  for (let cell = 0; cell < values.length; cell++) {
    let rest = cell
    const states: Record<string, string> = {}
    for (const { name, states: list } of [...variables].reverse()) {
      states[name] = list[rest % list.length]!
      rest = Math.floor(rest / list.length)
    }
    if (values[cell]! > 0) found.set(JSON.stringify(Object.entries(states).sort()), values[cell]!)
  }
  return found
}

describe('mergeCounts', () => {
  it('counts as the rows together do, in whatever order the parts come and the variables stand', () => {
    fc.assert(
      fc.property(rows, rows, rows, (p, q, r) => {
        const [a, b, c] = [counted(p, ['a', 'b', 'c']), counted(q, ['c', 'a', 'b']), counted(r, ['b', 'a', 'c'])]
        const whole = cellsOf(counted([...p, ...q, ...r], ['a', 'b', 'c']))
        expect(cellsOf(mergeCounts(mergeCounts(a, b), c))).toEqual(whole)
        expect(cellsOf(mergeCounts(c, mergeCounts(b, a)))).toEqual(whole)
        expect(cellsOf(mergeCounts(a, fromJson(toJson(b))))).toEqual(cellsOf(mergeCounts(b, a)))
      }),
    )
  })

  it('refuses other variables, and what is no table of counts', () => {
    const a = counts(table({ a: ['x', 'y'] }))
    const b = counts(table({ b: ['x', 'y'] }))
    expectCausalError(() => mergeCounts(a, b as never), 'mergeCounts', 'invalid-argument')
    expectCausalError(() => mergeCounts(a, { ...a, values: Float64Array.of(1, -1) }), 'mergeCounts', 'invalid-argument')
    expectCausalError(() => mergeCounts(a, { ...a, values: Float64Array.of(1) }), 'mergeCounts', 'invalid-argument')
  })
})
