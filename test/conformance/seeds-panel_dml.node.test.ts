import { type PanelMachineLearningEffect, panelDoubleMachineLearning, type Table, table } from '../../src/index.js'
import { secondDegree } from '../support/polynomials.js'
import { conformance, expectClose } from './harness.js'

interface Result {
  readonly theta: number
  readonly seClustered: number
}
interface Panel {
  readonly id: string
  readonly unit: readonly number[]
  readonly time: readonly number[]
  readonly d: readonly number[]
  readonly y: readonly number[]
  readonly x: readonly (readonly number[])[]
  readonly foldOfUnit: readonly number[]
  readonly estimates: { readonly pooledOls: number; readonly withinOls: number; readonly firstDifferenceOls: number }
  readonly dml: {
    readonly pooled: Result
    readonly creCovariateMeans: Result
    readonly creCovariateAndTreatmentMeans: Result
  }
}

conformance<Panel, readonly Panel[]>(
  'seeds/panel_dml',
  'seeds/panel_dml.json',
  (document) => document,
  ({ unit, time, d, y, x, foldOfUnit, dml }) => {
    const covariates = x[0]!.map((_, k) => `x${k}`)
    const columns = Object.fromEntries(covariates.map((name, k) => [name, x.map((row) => row[k]!)]))
    const data = table({ ...columns, unit, time, d, y }) as unknown as Table
    const shared = {
      treatment: 'd',
      outcome: 'y',
      covariates,
      unit: 'unit',
      time: 'time',
      folds: unit.map((u) => foldOfUnit[u]!),
    } as const
    const close = (e: ReturnType<typeof panelDoubleMachineLearning>, { theta, seClustered }: Result): void => {
      const { estimate, standardError } = e as PanelMachineLearningEffect
      expectClose(estimate, theta, 1e-5)
      expectClose(standardError, seClustered, 1e-4)
    }
    const learner = secondDegree
    close(panelDoubleMachineLearning(data, { ...shared, learner, approach: 'pooled' }), dml.pooled)
    close(panelDoubleMachineLearning(data, { ...shared, learner, treatmentMean: 'none' }), dml.creCovariateMeans)
    close(panelDoubleMachineLearning(data, { ...shared, learner }), dml.creCovariateAndTreatmentMeans)
  },
)
