import { expectTypeOf } from 'vitest'
import { type Diagnosis, dag, diagnose, runSuggestion, suggest, table } from '../../src/index.js'

const data = table({ day: [1, 2, 3], X: [1, 2, 4] })

expectTypeOf(diagnose(data, { time: 'day' })).toEqualTypeOf<Diagnosis>()
// @ts-expect-error no such column
diagnose(data, { time: 'days' })
// @ts-expect-error a question of another kind
suggest(diagnose(data), 'weather')
suggest(diagnose(data), { ask: 'effect', treatment: 'X', outcome: 'day', graph: dag('X -> day') })
expectTypeOf(runSuggestion(data, suggest(diagnose(data), 'graph').suggestions[0]!)).toEqualTypeOf<unknown>()
