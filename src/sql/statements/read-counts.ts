import { mostCells } from '../../data/statistics/counts.js'
import type { ContingencyTable } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { quoteNames } from '../../names.js'
import type { CountsStatement, SqlRow } from '../types.js'
import { checkStatement } from './check-statement.js'
import { compareState } from './compare-state.js'
import { checkedRows, readState, readSum } from './read-number.js'

/**
 * A contingency table, from what the engine answered to a statement of {@link countsSql}.
 *
 * The states are those that occur: numbers in their order, then texts in the order of their characters, whatever order the engine
 * gave them in.
 *
 * @param statement - the statement as it was made
 * @param rows - the engine's answer: one record for each combination that occurs
 * @returns a factor of counts, as {@link counts} makes them
 * @throws CausalError `too-few-rows` for none; `engine` for a column that is lacking or a combination given twice; `invalid-data` for weights below 0;
 *   `too-large` above 2²⁶ cells
 * @complexity O(rows + cells)
 * @category SQL
 * @example
 * const statement = countsSql('events', ['arm'], { dialect: duckdb })
 * readCounts(statement, [{ k0: 'old', c0: 3 }, { k0: 'new', c0: 2 }])
 * //=> { variables: [{ name: 'arm', states: ['new', 'old'] }], values: [2, 3] }
 */
export function readCounts<N extends string>(
  statement: CountsStatement<N>,
  rows: readonly SqlRow[],
): ContingencyTable<N> {
  return calledAs('readCounts', () => {
    checkStatement(statement, [], ['weighted'])
    const cells = readCells(statement, rows)
    if (cells.length === 0) {
      throw new CausalError('too-few-rows', `no row holds all of ${quoteNames(statement.names)}.`, {
        names: statement.names,
      })
    }
    return contingencyTable(statement.names, cells)
  })
}

/** A combination of states that occurs. */
export interface CountedCell {
  readonly states: readonly string[]
  readonly count: number
}

/** The combinations that occur, with how many rows were counted. */
export function readCells(
  { names, weighted }: CountsStatement,
  rows: readonly SqlRow[],
): readonly (CountedCell & { readonly rowCount: number })[] {
  const seen = new Set<string>()
  return checkedRows(rows).map((row) => {
    const states = names.map((name, k) => readState(row, `k${k}`, name))
    const key = JSON.stringify(states)
    if (seen.has(key))
      throw new CausalError('engine', `the engine gave the combination ${quoteNames(states)} twice.`, { states })
    seen.add(key)
    const count = readSum(row, 'c0')
    const lowest = weighted ? readSum(row, 'c1') : 0
    if (count >= 0 && lowest >= 0) return { states, count, rowCount: weighted ? readSum(row, 'c2') : count }
    throw new CausalError(
      'invalid-data',
      `${quoteNames(states)} has the count ${count} with a lowest weight of ${lowest}: neither may be below 0.`,
      { states },
    )
  })
}

/** The table of these combinations, the states of each variable in their order. */
export function contingencyTable<N extends string>(
  names: readonly N[],
  cells: readonly CountedCell[],
): ContingencyTable<N> {
  const states = names.map((_, k) => [...new Set(cells.map((cell) => cell.states[k]!))].sort(compareState))
  const size = states.reduce((product, list) => product * list.length, 1)
  if (size > mostCells) {
    throw new CausalError('too-large', `the table would have ${size} cells: count fewer variables.`, {
      cells: size,
      limit: mostCells,
    })
  }
  const place = states.map((list) => new Map(list.map((state, s) => [state, s])))
  const values = new Float64Array(size)
  for (const cell of cells) {
    values[cell.states.reduce((index, state, k) => index * states[k]!.length + place[k]!.get(state)!, 0)] = cell.count
  }
  return Object.freeze({
    variables: Object.freeze(names.map((name, k) => Object.freeze({ name, states: Object.freeze(states[k]!) }))),
    values,
  })
}
