import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  balkePearlBounds,
  counterfactualBounds,
  dag,
  factor,
  manskiBounds,
  tianPearlBounds,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const states = ['0', '1']
const axis = <N extends string>(name: N) => ({ name, states })
/** Weights that sum to one; some are zero. */
const weights = (n: number) =>
  fc
    .array(
      fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: fc.integer({ min: 1, max: 100 }) }),
      { minLength: n, maxLength: n },
    )
    .filter((list) => list.some((w) => w > 0))
    .map((list) => list.map((w) => w / list.reduce((a, b) => a + b, 0)))
const holds = (interval: readonly number[], value: number) => {
  expect(interval[0]!).toBeLessThanOrEqual(value + 1e-9)
  expect(interval[1]!).toBeGreaterThanOrEqual(value - 1e-9)
}

describe('bounds hold the truth of every model', () => {
  // a unit's type: its treatment without and with the instrument, its outcome without and with treatment
  const types = Array.from({ length: 16 }, (_, t) => ({ x: [t & 1, (t >> 1) & 1], y: [(t >> 2) & 1, (t >> 3) & 1] }))

  it('balkePearlBounds', () => {
    fc.assert(
      fc.property(weights(16), (q) => {
        const joint = new Array<number>(8).fill(0)
        for (const z of [0, 1])
          for (const [t, { x, y }] of types.entries()) joint[4 * z + 2 * x[z]! + y[x[z]!]!]! += q[t]! / 2
        const result = balkePearlBounds(factor([axis('Z'), axis('X'), axis('Y')], joint), {
          instrument: 'Z',
          treatment: 'X',
          outcome: 'Y',
        })
        if (result.status !== 'bounds') throw new Error(result.reason)
        const mean = (x: number) => types.reduce((sum, type, t) => sum + q[t]! * type.y[x]!, 0)
        holds(result.untreated, mean(0))
        holds(result.treated, mean(1))
        holds(result.effect, mean(1) - mean(0))
        const asked = counterfactualBounds(
          admg('Z -> X -> Y; X <-> Y'),
          [{ distribution: factor([axis('Z'), axis('X'), axis('Y')], joint) }],
          {
            event: [{ variable: 'Y', value: '1', do: { X: '1' } }],
          },
        )
        expect(asked).toMatchObject({ status: 'bounds', sharp: true })
        if (asked.status === 'bounds')
          expect([asked.lower, asked.upper].map((p) => p.toFixed(8))).toEqual(
            result.treated.map((p) => Math.min(1, Math.max(0, p)).toFixed(8)),
          )
      }),
      { numRuns: 60 },
    )
  })

  it('tianPearlBounds, alone and as an instance of counterfactualBounds', () => {
    fc.assert(
      fc.property(weights(8), (q) => {
        // a type: treatment taken, outcome without and with treatment
        const units = Array.from({ length: 8 }, (_, t) => ({ x: t & 1, y: [(t >> 1) & 1, (t >> 2) & 1], p: q[t]! }))
        const joint = [0, 0, 0, 0]
        const arms = [0, 0, 0, 0]
        for (const { x, y, p } of units) {
          joint[2 * x + y[x]!]! += p
          for (const set of [0, 1]) arms[2 * set + y[set]!]! += p
        }
        const observed = factor([axis('X'), axis('Y')], joint)
        const experimental = factor([axis('X'), axis('Y')], arms)
        const result = tianPearlBounds({ observed, experimental }, { treatment: 'X', outcome: 'Y' })
        if (result.status !== 'bounds') throw new Error(result.reason)
        holds(
          result.necessityAndSufficiency,
          units.reduce((sum, { y, p }) => sum + (y[0] === 0 && y[1] === 1 ? p : 0), 0),
        )
        const harmed = units.filter(({ x, y }) => x === 1 && y[1] === 1)
        const mass = harmed.reduce((sum, { p }) => sum + p, 0)
        if (mass === 0) expect(result.necessity).toBeNull()
        else holds(result.necessity!, harmed.reduce((sum, { y, p }) => sum + (y[0] === 0 ? p : 0), 0) / mass)
        // the closed form of Tian & Pearl 2000, equation 12
        const [p1, p0] = [arms[3]!, arms[1]!]
        const y1 = joint[1]! + joint[3]!
        expect(result.necessityAndSufficiency[0]).toBeCloseTo(Math.max(0, p1 - p0, y1 - p0, p1 - y1), 7)
        expect(result.necessityAndSufficiency[1]).toBeCloseTo(
          Math.min(p1, 1 - p0, joint[3]! + joint[0]!, p1 - p0 + joint[2]! + joint[1]!),
          7,
        )
        const general = counterfactualBounds(
          admg('X -> Y; X <-> Y'),
          [
            { distribution: observed },
            { distribution: factor([axis('Y')], [1 - p1, p1]), do: { X: '1' } },
            { distribution: factor([axis('Y')], [1 - p0, p0]), do: { X: '0' } },
          ],
          {
            event: [
              { variable: 'Y', value: '1', do: { X: '1' } },
              { variable: 'Y', value: '0', do: { X: '0' } },
            ],
          },
        )
        if (general.status !== 'bounds') throw new Error(general.status)
        expect(general.lower).toBeCloseTo(result.necessityAndSufficiency[0], 7)
        expect(general.upper).toBeCloseTo(result.necessityAndSufficiency[1], 7)
      }),
      { numRuns: 60 },
    )
  })

  it('manskiBounds of a binary outcome are those of counterfactualBounds', () => {
    fc.assert(
      fc.property(weights(4), (joint) => {
        const shareTreated = joint[2]! + joint[3]!
        const study = {
          shareTreated,
          meanTreated: shareTreated > 0 ? joint[3]! / shareTreated : 0,
          meanUntreated: shareTreated < 1 ? joint[1]! / (1 - shareTreated) : 0,
          range: [0, 1] as const,
        }
        const data = [{ distribution: factor([axis('X'), axis('Y')], joint) }]
        for (const monotone of [false, true]) {
          const result = manskiBounds(study, { monotoneResponse: monotone })
          const general = counterfactualBounds(admg('X -> Y; X <-> Y'), data, {
            event: [{ variable: 'Y', value: '1', do: { X: '1' } }],
            monotone: monotone ? [['X', 'Y']] : [],
          })
          if (result.status !== 'bounds' || general.status !== 'bounds') throw new Error('bounds expected')
          expect(general.lower).toBeCloseTo(result.treated[0], 7)
          expect(general.upper).toBeCloseTo(result.treated[1], 7)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('counterfactualBounds', () => {
  const observed = { distribution: factor([axis('X'), axis('Y')], [0.4, 0.1, 0.2, 0.3]) }
  it('is a point where the effect is identified', () => {
    const result = counterfactualBounds(dag('X -> Y'), [observed], {
      event: [{ variable: 'Y', value: '1', do: { X: '1' } }],
    })
    expect(result).toEqual({
      status: 'bounds',
      lower: expect.closeTo(0.6, 9),
      upper: expect.closeTo(0.6, 9),
      sharp: true,
    })
  })
  it('takes a root that was seen as one that was set', () => {
    const result = counterfactualBounds(dag('X -> Y'), [observed], {
      event: [{ variable: 'Y', value: '0', do: { X: '0' } }],
      given: [
        { variable: 'X', value: '1' },
        { variable: 'Y', value: '1' },
      ],
    })
    const pearl = tianPearlBounds(
      { observed: observed.distribution },
      { treatment: 'X', outcome: 'Y', exogenous: true },
    )
    if (result.status !== 'bounds' || pearl.status !== 'bounds') throw new Error('bounds expected')
    expect(result.lower).toBeCloseTo(pearl.necessity![0], 8)
    expect(result.upper).toBeCloseTo(pearl.necessity![1], 8)
  })
  it('says when nothing fits, when the condition is impossible, and what is wrong', () => {
    const harmful = [observed, { distribution: factor([axis('Y')], [0.9, 0.1]), do: { X: '1' } }]
    expect(
      counterfactualBounds(admg('X -> Y; X <-> Y'), harmful, { event: [{ variable: 'Y', value: '1', do: { X: '0' } }] })
        .status,
    ).toBe('no-model')
    const never = [{ distribution: factor([axis('X'), axis('Y')], [0.5, 0.5, 0, 0]) }]
    expect(
      counterfactualBounds(admg('X -> Y; X <-> Y'), never, {
        event: [{ variable: 'Y', value: '1', do: { X: '0' } }],
        given: [{ variable: 'X', value: '1' }],
      }).status,
    ).toBe('impossible-condition')
    const ask =
      (event: unknown, data: unknown = [observed], g: unknown = admg('X -> Y; X <-> Y')) =>
      () =>
        counterfactualBounds(g as never, data as never, { event } as never)
    expectCausalError(ask([]), 'counterfactualBounds', 'invalid-argument')
    expectCausalError(ask([{ variable: 'Q', value: '1' }]), 'counterfactualBounds', 'unknown-name')
    expectCausalError(ask([{ variable: 'Y', value: 'yes' }]), 'counterfactualBounds', 'unknown-name')
    expectCausalError(
      ask([{ variable: 'Y', value: '1' }], [observed], dag('Z -> X -> Y')),
      'counterfactualBounds',
      'invalid-argument',
    )
    expectCausalError(
      ask([{ variable: 'Y', value: '1' }], [observed], dag({ nodes: ['X', 'Y', 'U'], latents: ['U'] })),
      'counterfactualBounds',
      'latent',
    )
    expectCausalError(
      ask([{ variable: 'Y', value: '1' }], [{ distribution: factor([axis('X'), axis('Y')], [0, 0, 0, 0]) }]),
      'counterfactualBounds',
      'zero-support',
    )
  })
})
