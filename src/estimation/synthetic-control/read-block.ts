import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { inCells, readPanel, requireBalanced, startsOf, switchAt } from '../core/designs/read-panel.js'
import { checkDesign, checkRoles, numbersAt, requireRoles } from '../core/designs/read-question.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import type { SyntheticControlQuestion, SyntheticControlSpecification } from './types.js'

export const syntheticKeys = ['strategy', 'treatment', 'outcome', 'unit', 'time', 'adjustment', 'population'] as const

/** A balanced panel in which some units are treated from one time on. */
export interface Block {
  /** Outcome of donor d at time t: donors[d][t]. */
  readonly donors: readonly Float64Array[]
  readonly donorNames: readonly string[]
  /** Mean outcome of the treated units at each time, and those units. */
  readonly treated: Float64Array
  readonly treatedNames: readonly string[]
  readonly times: readonly number[]
  /** How many times are before treatment. */
  readonly before: number
  readonly specification: SyntheticControlSpecification
}

/** Checks the question and reads the block. */
export function readBlock(table: Table<unknown, string>, question: SyntheticControlQuestion): Block | RefusedDesign {
  checkDesign(table, question, 'synthetic-control')
  requireRoles(question, ['treatment', 'outcome', 'unit', 'time'])
  const { treatment, outcome, unit, time, adjustment = [] } = question
  checkRoles(table, { treatment, outcome, unit, time })
  if (adjustment.length > 0) {
    throw new CausalError(
      'not-supported',
      'a synthetic control here is made from earlier outcomes alone: leave `adjustment` out.',
      {
        option: 'adjustment',
      },
    )
  }
  if (question.population !== undefined && question.population !== 'ATT') {
    throw new CausalError(
      'not-supported',
      `a synthetic control stands for the treated, 'ATT', not ${show(question.population)}.`,
    )
  }
  const values = numbersAt(table, outcome, 'outcome')
  const panel = readPanel(table, unit, time)
  const start = startsOf(panel, switchAt(table, treatment), treatment)
  requireBalanced(panel, unit)
  const begun = [...new Set(start)].filter((t) => t >= 0)
  const times = panel.times.values
  if (begun.length > 1) {
    throw new CausalError(
      'not-supported',
      `treatment begins at ${begun.length} different times (${begun
        .map((t) => times[t])
        .sort((a, b) => a! - b!)
        .join(', ')}): take the units of one beginning at a time, with those never treated, or call groupTimeEffects.`,
      { times: begun.map((t) => times[t]) },
    )
  }
  const [before] = begun
  if (before === undefined)
    return refusedDesign('no-comparison', `no row has ${show(treatment)} = 1: nobody is treated.`)
  if (before < 2) {
    return refusedDesign(
      'no-comparison',
      `treatment begins at ${times[before]}, with ${before} time${before === 1 ? '' : 's'} before it: too few to make a control that moves like the treated.`,
      { before },
    )
  }
  const cells = inCells(panel, values)
  const size = times.length
  const series = (u: number): Float64Array => cells.slice(u * size, u * size + size)
  const units = [...panel.units.labels.keys()]
  const treatedUnits = units.filter((u) => start[u]! >= 0)
  const donorUnits = units.filter((u) => start[u]! < 0)
  if (donorUnits.length < 2) {
    return refusedDesign(
      'no-comparison',
      `${donorUnits.length} unit is never treated: a synthetic control needs two at least.`,
      {
        donors: donorUnits.length,
      },
    )
  }
  const treated = new Float64Array(size)
  for (const u of treatedUnits) for (let t = 0; t < size; t++) treated[t]! += cells[u * size + t]! / treatedUnits.length
  return {
    donors: donorUnits.map(series),
    donorNames: donorUnits.map((u) => panel.units.labels[u]!),
    treated,
    treatedNames: treatedUnits.map((u) => panel.units.labels[u]!),
    times,
    before,
    specification: {
      strategy: 'synthetic-control',
      treatment,
      outcome,
      population: 'ATT',
      adjustment: Object.freeze([] as const),
      unit,
      time,
    },
  }
}
