import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  estimateEffect,
  normals,
  randomStream,
  splitStream,
  table,
  twoStageLeastSquares,
} from '../../../src/index.js'

type Rubin = { set: [number | null, number | null][]; pValue: number }
const world = fc.record({
  seed: fc.nat(),
  m: fc.integer({ min: 1, max: 4 }),
  strength: fc.constantFrom(0, 0.2, 0.5, 2),
  clustered: fc.boolean(),
})
type World = { seed: number; m: number; strength: number; clustered: boolean }

function drawn({ seed, m, strength }: World) {
  const n = 48
  const stream = randomStream(`law ${seed}`)
  const draw = (name: string) => normals(splitStream(stream, name), n).values
  const z = Array.from({ length: m }, (_, k) => draw(`z${k}`))
  const [u, f] = [draw('u'), draw('f')]
  const t = u.map((v, i) => v + strength * z.reduce((s, c) => s + c[i]!, 0))
  return { z, t, y: f.map((v, i) => v * (0.3 + z[0]![i]! ** 2) + u[i]! + 0.5 * t[i]!), g: t.map((_, i) => i % 12) }
}
function rubin({ z, t, y, g }: ReturnType<typeof drawn>, clustered: boolean): Rubin {
  const names = z.map((_, k) => `z${k}`)
  const e = estimateEffect(table({ ...Object.fromEntries(z.map((c, k) => [names[k]!, c])), t, y, g }), {
    graph: admg(`${names.map((name) => `${name} -> t`).join('; ')}; t -> y; t <-> y`),
    treatment: 't',
    outcome: 'y',
    estimator: twoStageLeastSquares(),
    ...(clustered ? { cluster: 'g' } : {}),
  })
  if (!e.estimated) throw new Error(e.message)
  return e.diagnostics['andersonRubin'] as Rubin
}
const holds = ({ set }: Rubin, x: number) => set.some(([a, b]) => (a ?? -Infinity) <= x && x <= (b ?? Infinity))

describe('the set of Anderson and Rubin', () => {
  it('holds an effect exactly if the test does not reject it', () => {
    let [inside, outside] = [0, 0]
    fc.assert(
      fc.property(world, (drew) => {
        const data = drawn(drew)
        const whole = rubin(data, drew.clustered)
        const ends = whole.set.flat().filter((end) => end !== null)
        const tried = [
          -3,
          0.5,
          4,
          ...ends.flatMap((end) => [end - 1e-6 * (1 + Math.abs(end)), end + 1e-6 * (1 + Math.abs(end))]),
        ]
        for (const beta of tried) {
          const { pValue } = rubin({ ...data, y: data.y.map((v, i) => v - beta * data.t[i]!) }, drew.clustered)
          if (Math.abs(pValue - 0.05) < 1e-10) continue
          expect(holds(whole, beta)).toBe(pValue > 0.05)
          if (pValue > 0.05) inside++
          else outside++
        }
      }),
      { numRuns: 12 },
    )
    expect(Math.min(inside, outside)).toBeGreaterThan(3)
  })
  it('does not depend on units', () => {
    fc.assert(
      fc.property(world, fc.constantFrom(1e-7, -3, 1e6), (drew, factor) => {
        const data = drawn(drew)
        const moved = {
          ...data,
          y: data.y.map((v) => v * factor),
          z: data.z.map((c, k) => (k === 0 ? c.map((v) => -1e5 * v) : c)),
        }
        const [one, two] = [rubin(data, drew.clustered).set, rubin(moved, drew.clustered).set]
        const scaled = one.map((ends) => ends.map((end) => (end === null ? null : end * factor)))
        const expected = factor < 0 ? scaled.map(([a, b]) => [b!, a!]).reverse() : scaled
        expect(two.map((ends) => ends.map((end) => end === null))).toEqual(
          expected.map((ends) => ends.map((end) => end === null)),
        )
        for (const [k, ends] of two.entries())
          for (const [j, end] of ends.entries())
            if (end !== null) expect(Math.abs(end / expected[k]![j]! - 1)).toBeLessThan(1e-6)
      }),
      { numRuns: 10 },
    )
  })
})
