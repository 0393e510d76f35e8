import { CausalError, calledAs } from '../../errors.js'
import { asList, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkDialect } from '../dialects/check-dialect.js'
import { rendered } from '../text/fragment.js'
import { checkedNames } from '../text/rows.js'
import type { GramStatement, SqlSource } from '../types.js'
import { allPairs, gramFragment, groupOf, shiftsOf } from './gram-fragment.js'
import type { MomentsSqlOptions } from './moments-sql.js'

/**
 * Which sums, over which groups.
 *
 * @category SQL
 */
export interface GramSqlOptions<P extends string = string> extends MomentsSqlOptions {
  /** The columns that make the groups: categories, folds, clusters. One group of sums for each combination that occurs. */
  readonly by?: string | readonly string[]
  /** Pairs of columns whose product is a column more, called `a:b`. */
  readonly interactions?: readonly (readonly [P, P])[]
}

/**
 * The statement that sums up columns, products of them and products of all of these, by groups: the Gram matrix of a design
 * with categories and interactions in one scan. Dummies of a category are made from its groups afterwards, nine times faster
 * than in the engine.
 *
 * @param source - a table's name, its path or a query
 * @param names - p columns of numbers
 * @param options - dialect, groups, interactions, conditions, weights, shift (by the names of the columns made)
 * @returns text and parameters, for {@link readGrams}
 * @throws CausalError as {@link momentsSql}; `unknown-name` for an interaction of a column that is not named
 * @complexity a scan with q (q + 3) / 2 sums for q columns and interactions
 * @category SQL
 * @example
 * const statement = gramSql('events', ['spend'], { by: 'arm', dialect: sqlite })
 * const groups = readGrams(statement, [{ k0: 'new', c0: 2, c1: 6, c2: 20 }, { k0: 'old', c0: 1, c1: 1, c2: 1 }])
 * groups[0]?.states
 * //=> ['new']
 * groups[0]?.gram.products
 * //=> [20]
 */
export function gramSql<const N extends string>(
  source: SqlSource,
  names: readonly N[],
  options: GramSqlOptions<NoInfer<N>>,
): GramStatement<N | `${N}:${N}`> {
  return calledAs('gramSql', () => {
    checkOptions('options', options, ['dialect', 'by', 'interactions', 'where', 'weights', 'shift'], {
      interactions: 'list',
    })
    const { dialect, by, interactions, where, weights, shift } = options ?? {}
    checkDialect(dialect)
    checkedNames('column', names)
    const groups = asList(by)
    if (groups.length > 0) checkedNames('group', groups)
    const { columns, made } = interactionsOf(names, interactions)
    const shifts = shiftsOf(shift, made)
    const fragment = gramFragment({
      source,
      columns,
      by: groups.map((name) => groupOf(name, dialect)),
      where,
      weights,
      shift: shifts,
      pairs: allPairs(columns.length),
      dialect,
    })
    return Object.freeze({
      ...rendered(fragment, dialect),
      names: Object.freeze(made),
      by: Object.freeze([...groups]),
      shift: shifts,
      weighted: weights !== undefined,
    })
  })
}

/** The columns that are summed up, and what they are called: those named, then the products. */
export function interactionsOf<N extends string>(
  names: readonly N[],
  interactions: readonly (readonly string[])[] = [],
): { readonly columns: readonly (readonly string[])[]; readonly made: readonly (N | `${N}:${N}`)[] } {
  const columns = [...names.map((name) => [name]), ...interactions.map((pair) => checkedPair(pair, names))]
  const made = columns.map((parts) => parts.join(':')) as (N | `${N}:${N}`)[]
  checkedNames('column', made)
  return { columns, made }
}

function checkedPair(pair: readonly string[], names: readonly string[]): readonly string[] {
  if (Array.isArray(pair) && pair.length === 2 && pair.every((name) => names.includes(name))) return pair
  throw new CausalError(
    'unknown-name',
    `an interaction is a pair of the columns ${quoteNames(names)}, got ${show(pair)}.`,
    { pair },
  )
}
