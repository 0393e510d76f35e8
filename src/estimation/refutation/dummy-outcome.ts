import { takeRows } from '../../data/tables/make-table.js'
import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { generator } from '../../probability/streams/stream.js'
import { placebo } from './placebo.js'
import { drawsOf, replicatesOf, withColumns } from './replicates.js'
import type { Refutation, RefutationSubject, Refuter, RefuterOptions } from './types.js'

/**
 * A refuter: the outcome's values are shuffled among the rows, so that nothing moves them.
 *
 * The hypothesis is that no effect is among what shuffled outcomes give.
 *
 * @param options - draws, seed
 * @returns a refuter for `refute`
 * @throws CausalError `invalid-argument` for fewer than 20 draws
 * @complexity `draws` times that of the estimator
 * @category Estimation
 * @example
 * dummyOutcome({ draws: 50 }).name
 * //=> 'dummy outcome (50 draws)'
 */
export function dummyOutcome(options: RefuterOptions = {}): Refuter {
  return calledAs('dummyOutcome', () => {
    checkOptions('options', options, ['draws', 'seed'])
    const { draws, stream } = drawsOf(options)
    return Object.freeze({
      name: `dummy outcome (${draws} draws)`,
      attempt: (subject: RefutationSubject): Refutation => {
        const { table, effect, estimate } = subject
        const { outcome } = effect.specification
        const column = table.data[table.columns.indexOf(outcome)]!
        const found = replicatesOf(draws, (d) => {
          const order = Int32Array.from({ length: table.rowCount }, (_, i) => i)
          generator(stream(d)).shuffle(order)
          return estimate(withColumns(table, { [outcome]: takeRows(column, order) }))
        })
        return placebo(subject, `dummy outcome (${draws} draws)`, `${outcome} is shuffled among the rows`, found)
      },
    })
  })
}
