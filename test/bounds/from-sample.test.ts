import { describe, expect, it } from 'vitest'
import { deviation, sampledEnd } from '../../src/bounds/sampled/end-error.js'
import { admg, boundsFromSample, counterfactualBounds, factor } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const states = ['0', '1']
const axes = [
  { name: 'Z', states },
  { name: 'X', states },
  { name: 'Y', states },
] as const
const graph = admg('Z -> X -> Y; X <-> Y')
const event = [{ variable: 'Y' as const, value: '1', do: { X: '1' } }]
const counts = [58, 14, 30, 20, 52, 12, 23, 78]
const data = (times = 1) => [
  {
    distribution: factor(
      axes,
      counts.map((n) => n * times),
    ),
  },
]

describe('boundsFromSample', () => {
  it('estimates as counterfactualBounds does, and its interval holds the estimate', () => {
    const result = boundsFromSample(graph, data(), { event })
    const exact = counterfactualBounds(graph, data(), { event })
    if (result.status !== 'bounds' || exact.status !== 'bounds') throw new Error('bounds')
    expect(result.estimate).toEqual([exact.lower, exact.upper])
    expect(result.interval[0]).toBeLessThan(exact.lower)
    expect(result.interval[1]).toBeGreaterThan(exact.upper)
    expect(result).toMatchObject({ n: 287, sharp: true })
    expect(boundsFromSample(graph, data(), { event })).toEqual(result)
  })

  it('shrinks to the bounds as rows grow, by their square root', () => {
    const over = (times: number) => {
      const result = boundsFromSample(graph, data(times), { event })
      if (result.status !== 'bounds') throw new Error('bounds')
      return result.estimate![0] - result.interval[0]
    }
    const [few, many] = [over(1), over(400)]
    expect(few / many).toBeGreaterThan(12)
    expect(few / many).toBeLessThan(32)
  })

  it('asks less for one value than for the whole set', () => {
    const set = boundsFromSample(graph, data(20), { event })
    const value = boundsFromSample(graph, data(20), { event }, { covers: 'value' })
    if (set.status !== 'bounds' || value.status !== 'bounds') throw new Error('bounds')
    expect(value.interval[0]).toBeGreaterThan(set.interval[0])
    expect(value.interval[1]).toBeLessThan(set.interval[1])
    const wide = boundsFromSample(graph, data(20), { event }, { confidence: 0.999 })
    if (wide.status !== 'bounds') throw new Error('bounds')
    expect(wide.interval[0]).toBeLessThan(set.interval[0])
  })

  it('has an interval where chance takes frequencies out of every model, and none where chance cannot', () => {
    // P(X = 0, Y = 0 | Z = 0) + P(X = 0, Y = 1 | Z = 1) is a little, and much, above one
    const outside = (violation: number, n: number) => [
      {
        distribution: factor(
          axes,
          [n * (0.5 + violation), n * 0.1, n * (0.4 - violation), 0, n * 0.1, n * 0.5, n * 0.2, n * 0.2].map(
            Math.round,
          ),
        ),
      },
    ]
    expect(counterfactualBounds(graph, outside(0.02, 100), { event }).status).toBe('no-model')
    expect(boundsFromSample(graph, outside(0.02, 100), { event })).toMatchObject({ status: 'bounds', estimate: null })
    expect(boundsFromSample(graph, outside(0.39, 2_000), { event }).status).toBe('no-model')
  })

  it('uses an experiment beside observations, and assumptions', () => {
    const bow = admg('X -> Y; X <-> Y')
    const seen = { distribution: factor([axes[1], axes[2]], [200, 100, 80, 120]) }
    const trial = { distribution: factor([axes[2]], [45, 55]), do: { X: '1' } }
    const alone = boundsFromSample(bow, [seen], { event })
    const both = boundsFromSample(bow, [seen, trial], { event })
    const assumed = boundsFromSample(bow, [seen], { event, monotone: [['X', 'Y']] })
    if (alone.status !== 'bounds' || both.status !== 'bounds' || assumed.status !== 'bounds') throw new Error('bounds')
    const width = ({ interval: [low, high] }: { interval: readonly [number, number] }) => high - low
    expect(width(both)).toBeLessThan(width(alone))
    expect(width(assumed)).toBeLessThan(width(alone))
    expect(both.estimate).toEqual([expect.closeTo(0.55, 9), expect.closeTo(0.55, 9)])
  })

  it('refuses what are no counts, conditions, and options that are none', () => {
    const refused = (act: () => unknown, code: 'invalid-argument' | 'not-supported') =>
      expectCausalError(act, 'boundsFromSample', code)
    refused(
      () =>
        boundsFromSample(
          graph,
          [
            {
              distribution: factor(
                axes,
                counts.map((n) => n / 287),
              ),
            },
          ],
          { event },
        ),
      'invalid-argument',
    )
    refused(
      () => boundsFromSample(graph, data(), { event, given: [{ variable: 'X', value: '1', do: { Z: '1' } }] }),
      'not-supported',
    )
    refused(() => boundsFromSample(graph, data(), { event }, { draws: 5 }), 'invalid-argument')
    refused(() => boundsFromSample(graph, data(), { event }, { covers: 'all' as 'set' }), 'invalid-argument')
    refused(() => boundsFromSample(graph, data(), { event }, { confidence: 1 }), 'invalid-argument')
  })
})

describe('the error of an end', () => {
  it('is that of its one corner, or of all that come near', () => {
    const noises = Array.from({ length: 1001 }, (_, r) => Float64Array.of((r - 500) / 1000, (500 - r) / 1000))
    const one = { constant: 0, prices: Float64Array.of(1, 0) }
    const other = { constant: 0, prices: Float64Array.of(0, 1) }
    const p = Float64Array.of(0.5, 0.5)
    expect(deviation(sampledEnd([one], p, noises, 100).errors)).toBeCloseTo(0.289, 3)
    // the greater of two opposite errors is never negative
    expect(Math.min(...sampledEnd([one, other], p, noises, 100).errors)).toBeGreaterThanOrEqual(0)
    // a corner far below plays no part
    const far = sampledEnd([one, { ...other, constant: -10 }], p, noises, 100)
    expect(Math.min(...far.errors)).toBeCloseTo(-0.5, 9)
  })
})
