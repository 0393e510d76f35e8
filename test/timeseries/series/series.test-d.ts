import { expectTypeOf, test } from 'vitest'
import {
  bagged,
  type LaggedGraph,
  type LaggedTest,
  laggedCorrelation,
  laggedGraph,
  pcmciPlus,
  series,
  table,
  unrolled,
} from '../../../src/index.js'

const rows = table({ at: ['2026-01-01', '2026-01-02'], host: ['a', 'a'], X: [1, 2], Y: [3, 4] })
const s = series(rows, { time: 'at', unit: 'host' })

test('a series knows its variables: the columns without time and recording', () => {
  expectTypeOf(s.names).toEqualTypeOf<readonly ('X' | 'Y')[]>()
  expectTypeOf(series(table({ X: [1], Y: [2] })).names).toEqualTypeOf<readonly ('X' | 'Y')[]>()
  // @ts-expect-error there is no such column
  series(rows, { time: 'when' })
})

test('searches hand the names on', () => {
  expectTypeOf(pcmciPlus(s).graph.nodes).toEqualTypeOf<readonly ('X' | 'Y')[]>()
  expectTypeOf(laggedCorrelation(s)).toEqualTypeOf<LaggedTest<'X' | 'Y'>>()
  expectTypeOf(laggedCorrelation(s, { dummies: { space: 'which' } }).variables).toEqualTypeOf<
    readonly ('X' | 'Y' | 'which')[]
  >()
  expectTypeOf(bagged(s, (test) => pcmciPlus(test)).graph).toEqualTypeOf<LaggedGraph<'X' | 'Y'>>()
  // @ts-expect-error Z is no variable
  pcmciPlus(s, { knowledge: { tiers: [['Z']] } })
})

test('an unrolled graph has the kind that fits', () => {
  const g = laggedGraph({ nodes: ['X', 'Y'], edges: [], kind: 'lagged-dag' })
  expectTypeOf(unrolled(g).kind).toEqualTypeOf<'dag'>()
})
