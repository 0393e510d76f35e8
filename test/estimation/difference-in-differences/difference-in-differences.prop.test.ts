import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goodmanBacon, groupTimeEffects, table, twoWayFixedEffects } from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'

// the band's draws would take most of the time
const few = { draws: 100 } as const
const question = { treatment: 'd', outcome: 'y', unit: 'unit', time: 'time' } as const

/** Random beginnings, random outcomes; the first units are never treated, the next begin at different times. */
function draw(seed: number, units: number, times: number) {
  const random = generator(seed)
  return Array.from({ length: units }, (_, u) => {
    const start = u < 3 ? 99 : u < 6 ? 1 + (u % (times - 1)) : 1 + random.integer(times)
    const x = random.normal()
    return Array.from({ length: times }, (_, time) => ({
      unit: u,
      time,
      d: time >= start ? 1 : 0,
      x,
      y: random.normal(),
    }))
  }).flat()
}
const shapes = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  units: fc.integer({ min: 12, max: 24 }),
  times: fc.integer({ min: 3, max: 6 }),
})
const close = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThan(1e-8 * (1 + Math.abs(b)))

describe('difference in differences', () => {
  it("Goodman-Bacon's comparisons sum to the two-way fixed-effects estimate", () => {
    fc.assert(
      fc.property(shapes, ({ seed, units, times }) => {
        const data = table(draw(seed, units, times))
        const [parts, whole] = [goodmanBacon(data, question), twoWayFixedEffects(data, question)]
        if (!parts.estimated || !whole.estimated) throw new Error('refused')
        close(parts.estimate, whole.estimate)
      }),
    )
  })

  it('levels of units and shocks of times do not move ATT(g, t), and an effect added is found to the digit', () => {
    fc.assert(
      fc.property(shapes, ({ seed, units, times }) => {
        const rows = draw(seed, units, times)
        const moved = rows.map((row) => ({ ...row, y: row.y + 3 * row.unit + row.time ** 2 + 5 * row.d }))
        const [a, b] = [groupTimeEffects(table(rows), question, few), groupTimeEffects(table(moved), question, few)]
        if (!a.estimated || !b.estimated) throw new Error('refused')
        for (const [i, cell] of a.cells.entries())
          close(b.cells[i]!.estimate, cell.estimate + (cell.time >= cell.group ? 5 : 0))
        close(b.estimate, a.estimate + 5)
        close(b.standardError, a.standardError)
      }),
    )
  })

  it('the order of rows does not matter', () => {
    fc.assert(
      fc.property(shapes, ({ seed, units, times }) => {
        const rows = draw(seed, units, times)
        const [a, b] = [
          groupTimeEffects(table(rows), question, few),
          groupTimeEffects(table([...rows].reverse()), question, few),
        ]
        if (!a.estimated || !b.estimated) throw new Error('refused')
        close(a.estimate, b.estimate)
        close(a.standardError, b.standardError)
      }),
      { numRuns: 20 },
    )
  })

  it('the influence has mean 0, and its square is the variance', () => {
    let covered = 0
    fc.assert(
      fc.property(
        shapes,
        fc.constantFrom('doubly-robust' as const, 'regression' as const),
        ({ seed, units, times }, method) => {
          const e = groupTimeEffects(
            table(draw(seed, units, times)),
            { ...question, adjustment: ['x'] },
            { method, comparison: 'not-yet-treated', ...few },
          )
          if (!e.estimated) return
          covered++
          const m = e.influence.length
          expect(Math.abs(e.influence.reduce((sum, v) => sum + v, 0) / m)).toBeLessThan(
            1e-6 * (1 + e.standardError * m),
          )
          close(Math.sqrt(e.influence.reduce((sum, v) => sum + v * v, 0)) / m, e.standardError)
        },
      ),
    )
    expect(covered).toBeGreaterThan(50)
  })
})
