import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balkePearlBounds, counterfactualBounds, dag, factor } from '../../src/index.js'

const names = { instrument: 'Z', treatment: 'X', outcome: 'Y' } as const
const states = (k: number) => Array.from({ length: k }, (_, i) => String(i))
const table = (joint: readonly (readonly number[])[]) =>
  factor(
    [
      { name: 'Z', states: states(joint.length) },
      { name: 'X', states: states(2) },
      { name: 'Y', states: states(2) },
    ],
    joint.flat(),
  )

/** P(X, Y | Z) of a model: a weight for each pair of a set of treated instrument states and an answer to treatment. */
const models = fc
  .record({
    states: fc.integer({ min: 2, max: 7 }),
    units: fc.array(fc.record({ treated: fc.nat(127), answer: fc.nat(3), weight: fc.integer({ min: 1, max: 1000 }) }), {
      minLength: 1,
      maxLength: 40,
    }),
  })
  .map(({ states: k, units }) => {
    const total = units.reduce((sum, { weight }) => sum + weight, 0)
    const joint = Array.from({ length: k }, (_, z) => {
      const cells = [0, 0, 0, 0]
      for (const { treated, answer, weight } of units) {
        const x = (treated >> z) & 1
        cells[2 * x + ((answer >> x) & 1)]! += weight / total
      }
      return cells
    })
    const mean = (x: number) =>
      units.reduce((sum, { answer, weight }) => sum + ((answer >> x) & 1) * (weight / total), 0)
    return { joint, untreated: mean(0), treated: mean(1) }
  })

describe('balkePearlBounds with an instrument of many states', () => {
  it('holds the truth, lies within the natural bounds, and does not depend on the order of states', () => {
    fc.assert(
      fc.property(models, ({ joint, untreated, treated }) => {
        const result = balkePearlBounds(table(joint), names)
        if (result.status !== 'bounds') throw new Error(result.reason)
        const natural = (x: number) => [
          Math.max(...joint.map((cells) => cells[2 * x + 1]!)),
          1 - Math.max(...joint.map((cells) => cells[2 * x]!)),
        ]
        for (const [[lower, upper], truth, [least, most]] of [
          [result.untreated, untreated, natural(0)],
          [result.treated, treated, natural(1)],
          [result.effect, treated - untreated, [-1, 1]],
        ] as const) {
          expect(lower).toBeLessThanOrEqual(truth + 1e-9)
          expect(upper).toBeGreaterThanOrEqual(truth - 1e-9)
          expect(lower).toBeGreaterThanOrEqual(least! - 1e-9)
          expect(upper).toBeLessThanOrEqual(most! + 1e-9)
        }
        const turned = balkePearlBounds(table([...joint].reverse()), names)
        if (turned.status !== 'bounds') throw new Error(turned.reason)
        for (const key of ['untreated', 'treated', 'effect'] as const)
          for (const end of [0, 1] as const) expect(turned[key][end]).toBeCloseTo(result[key][end], 9)
      }),
      { numRuns: 60 },
    )
  })

  it('refuses data that contradict the instrument, with as many states as one likes', () => {
    // P(X = 0, Y = 0 | z = 0) + P(X = 0, Y = 1 | z = 5) > 1
    const joint = Array.from({ length: 6 }, () => [0.25, 0.25, 0.25, 0.25])
    joint[0] = [0.7, 0.1, 0.1, 0.1]
    joint[5] = [0.1, 0.7, 0.1, 0.1]
    const result = balkePearlBounds(table(joint), names)
    expect(result.status).toBe('no-model')
    expect(result.status === 'no-model' && result.reason).toContain('contradict')
  })
})

describe('counterfactualBounds', () => {
  it('refuses more equations than it can hold', () => {
    const many = states(600)
    const distribution = factor([{ name: 'A', states: many }], new Array<number>(600).fill(1 / 600))
    expect(() =>
      counterfactualBounds(dag('A'), [{ distribution }], { event: [{ variable: 'A', value: '0' }] }),
    ).toThrow(/600 known probabilities/)
  })
})
