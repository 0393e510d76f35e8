import { CausalError, calledAsAsync } from '../../errors.js'
import { asList } from '../../names.js'
import { checkOptions } from '../../options.js'
import { groupOf } from '../statements/gram-fragment.js'
import { interactionsOf } from '../statements/gram-sql.js'
import { bucketText } from '../text/hash.js'
import { checkedNames } from '../text/rows.js'
import type { GramGroup } from '../types.js'
import { asking } from './ask.js'
import { checkAsked } from './from.js'
import { gramsOf } from './grams-of.js'
import type { GroupBy } from './grams-of-part.js'
import type { RemoteOptions, RemoteRows } from './types.js'

/**
 * Which sums, over which groups.
 *
 * @category SQL
 */
export interface GramsFromOptions<P extends string = string> extends RemoteOptions {
  /** The columns that make the groups. */
  readonly by?: string | readonly string[]
  /** Pairs of columns whose product is a column more, called `a:b`. */
  readonly interactions?: readonly (readonly [P, P])[]
  /** Random groups by the hash of a key, the last of the states, for {@link bootstrapGrams}. */
  readonly buckets?: RandomBuckets
}

/**
 * Random groups: each key belongs to one of `count`, by its hash.
 *
 * @category SQL
 */
export interface RandomBuckets {
  /** A column of whole numbers: the row's own, or that of its cluster, whose rows then stay together. */
  readonly key: string
  /** How many groups (default 1,000: the standard error of a bootstrap over them is known to 2.2 %). */
  readonly count?: number
  /** Another seed, other groups (default 0). */
  readonly seed?: number | string
}

/**
 * Sums of columns and of their products by groups, of rows that stay in their engine: what a regression with categories, folds,
 * clusters or interactions needs.
 *
 * @param rows - rows as {@link from} or {@link together} makes them
 * @param names - p columns of numbers
 * @param options - groups, interactions, random buckets; incomplete rows, progress, signal
 * @returns the groups that occur, in the order of their states, all with the same shift
 * @throws CausalError as {@link momentsFrom}; `unknown-name` for an interaction of a column that is not named
 * @complexity one scan with q (q + 3) / 2 sums for q columns and interactions, and two cheap statements
 * @category SQL
 * @example
 * const answers = [[{ c0: 3, c1: 6 }], [{ c0: 3 }], [{ k0: 'new', c0: 2, c1: 1, c2: 1 }, { k0: 'old', c0: 1, c1: -1, c2: 1 }]]
 * const w = warehouse({ query: async () => answers.shift() ?? [], dialect: duckdb })
 * const groups = await gramsFrom(from(w, 'events'), ['spend'], { by: 'arm' })
 * groups.map(({ states, gram }) => [states[0], gram.count])
 * //=> [['new', 2], ['old', 1]]
 */
export function gramsFrom<M extends string, const N extends M>(
  rows: RemoteRows<M>,
  names: readonly N[],
  options: GramsFromOptions<NoInfer<N>> = {},
): Promise<readonly GramGroup<N | `${N}:${N}`>[]> {
  return calledAsAsync('gramsFrom', async () => {
    checkOptions('options', options, ['by', 'interactions', 'buckets', 'incomplete', 'onProgress', 'signal'])
    const asked = asking(rows, options)
    checkAsked(rows, names, 'number')
    const { columns, made } = interactionsOf(names, options.interactions)
    const groups = asList(options.by)
    if (groups.length > 0) checkAsked(rows, groups)
    const by: GroupBy[] = groups.map((name) => ({ name, column: name, text: (dialect) => groupOf(name, dialect) }))
    if (options.buckets !== undefined) by.push(bucketOf(options.buckets))
    return Object.freeze(await gramsOf(asked, { names: made, columns, by }))
  })
}

function bucketOf(buckets: RandomBuckets): GroupBy {
  checkOptions('buckets', buckets, ['key', 'count', 'seed'], { count: 'number' })
  const { key, count = 1000, seed = 0 } = buckets
  checkedNames('key', [key])
  if (!(Number.isInteger(count) && count >= 2 && count <= 2 ** 20)) {
    throw new CausalError(
      'invalid-argument',
      `the number of buckets is a whole number from 2 to 1,048,576, got ${count}.`,
      {
        count,
      },
    )
  }
  return { name: 'bucket', column: key, text: (dialect) => [bucketText(key, count, seed, dialect)] }
}
