import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import type { Asking } from '../../sql/warehouse/ask.js'
import type { ColumnKind } from '../../sql/warehouse/types.js'
import { type CodedOutcome, outcomeOf } from '../core/columns/coded-columns.js'
import { type CodedTreatment, dose, treatmentOf } from '../core/columns/coded-treatment.js'
import { noOverlap, type OverlapGap } from '../core/problem/overlap-gaps.js'
import { clustersOf } from '../core/question/check-question.js'
import type { EffectDesign } from '../core/question/effect-design.js'
import { constant } from '../core/regression/design.js'
import type { EffectRequest } from '../core/types/question.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import type { SumsProblem } from '../core/types/sums.js'
import type { Ends } from './centred-rows.js'
import { summedUp } from './first-scans.js'
import type { DesignColumn } from './rows-in-engine.js'
import { type UniqueRows, uniqueRows } from './unique-rows.js'

/** Rows in an engine, coded as an estimator needs them. */
export interface CodedRows {
  readonly problem: SumsProblem
  readonly treatment: CodedTreatment
  readonly outcome: Omit<CodedOutcome, 'values'>
}

/** The most combinations of states, of a column that becomes indicators with the arms. */
const mostStates = 800

/** Codes the columns of a design in the engine: two arms, an outcome, numbers and indicators of categories. */
export async function sumsProblem(
  asking: Asking,
  { request, treatment, outcome, contrast, plan }: EffectDesign,
  kinds: Readonly<Record<string, ColumnKind>>,
): Promise<CodedRows | RefusedEffect> {
  const statesOf = async (names: readonly string[]): Promise<UniqueRows> => {
    const found = await uniqueRows(asking, names, kinds, mostStates)
    if (found !== null) return found
    const last = names.at(-1)!
    throw new CausalError(
      'not-supported',
      `${quoteNames(names)} have more than ${mostStates} combinations of states: say that ${show(last)} holds numbers, merge states, or draw rows with sampleFrom.`,
      { column: last },
    )
  }
  const folds = request.estimator.sumsFolds ?? null
  const isDose = folds !== null && !folds.arms && kinds[treatment] === 'number'
  const few = isDose ? await uniqueRows(asking, [treatment], kinds, 2) : await statesOf([treatment])
  const coded = few === null ? doseOf(treatment, contrast) : treatmentOf(few.table, treatment, contrast, isDose)
  if (few !== null && (coded.states === null || coded.levels !== undefined)) {
    throw new CausalError(
      'not-supported',
      `sums over rows in an engine are for a treatment with two values, and ${show(treatment)} has more: restrict the rows by \`where\`.`,
      { treatment },
    )
  }
  const treated: DesignColumn =
    coded.states === null
      ? { kind: 'number', column: treatment, center: 0, scale: 1 }
      : { kind: 'arms', column: treatment, states: coded.states, asNumber: isNumerals(coded.states) }
  const isState = kinds[outcome] === 'category'
  const event = isState ? outcomeOf((await statesOf([outcome])).table, outcome, request.event) : null
  if (!isState && request.event !== undefined) {
    throw new CausalError('invalid-argument', `the outcome ${show(outcome)} holds numbers: leave \`event\` out.`, {
      event: request.event,
    })
  }
  const columns: [term: string, DesignColumn][] = []
  const gaps: OverlapGap[] = []
  for (const column of plan.adjustment) {
    if (kinds[column] === 'number') {
      columns.push([column, { kind: 'number', column, center: 0, scale: 1 }])
      continue
    }
    const found = await statesOf(coded.states === null ? [column] : [treatment, column])
    const states = statesIn(found, column)
    if (states.length < 2) throw constant(column)
    // a regression of the treatment compares within what is left of it: a state of one arm is no gap to it
    if (folds === null || folds.arms) gaps.push(...gapsOf(found, column, coded))
    const asNumber = isNumerals(states)
    for (const state of states.slice(1))
      columns.push([`${column}=${state}`, { kind: 'state', column, state, asNumber }])
  }
  if (gaps.length > 0)
    return noOverlap({ covariates: plan.adjustment.map((name) => ({ name, values: new Float64Array(0) })) }, gaps, '')
  const y: DesignColumn =
    event?.event == null
      ? { kind: 'number', column: outcome, center: 0, scale: 1 }
      : { kind: 'state', column: outcome, state: event.event, asNumber: isNumerals([event.event]) }
  const { problem, doses } = await summedUp(asking, {
    treatment: treated,
    y,
    columns,
    names: { treatment, outcome, covariates: plan.adjustment },
    coded,
    clusters: clustersIn(request),
    folds,
  })
  const within = coded.states === null ? withinDoses(coded, treatment, contrast, doses) : coded
  return { problem, treatment: within, outcome: { event: event?.event ?? null, warnings: event?.warnings ?? [] } }
}

/** A treatment of numbers, of which no value is known yet. */
function doseOf(name: string, contrast: EffectDesign['contrast']): CodedTreatment {
  return dose(name, new Float64Array(0), contrast)
}

/** The same with the warning where the contrast lies outside of what the engine's rows have. */
function withinDoses(
  coded: CodedTreatment,
  name: string,
  contrast: EffectDesign['contrast'],
  ends: Ends | null,
): CodedTreatment {
  return ends === null ? coded : dose(name, Float64Array.of(...ends), contrast)
}

function clustersIn(
  request: EffectRequest,
): { readonly names: readonly string[]; readonly kind: 'CR0' | 'CR1' } | null {
  const names = clustersOf(request)
  const { clusterErrors: kind = 'CR1' } = request
  return names.length === 0 ? null : { names, kind: kind === 'CR0' ? 'CR0' : 'CR1' }
}

function isNumerals(states: readonly string[]): boolean {
  return states.every((state) => /^-?\d+(\.\d+)?$/.test(state))
}

function statesIn({ table }: UniqueRows, name: string): readonly string[] {
  const column = table.data[table.columns.indexOf(name)]!
  return column instanceof Float64Array ? [...new Set(column)].map(String) : column.levels
}

/** The states of a category that one of the arms never has. */
function gapsOf({ table, counts }: UniqueRows, name: string, { arms, states }: CodedTreatment): OverlapGap[] {
  const [treatment, category] = table.data
  if (category === undefined || category instanceof Float64Array || treatment === undefined) return []
  const armOf = (row: number): string =>
    treatment instanceof Float64Array ? String(treatment[row]) : treatment.levels[treatment.codes[row]!]!
  return category.levels.flatMap((value, code) => {
    const rows = [0, 0]
    for (let i = 0; i < counts.length; i++)
      if (category.codes[i] === code) rows[armOf(i) === states![1] ? 1 : 0]! += counts[i]!
    const missing = rows.indexOf(0)
    return missing < 0 ? [] : [{ column: name, value, rows: rows[0]! + rows[1]!, missing: arms![missing]! }]
  })
}
