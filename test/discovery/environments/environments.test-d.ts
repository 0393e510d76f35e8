import { describe, expectTypeOf, it } from 'vitest'
import {
  anchorRegression,
  bernoulli,
  cpt,
  dag,
  dSeparation,
  factor,
  invariantPrediction,
  invariantSubset,
  scm,
  table,
} from '../../../src/index.js'

const rows = table({ E: ['a', 'b'], X: [1, 2], Y: [2, 1] })
const model = scm({ Y: bernoulli(0.3), M: cpt(['Y'], { 0: 0.2, 1: 0.7 }) })

describe('what looks across environments', () => {
  it('knows the names of a model, a joint, a table and a test', () => {
    const found = invariantSubset(model, { outcome: 'Y', mutable: 'M' })
    if (found.found) expectTypeOf(found.best).toEqualTypeOf<readonly ('Y' | 'M')[]>()
    const causes = invariantPrediction(rows, { outcome: 'Y', environment: 'E' })
    if (causes.invariant) expectTypeOf(causes.parents).toEqualTypeOf<readonly ('E' | 'X' | 'Y')[]>()
    const oracle = invariantPrediction(dSeparation(dag('E -> X -> Y')), { outcome: 'Y', environment: 'E' })
    if (oracle.invariant) expectTypeOf(oracle.parents).toEqualTypeOf<readonly ('E' | 'X' | 'Y')[]>()
    const { coefficients } = anchorRegression(rows, { outcome: 'Y', anchors: ['E'], gamma: 2 })
    expectTypeOf(coefficients[0]!.name).toEqualTypeOf<'E' | 'X' | 'Y'>()
  })

  it('refuses names that are not there', () => {
    const joint = factor([{ name: 'Y', states: ['0', '1'] }], [0.5, 0.5])
    // @ts-expect-error no variable Z
    invariantSubset(model, { outcome: 'Y', mutable: 'Z' })
    // @ts-expect-error no variable Z
    invariantSubset({ graph: dag('Y'), joint }, { outcome: 'Y', mutable: 'Z' })
    // @ts-expect-error no column Z
    invariantPrediction(rows, { outcome: 'Z', environment: 'E' })
    // @ts-expect-error no column Z
    anchorRegression(rows, { outcome: 'Y', anchors: 'Z', gamma: 1 })
    // @ts-expect-error gamma must be said
    anchorRegression(rows, { outcome: 'Y', anchors: 'E' })
  })
})
