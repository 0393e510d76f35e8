import { expectTypeOf, test } from 'vitest'
import {
  causalForest,
  dag,
  type EffectLearner,
  effectsByGroup,
  heterogeneousEffects,
  panelDoubleMachineLearning,
  policyTree,
  ridge,
  table,
} from '../../../src/index.js'

const data = table({ x: [1, 2], t: [0, 1], y: [1, 2], unit: [1, 2], time: [1, 1] })
const graph = dag('x -> t -> y; x -> y')

test('effects are there where they are estimated', () => {
  const e = heterogeneousEffects(data, { graph, treatment: 't', outcome: 'y', learner: causalForest() })
  // @ts-expect-error a refusal has no effects
  e.effects
  if (e.estimated) {
    expectTypeOf(e.effects).toEqualTypeOf<Float64Array>()
    expectTypeOf(e.standardErrors).toEqualTypeOf<Float64Array | null>()
    expectTypeOf(policyTree(e, data).treats).toEqualTypeOf<Uint8Array>()
    // @ts-expect-error there is no column z
    effectsByGroup(e, data, { by: 'z' })
  } else expectTypeOf(e.message).toEqualTypeOf<string>()
  expectTypeOf(causalForest()).toEqualTypeOf<EffectLearner>()
})

test('names are those of graph and table', () => {
  // @ts-expect-error there is no column z
  heterogeneousEffects(data, { graph, treatment: 't', outcome: 'y', learner: causalForest(), modifiers: ['z'] })
  // @ts-expect-error a regression learner is no learner of effects
  heterogeneousEffects(data, { graph, treatment: 't', outcome: 'y', learner: ridge() })
  const columns = { treatment: 't', outcome: 'y', unit: 'unit', time: 'time', learner: ridge() } as const
  panelDoubleMachineLearning(data, { ...columns, covariates: ['x'] })
  // @ts-expect-error there is no column z
  panelDoubleMachineLearning(data, { ...columns, covariates: ['z'] })
})
