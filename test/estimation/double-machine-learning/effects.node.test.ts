import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import {
  dag,
  doubleMachineLearning,
  estimateEffect,
  logisticRegression,
  panelDoubleMachineLearning,
  readCsv,
  ridge,
  type Table,
  table,
} from '../../../src/index.js'
import { folder, readDocument, skippedWithout } from '../../conformance/harness.js'
import { secondDegree } from '../../support/polynomials.js'

interface Case {
  readonly id: string
  readonly dataset: string
  readonly method: string
  readonly spec: {
    readonly treatment: string
    readonly outcome: string
    readonly estimand?: 'ATE' | 'ATTE'
    readonly terms?: readonly string[]
    readonly outcome_terms?: readonly string[]
    readonly covariates?: readonly string[]
    readonly unit?: string
    readonly time?: string
    readonly learner_l?: string
  }
  readonly expected: { readonly estimate: number; readonly se: number }
}

const withoutData = skippedWithout('scm/effects, double machine learning')
const near = (actual: number, wanted: number, what: string): void => {
  if (!(Math.abs(actual / wanted - 1) < 1e-6)) throw new Error(`${what}: ${actual} instead of ${wanted}`)
}

describe.skipIf(withoutData)('reference estimates by double machine learning', () => {
  const { cases } = withoutData ? { cases: [] } : readDocument<{ cases: Case[] }>('scm/effects.json')
  for (const { id, dataset, method, spec, expected } of cases) {
    if (!['dml_plr', 'dml_irm', 'dml_panel_plr'].includes(method)) continue
    it(id, () => {
      const raw = readCsv(readFileSync(join(folder, 'scm/data', dataset), 'utf8'))
      const column = (name: string): Float64Array => raw.data[raw.columns.indexOf(name)] as Float64Array
      if (method === 'dml_panel_plr') {
        const unit = column(spec.unit!)
        const e = panelDoubleMachineLearning(raw, {
          treatment: spec.treatment,
          outcome: spec.outcome,
          covariates: spec.covariates!,
          unit: spec.unit!,
          time: spec.time!,
          treatmentMean: 'shift',
          learner: spec.learner_l!.includes('monomials') ? secondDegree : ridge({ penalty: 0 }),
          folds: unit.map((u) => u % 5),
        })
        if (!e.estimated) throw new Error(e.message)
        near(e.estimate, expected.estimate, 'estimate')
        near(e.standardError, expected.se, 'se')
        return
      }
      const terms = spec.terms ?? spec.outcome_terms!
      const columns = Object.fromEntries(
        [spec.treatment, spec.outcome, ...terms].map((name) => {
          const [first, ...others] = name.split('*').map(column)
          return [name, first!.map((value, i) => others.reduce((product, other) => product * other[i]!, value))]
        }),
      )
      const data = table(columns)
      const estimator = doubleMachineLearning({
        model: method === 'dml_plr' ? 'partially-linear' : 'interactive',
        learner: ridge({ penalty: 0 }),
        learners: method === 'dml_plr' ? {} : { treatment: logisticRegression() },
        folds: Int32Array.from({ length: data.rowCount }, (_, i) => i % 5),
        ...(spec.estimand === 'ATTE' ? { population: 'ATT' as const } : {}),
      })
      const graph = dag({
        nodes: Object.keys(columns),
        directed: [
          [spec.treatment, spec.outcome] as const,
          ...terms.flatMap((t) => [[t, spec.treatment] as const, [t, spec.outcome] as const]),
        ],
      })
      const e = estimateEffect(data as unknown as Table, {
        graph,
        treatment: spec.treatment,
        outcome: spec.outcome,
        estimator,
        adjustment: terms,
      })
      if (!e.estimated) throw new Error(e.message)
      near(e.estimate, expected.estimate, 'estimate')
      near(e.standardError, expected.se, 'se')
    })
  }
})
