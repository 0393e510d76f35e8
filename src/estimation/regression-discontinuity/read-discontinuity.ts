import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { type Clusters, clustersOf } from '../core/clusters/clusters.js'
import { covariateOf } from '../core/columns/coded-columns.js'
import { switchAt } from '../core/designs/read-panel.js'
import { checkDesign, checkRoles, groupsAt, numbersAt, requireRoles } from '../core/designs/read-question.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import type { Covariate } from '../core/types/estimator.js'
import type { DiscontinuityQuestion, DiscontinuitySpecification } from './types.js'

export const discontinuityKeys = [
  'strategy',
  'treatment',
  'outcome',
  'runningVariable',
  'cutoff',
  'adjustment',
  'cluster',
  'population',
] as const

/** The columns of a regression discontinuity, rows by the running variable. */
export interface DiscontinuityData {
  /** The running variable less the cut-off, ascending. */
  readonly x: Float64Array
  readonly y: Float64Array
  /** 0 or 1; of a sharp design, the side. */
  readonly treated: Float64Array
  /** How many rows are left of the cut-off: they come first. */
  readonly left: number
  readonly fuzzy: boolean
  readonly clusters: Clusters | null
  readonly covariates: readonly Covariate[]
  /** Which row of the table each is. */
  readonly rows: Int32Array
  readonly specification: DiscontinuitySpecification
}

/** Checks the question and sorts the rows. */
export function readDiscontinuity(
  table: Table<unknown, string>,
  question: DiscontinuityQuestion,
): DiscontinuityData | RefusedDesign {
  checkDesign(table, question, 'regression-discontinuity')
  requireRoles(question, ['outcome', 'runningVariable'])
  const { outcome, runningVariable, cutoff, adjustment = [], cluster } = question
  if (!(typeof cutoff === 'number' && Number.isFinite(cutoff))) {
    throw new CausalError('invalid-argument', `cutoff must be a number, got ${show(cutoff)}.`, { cutoff })
  }
  const side = `${runningVariable} >= ${cutoff}`
  // a specification of a sharp design names the side as its treatment
  const treatment = question.treatment === side && !table.columns.includes(side) ? undefined : question.treatment
  checkRoles(table, {
    outcome,
    runningVariable,
    treatment,
    adjustment,
    ...(cluster === runningVariable ? {} : { cluster }),
  })
  if (question.population !== undefined && question.population !== 'LATE') {
    throw new CausalError(
      'not-supported',
      `a cut-off tells of those at it only, 'LATE', not ${show(question.population)}.`,
    )
  }
  const running = numbersAt(table, runningVariable, 'running variable')
  const values = numbersAt(table, outcome, 'outcome')
  const received = treatment === undefined ? null : switchAt(table, treatment)
  const rows = Int32Array.from(running.keys()).sort(
    (a, b) => running[a]! - running[b]! || values[a]! - values[b]! || a - b,
  )
  const x = Float64Array.from(rows, (i) => running[i]! - cutoff)
  const left = x.filter((v) => v < 0).length
  if (left === 0 || left === x.length) {
    return refusedDesign(
      'no-rows-at-cutoff',
      `all rows are ${left === 0 ? 'at or above' : 'below'} the cut-off ${cutoff} of ${show(runningVariable)}: there is no other side.`,
      { left, right: x.length - left },
    )
  }
  const treated = Float64Array.from(rows, (i, r) => (received === null ? (x[r]! >= 0 ? 1 : 0) : received[i]!))
  const groups = cluster === undefined ? null : groupsAt(table, cluster)
  if (groups !== null && groups.labels.length < 2) {
    throw new CausalError(
      'too-few-rows',
      `${show(cluster)} has one value only: one cluster says nothing of how clusters differ.`,
      { column: cluster },
    )
  }
  return {
    x,
    y: Float64Array.from(rows, (i) => values[i]!),
    treated,
    left,
    fuzzy: new Set(treated.subarray(0, left)).size > 1 || new Set(treated.subarray(left)).size > 1,
    clusters:
      groups === null
        ? null
        : clustersOf(
            Int32Array.from(rows, (i) => groups.codes[i]!),
            groups.labels.length,
          ),
    covariates: adjustment.map((name) => {
      const { values: own, levels } = covariateOf(table, name)
      const taken =
        own instanceof Float64Array ? Float64Array.from(rows, (i) => own[i]!) : Int32Array.from(rows, (i) => own[i]!)
      return { name, values: taken, ...(levels === undefined ? {} : { levels }) }
    }),
    rows,
    specification: {
      strategy: 'regression-discontinuity',
      treatment: treatment ?? side,
      outcome,
      population: 'LATE',
      adjustment: Object.freeze([...adjustment]),
      runningVariable,
      cutoff,
      ...(cluster === undefined ? {} : { cluster }),
    },
  }
}
