import { expectTypeOf, it } from 'vitest'
import {
  granger,
  impulseResponse,
  type LinearTemporalModel,
  linearTemporalModel,
  series,
  table,
  type VarModel,
  varLingam,
  varModel,
} from '../../../src/index.js'

const s = series(table({ day: [1, 2], x: [1, 2], y: [2, 1] }), { time: 'day' })
const model = linearTemporalModel({ names: ['a', 'b'], effects: [{ from: 'a', to: 'b', lag: 0, effect: 1 }] })

it('names are known to the compiler', () => {
  expectTypeOf(model).toEqualTypeOf<LinearTemporalModel<'a' | 'b'>>()
  expectTypeOf(varModel<'x' | 'y'>).returns.toEqualTypeOf<VarModel<'x' | 'y'>>()
  expectTypeOf(varLingam<'x' | 'y'>).returns.toExtend<LinearTemporalModel<'x' | 'y'>>()
  // @ts-expect-error there is no effect on c
  linearTemporalModel({ names: ['a', 'b'], effects: [{ from: 'a', to: 'c', lag: 0, effect: 1 }] })
  // @ts-expect-error a misspelt series
  granger(s, { cause: 'x', effect: 'z' })
  // @ts-expect-error the kind must be said
  impulseResponse(model, { horizon: 2 })
  // @ts-expect-error there is no variable c
  impulseResponse(model, { horizon: 2, kind: 'orthogonal', order: ['a', 'c'] })
})
