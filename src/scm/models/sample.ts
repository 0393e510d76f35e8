import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { tableColumn } from '../engines/node-column.js'
import { posteriorColumns } from '../engines/posterior-sample.js'
import { prepare } from '../engines/terms.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { drawWorlds } from './draw-worlds.js'
import { structureOf } from './structure.js'
import type { AnyScm, Scm } from './types.js'

/**
 * Options of {@link sample}.
 *
 * @category Models
 */
export interface SampleOptions {
  /** The same seed gives the same table, in Node and in browsers. 0 by default. */
  readonly seed?: number | string
  /** Whether latent variables are shown as columns too; not by default. */
  readonly latents?: boolean
}

/**
 * The variables of a model that are measured: all but the latent ones, where the compiler knows those.
 *
 * @category Models
 */
export type MeasuredOf<T, L extends string> = string extends L
  ? T
  : [L] extends [never]
    ? T
    : { [K in keyof T as K extends L ? never : K]: T[K] }

/**
 * Draws units from a model.
 *
 * A variable's numbers depend on the seed, its name and its mechanism, not on the order of the variables. From a model
 * after {@link abduct} the draws come from the posterior: exactly where the noise is determined or jointly normal, else
 * by weighted draws that are drawn from again.
 *
 * @param model - the model
 * @param rowCount - how many units, at least 1
 * @param options - `seed`, and `latents: true` to show the latent variables
 * @returns a table with a column for each variable: numbers, or the states of a categorical variable
 * @throws CausalError `invalid-argument` for the number of rows, or where a mechanism gives something that is no number or
 *   state; `zero-support` for a model whose evidence is impossible
 * @complexity O(rows × (variables + parents))
 * @category Models
 * @example
 * const model = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
 * const units = sample(model, 1000, { seed: 1 })
 * units.columns
 * //=> ['X', 'Y']
 */
export function sample<T, C extends Capability, K extends 'dag' | 'admg', L extends string = string>(
  model: Scm<T, C, K, L>,
  rowCount: number,
  options: SampleOptions & { readonly latents: true },
): Table<T>
export function sample<T, C extends Capability, K extends 'dag' | 'admg', L extends string = string>(
  model: Scm<T, C, K, L>,
  rowCount: number,
  options?: SampleOptions & { readonly latents?: false },
): Table<MeasuredOf<T, L>>
export function sample<T, C extends Capability, K extends 'dag' | 'admg', L extends string = string>(
  model: Scm<T, C, K, L>,
  rowCount: number,
  options?: SampleOptions,
): Table<T>
export function sample<T>(model: Scm<T>, rowCount: number, options: SampleOptions = {}): Table<T> {
  return calledAs('sample', () => {
    checkOptions('options', options, ['seed', 'latents'], { latents: 'boolean' })

    if (!Number.isInteger(rowCount) || rowCount < 1 || rowCount > 2 ** 31) {
      throw new CausalError(
        'invalid-argument',
        `the number of rows must be a whole number from 1, got ${show(rowCount)}.`,
        { rowCount },
      )
    }
    structureOf(model as AnyScm)
    const hidden = new Set<string>(checkedObject('options', options).latents === true ? [] : model.latents)
    const names = model.variables.filter((name) => !hidden.has(name))
    const untyped = model as AnyScm
    const query = prepare(
      untyped,
      names.map((variable) => ({ variable })),
      [],
    )
    const seed = options.seed ?? 0
    if (untyped.past.length > 0) {
      const drawn = posteriorColumns(query, rowCount, seed)
      return makeTable(names, rowCount, drawn.map(tableColumn)) as unknown as Table<T>
    }
    const columns = drawWorlds(query.worlds, untyped, rowCount, seed)
    return makeTable(
      names,
      rowCount,
      query.targets.map((node) => tableColumn(columns[node]!)),
    ) as unknown as Table<T>
  })
}
