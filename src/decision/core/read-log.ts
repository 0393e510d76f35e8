import { columnAt } from '../../data/tables/column.js'
import { isNumeric } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { asList, lookUp } from '../../names.js'
import { show } from '../../show.js'
import type { OffPolicyQuestion } from '../policies/off-policy-types.js'

/** A decision of the log, its context as texts. */
export interface ReadRow {
  readonly context: Readonly<Record<string, string>>
  readonly action: number
  readonly reward: number
  readonly propensity: number
}

/** The rows of a log, whole, and the actions that it tried in the order of their names. */
export function readLog(
  table: Table<unknown, string>,
  { action, context, reward, propensity }: OffPolicyQuestion,
): { readonly actions: readonly string[]; readonly rows: readonly ReadRow[] } {
  const index = new Map(table.columns.map((name, i) => [name, i]))
  const names = asList<string>(context)
  for (const name of [action, reward, propensity, ...names]) lookUp('column', index, name)
  if (table.rowCount < 2)
    throw new CausalError('too-few-rows', `the log has ${table.rowCount} rows: two are the least.`)
  const textsOf = (name: string): readonly string[] => {
    const column = columnAt(table, name)
    return Array.from({ length: table.rowCount }, (_, i) => {
      const value = isNumeric(column)
        ? column[i]!
        : column.codes[i]! < 0
          ? Number.NaN
          : column.levels[column.codes[i]!]!
      if (typeof value === 'string' || Number.isFinite(value)) return String(value)
      throw new CausalError(
        'missing-values',
        `row ${i} (counting from 0) lacks ${show(name)}: a decision is logged whole.`,
        {
          column: name,
          row: i,
        },
      )
    })
  }
  const numbersOf = (name: string, most: number): Float64Array => {
    const column = columnAt(table, name)
    const wrong = isNumeric(column)
      ? column.findIndex((x) => !(Number.isFinite(x) && x <= most && (most > 1 || x > 0)))
      : 0
    if (isNumeric(column) && wrong < 0) return column
    throw new CausalError(
      'invalid-data',
      `${show(name)} must hold ${most > 1 ? 'finite numbers' : 'chances above 0 and at most 1'}; row ${wrong} (counting from 0) holds ${isNumeric(column) ? column[wrong] : 'a category'}.`,
      { column: name, row: wrong },
    )
  }
  const done = textsOf(action)
  const actions = [...new Set(done)].sort()
  const place = new Map(actions.map((each, a) => [each, a]))
  const seen = names.map(textsOf)
  const rewards = numbersOf(reward, Number.MAX_VALUE)
  const chances = numbersOf(propensity, 1)
  return {
    actions,
    rows: done.map((each, i) => ({
      context: Object.fromEntries(names.map((name, k) => [name, seen[k]![i]!])),
      action: place.get(each)!,
      reward: rewards[i]!,
      propensity: chances[i]!,
    })),
  }
}
