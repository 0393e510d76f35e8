import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { checkDialect } from '../dialects/check-dialect.js'
import { rendered } from '../text/fragment.js'
import { checkedNames } from '../text/rows.js'
import type { Dialect, GramStatement, SqlConditions, SqlSource } from '../types.js'
import { allPairs, gramFragment, shiftsOf } from './gram-fragment.js'

/**
 * What is summed up, and in which dialect.
 *
 * @category SQL
 */
export interface MomentsSqlOptions {
  /** The engine's dialect. */
  readonly dialect: Dialect
  /** The rows that count (default: all). */
  readonly where?: SqlConditions
  /** The column that says how often each row counts (default: once each). */
  readonly weights?: string
  /**
   * What is subtracted from each column before it is summed up, best a rough mean (default: 0). Where it lies far from the mean,
   * {@link readMoments} refuses the sums and says what to shift by.
   */
  readonly shift?: Readonly<Record<string, number>>
}

/**
 * The statement that sums up what {@link moments} needs, so that the rows can stay in the engine. One scan.
 *
 * A row counts if each column named holds a finite number: how many do is the count of the moments; compare it with the
 * number of rows, or let `momentsFrom` do so.
 *
 * @param source - a table's name, its path or a query
 * @param names - p columns of numbers
 * @param options - dialect, conditions, weights, shift
 * @returns text and parameters, for {@link readMoments}
 * @throws CausalError `invalid-argument` for a dialect or condition of the wrong form; `duplicate-name`; `unknown-name` in the shift;
 *   `too-large` for more sums than the engine returns in one row
 * @complexity a scan with p (p + 3) / 2 sums, 3.5 to 5 ns each for a row
 * @category SQL
 * @see Chan, Golub & LeVeque 1983: sums of shifted data
 * @example
 * const statement = momentsSql('events', ['spend'], { dialect: duckdb, shift: { spend: 20 } })
 * statement.text.includes('"spend"')
 * //=> true
 * statement.parameters
 * //=> [20]
 * readMoments(statement, [{ c0: 3, c1: 6, c2: 14 }])
 * //=> { names: ['spend'], count: 3, mean: [22], covariance: [1] }
 */
export function momentsSql<const N extends string>(
  source: SqlSource,
  names: readonly N[],
  options: MomentsSqlOptions,
): GramStatement<N> {
  return calledAs('momentsSql', () => {
    checkOptions('options', options, ['dialect', 'where', 'weights', 'shift'])
    const { dialect, where, weights, shift } = options ?? {}
    checkDialect(dialect)
    checkedNames('column', names)
    const shifts = shiftsOf(shift, names)
    const fragment = gramFragment({
      source,
      columns: names.map((name) => [name]),
      by: [],
      where,
      weights,
      shift: shifts,
      pairs: allPairs(names.length),
      dialect,
    })
    return Object.freeze({
      ...rendered(fragment, dialect),
      names: Object.freeze([...names]),
      by: [],
      shift: shifts,
      weighted: weights !== undefined,
    })
  })
}
