import { describe, expectTypeOf, it } from 'vitest'
import {
  aipw,
  dag,
  type EffectEstimate,
  type EstimatedEffects,
  estimateEffect,
  type estimateEffectFrom,
  estimateEffects,
  type Table,
  table,
} from '../../src/index.js'

const data = table({ dose: [0, 1], outcome: [1, 2], age: [3, 4] })
const graph = dag('age -> dose -> outcome; age -> outcome; genes -> outcome')

describe('estimateEffect', () => {
  it('takes names that are in the graph and in the table', () => {
    expectTypeOf(
      estimateEffect(data, { graph, treatment: 'dose', outcome: 'outcome', estimator: aipw(), adjustment: ['age'] }),
    ).toEqualTypeOf<EffectEstimate>()
    const loose: Table = data
    estimateEffect(loose, { graph, treatment: 'dose', outcome: 'outcome', estimator: aipw() })
    estimateEffect(loose, { graph: dag('A -> B' as string), treatment: 'A', outcome: 'B', estimator: aipw() })
  })

  it('asks to look before reading an estimate', () => {
    const e = estimateEffect(data, { graph, treatment: 'dose', outcome: 'outcome', estimator: aipw() })
    // @ts-expect-error it may be a refusal
    e.estimate
    if (e.estimated) expectTypeOf(e.estimate).toEqualTypeOf<number>()
    else expectTypeOf(e.message).toEqualTypeOf<string>()
  })

  it('takes a contrast of two treatments, and of one for all arms', () => {
    const ask = { graph, treatment: 'dose', outcome: 'outcome', estimator: aipw() } as const
    expectTypeOf(estimateEffect(data, { ...ask, contrast: { from: 0, to: 1 } })).toEqualTypeOf<EffectEstimate>()
    expectTypeOf(estimateEffects(data, { ...ask, contrast: { from: 0 } })).toEqualTypeOf<EstimatedEffects>()
    // @ts-expect-error compared with what?
    estimateEffects(data, ask)
    // @ts-expect-error a contrast has two sides
    estimateEffect(data, { ...ask, contrast: { from: 0 } })
  })

  it('does not compile with a misspelt or an unmeasured name', () => {
    // @ts-expect-error there is no such node
    estimateEffect(data, { graph, treatment: 'does', outcome: 'outcome', estimator: aipw() })
    // @ts-expect-error this node is no column
    estimateEffect(data, { graph, treatment: 'dose', outcome: 'outcome', estimator: aipw(), adjustment: ['genes'] })
    // @ts-expect-error the estimator must be made
    estimateEffect(data, { graph, treatment: 'dose', outcome: 'outcome', estimator: aipw })
  })

  it('tells of a misspelt name by the question with a graph: the compiler reports the last overload', () => {
    expectTypeOf<Parameters<typeof estimateEffect>[1]>().toHaveProperty('graph')
    expectTypeOf<Parameters<typeof estimateEffectFrom>[1]>().toHaveProperty('graph')
  })
})
