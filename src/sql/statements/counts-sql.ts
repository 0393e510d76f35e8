import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { checkDialect } from '../dialects/check-dialect.js'
import { alias, type Fragment, joined, rendered, sql } from '../text/fragment.js'
import { checkedNames, isWhole, numberOf, rowsOf } from '../text/rows.js'
import type { CountsStatement, Dialect, SqlConditions, SqlSource } from '../types.js'
import { groupOf } from './gram-fragment.js'

/**
 * What is counted, and in which dialect.
 *
 * @category SQL
 */
export interface CountsSqlOptions {
  /** The engine's dialect. */
  readonly dialect: Dialect
  /** The rows that count (default: all). */
  readonly where?: SqlConditions
  /** The column that says how often each row counts (default: once each). */
  readonly weights?: string
}

/**
 * The statement that counts how often each combination of values occurs. One scan; a row with a NULL in a column named does not
 * count, which `countsFrom` looks after.
 *
 * @param source - a table's name, its path or a query
 * @param names - the columns to count, in the order of the axes
 * @param options - dialect, conditions, weights
 * @returns text and parameters, for {@link readCounts}
 * @throws CausalError `invalid-argument` for a dialect or condition of the wrong form; `duplicate-name`
 * @complexity a scan, one row back for each combination that occurs
 * @category SQL
 * @example
 * const statement = countsSql('events', ['arm', 'bought'], { dialect: postgres, where: { country: ['DE', 'FR'] } })
 * statement.parameters
 * //=> ['DE', 'FR']
 * readCounts(statement, [{ k0: 'old', k1: 0, c0: 3 }, { k0: 'new', k1: 1, c0: 2 }]).values
 * //=> [0, 2, 3, 0]
 */
export function countsSql<const N extends string>(
  source: SqlSource,
  names: readonly N[],
  options: CountsSqlOptions,
): CountsStatement<N> {
  return calledAs('countsSql', () => {
    checkOptions('options', options, ['dialect', 'where', 'weights'])
    const { dialect, where, weights } = options ?? {}
    checkDialect(dialect)
    checkedNames('column', names)
    const fragment = countsFragment(source, names, where, weights, dialect)
    return Object.freeze({
      ...rendered(fragment, dialect),
      names: Object.freeze([...names]),
      weighted: weights !== undefined,
    })
  })
}

/** One scan that counts combinations: k0, k1 … the states, c0 their count; with weights c1 the lowest of them and c2 the rows. */
export function countsFragment(
  source: SqlSource,
  names: readonly string[],
  where: SqlConditions | undefined,
  weights: string | undefined,
  dialect: Dialect,
): Fragment {
  const k = names.map((_, j) => alias(`k${j}`))
  const w = alias('w')
  const rows = rowsOf(
    [
      ...names.map((name, j) => ({ as: `k${j}`, is: groupOf(name, dialect) })),
      ...(weights === undefined ? [] : [{ as: 'w', is: numberOf(weights, dialect) }]),
    ],
    source,
    where,
    dialect,
  )
  const count = sql`CAST(COUNT(*) AS ${[dialect.double]})`
  const outputs = (weights === undefined ? [count] : [sql`SUM(${w})`, sql`MIN(${w})`, count]).map(
    (x, j) => sql`${x} AS ${alias(`c${j}`)}`,
  )
  const whole = [...k.map((x) => sql`${x} IS NOT NULL`), ...(weights === undefined ? [] : [isWhole(w, dialect)])]
  return sql`SELECT ${joined([...k, ...outputs], ', ')} FROM (${rows}) causalkit_rows WHERE ${joined(whole, ' AND ')} GROUP BY ${joined(k, ', ')}`
}
