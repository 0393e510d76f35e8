import { makeTable, takeRows } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import type { Dag } from '../../graph/types.js'
import { checkedObject, indexNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { report } from '../core/report.js'
import { rowDoubts } from '../core/row-doubts.js'
import { readRegimes } from '../interventions/regimes.js'
import { causalOrder } from './causal-order.js'
import type { DirectLingamOptions } from './direct-lingam.js'
import { readKnownOrder } from './known-order.js'
import { effectsInOrder, graphOfEffects, type LingamResult } from './lingam-result.js'
import { readNumericData } from './numeric-data.js'

/**
 * Settings of {@link multiGroupLingam}.
 *
 * @category Discovery
 */
export interface MultiGroupLingamOptions<N extends string = string> extends DirectLingamOptions<N> {
  /** The column that says to which group a row belongs: categories, or whole numbers. */
  readonly group: N
}

/**
 * The model of one group.
 *
 * @category Discovery
 */
export interface GroupModel<N extends string = string> extends LingamResult<N> {
  /** The group's label. */
  readonly group: string
  /** How many rows it has. */
  readonly n: number
}

/**
 * Models of several groups with one causal order.
 *
 * @category Discovery
 */
export interface MultiGroupLingamResult<N extends string = string> {
  /** The columns without that of the group. */
  readonly names: readonly N[]
  /** The causal order that all groups share, causes first. */
  readonly order: readonly N[]
  /** A model for each group, in the order of labels. */
  readonly groups: readonly GroupModel<N>[]
  /** The edges that some group has. */
  readonly graph: Dag<N>
  /** As of `directLingam`, summed over groups by their share of the rows. */
  readonly scores: readonly Float64Array[]
}

/**
 * DirectLiNGAM for several groups, such as sites or sexes: one causal order for all, effects of its own for each. Together
 * they tell the order from fewer rows than each alone.
 *
 * @param data - a table of numbers with a column of the group; each group has more rows than columns + 1
 * @param options - the group, and as `directLingam`
 * @returns the common order, and a model for each group
 * @throws CausalError as `directLingam`, with the group at fault; `invalid-argument` where there is only one
 * @complexity that of `directLingam` on all rows
 * @category Discovery
 * @see Shimizu 2012, "Joint estimation of linear non-Gaussian acyclic models", Neurocomputing 81
 * @example
 * const noise = normals(randomStream(1), 400).values
 * const rows = Array.from({ length: 200 }, (_, i) => {
 *   const a = noise[2 * i]! ** 3
 *   return { site: i % 2 === 0 ? 'north' : 'south', a, b: (i % 2 === 0 ? 2 : -1) * a + noise[2 * i + 1]! ** 3 }
 * })
 * const { order, groups } = multiGroupLingam(table(rows), { group: 'site' })
 * order
 * //=> ['a', 'b']
 * groups.map(({ group, coefficients }) => [group, Math.round(coefficients[2]!)])
 * //=> [['north', 2], ['south', -1]]
 */
export function multiGroupLingam<T, G extends keyof T & string>(
  data: Table<T>,
  options: MultiGroupLingamOptions<keyof T & string> & { readonly group: G },
): MultiGroupLingamResult<Exclude<keyof T & string, G>> {
  type N = Exclude<keyof T & string, G>
  return calledAs('multiGroupLingam', () => {
    checkOptions('options', options, ['group', 'prior', 'knowledge', 'prune', 'onProgress', 'signal'])
    const { group, prune = 'adaptive-lasso' } = checkedObject('options', options)
    const { table, of, labels } = readRegimes(data as Table<unknown, string>, group)
    if (labels.length < 2) {
      throw new CausalError('invalid-argument', `all rows are of one group, ${show(labels[0])}: take directLingam.`, {
        group,
      })
    }
    const names = table.columns as readonly N[]
    const parts = labels.map((label, code) => {
      const rows = Int32Array.from(of.keys()).filter((row) => of[row] === code)
      try {
        const own = makeTable(
          names,
          rows.length,
          table.data.map((column) => takeRows(column, rows)),
        )
        return { ...readNumericData(own), doubts: rowDoubts(own) }
      } catch (error) {
        if (!(error instanceof CausalError)) throw error
        throw new CausalError(error.code, `in the group ${show(label)}: ${error.message}`, {
          ...error.details,
          group: label,
        })
      }
    })
    const known = readKnownOrder(indexNames('column', names), options.prior, options.knowledge)
    const { order, scores } = causalOrder(
      parts.map(({ columns }) => columns),
      known.before,
      (level, done) => report({ ...options }, { stage: 'order', level, done, total: names.length, tests: 0 }),
    )
    const inOrder = Object.freeze(Array.from(order, (i) => names[i]!))
    const groups = parts.map((part, code) => {
      const coefficients = effectsInOrder(names, part.scatter, part.rowCount, order, prune, known)
      const graph = graphOfEffects(names, coefficients, known)
      return Object.freeze({
        group: labels[code]!,
        n: part.rowCount,
        names,
        order: inOrder,
        coefficients,
        graph,
        scores: Object.freeze([]),
        ...part.doubts,
      })
    })
    const any = groups[0]!.coefficients.map((_, k) =>
      groups.some(({ coefficients }) => coefficients[k] !== 0) ? 1 : 0,
    )
    return Object.freeze({
      names,
      order: inOrder,
      groups: Object.freeze(groups),
      graph: graphOfEffects(names, any, known),
      scores: Object.freeze(scores),
    })
  })
}
