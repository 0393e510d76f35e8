import { describe, expect, it } from 'vitest'
import {
  eventImpact,
  impulseResponse,
  linearTemporalModel,
  normals,
  plotEventImpact,
  plotImpulseResponse,
  randomStream,
  series,
  table,
  varModel,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const z = normals(randomStream('plots'), 60).values
const visits = z.map((v, t) => 20 + v + (t >= 40 ? 4 : 0))

describe('plotImpulseResponse', () => {
  const model = linearTemporalModel({ names: ['x', 'y'], effects: [{ from: 'x', to: 'y', lag: 1, effect: 2 }] })
  const response = impulseResponse(model, { horizon: 2, kind: 'structural' })
  it('draws one response, without a band where nothing was estimated', () => {
    const chart = plotImpulseResponse(response, { cause: 'x', effect: 'y' })
    expect(chart.data.values.map((point) => point['response'])).toEqual([0, 2, 0])
    expect(chart.layer.length).toBe(2)
    expect(JSON.parse(JSON.stringify(chart))).toEqual(chart)
  })
  it('draws the band of a fitted model', () => {
    const fitted = varModel(series(table({ visits, other: z.slice().reverse() })))
    const chart = plotImpulseResponse(impulseResponse(fitted, { horizon: 3, kind: 'reduced' }), {
      cause: 'other',
      effect: 'visits',
    })
    expect(chart.layer.length).toBe(3)
    const { lower, response: middle, upper } = chart.data.values[2] as Record<string, number>
    expect(lower! < middle! && middle! < upper!).toBe(true)
    expect(chart.description).toContain('95 % intervals')
  })
  it('refuses what is no response, or not in it', () => {
    expectCausalError(
      () => plotImpulseResponse(response, { cause: 'x', effect: 'w' as 'y' }),
      'plotImpulseResponse',
      'unknown-name',
    )
    expectCausalError(
      () => plotImpulseResponse({} as never, { cause: 'x', effect: 'y' } as never),
      'plotImpulseResponse',
      'invalid-argument',
    )
  })
})

describe('plotEventImpact', () => {
  it('draws the paths and the sum of the effect', () => {
    const impact = eventImpact(series(table({ visits })), { outcome: 'visits', event: 40 })
    const { vconcat, description } = plotEventImpact(impact) as unknown as {
      vconcat: { data: { values: Record<string, number>[] } }[]
      description: string
    }
    expect(vconcat.map(({ data }) => data.values.length)).toEqual([60, 20])
    expect(vconcat[1]!.data.values.at(-1)!['total']).toBeCloseTo(impact.cumulative.estimate, 9)
    expect(description).toContain('at 40')
  })
  it('refuses what is no impact', () => {
    expectCausalError(() => plotEventImpact({} as never), 'plotEventImpact', 'invalid-argument')
  })
})
