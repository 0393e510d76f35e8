import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedNumbers, checkedObject, indexNames } from '../../names.js'
import { show } from '../../show.js'
import type { CountedVariable, Table } from '../types.js'
import { makeCategorical, makeTable } from './make-table.js'

/**
 * The cells of a table made from counts: the states of each variable.
 *
 * @category Data
 */
export type CellsOfCounts<V extends CountedVariable> = {
  [K in V['name']]: Extract<V, { readonly name: K }>['states'][number]
}

/**
 * Counts to be turned into rows: a factor, or a published table whose states the compiler knows.
 *
 * @category Data
 */
export interface CountsOf<V extends CountedVariable = CountedVariable> {
  /** The variables, in order, each with its states in order. */
  readonly variables: readonly V[]
  /** One count for each combination of states, the last variable fastest. */
  readonly values: ArrayLike<number>
}

/** The most rows that a table of counts may stand for. */
const mostRows = 2 ** 27

/**
 * A table with one row for each unit that a contingency table counts: the way from a published table to data.
 *
 * @param counts - whole numbers >= 0 for each combination of states (a factor), last variable fastest
 * @returns a table of categorical columns, the states as levels, rows in the order of the cells
 * @throws CausalError `invalid-argument` for counts that are not whole numbers or whose number does not fit the states;
 *   `invalid-data` when all are zero; `too-large` above 2²⁷ rows
 * @complexity O(n k)
 * @category Data
 * @example
 * const t = fromCounts({ variables: [{ name: 'T', states: ['a', 'b'] }], values: Float64Array.of(1, 2) })
 * toRows(t)
 * //=> [{ T: 'a' }, { T: 'b' }, { T: 'b' }]
 */
export function fromCounts<const V extends CountedVariable>(counts: CountsOf<V>): Table<CellsOfCounts<V>> {
  return calledAs('fromCounts', () => {
    const { variables, values } = checkedObject('counts', counts)
    indexNames(
      'variable',
      checkedList('variables', variables).map((variable) => variable?.name),
    )
    for (const { name, states } of variables) indexNames(`state of ${show(name)}`, states)
    checkedNumbers('counts', values)
    const cells = variables.reduce((product, { states }) => product * states.length, 1)
    const fail = (message: string): CausalError => new CausalError('invalid-argument', message, { cells })
    if (values.length !== cells) throw fail(`there are ${values.length} counts for ${cells} combinations of states.`)
    let rows = 0
    for (let cell = 0; cell < cells; cell++) {
      const count = values[cell]!
      if (!(Number.isSafeInteger(count) && count >= 0)) throw fail(`the count ${count} is not a whole number >= 0.`)
      rows += count
    }
    if (rows === 0 || variables.length === 0) {
      throw new CausalError('invalid-data', 'the table is empty: it has no row or no column.', {})
    }
    if (rows > mostRows) {
      throw new CausalError('too-large', `the table would have ${rows} rows.`, { rows, limit: mostRows })
    }
    const columns = variables.map(() => new Int32Array(rows))
    for (let cell = 0, row = 0; cell < cells; cell++) {
      const end = row + values[cell]!
      let rest = cell
      for (let k = variables.length - 1; k >= 0; k--) {
        const size = variables[k]!.states.length
        columns[k]!.fill(rest % size, row, end)
        rest = Math.floor(rest / size)
      }
      row = end
    }
    return makeTable(
      variables.map(({ name }) => name),
      rows,
      columns.map((codes, k) => makeCategorical(codes, variables[k]!.states)),
    )
  })
}
