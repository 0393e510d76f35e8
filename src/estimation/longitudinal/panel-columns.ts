import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedList, indexNames, lookUp } from '../../names.js'
import { show } from '../../show.js'
import { covariateOf, outcomeOf } from '../core/columns/coded-columns.js'
import { statesOf } from '../core/columns/coded-treatment.js'
import { requireCompleteColumns } from '../core/columns/require-complete-columns.js'

/** A discrete column: the code of each row, and the states in order. */
export interface CodedColumn {
  readonly name: string
  readonly codes: Int32Array
  readonly states: readonly (string | number)[]
}

/** The columns of a longitudinal question. */
export interface LongitudinalColumns {
  readonly n: number
  /** In order of time. */
  readonly order: readonly CodedColumn[]
  /** Which of them are treatments. */
  readonly isTreatment: readonly boolean[]
  readonly outcome: Float64Array
  readonly weights: Float64Array
  readonly warnings: readonly string[]
}

/** What every longitudinal question says. */
export interface LongitudinalParts {
  readonly order: readonly string[]
  readonly treatments: readonly string[]
  readonly outcome: string
  readonly event?: string | undefined
  readonly weights?: string | undefined
}

/** Checks names and codes the columns. */
export function longitudinalColumns(table: Table<unknown, string>, parts: LongitudinalParts): LongitudinalColumns {
  checkTable(table)
  const { order, treatments, outcome, event, weights } = parts
  const index = new Map(table.columns.map((name, i) => [name, i]))
  for (const name of [...checkedList('order', order), outcome]) lookUp('column', index, name)
  indexNames('column of the order', order)
  const places = new Map(order.map((name, i) => [name, i]))
  for (const name of checkedList('treatments', treatments)) lookUp('column of the order', places, name)
  if (treatments.length === 0) throw new CausalError('invalid-argument', 'name at least one treatment.', {})
  if (order.includes(outcome)) {
    throw new CausalError('overlap', `the outcome ${show(outcome)} comes after the order: leave it out of \`order\`.`, {
      outcome,
    })
  }
  if (weights !== undefined) lookUp('column', index, weights)
  requireCompleteColumns(table, [...order, outcome, ...(weights === undefined ? [] : [weights])])
  const { values, warnings } = outcomeOf(table, outcome, event)
  return {
    n: table.rowCount,
    order: order.map((name) => discrete(table, name)),
    isTreatment: order.map((name) => treatments.includes(name)),
    outcome: values,
    weights: weights === undefined ? new Float64Array(table.rowCount).fill(1) : weightColumn(table, weights),
    warnings,
  }
}

/** A column of weights: numbers from 0, some above. */
export function weightColumn(table: Table<unknown, string>, name: string): Float64Array {
  const { values, levels } = covariateOf(table, name)
  if (levels === undefined && values.every((v) => v >= 0) && values.some((v) => v > 0)) return values as Float64Array
  throw new CausalError('invalid-data', `column ${show(name)} holds weights: numbers from 0, some above.`, {
    column: name,
  })
}

/** A column of categories or whole numbers as codes in order of its states. */
export function discrete(table: Table<unknown, string>, name: string): CodedColumn {
  const { values, levels } = covariateOf(table, name)
  if (levels === undefined) {
    const row = values.findIndex((value) => !Number.isSafeInteger(value))
    if (row >= 0) {
      throw new CausalError(
        'invalid-data',
        `column ${show(name)} holds ${values[row]} at row ${row} (counting from 0), and histories need categories or whole numbers: group its values.`,
        { column: name, row },
      )
    }
  }
  const states = [...statesOf(values, levels)]
  const code = new Map(states.map(([value], i) => [value, i]))
  return {
    name,
    codes: Int32Array.from(values, (value) => code.get(value)!),
    states: states.map(([value, word]) => (levels === undefined ? value : word)),
  }
}

/** The rows of a list by the state of a column: one list a state, empty ones included. */
export function byState({ codes, states }: CodedColumn, rows: readonly number[]): readonly (readonly number[])[] {
  const parts = states.map((): number[] => [])
  for (const i of rows) parts[codes[i]!]!.push(i)
  return parts
}

export const weightOf = (weights: Float64Array, rows: readonly number[]): number =>
  rows.reduce((sum, i) => sum + weights[i]!, 0)
