import type { Cell, Table } from '../../data/types.js'
import { CausalError, calledAsAsync } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { readSampled, tableOfSampled } from '../statements/read-sample.js'
import { checkCategories, checkedShare, sampleFragment } from '../statements/sample-sql.js'
import { rendered } from '../text/fragment.js'
import { checkedNames } from '../text/rows.js'
import { asking } from './ask.js'
import { checkAsked } from './from.js'
import type { RemoteOptions, RemoteRows } from './types.js'

/**
 * Which rows are drawn.
 *
 * @category SQL
 */
export interface SampleFromOptions<C extends string = string> extends Omit<RemoteOptions, 'incomplete'> {
  /** A column of whole numbers that tells rows apart: its hash decides. Rows that share a key are drawn together. */
  readonly key: string
  /** The columns that hold categories; all others are read as numbers (default: those that `from` was told). */
  readonly categories?: readonly C[]
  /** The share of keys that is drawn, above 0 and up to 1. */
  readonly share: number
  /** Another seed, another sample (default 0). */
  readonly seed?: number | string
}

/**
 * A sample of rows, for methods that need rows: the only verb that brings rows here. The same rows at each call and in each engine;
 * the keys drawn with a smaller share are among those drawn with a larger one.
 *
 * Rows come in the order in which the engine gives them, with missing values where it has NULL. Weights of the rows are not
 * looked at: draw their column too.
 *
 * @param rows - rows as {@link from} or {@link together} makes them
 * @param names - the columns to draw
 * @param options - key, share, seed; progress, signal
 * @returns the table
 * @throws CausalError `too-few-rows` for none; `engine` for an engine that fails or answers otherwise than it was asked; `aborted`;
 *   `invalid-argument`, `duplicate-name`
 * @complexity one scan
 * @category SQL
 * @example
 * const w = warehouse({ query: async () => [{ r0: 2 }, { r0: 3 }], dialect: duckdb })
 * const t = await sampleFrom(from(w, 'events'), ['spend'], { key: 'id', share: 0.01 })
 * t.rowCount
 * //=> 2
 */
export function sampleFrom<M extends string, const N extends M>(
  rows: RemoteRows<M>,
  names: readonly N[],
  options: SampleFromOptions<NoInfer<N>>,
): Promise<Table<Record<N, Cell>, N>> {
  return calledAsAsync('sampleFrom', async () => {
    checkOptions('options', options, ['key', 'categories', 'share', 'seed', 'onProgress', 'signal'], {
      share: 'number',
    })
    const { key, share, seed = 0, categories: told } = options ?? {}
    const asked = asking(rows, options ?? {})
    checkAsked(rows, names)
    const categories = told ?? names.filter((name) => rows.columns?.[name] === 'category')
    checkedNames('key', [key])
    checkedShare(share)
    checkCategories(names, categories)
    const drawn: (readonly (readonly unknown[])[])[] = []
    for (const part of asked.parts) {
      const { source, where, warehouse } = part
      const fragment = sampleFragment({
        source,
        names,
        categories,
        key,
        share,
        seed,
        where,
        dialect: warehouse.dialect,
      })
      drawn.push(await asked.ask(part, { ...rendered(fragment, warehouse.dialect), names, categories }, readSampled))
    }
    const all = drawn.flat()
    if (all.length === 0)
      throw new CausalError('too-few-rows', 'no row was drawn: take a larger share, or look at the conditions.', {
        share,
      })
    return tableOfSampled({ names, categories }, all)
  })
}
