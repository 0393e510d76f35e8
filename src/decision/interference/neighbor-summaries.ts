import { checkTable } from '../../data/tables/check-table.js'
import { makeTable } from '../../data/tables/make-table.js'
import { numericColumn } from '../../data/tables/numeric-column.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import type { Adjacency } from '../../graph/core/indexed.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { readNeighbors, unitNames } from './core/read-neighbors.js'
import type { Network } from './types.js'

/**
 * How a column of the neighbours becomes one number; without neighbours it is 0.
 *
 * - `any`: whether any is not 0
 * - `level`: 0 if all are 0, 2 if none is, 1 between
 * - `count`: their sum
 * - `mean`: their mean, which is the share of those with a 1
 *
 * @category Decisions
 */
export type NeighborSummary = 'any' | 'level' | 'count' | 'mean'

/**
 * What to sum up over neighbours.
 *
 * @typeParam N - the names of the columns
 * @typeParam K - the names of the new columns
 * @category Decisions
 */
export interface NeighborSummariesQuestion<N extends string = string, K extends string = string> {
  /** Which units touch. */
  readonly network: Network
  /** The column that names the units (default: the number of the row, from 0). */
  readonly unit?: N
  /** New columns: each the number of neighbours (`'degree'`), or a column of the neighbours summed up. */
  readonly summaries: Readonly<Record<K, 'degree' | { readonly of: N; readonly as: NeighborSummary }>>
}

/**
 * The table with what each unit's neighbours are like: how many they are, and their columns summed up.
 *
 * @param units - one row for each unit of the network
 * @param question - the network, and the new columns
 * @returns the table with the new columns after the others
 * @throws CausalError `unknown-name`, `duplicate-name` for a column that is there, `invalid-data`, `missing-values`, `invalid-graph`,
 *   `contradiction` for a one-sided list of neighbours, `invalid-argument`
 * @complexity O(n + edges) a column
 * @category Decisions
 * @example
 * const people = table({ name: ['Ann', 'Bob', 'Cem'], smokes: [1, 0, 0] })
 * const more = neighborSummaries(people, {
 *   network: pdag('Ann -- Bob -- Cem'), unit: 'name',
 *   summaries: { friends: 'degree', smokers: { of: 'smokes', as: 'mean' } },
 * })
 * column(more, 'smokers')
 * //=> [0, 0.5, 0]
 */
export function neighborSummaries<T, const K extends string>(
  units: Table<T>,
  question: NeighborSummariesQuestion<keyof NoInfer<T> & string, K>,
): Table<T & Record<K, number>> {
  return calledAs('neighborSummaries', () => {
    checkOptions('question', question, ['network', 'unit', 'summaries'])
    const { network, unit, summaries } = checkedObject('question', question)
    const table = units as Table<unknown, string>
    checkTable(table)
    const around = readNeighbors(network, unitNames(table, unit))
    const asked = Object.entries(checkedObject('summaries', summaries)) as [
      string,
      'degree' | { readonly of: string; readonly as: NeighborSummary },
    ][]
    const added = asked.map(([name, what]) => {
      if (table.columns.includes(name))
        throw new CausalError(
          'duplicate-name',
          `the table has a column ${show(name)} already: call the new one otherwise.`,
          {
            name,
          },
        )
      if (what === 'degree') return degrees(around)
      checkOptions(`summary ${show(name)}`, what, ['of', 'as'])
      return summary(around, numericColumn(table, checkedObject('summary', what).of), what.as)
    })
    return makeTable([...table.columns, ...asked.map(([name]) => name)], table.rowCount, [...table.data, ...added])
  })
}

function degrees({ start }: Adjacency): Float64Array {
  return Float64Array.from({ length: start.length - 1 }, (_, i) => start[i + 1]! - start[i]!)
}

function summary({ start, node }: Adjacency, values: Float64Array, as: NeighborSummary): Float64Array {
  if (as !== 'any' && as !== 'level' && as !== 'count' && as !== 'mean')
    throw new CausalError('invalid-argument', `a summary is 'any', 'level', 'count' or 'mean', got ${show(as)}.`)
  return Float64Array.from({ length: start.length - 1 }, (_, i) => {
    const degree = start[i + 1]! - start[i]!
    let [sum, set] = [0, 0]
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      sum += values[node[k]!]!
      if (values[node[k]!] !== 0) set++
    }
    if (as === 'count') return sum
    if (as === 'mean') return degree === 0 ? 0 : sum / degree
    if (as === 'any') return set > 0 ? 1 : 0
    return set === 0 ? 0 : set === degree ? 2 : 1
  })
}
