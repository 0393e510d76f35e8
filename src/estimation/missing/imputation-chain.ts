import { isNumeric } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedList, lookUp } from '../../names.js'
import { generator, splitStream } from '../../probability/streams/stream.js'
import type { RandomStream } from '../../probability/types.js'
import { show } from '../../show.js'
import type { WorkingColumn } from './imputation-regressors.js'
import { type ImputationMethod, imputeColumn } from './imputed-values.js'

/** The columns that take part, in the order of their names. */
export function columnsWith(table: Table, without: readonly string[]): WorkingColumn[] {
  const index = new Map(table.columns.map((name, i) => [name, i]))
  for (const name of checkedList('without', without)) lookUp('column', index, name)
  const names = table.columns.filter((name) => !without.includes(name)).sort((a, b) => (a < b ? -1 : 1))
  return names.map((name) => {
    const column = table.data[index.get(name)!]!
    const values = isNumeric(column) ? column : column.codes
    const rows = Int32Array.from(values.keys())
    const known = (i: number): boolean => (isNumeric(column) ? Number.isFinite(column[i]!) : column.codes[i]! >= 0)
    const observed = rows.filter(known)
    if (observed.length === 0) {
      throw new CausalError('invalid-data', `column ${show(name)} has no value at all: name it in \`without\`.`, {
        column: name,
      })
    }
    const missing = rows.filter((i) => !known(i))
    return { name, values, levels: isNumeric(column) ? null : column.levels, observed, missing }
  })
}

interface ChainPlan {
  readonly iterations: number
  readonly method: ImputationMethod
  readonly step: () => void
  readonly stream: RandomStream
}

/** One chain: gaps start at random observed values, then each column is drawn given the others, those with fewest gaps first. */
export function chain(
  columns: readonly WorkingColumn[],
  { iterations, method, step, stream }: ChainPlan,
): Map<string, number[]> {
  const gaps = columns
    .filter(({ missing }) => missing.length > 0)
    .sort((a, b) => a.missing.length - b.missing.length || (a.name < b.name ? -1 : 1))
  for (const { name, values, observed, missing } of gaps) {
    const random = generator(splitStream(stream, `start of ${name}`))
    for (const i of missing) values[i] = values[observed[random.integer(observed.length)]!]!
  }
  const traces = new Map(gaps.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round < iterations; round++) {
    step()
    for (const column of gaps) {
      imputeColumn(columns, column, method, generator(splitStream(stream, `${round} of ${column.name}`)))
      traces.get(column.name)!.push(summaryOf(column))
    }
  }
  return traces
}

function summaryOf({ values, missing, levels }: WorkingColumn): number {
  let sum = 0
  for (const i of missing) sum += levels === null ? values[i]! : values[i] === 0 ? 1 : 0
  return sum / missing.length
}
