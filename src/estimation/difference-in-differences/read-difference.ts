import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { type Clusters, clustersOf } from '../core/clusters/clusters.js'
import { type Panel, readPanel, startsOf, switchAt } from '../core/designs/read-panel.js'
import { checkDesign, checkRoles, groupsAt, numbersAt, requireRoles } from '../core/designs/read-question.js'
import { constant } from '../core/regression/design.js'
import type { DifferenceInDifferencesQuestion, DifferenceInDifferencesSpecification } from './types.js'

export const differenceKeys = [
  'strategy',
  'treatment',
  'outcome',
  'unit',
  'time',
  'adjustment',
  'cluster',
  'population',
] as const

/** The columns of a difference-in-differences design. */
export interface DifferenceColumns {
  readonly outcome: Float64Array
  readonly treated: Float64Array
  /** By `cluster`, or by unit. */
  readonly clusters: Clusters
  readonly clusterName: string
  readonly specification: DifferenceInDifferencesSpecification
}

/** Checks the question and reads outcome, treatment and clusters. */
export function readColumns(
  table: Table<unknown, string>,
  question: DifferenceInDifferencesQuestion,
): DifferenceColumns {
  checkDesign(table, question, 'difference-in-differences')
  requireRoles(question, ['treatment', 'outcome', 'unit', 'time'])
  const { treatment, outcome, unit, time, adjustment = [], cluster } = question
  checkRoles(table, {
    treatment,
    outcome,
    unit,
    time,
    adjustment,
    ...(cluster === unit ? {} : { cluster }),
  })
  checkTreatedPopulation(question)
  const values = numbersAt(table, outcome, 'outcome')
  const treated = switchAt(table, treatment)
  if (treated.every((value) => value === treated[0])) throw constant(treatment)
  const groups = groupsAt(table, cluster ?? unit)
  if (groups.labels.length < 2) {
    throw new CausalError('too-few-rows', `${show(groups.name)} has one value only: there is nobody to compare with.`, {
      column: groups.name,
    })
  }
  return {
    outcome: values,
    treated,
    clusters: clustersOf(groups.codes, groups.labels.length),
    clusterName: groups.name,
    specification: differenceSpecification(question),
  }
}

/** Throws where another population is asked for than the treated. */
export function checkTreatedPopulation({ population }: DifferenceInDifferencesQuestion): void {
  if (population === undefined || population === 'ATT') return
  throw new CausalError(
    'not-supported',
    `difference in differences estimates the effect on the treated, 'ATT', not ${show(population)}.`,
    { population },
  )
}

/** The question as it goes into the report. */
export function differenceSpecification({
  treatment,
  outcome,
  adjustment = [],
  unit,
  time,
  cluster,
}: DifferenceInDifferencesQuestion): DifferenceInDifferencesSpecification {
  return {
    strategy: 'difference-in-differences',
    treatment,
    outcome,
    population: 'ATT',
    adjustment: Object.freeze([...adjustment]),
    unit,
    time,
    ...(cluster === undefined ? {} : { cluster }),
  }
}

/** The panel, and when each unit's treatment begins (−1: never). */
export function readStarts(
  table: Table<unknown, string>,
  { unit, time, treatment }: DifferenceInDifferencesQuestion,
  treated: Float64Array,
): { readonly panel: Panel; readonly start: Int32Array } {
  const panel = readPanel(table, unit, time)
  return { panel, start: startsOf(panel, treated, treatment) }
}
