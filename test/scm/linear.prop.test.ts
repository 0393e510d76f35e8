import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AnyMechanism,
  type Capability,
  intervene,
  latent,
  linear,
  normal,
  populationRegression,
  query,
  type Scm,
  sample,
  scm,
  shift,
} from '../../src/index.js'
import { expect as expected } from '../../src/scm/engines/answer.js'
import { gaussianAnswer } from '../../src/scm/engines/gaussian-engine.js'
import { prepare } from '../../src/scm/engines/terms.js'
import { weightedAnswer } from '../../src/scm/engines/weighted-engine.js'
import { unlessTooFewDraws } from '../support/unless-too-few-draws.js'

type Model = Scm<Record<string, number>, Capability, 'dag'>
const names = ['A', 'B', 'C', 'D']

/** Random linear models on four variables, with a hidden common cause. */
const arbitraryLinear = fc
  .record({
    weights: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 10, maxLength: 10 }),
    sds: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 4, maxLength: 4 }),
    x: fc.nat(3),
    y: fc.nat(3),
    z: fc.nat(3),
  })
  .map(({ weights, sds, x, y, z }) => {
    let k = 0
    const spec: Record<string, AnyMechanism> = { U: latent(normal(0, 1)) }
    const B = names.map(() => new Float64Array(4))
    const loading = new Float64Array(4)
    for (const [i, name] of names.entries()) {
      const coefficients: Record<string, number> = {}
      for (let j = 0; j < i; j++) {
        B[i]![j] = weights[k++]! / 2
        coefficients[names[j]!] = B[i]![j]!
      }
      loading[i] = weights[6 + i]! / 3
      coefficients['U'] = loading[i]!
      spec[name] = linear(coefficients, normal(0, sds[i]! / 2), { intercept: i })
    }
    return {
      model: scm(spec as never) as unknown as Model,
      B,
      loading,
      sds: sds.map((s) => s / 2),
      x: names[x]!,
      y: names[y]!,
      z: names[z]!,
    }
  })

describe('linear models', () => {
  it('have the moments of (I − B)⁻¹ by the definition', () => {
    fc.assert(
      fc.property(arbitraryLinear, ({ model, B, loading, sds }) => {
        const answer = query(model, names)
        if (answer.method !== 'gaussian') throw new Error(answer.method)
        // rows of the reduced form over (e_A … e_D, U, 1), by substitution
        const rows: number[][] = []
        for (let i = 0; i < 4; i++) {
          const row = Array.from({ length: 6 }, (_, c) => (c === i ? sds[i]! : c === 4 ? loading[i]! : c === 5 ? i : 0))
          for (let j = 0; j < i; j++) for (let c = 0; c < 6; c++) row[c]! += B[i]![j]! * rows[j]![c]!
          rows.push(row)
        }
        for (let i = 0; i < 4; i++) {
          expect(answer.mean[i]).toBeCloseTo(rows[i]![5]!, 9)
          for (let j = 0; j < 4; j++) {
            const covariance = [0, 1, 2, 3, 4].reduce((sum, c) => sum + rows[i]![c]! * rows[j]![c]!, 0)
            expect(answer.covariance[i * 4 + j]).toBeCloseTo(covariance, 8)
          }
        }
      }),
      { numRuns: 50 },
    )
  })

  it('weighted draws agree with the exact counterfactual within their standard error', () => {
    let live = 0
    fc.assert(
      fc.property(arbitraryLinear, ({ model, x, y, z }) => {
        const target = { variable: y, do: { [x]: shift(1) } } as never
        const given = [{ variable: z, value: 1 }] as never[]
        const exact = gaussianAnswer(prepare(model, [target], given))
        const drawn = weightedAnswer(prepare(model, [target], given), { draws: 4000, seed: 1 })
        if (exact === null || typeof exact === 'string' || typeof drawn === 'string') throw new Error('no answer')
        const mean = unlessTooFewDraws(() => expected(drawn, ([v]) => v as number, null))
        // a handful of draws that carry all the weight say nothing of their error
        if (mean === null || mean.effectiveSampleSize < 200) return
        live++
        expect(Math.abs(mean.value! - exact.mean[0]!)).toBeLessThan(5.5 * mean.standardError + 1e-9)
      }),
      { numRuns: 40 },
    )
    expect(live).toBeGreaterThan(20)
  })

  it('a regression on the past is the conditional mean', () => {
    fc.assert(
      fc.property(arbitraryLinear, ({ model }) => {
        const slopes = populationRegression(model, 'D', ['A', 'B'])
        const at = (A: number, B: number) => {
          const answer = query(model, ['D'], { given: { A, B } })
          return answer.method === 'gaussian' ? answer.mean[0]! : Number.NaN
        }
        expect(at(2, 0) - at(1, 0)).toBeCloseTo(slopes.A!, 7)
        expect(at(0, 2) - at(0, 1)).toBeCloseTo(slopes.B!, 7)
      }),
      { numRuns: 40 },
    )
  })

  it('samples do not depend on interventions that do not reach them', () => {
    fc.assert(
      fc.property(arbitraryLinear, ({ model }) => {
        const before = sample(model, 10, { seed: 3 })
        const after = sample(intervene(model, { D: 1 }), 10, { seed: 3 })
        for (const i of [0, 1, 2]) expect(after.data[i]).toEqual(before.data[i])
      }),
      { numRuns: 20 },
    )
  })
})
