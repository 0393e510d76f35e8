import { checkTable } from '../../data/tables/check-table.js'
import { missingIn } from '../../data/tables/missing.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { constraintKeys } from '../constraint/constraint-options.js'
import { type PcOptions, type PcResult, pcKeys, pcResult, searchPc } from '../constraint/pc-search.js'
import { correctedTest } from './corrected-test.js'
import { missingnessCauses } from './missingness-causes.js'

/**
 * A column with missing values, and what causes them to be missing.
 *
 * @category Discovery
 */
export interface Missingness<N extends string = string> {
  /** The column. */
  readonly column: N
  /** The share of rows in which it is missing. */
  readonly share: number
  /** The columns that were found to cause this; none where values are missing completely at random. */
  readonly causes: readonly N[]
}

/**
 * What {@link mvpc} found.
 *
 * @category Discovery
 */
export interface MvpcResult<N extends string = string> extends PcResult<N> {
  /** Each column with missing values. */
  readonly missingness: readonly Missingness<N>[]
  /** How many tests were corrected by weights. */
  readonly corrected: number
}

/**
 * MVPC: the PC algorithm for numbers with values missing not at random.
 *
 * Whoever looks only at the rows in which a question's columns are observed selects rows, and selection by causes on both sides
 * makes independent columns look dependent. The causes of each column's missingness are looked for first; where they select on
 * both sides of a question, its test weights each row by the inverse of its chance to be observed, and uses as many rows as the
 * weights are worth. Other questions are tested on the rows observed, as by {@link missingDataDeletion}.
 *
 * It takes for granted that no column causes its own missingness, that missingness causes nothing, that the causes of
 * missingness are columns of the table, and linear relations with a logistic chance of being missing.
 *
 * @param table - a table of numbers with missing values (`NaN`), each column observed somewhere
 * @param options - everything that `pc` takes; alpha is also the level at which causes of missingness are looked for
 * @returns the graph as `pc` has it, with the causes of missingness
 * @throws CausalError `invalid-data` for a column of categories, or one that is never observed; `not-supported` where missingness
 *   follows its causes without exception; and as `pc`
 * @complexity that of `pc`, with O(n k²) a test
 * @category Discovery
 * @see Tu, Zhang, Ackermann, Bertilson, Glymour, Mohan & Zhang 2019, "Causal discovery in the presence of missing data", AISTATS
 * @example
 * const { data } = simulateLinear(dag('A -> C <- B; D'), 500, { seed: 1 })
 * const [A, B, C] = ['A', 'B', 'C'].map((name) => column(data, name as 'A'))
 * // B is missing where A is large
 * const holes = table({ A: A!, B: B!.map((v, i) => (A![i]! > 0.5 && i % 3 > 0 ? Number.NaN : v)), C: C! })
 * mvpc(holes, { alpha: 0.01 }).missingness.map(({ column, causes }) => [column, causes])
 * //=> [['B', ['A']]]
 */
export function mvpc<T>(table: Table<T>, options: PcOptions<keyof T & string> = {}): MvpcResult<keyof T & string> {
  return calledAs('mvpc', () => {
    checkOptions('options', options, [...pcKeys, ...constraintKeys], { avoidCycles: 'boolean', repair: 'boolean' })
    type N = keyof T & string
    checkTable(table as Table<unknown, string>)
    const names = table.columns
    const words = names.filter((_, i) => !(table.data[i] instanceof Float64Array))
    if (words.length > 0)
      throw new CausalError(
        'invalid-data',
        `${quoteNames(words)} hold categories, and mvpc corrects tests of numbers: use pc(missingDataDeletion(table, conditionalGaussian)).`,
        { names: words },
      )
    const never = names.filter((_, i) => missingIn(table.data[i]!) === table.rowCount)
    if (never.length > 0)
      throw new CausalError('invalid-data', `${quoteNames(never)} is never observed: leave it out.`, { names: never })
    const { alpha = 0.05 } = options
    if (!(typeof alpha === 'number' && alpha > 0 && alpha < 1))
      throw new CausalError(
        'invalid-argument',
        `alpha is ${show(alpha)}: give a level strictly between 0 and 1, such as 0.01.`,
      )
    const found = missingnessCauses(table as Table<unknown, string>, alpha)
    const { test, corrected } = correctedTest<N>(table as Table<unknown, string>, found)
    const result = pcResult(names, searchPc(test, options as PcOptions))
    return Object.freeze({
      ...result,
      missingness: Object.freeze(
        found.map(({ column, share, causes }) =>
          Object.freeze({ column: names[column]!, share, causes: Object.freeze(causes.map((i) => names[i]!)) }),
        ),
      ),
      corrected: corrected(),
    })
  })
}
