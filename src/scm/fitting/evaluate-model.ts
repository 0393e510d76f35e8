import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { modelRows } from '../engines/model-rows.js'
import type { NodeColumn } from '../engines/node-column.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm, Scm } from '../models/types.js'
import { calibrationOf, type MechanismEvaluation } from './calibration.js'
import { type EnergyTest, energyTest } from './energy-test.js'

/**
 * How well a model predicts and resembles rows.
 *
 * @category Models
 */
export interface ModelEvaluation<N extends string = string> {
  /** Each measured variable's mechanism: calibration, accuracy, and what of its noise its parents still tell. */
  readonly mechanisms: readonly MechanismEvaluation<N>[]
  /** The energy distance between the rows and as many drawn from the model, with a permutation p-value. */
  readonly energy: EnergyTest
  /** The number of rows. */
  readonly n: number
  /** What to mind, in sentences: mechanisms that could not be judged, columns that the model does not name. */
  readonly warnings: readonly string[]
}

/**
 * Judges a model by rows that it was not fitted to: whether its probabilistic forecasts are calibrated, whether what it leaves
 * unexplained is independent of the parents, and whether rows drawn from it look like the rows given.
 *
 * Calibration: the place of each value among draws from its mechanism at the same parents (the randomised probability integral
 * transform) is uniform if the mechanism is right; its distance from that is tested by Kolmogorov's statistic. The normal score of
 * the place stands for the noise, whose independence of each parent {@link hsic} tests. A small p-value speaks against the model; a
 * large one says little for few rows. On the rows that the model was fitted to, all of this looks too good.
 *
 * @param model - a model without evidence (abduct)
 * @param table - complete rows, with a column for each measured variable
 * @param options - `draws` a row, 99 unless told; `rows`: at most so many (the first) in the two costly tests, 400 unless told;
 *   `seed`, 0 unless told
 * @returns each mechanism's calibration and residual independence, and the energy distance, each with its n
 * @throws CausalError `unknown-name` for a variable without a column, or a value that is no state; `missing-values`;
 *   `too-few-rows` below 20; `not-supported` for a model with evidence
 * @complexity O(rows × draws × variables), and O(rows²) in the costly tests
 * @category Models
 * @see Gneiting & Katzfuss 2014 (calibration, CRPS); Székely & Rizzo 2013 (energy distance); Gretton et al. 2008 (HSIC)
 * @example
 * const truth = scm({ X: normal(0, 1), Y: mechanism(['X'], normal(0, 0.3), ({ X }: { X: number }, u) => X * X + u) })
 * const line = fitScm(dag('X -> Y'), sample(truth, 300, { seed: 1 }))
 * const { mechanisms } = evaluateModel(line, sample(truth, 300, { seed: 2 }))
 * const y = mechanisms.find(({ variable }) => variable === 'Y')!
 * y.judged && y.independence[0]!.pValue! < 0.001
 * //=> true
 */
export function evaluateModel<
  T,
  C extends Capability,
  L extends string = string,
  R extends object = Record<string, string | number>,
>(
  model: Scm<T, C, 'dag', L>,
  table: Table<R>,
  options: { readonly draws?: number; readonly rows?: number; readonly seed?: number | string } = {},
): ModelEvaluation<keyof T & string> {
  return calledAs('evaluateModel', () => {
    checkOptions('options', options, ['draws', 'rows', 'seed'], { rows: 'number' })
    const { draws = 99, rows = 400, seed = 0 } = checkedObject('options', options)
    for (const [name, value, least] of [
      ['draws', draws, 9],
      ['rows', rows, 20],
    ] as const)
      if (!(Number.isInteger(value) && value >= least && value <= 1e5))
        throw new CausalError('invalid-argument', `${name} is ${show(value)}: give a whole number from ${least} on.`, {
          [name]: value,
        })
    const untyped = model as unknown as AnyScm
    const { names, parents } = structureOf(untyped)
    if (untyped.past.length > 0 || untyped.noiseCovariance.length > 0)
      throw new CausalError(
        'not-supported',
        'a model that holds evidence or correlated noises has mechanisms that cannot be judged one by one: give it without.',
      )
    checkTable(table as unknown as Table<unknown, string>)
    const n = table.rowCount
    if (n < 20)
      throw new CausalError('too-few-rows', `the table has ${n} rows, and calibration needs 20 at least.`, { rows: n })
    const hidden = new Set<string>(untyped.latents)
    const columns = new Map<number, NodeColumn>()
    for (const [i, name] of names.entries())
      if (!hidden.has(name)) columns.set(i, modelRows(table as unknown as Table<unknown, string>, untyped, name, i))
    const plan = { draws, rows, seed }
    const mechanisms = names.flatMap((_, i) =>
      columns.has(i) ? [calibrationOf(untyped, i, parents[i]!, columns, n, plan)] : [],
    )
    const spare = (table.columns as readonly string[]).filter((name) => !names.includes(name))
    const odd = mechanisms.filter(({ judged }) => !judged).map(({ variable }) => variable)
    return Object.freeze({
      mechanisms: Object.freeze(mechanisms) as readonly MechanismEvaluation<keyof T & string>[],
      energy: energyTest(untyped, columns, n, plan),
      n,
      warnings: Object.freeze([
        ...(odd.length > 0 ? [`the mechanisms of ${quoteNames(odd)} were not judged: see their message.`] : []),
        ...(spare.length > 0 ? [`the model does not name the columns ${quoteNames(spare)}: they are not used.`] : []),
      ]),
    })
  })
}
