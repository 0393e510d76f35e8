import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cuped,
  differenceInMeans,
  type ExperimentEstimate,
  minimumDetectableEffect,
  power,
  table,
} from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'

function trial(seed: number, n: number) {
  const random = generator(seed)
  return Array.from({ length: n }, (_, i) => ({
    t: i < 2 ? 0 : i < 4 ? 1 : random.integer(2),
    x: random.normal(),
    y: random.normal() + random.integer(3),
    c: i % 6,
  }))
}
const taken = (e: ExperimentEstimate) => {
  if (!e.estimated) throw new Error(e.message)
  return e
}
const close = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThan(1e-9 * (1 + Math.abs(b)))
const sizes = fc.record({ seed: fc.integer({ min: 1, max: 1e6 }), n: fc.integer({ min: 24, max: 80 }) })

describe('experiments', () => {
  it('the order of rows and the units of the outcome do not matter', () => {
    fc.assert(
      fc.property(sizes, ({ seed, n }) => {
        const rows = trial(seed, n)
        for (const call of [
          (data: typeof rows) => differenceInMeans(table(data), { treatment: 't', outcome: 'y' }),
          (data: typeof rows) => cuped(table(data), { treatment: 't', outcome: 'y', adjustment: ['x'] }),
        ]) {
          const e = taken(call(rows))
          const turned = taken(call(rows.map((row) => ({ ...row, y: row.y * 1e6 })).reverse()))
          close(turned.estimate / 1e6, e.estimate)
          close(turned.standardError / 1e6, e.standardError)
          close(turned.pValue, e.pValue)
        }
      }),
    )
  })

  it('the influence has mean 0, and its square is the variance up to the small-sample factor', () => {
    fc.assert(
      fc.property(sizes, ({ seed, n }) => {
        const rows = trial(seed, n)
        const e = taken(differenceInMeans(table(rows), { treatment: 't', outcome: 'y' }))
        close(e.influence.reduce((sum, v) => sum + v, 0) / n, 0)
        const square = Math.sqrt(e.influence.reduce((sum, v) => sum + v * v, 0)) / n
        expect(square).toBeLessThan(e.standardError)
        const least = Math.min(rows.filter(({ t }) => t === 1).length, rows.filter(({ t }) => t === 0).length)
        expect(square).toBeGreaterThan(e.standardError * Math.sqrt((least - 1) / least) * (1 - 1e-9))
      }),
    )
  })

  it('a contrast turned round turns the sign', () => {
    fc.assert(
      fc.property(sizes, ({ seed, n }) => {
        const data = table(trial(seed, n))
        const there = taken(differenceInMeans(data, { treatment: 't', outcome: 'y', contrast: { from: 0, to: 1 } }))
        const back = taken(differenceInMeans(data, { treatment: 't', outcome: 'y', contrast: { from: 1, to: 0 } }))
        close(there.estimate, -back.estimate)
        close(there.standardError, back.standardError)
      }),
    )
  })

  it('the smallest effect that is found with some power has that power', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 5000 }),
        fc.double({ min: 0.1, max: 0.98, noNaN: true }),
        fc.double({ min: 0.2, max: 0.8, noNaN: true }),
        (n, wanted, share) => {
          const plan = { n: n * 2, standardDeviation: 3, share }
          const effect = minimumDetectableEffect({ ...plan, power: wanted })
          expect(power({ ...plan, effect })).toBeCloseTo(wanted, 8)
        },
      ),
      { numRuns: 12 },
    )
  })
})
