import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import {
  dag,
  drLearner,
  type EffectLearner,
  heterogeneousEffects,
  logisticRegression,
  readCsv,
  ridge,
  rLearner,
  sLearner,
  type Table,
  table,
  tLearner,
  xLearner,
} from '../../../src/index.js'
import { folder, readDocument, skippedWithout } from '../../conformance/harness.js'

interface Case {
  readonly id: string
  readonly dataset: string
  readonly method: string
  readonly spec: { readonly treatment: string; readonly outcome: string; readonly terms: readonly string[] }
  readonly expected: Readonly<Record<string, { readonly ate: number; readonly first8: readonly number[] }>>
}

const withoutData = skippedWithout('scm/effects, meta-learners')
const near = (actual: number, wanted: number, what: string): void => {
  if (!(Math.abs(actual - wanted) < 1e-6 * (1 + Math.abs(wanted))))
    throw new Error(`${what}: ${actual} instead of ${wanted}`)
}
const learners: Readonly<Record<string, EffectLearner>> = {
  S: sLearner(),
  T: tLearner(),
  X: xLearner(),
  R: rLearner(),
  DR: drLearner(),
}

describe.skipIf(withoutData)('reference effects by meta-learners', () => {
  const { cases } = withoutData ? { cases: [] } : readDocument<{ cases: Case[] }>('scm/effects.json')
  for (const { id, dataset, method, spec, expected } of cases) {
    if (method !== 'cate_meta_learners') continue
    for (const [name, { ate, first8 }] of Object.entries(expected)) {
      it(`${id}: ${name}`, () => {
        const raw = readCsv(readFileSync(join(folder, 'scm/data', dataset), 'utf8'))
        const column = (of: string): Float64Array => raw.data[raw.columns.indexOf(of)] as Float64Array
        const columns = Object.fromEntries(
          [spec.treatment, spec.outcome, ...spec.terms].map((of) => {
            const [first, ...others] = of.split('*').map(column)
            return [of, first!.map((value, i) => others.reduce((product, other) => product * other[i]!, value))]
          }),
        )
        const graph = dag({
          nodes: Object.keys(columns),
          directed: [
            [spec.treatment, spec.outcome] as const,
            ...spec.terms.flatMap((t) => [[t, spec.treatment] as const, [t, spec.outcome] as const]),
          ],
        })
        const e = heterogeneousEffects(table(columns) as unknown as Table, {
          graph,
          treatment: spec.treatment,
          outcome: spec.outcome,
          adjustment: spec.terms,
          learner: learners[name]!,
          nuisances: { outcome: ridge({ penalty: 0 }), treatment: logisticRegression() },
          folds: 1,
        })
        if (!e.estimated) throw new Error(e.message)
        for (const [i, wanted] of first8.entries()) near(e.effects[i]!, wanted, `effect ${i}`)
        near(e.effects.reduce((sum, value) => sum + value, 0) / e.n, ate, 'mean')
      })
    }
  }
})
