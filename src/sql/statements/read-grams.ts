import { CausalError, calledAs } from '../../errors.js'
import { quoteNames } from '../../names.js'
import type { Gram, GramGroup, GramStatement, SqlRow } from '../types.js'
import { checkStatement } from './check-statement.js'
import { compareStates } from './compare-state.js'
import { allPairs } from './gram-fragment.js'
import { checkedRows, readNumber, readState, readSum } from './read-number.js'

/**
 * The sums of each group, from what the engine answered to a statement of {@link gramSql}.
 *
 * @param statement - the statement as it was made
 * @param rows - the engine's answer: one record for each group
 * @returns the groups in the order of their states, each with its Gram matrix; one without states where nothing was grouped by
 * @throws CausalError `engine` for a column that is lacking, what is no number, a group given twice; `invalid-data` for a weight below 0
 * @complexity O(groups · p²)
 * @category SQL
 * @example
 * const statement = gramSql('events', ['x', 'y'], { dialect: duckdb })
 * const [all] = readGrams(statement, [{ c0: 2, c1: 3, c2: 5, c3: 5, c4: 8, c5: 13 }])
 * all?.gram.products
 * //=> [5, 8, 8, 13]
 */
export function readGrams<N extends string>(
  statement: GramStatement<N>,
  rows: readonly SqlRow[],
): readonly GramGroup<N>[] {
  return calledAs('readGrams', () => {
    checkStatement(statement, ['by', 'shift'], ['weighted'])
    const groups = checkedRows(rows).flatMap((row) => {
      const states = statement.by.map((name, k) => readState(row, `k${k}`, name))
      const gram = gramOf(statement, row)
      return gram.count > 0 ? [Object.freeze({ states: Object.freeze(states), gram })] : []
    })
    const seen = new Map<string, readonly string[]>()
    for (const { states } of groups) {
      const key = JSON.stringify(states)
      if (!seen.has(key)) seen.set(key, states)
      else if (states.length === 0)
        throw new CausalError('engine', 'one row of sums was asked for, and the engine gave more.')
      else {
        throw new CausalError('engine', `the engine gave the group ${quoteNames(states)} twice.`, { states })
      }
    }
    return Object.freeze(groups.sort((a, b) => compareStates(a.states, b.states)))
  })
}

/** The sums of one row. */
export function gramOf<N extends string>(statement: GramStatement<N>, row: SqlRow): Gram<N> {
  return readGramRow(statement, allPairs(statement.names.length), row).gram
}

/** The sums of one row of a statement that asks for these pairs, and how many rows were summed up. */
export function readGramRow<N extends string>(
  { names, shift, weighted }: Pick<GramStatement<N>, 'names' | 'shift' | 'weighted'>,
  pairs: readonly (readonly [number, number])[],
  row: SqlRow,
): { readonly gram: Gram<N>; readonly rowCount: number } {
  const p = names.length
  const count = readNumber(row, 'c0') ?? 0
  const sums = new Float64Array(p)
  const products = new Float64Array(p * p)
  let rowCount = count
  if (count !== 0) {
    let at = 1
    for (let i = 0; i < p; i++) sums[i] = readSum(row, `c${at++}`)
    for (const [i, j] of pairs) products[i * p + j] = products[j * p + i] = readSum(row, `c${at++}`)
    if (weighted) {
      const lowest = readSum(row, `c${at}`)
      if (lowest < 0)
        throw new CausalError('invalid-data', `a weight is ${lowest}: weights are numbers from 0.`, { lowest })
      rowCount = readSum(row, `c${at + 1}`)
    }
  }
  const gram = Object.freeze({ names, count, shift: Float64Array.from(shift), sums, products })
  return { gram, rowCount }
}
