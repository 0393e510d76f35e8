import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { type Clusters, clustersOf } from '../core/clusters/clusters.js'
import { covariateOf } from '../core/columns/coded-columns.js'
import { timesAt } from '../core/designs/read-panel.js'
import {
  checkAllUnits,
  checkDesign,
  checkRoles,
  type Groups,
  groupsAt,
  numbersAt,
  requireRoles,
} from '../core/designs/read-question.js'
import { constant } from '../core/regression/design.js'
import type { PanelQuestion, PanelSpecification } from './types.js'

export const panelKeys = [
  'strategy',
  'treatment',
  'outcome',
  'unit',
  'time',
  'adjustment',
  'cluster',
  'population',
] as const

/** The columns of a panel regression. */
export interface PanelData {
  readonly n: number
  readonly outcome: Float64Array
  /** The treatment first. */
  readonly regressors: readonly { readonly name: string; readonly values: Float64Array }[]
  readonly units: Groups
  readonly times: { readonly codes: Int32Array; readonly values: readonly number[] } | null
  readonly clusters: Clusters
  readonly clusterName: string
  /** Whether all rows of a unit are in one cluster. */
  readonly nested: boolean
  readonly specification: PanelSpecification
}

/** Checks the question and reads its columns; two rows of a unit at one time are an error. */
export function readRegression(
  table: Table<unknown, string>,
  question: PanelQuestion,
  more: Readonly<Record<string, readonly string[]>> = {},
): PanelData {
  checkDesign(table, question, 'panel')
  requireRoles(question, ['treatment', 'outcome', 'unit'])
  const { treatment, outcome, unit, time, adjustment = [], cluster } = question
  checkRoles(table, { treatment, outcome, unit, time, adjustment, ...(cluster === unit ? {} : { cluster }), ...more })
  checkPanelPopulation(question)
  const units = groupsAt(table, unit)
  if (units.labels.length < 2) {
    throw new CausalError('too-few-rows', `${show(unit)} has one value only: a panel has units.`, { column: unit })
  }
  const times = time === undefined ? null : timesAt(table, time)
  if (times !== null) requireOneRowEach(units, times, unit, time!)
  const groups = cluster === undefined || cluster === unit ? units : groupsAt(table, cluster)
  if (groups.labels.length < 2) {
    throw new CausalError(
      'too-few-rows',
      `${show(groups.name)} has one value only: one cluster says nothing of how clusters differ.`,
      {
        column: groups.name,
      },
    )
  }
  return {
    n: table.rowCount,
    outcome: numbersAt(table, outcome, 'outcome'),
    regressors: [
      { name: treatment, values: numbersAt(table, treatment, 'treatment') },
      ...adjustment.flatMap((name) => columnsOf(table, name)),
    ].map((regressor) => varying(regressor)),
    units,
    times,
    clusters: clustersOf(groups.codes, groups.labels.length),
    clusterName: groups.name,
    nested: isNested(units.codes, groups.codes, units.labels.length),
    specification: panelSpecification(question),
  }
}

/** A panel regression speaks of all units. */
export function checkPanelPopulation({ population }: PanelQuestion): void {
  checkAllUnits(population, 'a panel regression has one effect for all')
}

/** The question as a specification. */
export function panelSpecification({
  treatment,
  outcome,
  adjustment = [],
  unit,
  time,
  cluster,
}: PanelQuestion): PanelSpecification {
  return {
    strategy: 'panel',
    treatment,
    outcome,
    population: 'ATE',
    adjustment: Object.freeze([...adjustment]),
    unit,
    ...(time === undefined ? {} : { time }),
    ...(cluster === undefined ? {} : { cluster }),
  }
}

/** Whether all rows of a group are in one of the other groups. */
export function isNested(codes: Int32Array, others: Int32Array, count: number): boolean {
  const home = new Int32Array(count).fill(-1)
  for (let i = 0; i < codes.length; i++) {
    const g = codes[i]!
    if (home[g] === -1) home[g] = others[i]!
    else if (home[g] !== others[i]) return false
  }
  return true
}

function columnsOf(table: Table<unknown, string>, name: string): { name: string; values: Float64Array }[] {
  const { values, levels } = covariateOf(table, name)
  if (levels === undefined) return [{ name, values: values as Float64Array }]
  const used = [...new Set<number>(values)].sort((a, b) => a - b)
  if (used.length < 2) throw constant(name)
  return used.slice(1).map((code) => ({
    name: `${name}=${levels[code]}`,
    values: Float64Array.from(values, (value) => (value === code ? 1 : 0)),
  }))
}

function varying<R extends { readonly name: string; readonly values: Float64Array }>(regressor: R): R {
  const [first] = regressor.values
  if (regressor.values.every((value) => value === first)) throw constant(regressor.name)
  return regressor
}

function requireOneRowEach(
  units: Groups,
  times: { readonly codes: Int32Array; readonly values: readonly number[] },
  unit: string,
  time: string,
): void {
  const seen = new Set<number>()
  for (let i = 0; i < units.codes.length; i++) {
    const at = units.codes[i]! * times.values.length + times.codes[i]!
    if (!seen.has(at)) {
      seen.add(at)
      continue
    }
    const [label, when] = [units.labels[units.codes[i]!]!, times.values[times.codes[i]!]!]
    throw new CausalError(
      'invalid-data',
      `${show(unit)} ${show(label)} has more than one row at ${show(time)} ${when} (row ${i}, counting from 0, is not the first): a unit has one row at a time. For rows that are no panel leave \`time\` out.`,
      { unit: label, time: when, row: i },
    )
  }
}
