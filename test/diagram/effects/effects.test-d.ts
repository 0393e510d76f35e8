import { expectTypeOf } from 'vitest'
import {
  bernoulli,
  box,
  comparator,
  compose,
  type Diagram,
  evidence,
  type GaussianBox,
  gaussian,
  meaningsOf,
  normalizeBox,
  scm,
  stochastic,
  type TensorBox,
} from '../../../src/index.js'

expectTypeOf(evidence('T', 1)).toEqualTypeOf<Diagram<readonly ['T'], readonly []>>()
expectTypeOf(comparator('A')).toEqualTypeOf<Diagram<readonly ['A', 'A'], readonly ['A']>>()
expectTypeOf(normalizeBox(box('f', ['A'], ['B']))).toEqualTypeOf<Diagram<readonly ['A'], readonly ['B']>>()
// @ts-expect-error evidence on another object
compose(box('f', ['A'], ['B']), evidence('T', 1))

const model = scm({ X: bernoulli(0.5) })
expectTypeOf(meaningsOf(model, stochastic)).toEqualTypeOf<ReadonlyMap<string, TensorBox>>()
expectTypeOf(meaningsOf(model, gaussian)).toEqualTypeOf<ReadonlyMap<string, GaussianBox>>()
