import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chiSquare, dag, dSeparated, dSeparation, fisherZ, gSquare, table } from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'
import { arbitraryDag, arbitrarySets } from '../support/arbitrary.js'

describe('fisherZ', () => {
  it('is the correlation of two least-squares residuals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 1e6 }), (p, seed) => {
        const random = generator(seed)
        const n = 40
        const columns = Array.from({ length: p }, () => Float64Array.from({ length: n }, () => random.normal()))
        for (let k = 1; k < p; k++) for (let i = 0; i < n; i++) columns[k]![i]! += 0.7 * columns[k - 1]![i]!
        const test = fisherZ(table(Object.fromEntries(columns.map((c, i) => [`v${i}`, c]))))
        const given = Array.from({ length: p - 2 }, (_, k) => `v${k + 2}`)
        // Gram–Schmidt: x and y less what the intercept and the others explain
        const basis: Float64Array[] = []
        const less = (v: Float64Array): Float64Array => {
          let left = v.slice()
          for (const b of [...basis, ...basis]) {
            const along = b.reduce((s, x, i) => s + x * left[i]!, 0)
            left = left.map((x, i) => x - along * b[i]!)
          }
          return left
        }
        for (const v of [new Float64Array(n).fill(1), ...columns.slice(2)]) {
          const left = less(v)
          const length = Math.hypot(...left)
          basis.push(left.map((x) => x / length))
        }
        const [x, y] = [less(columns[0]!), less(columns[1]!)]
        const r = x.reduce((s, v, i) => s + v * y[i]!, 0) / (Math.hypot(...x) * Math.hypot(...y))
        expect(test('v0', 'v1', given).estimate).toBeCloseTo(r, 10)
      }),
      { numRuns: 50 },
    )
  })
})

describe('gSquare and chiSquare', () => {
  it('equal sums over explicit cells', () => {
    const cell = fc.integer({ min: 0, max: 2 })
    let made = 0
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 60 }), (rows) => {
        const data = table(
          Object.fromEntries(['x', 'y', 's', 't'].map((name, k) => [name, rows.map((row) => String(row[k]))])),
        )
        let g = 0
        let chi = 0
        let df = 0
        for (const key of new Set(rows.map((row) => `${row[2]} ${row[3]}`))) {
          const part = rows.filter((row) => `${row[2]} ${row[3]}` === key)
          const xs = [...new Set(part.map((row) => row[0]))]
          const ys = [...new Set(part.map((row) => row[1]))]
          df += (xs.length - 1) * (ys.length - 1)
          for (const x of xs) {
            for (const y of ys) {
              const o = part.filter((row) => row[0] === x && row[1] === y).length
              const e =
                (part.filter((row) => row[0] === x).length * part.filter((row) => row[1] === y).length) / part.length
              if (o > 0) g += 2 * o * Math.log(o / e)
              chi += (o - e) ** 2 / e
            }
          }
        }
        const a = gSquare(data, { parity: 'causal-learn' })('x', 'y', ['s', 't'])
        const b = chiSquare(data, { parity: 'causal-learn' })('x', 'y', ['t', 's'])
        expect([a.tested, b.tested]).toEqual([df > 0, df > 0])
        if (df === 0) return
        made++
        expect(a.statistic).toBeCloseTo(g, 9)
        expect(b.statistic).toBeCloseTo(chi, 9)
        expect([a.degreesOfFreedom, b.degreesOfFreedom]).toEqual([df, df])
      }),
    )
    expect(made).toBeGreaterThan(20)
  })
})

describe('dSeparation', () => {
  it('is dSeparated', () => {
    fc.assert(
      fc.property(
        arbitraryDag(2, 7).chain((g) => fc.tuple(fc.constant(g), arbitrarySets(g.nodes))),
        ([g, { x, y, z }]) => {
          const wanted = dSeparated(dag({ nodes: g.nodes, edges: g.edges }), x[0]!, y[0]!, z)
          expect(dSeparation(g)(x[0]!, y[0]!, z).pValue).toBe(wanted ? 1 : 0)
        },
      ),
    )
  })
})
