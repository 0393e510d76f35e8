import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { admg, type BoundsQuery, counterfactualBounds, factor } from '../../src/index.js'

/** Units of Z -> X -> Y, X <-> Y: how X answers Z, how Y answers X. */
const units = Array.from({ length: 16 }, (_, t) => ({ x: [t & 1, (t >> 1) & 1], y: [(t >> 2) & 1, (t >> 3) & 1] }))
const axis = <N extends string>(name: N) => ({ name, states: ['0', '1'] })
type Query = BoundsQuery<'Z' | 'X' | 'Y'>
const recovers = (x: string, value = '1') => [{ variable: 'Y' as const, value, do: { X: x } }]

/** Solves a square system; null where it is singular. */
function solved(rows: readonly (readonly number[])[]): number[] | null {
  const lines = rows.map((row) => [...row])
  const n = lines.length
  for (let j = 0; j < n; j++) {
    let at = j
    for (let i = j + 1; i < n; i++) if (Math.abs(lines[i]![j]!) > Math.abs(lines[at]![j]!)) at = i
    if (Math.abs(lines[at]![j]!) < 1e-9) return null
    const pivot = lines[at]!
    lines[at] = lines[j]!
    lines[j] = pivot
    for (let i = 0; i < n; i++) {
      const factor = i === j ? 0 : lines[i]![j]! / pivot[j]!
      if (factor !== 0) for (let k = j; k <= n; k++) lines[i]![k]! -= factor * pivot[k]!
    }
  }
  return lines.map((line, i) => line[n]! / line[i]!)
}

/** All distributions over units with the fewest kinds that give P(X, Y | Z): the corners of what fits. */
function corners(given: readonly (readonly number[])[]): number[][] {
  // of each z three cells, since four sum to one, and the sum of all
  const equations = [0, 1].flatMap((z) =>
    [0, 1, 2].map((cell) => ({
      row: units.map(({ x, y }) => (2 * x[z]! + y[x[z]!]! === cell ? 1 : 0)),
      right: given[z]![cell]!,
    })),
  )
  equations.push({ row: units.map(() => 1), right: 1 })
  const found: number[][] = []
  const choose = (from: number, chosen: readonly number[]): void => {
    if (chosen.length === 7) {
      const weights = solved(equations.map(({ row, right }) => [...chosen.map((t) => row[t]!), right]))
      if (weights === null || weights.some((w) => w < -1e-9)) return
      const all = units.map(() => 0)
      for (const [k, t] of chosen.entries()) all[t] = weights[k]!
      found.push(all)
      return
    }
    for (let t = from; t <= 16 - (7 - chosen.length); t++) choose(t + 1, [...chosen, t])
  }
  choose(0, [])
  return found
}

describe('both ends of the bounds are reached by a model', () => {
  const questions: readonly { readonly query: Query; readonly of: (unit: (typeof units)[number]) => number }[] = [
    { query: { event: recovers('1') }, of: ({ y }) => y[1]! },
    {
      query: {
        sum: [
          { weight: 1, event: recovers('1') },
          { weight: -1, event: recovers('0') },
        ],
      },
      of: ({ y }) => y[1]! - y[0]!,
    },
    { query: { event: [...recovers('1'), ...recovers('0', '0')] }, of: ({ y }) => y[1]! * (1 - y[0]!) },
    {
      query: {
        event: [
          { variable: 'X', value: '1', do: { Z: '1' } },
          { variable: 'X', value: '0', do: { Z: '0' } },
          ...recovers('1'),
        ],
      },
      of: ({ x, y }) => x[1]! * (1 - x[0]!) * y[1]!,
    },
  ]

  it('found by trying all distributions with the fewest kinds of units', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.integer({ min: 0, max: 9 }), { minLength: 16, maxLength: 16 })
          .filter((list) => list.some((w) => w > 0)),
        (list) => {
          const total = list.reduce((a, b) => a + b, 0)
          const given = [0, 1].map((z) => {
            const cells = [0, 0, 0, 0]
            for (const [t, { x, y }] of units.entries()) cells[2 * x[z]! + y[x[z]!]!]! += list[t]! / total
            return cells
          })
          const models = corners(given)
          expect(models.length).toBeGreaterThan(0)
          // each of them gives the data
          for (const model of models.slice(0, 5))
            for (const z of [0, 1])
              for (const cell of [0, 1, 2, 3]) {
                const share = model.reduce((sum, w, t) => {
                  const { x, y } = units[t]!
                  return sum + (2 * x[z]! + y[x[z]!]! === cell ? w : 0)
                }, 0)
                expect(share).toBeCloseTo(given[z]![cell]!, 7)
              }
          for (const { query, of } of questions) {
            const result = counterfactualBounds(
              admg('Z -> X -> Y; X <-> Y'),
              [{ distribution: factor([axis('Z'), axis('X'), axis('Y')], given.flat()) }],
              query,
            )
            if (result.status !== 'bounds') throw new Error(result.status)
            const values = models.map((model) => model.reduce((sum, w, t) => sum + w * of(units[t]!), 0))
            expect(result.sharp).toBe(true)
            expect(result.lower).toBeCloseTo(Math.min(...values), 7)
            expect(result.upper).toBeCloseTo(Math.max(...values), 7)
          }
        },
      ),
      { numRuns: 8 },
    )
  })
})
