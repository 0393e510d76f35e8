import { describe, expectTypeOf, it } from 'vitest'
import {
  type Categorical,
  column,
  fitTemporalScm,
  laggedGraph,
  linearTemporalModel,
  type oneStepForecasts,
  sampleSeries,
  series,
  table,
} from '../../../src/index.js'

describe('models of series', () => {
  const data = series(table({ weather: ['sun', 'rain'] as ('sun' | 'rain')[], sales: [1, 2] }))
  const fitted = () => fitTemporalScm(data, laggedGraph('weather -> sales'))

  it('keep what is a number and what a category', () => {
    const made = (() => sampleSeries(fitted(), 10)) satisfies () => unknown
    type Made = ReturnType<typeof made>['table']
    const told = null as unknown as Made
    expectTypeOf<typeof column<NonNullable<Made['cells']>, 'sales'>>().returns.toEqualTypeOf<Float64Array>()
    expectTypeOf<typeof column<NonNullable<Made['cells']>, 'weather'>>().returns.toEqualTypeOf<
      Categorical<'sun' | 'rain'>
    >()
    expectTypeOf(told.columns).items.toEqualTypeOf<'weather' | 'sales'>()
    const ahead = null as unknown as ReturnType<
      typeof oneStepForecasts<'weather' | 'sales', { weather: string; sales: number }>
    >
    expectTypeOf(ahead.chances[0]!.variable).toEqualTypeOf<'weather' | 'sales'>()
  })

  it('of numbers give numbers', () => {
    const model = linearTemporalModel({ names: ['X', 'Y'], effects: [] })
    const made = () => column(sampleSeries(model, 10).table, 'X')
    expectTypeOf(made).returns.toEqualTypeOf<Float64Array>()
  })
})
