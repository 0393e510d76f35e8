import { takeRows } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { type Clusters, clustersOf } from '../core/clusters/clusters.js'
import { covariateOf, outcomeOf } from '../core/columns/coded-columns.js'
import { treatmentOf } from '../core/columns/coded-treatment.js'
import {
  checkAllUnits,
  checkDesign,
  checkRoles,
  groupsAt,
  requireRoles,
  squarable,
} from '../core/designs/read-question.js'
import type { TreatmentContrast } from '../core/question/contrast.js'
import type { Covariate } from '../core/types/estimator.js'
import type { ExperimentQuestion, ExperimentSpecification } from './types.js'

export const experimentKeys = [
  'strategy',
  'treatment',
  'outcome',
  'contrast',
  'event',
  'population',
  'adjustment',
  'cluster',
  'strata',
] as const

/** The rows of an experiment, coded; those of arms that are not compared are left out. */
export interface ExperimentData {
  readonly n: number
  /** Which rows of the table these are. */
  readonly rows: Int32Array
  /** 1 or 0. */
  readonly treated: Float64Array
  readonly outcome: Float64Array
  readonly outcomeName: string
  readonly arms: readonly [string, string]
  readonly clusters: Clusters | null
  /** The stratum of each row, and their names; null without strata. */
  readonly strata: { readonly codes: Int32Array; readonly labels: readonly string[] } | null
  readonly covariates: readonly Covariate[]
  readonly event: string | null
  readonly warnings: readonly string[]
  readonly specification: ExperimentSpecification
}

/** Checks the question of an experiment and codes its columns. */
export function readExperiment(
  table: Table<unknown, string>,
  question: ExperimentQuestion,
  more: Readonly<Record<string, string | readonly string[] | undefined>> = {},
): ExperimentData {
  checkDesign(table, question, 'experiment')
  requireRoles(question, ['treatment', 'outcome'])
  const { treatment, outcome, adjustment = [], cluster, strata } = question
  checkRoles(table, { treatment, outcome, adjustment, cluster, strata, ...more })
  checkExperimentPopulation(question)
  const coded = treatmentOf(table, treatment, question.contrast, false)
  if (coded.arms === null) {
    throw new CausalError(
      'not-supported',
      `the treatment ${show(treatment)} takes more than two numbers: say which two are compared, such as { contrast: { from: 0, to: 1 } }.`,
      { treatment },
    )
  }
  const told = outcomeOf(table, outcome, question.event)
  const rows = Int32Array.from([...coded.values.keys()].filter((i) => coded.values[i]! >= 0))
  const pick = (values: Float64Array): Float64Array => takeRows(values, rows) as Float64Array
  const groups = cluster === undefined ? null : groupsAt(table, cluster)
  return {
    n: rows.length,
    rows,
    treated: pick(coded.values),
    outcome: squarable(pick(told.values), outcome),
    outcomeName: outcome,
    arms: coded.arms,
    clusters: groups === null ? null : clustersAmong(groups.codes, rows),
    strata: strata === undefined || strata.length === 0 ? null : strataOf(table, strata, rows),
    covariates: adjustment.map((name) => {
      const { values, levels } = covariateOf(table, name)
      const picked = values instanceof Float64Array ? pick(values) : Int32Array.from(rows, (i) => values[i]!)
      return { name, values: picked, ...(levels === undefined ? {} : { levels }) }
    }),
    event: told.event,
    warnings: [...coded.warnings, ...told.warnings],
    specification: experimentSpecification(question, coded.asked),
  }
}

/** An experiment speaks of all its units. */
export function checkExperimentPopulation({ population }: ExperimentQuestion): void {
  checkAllUnits(population, 'an experiment estimates the effect in all its units')
}

/** The question as a specification, with the contrast that it came to. */
export function experimentSpecification(
  { treatment, outcome, adjustment = [], cluster, strata, event }: ExperimentQuestion,
  contrast: TreatmentContrast | undefined,
): ExperimentSpecification {
  return {
    strategy: 'experiment',
    treatment,
    outcome,
    ...(contrast === undefined ? {} : { contrast }),
    population: 'ATE',
    adjustment: Object.freeze([...adjustment]),
    ...(cluster === undefined ? {} : { cluster }),
    ...(strata === undefined ? {} : { strata: Object.freeze([...strata]) }),
    ...(event === undefined ? {} : { event }),
  }
}

/** The clusters of some rows, counted anew. */
export function clustersAmong(codes: Int32Array, rows: Int32Array): Clusters {
  const place = new Map<number, number>()
  const own = Int32Array.from(rows, (i) => {
    const code = codes[i]!
    const known = place.get(code) ?? place.size
    place.set(code, known)
    return known
  })
  return clustersOf(own, place.size)
}

function strataOf(
  table: Table<unknown, string>,
  names: readonly string[],
  rows: Int32Array,
): { codes: Int32Array; labels: string[] } {
  const columns = names.map((name) => groupsAt(table, name))
  const texts = Array.from(rows, (i) =>
    columns.map(({ name, codes, labels }) => `${name} = ${labels[codes[i]!]}`).join(', '),
  )
  const labels = [...new Set(texts)].sort()
  const place = new Map(labels.map((label, s) => [label, s]))
  return { codes: Int32Array.from(texts, (text) => place.get(text)!), labels }
}
