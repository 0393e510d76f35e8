import { CausalError, calledAs } from '../../errors.js'
import { indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkDialect } from '../dialects/check-dialect.js'
import { type Fragment, rendered, sql } from '../text/fragment.js'
import { belowShare, hashText } from '../text/hash.js'
import { checkedNames, conditionsText, numberOf, rowsOf, textOf } from '../text/rows.js'
import type { Dialect, SampleStatement, SqlConditions, SqlSource } from '../types.js'

/**
 * Which rows are drawn, and in which dialect.
 *
 * @category SQL
 */
export interface SampleSqlOptions<C extends string = string> {
  /** The engine's dialect. */
  readonly dialect: Dialect
  /** A column of whole numbers that tells rows apart: its hash decides. Rows that share a key are drawn together. */
  readonly key: string
  /** The columns that hold categories; all others are read as numbers (default: none). */
  readonly categories?: readonly C[]
  /** The share of keys that is drawn, above 0 and up to 1. */
  readonly share: number
  /** Another seed, another sample (default 0). */
  readonly seed?: number | string
  /** The rows that count (default: all). */
  readonly where?: SqlConditions
}

/**
 * The statement that draws a sample of rows for methods that need rows: the same rows at each call, in each engine, in whatever
 * order they lie, since a hash of the key decides and no random number of the engine's.
 *
 * @param source - a table's name, its path or a query
 * @param names - the columns to draw
 * @param options - dialect, key, share, seed, conditions
 * @returns text and parameters, for {@link readSample}
 * @throws CausalError `invalid-argument` for a share out of its range, a dialect or a condition of the wrong form; `duplicate-name`
 * @complexity a scan
 * @category SQL
 * @see Wegman & Carter 1981, "New hash functions and their use in authentication and set equality"
 * @example
 * const statement = sampleSql('events', ['spend'], { key: 'id', share: 0.01, dialect: duckdb })
 * readSample(statement, [{ r0: 3.5 }, { r0: 1 }]).data[0]
 * //=> [3.5, 1]
 */
export function sampleSql<const N extends string>(
  source: SqlSource,
  names: readonly N[],
  options: SampleSqlOptions<NoInfer<N>>,
): SampleStatement<N> {
  return calledAs('sampleSql', () => {
    checkOptions('options', options, ['dialect', 'key', 'categories', 'share', 'seed', 'where'], { share: 'number' })
    const { dialect, key, categories = [], share, seed = 0, where } = options ?? {}
    checkDialect(dialect)
    checkedNames('column', names)
    checkedNames('key', [key])
    checkedShare(share)
    checkCategories(names, categories)
    const fragment = sampleFragment({ source, names, categories, key, share, seed, where, dialect })
    return Object.freeze({
      ...rendered(fragment, dialect),
      names: Object.freeze([...names]),
      categories: Object.freeze([...categories]),
    })
  })
}

/** Throws unless the categories are among the columns. */
export function checkCategories(names: readonly string[], categories: readonly string[]): void {
  for (const name of indexNames('category', categories).keys()) lookUp('column', indexNames('column', names), name)
}

/** Throws unless some share of all rows is asked for. */
export function checkedShare(share: number): void {
  if (typeof share === 'number' && share > 0 && share <= 1) return
  throw new CausalError('invalid-argument', `the share is a number above 0 and up to 1, got ${show(share)}.`, { share })
}

/** The rows whose key's hash lies below the share, their columns as r0, r1 …. */
export function sampleFragment(drawn: {
  readonly source: SqlSource
  readonly names: readonly string[]
  readonly categories: readonly string[]
  readonly key: string
  readonly share: number
  readonly seed: number | string
  readonly where: SqlConditions | undefined
  readonly dialect: Dialect
}): Fragment {
  const { source, names, categories, key, share, seed, where, dialect } = drawn
  const columns = names.map((name, j) => ({
    as: `r${j}`,
    is: categories.includes(name) ? textOf(name, dialect) : numberOf(name, dialect),
  }))
  const rows = rowsOf(columns, source, where, dialect)
  const isDrawn = [`${hashText(key, seed, dialect)} < ${belowShare(share)}`]
  return sql`${rows}${[conditionsText(where, dialect).length === 0 ? ' WHERE ' : ' AND ']}${isDrawn}`
}
