import { makeTable, takeRows } from '../../data/tables/make-table.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { drawsOf, replicatesOf } from './replicates.js'
import { steady } from './steady.js'
import type { Refutation, RefutationSubject, Refuter, RefuterOptions } from './types.js'

/**
 * Options of `subset`.
 *
 * @category Estimation
 */
export interface SubsetOptions extends RefuterOptions {
  /** The share of rows that each subset keeps, between 0 and 1 (default 0.8). */
  readonly fraction?: number
}

/**
 * A refuter: the effect is estimated from random subsets of the rows, drawn without replacement.
 *
 * The hypothesis is that the estimate is among those of subsets. An estimate that a few rows make is not.
 *
 * @param options - fraction, draws, seed
 * @returns a refuter for `refute`
 * @throws CausalError `invalid-argument` for fewer than 20 draws or a fraction outside 0 to 1
 * @complexity `draws` times that of the estimator
 * @category Estimation
 * @example
 * subset({ fraction: 0.5 }).name
 * //=> 'subset (0.5 of the rows, 100 draws)'
 */
export function subset(options: SubsetOptions = {}): Refuter {
  return calledAs('subset', () => {
    checkOptions('options', options, ['fraction', 'draws', 'seed'], { fraction: 'number' })
    const { fraction = 0.8 } = checkedObject('options', options)
    const { draws, stream } = drawsOf(options)
    if (!(typeof fraction === 'number' && fraction > 0 && fraction < 1)) {
      throw new CausalError('invalid-argument', `fraction must be between 0 and 1, got ${show(fraction)}.`, {
        fraction,
      })
    }
    const name = `subset (${fraction} of the rows, ${draws} draws)`
    return Object.freeze({
      name,
      attempt: (subject: RefutationSubject): Refutation => {
        const { table, estimate } = subject
        const size = Math.max(1, Math.round(fraction * table.rowCount))
        const found = replicatesOf(draws, (d) => {
          const order = Int32Array.from({ length: table.rowCount }, (_, i) => i)
          generator(stream(d)).shuffle(order)
          const rows = order.slice(0, size).sort()
          const part = table.data.map((column) => takeRows(column, rows))
          return estimate(makeTable(table.columns, size, part))
        })
        return steady(subject, name, `${size} of ${table.rowCount} rows are drawn`, found)
      },
    })
  })
}
