import { expectTypeOf, test } from 'vitest'
import {
  type FittedLearner,
  forest,
  type Learner,
  logisticRegression,
  ridge,
  superLearner,
  type Table,
  table,
} from '../../src/index.js'

const data = table({ x: [1, 2, 3], y: [1, 2, 3] })

test('every learner is one, and those that tell more have types that say so', () => {
  expectTypeOf(ridge()).toExtend<Learner>()
  expectTypeOf(forest().fit(data, 'y').outOfBag).toEqualTypeOf<Float64Array | null>()
  expectTypeOf(logisticRegression().fit(data, 'y').intercept).toEqualTypeOf<number>()
  expectTypeOf(superLearner({ learners: [ridge()] }).fit(data, 'y').learners[0]!.share).toEqualTypeOf<number>()
  expectTypeOf(ridge().fit(data, 'y').predict(data)).toEqualTypeOf<Float64Array>()
})

test('two functions make a learner', () => {
  const own: Learner = {
    name: 'own',
    fit: (rows: Table, _outcome: string): FittedLearner => ({
      features: rows.columns,
      predict: (other) => new Float64Array(other.rowCount),
    }),
  }
  expectTypeOf(superLearner({ learners: [own, ridge()] })).toExtend<Learner>()
})

test('options that do not exist do not compile', () => {
  // @ts-expect-error a ridge has no number of trees
  ridge({ trees: 3 })
  // @ts-expect-error a mixture needs learners
  superLearner({})
  // @ts-expect-error weights are a Float64Array
  ridge().fit(data, 'y', { weights: [1, 1, 1] })
})
