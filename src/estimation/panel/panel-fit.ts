import { CausalError } from '../../errors.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { show } from '../../show.js'
import type { Clusters } from '../core/clusters/clusters.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import { reportDesign } from '../core/designs/report-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { inference } from '../core/inference/inference.js'
import { type LinearModel, linearModel, rowInfluence } from '../core/regression/linear-model.js'
import { sandwich } from '../core/regression/sandwich.js'
import type { PanelData } from './read-regression.js'
import type { PanelCoefficient, PanelEffect, PanelOptions, PanelSpecification } from './types.js'

/** Columns after a model took out of them what it takes out. */
export interface Transformed {
  readonly outcome: Float64Array
  readonly columns: readonly Float64Array[]
  readonly names: readonly string[]
  /** Of the rows that are left. */
  readonly clusters: Clusters
  /** Parameters taken out that lie within clusters, and others. */
  readonly absorbed: { readonly nested: number; readonly other: number }
  /** Which row of the table each is; null where rows are no rows of the table. */
  readonly rows: Int32Array | null
}

/** The regression of what a model leaves, or the column that it leaves nothing of. */
export function fitTransformed(
  data: PanelData,
  moved: Transformed,
): (LinearModel & { readonly ok: true }) | RefusedDesign {
  const { columns, names, outcome, absorbed } = moved
  const n = outcome.length
  const k = columns.length
  for (const [a, column] of columns.entries()) {
    const before = data.regressors.find(({ name }) => name === names[a])
    if (before === undefined || euclideanNorm(column) > 1e-9 * euclideanNorm(centred(before.values))) continue
    return refusedDesign(
      'collinear',
      `${show(names[a])} does not vary once the effects are taken out: nothing is left of it to compare.`,
      {
        column: names[a],
      },
    )
  }
  if (n - k - absorbed.nested - absorbed.other < 1) {
    throw new CausalError(
      'too-few-rows',
      `there are ${n} rows for ${k + absorbed.nested + absorbed.other} coefficients, effects among them: find more times or units.`,
      { rows: n, coefficients: k + absorbed.nested + absorbed.other },
    )
  }
  const x = new Float64Array(n * k)
  for (let i = 0; i < n; i++) for (let a = 0; a < k; a++) x[i * k + a] = columns[a]![i]!
  const model = linearModel(x, n, k, outcome)
  if (model.ok) return model
  return refusedDesign(
    'collinear',
    `${show(names[model.column])} is determined by ${names.slice(0, model.column).map(show).join(', ')} once the effects are taken out.`,
    {
      column: names[model.column],
    },
  )
}

/** A fitted panel regression as an answer. */
export function reportPanel(
  data: PanelData,
  moved: Transformed,
  model: LinearModel,
  about: {
    readonly estimator: string
    readonly formula: string
    readonly components?: PanelEffect['components']
    readonly diagnostics?: Readonly<Record<string, unknown>>
    readonly warnings?: readonly string[]
  },
  rule: NonNullable<PanelOptions['standardErrors']>,
  confidence: number,
): PanelEffect | RefusedDesign {
  const { names, clusters, absorbed, rows } = moved
  const { k } = model
  // effects of units within clusters are no parameters of the clusters' own (Stata, fixest); equal variances count all
  const counted = rule === 'classical' ? absorbed.nested + absorbed.other : absorbed.other
  const { covariance, degreesOfFreedom } = sandwich(model, rule, clusters, counted)
  const direction = (a: number): Float64Array => Float64Array.from({ length: k }, (_, b) => (a === b ? 1 : 0))
  const errors = names.map((_, a) => Math.sqrt(Math.max(0, covariance[a * k + a]!)))
  const coefficients = names.map((name, a) => {
    const estimate = model.coefficients[a]!
    const { interval, pValue } = inference(estimate, errors[a]!, degreesOfFreedom(direction(a)), confidence)
    return Object.freeze({ name, estimate, standardError: errors[a]!, interval, pValue })
  })
  const at = names.indexOf(data.specification.treatment)
  const own = rowInfluence(model, direction(at))
  const influence = rows === null ? own : new Float64Array(data.n)
  if (rows !== null) for (const [r, row] of rows.entries()) influence[row] = (own[r]! * data.n) / rows.length
  return reportPanelFit({
    coefficients,
    degreesOfFreedom: degreesOfFreedom(direction(at)),
    n: model.n,
    specification: data.specification,
    rule,
    clusterName: data.clusterName,
    clusters: clusters.count,
    nested: data.nested || rows === null,
    about,
    diagnostics: {
      units: data.units.labels.length,
      clusters: clusters.count,
      ...(data.times === null ? {} : { times: data.times.values.length }),
      absorbed: absorbed.nested + absorbed.other,
      ...about.diagnostics,
      influenceOf: rows === null ? 'unit' : 'row',
    },
    influence,
    confidence,
  })
}

/** What a fitted panel regression is told by. */
export interface PanelFit {
  readonly coefficients: readonly PanelCoefficient[]
  /** Of the treatment's coefficient. */
  readonly degreesOfFreedom: number
  readonly n: number
  readonly specification: PanelSpecification
  readonly rule: NonNullable<PanelOptions['standardErrors']>
  readonly clusterName: string
  readonly clusters: number
  /** Whether all rows of a unit are in one cluster. */
  readonly nested: boolean
  readonly about: {
    readonly estimator: string
    readonly formula: string
    readonly components?: PanelEffect['components']
    readonly warnings?: readonly string[]
  }
  readonly diagnostics: Readonly<Record<string, unknown>>
  readonly influence: Float64Array
  readonly confidence: number
}

/** The coefficients of a panel regression as an answer, with what could be wrong. */
export function reportPanelFit(fit: PanelFit): PanelEffect {
  const { coefficients, specification, rule, clusters, clusterName, about } = fit
  const own = coefficients.find(({ name }) => name === specification.treatment)!
  const warnings = [...(about.warnings ?? [])]
  if (rule !== 'classical' && rule !== 'CR2' && rule !== 'CR3' && clusters < 20) {
    warnings.push(`${clusters} clusters (${clusterName}) are few: the interval is likely too narrow; try CR2 or CR3.`)
  }
  if (rule === 'classical')
    warnings.push('equal variances and no dependence over time are assumed, which panels rarely have: prefer CR1.')
  if (rule !== 'classical' && !fit.nested) {
    warnings.push(
      `units lie in more than one ${clusterName}: errors of a unit over time are then taken as independent.`,
    )
  }
  return reportDesign(
    {
      estimate: own.estimate,
      standardError: own.standardError,
      degreesOfFreedom: fit.degreesOfFreedom,
      n: fit.n,
      population: 'ATE',
      formula: about.formula,
      specification,
      estimator: about.estimator,
      standardErrorMethod: rule === 'classical' ? 'equal variances' : `${rule} by ${clusterName}`,
      diagnostics: fit.diagnostics,
      warnings,
      influence: fit.influence,
    },
    fit.confidence,
    { coefficients: Object.freeze(coefficients), components: about.components ?? null },
  )
}

/** β and the columns, in symbols. */
export function linearFormula(
  data: Pick<PanelData, 'specification'>,
  effects: string,
  of: (name: string) => string = (name) => name,
): string {
  const { outcome, treatment, adjustment } = data.specification
  return `β in ${of(outcome)} = ${effects}β ${of(treatment)}${adjustment.map((name) => ` + ${of(name)}`).join('')}`
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  return values.map((v) => v - mean)
}
