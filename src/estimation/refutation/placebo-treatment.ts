import { takeRows } from '../../data/tables/make-table.js'
import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { generator } from '../../probability/streams/stream.js'
import { placebo } from './placebo.js'
import { drawsOf, replicatesOf, withColumns } from './replicates.js'
import type { Refutation, RefutationSubject, Refuter, RefuterOptions } from './types.js'

/**
 * A refuter: the treatment's values are shuffled among the rows, which leaves no effect to find.
 *
 * The hypothesis is that no effect is among what shuffled treatments give. If it is not, the estimator finds effects where there
 * are none. The message also says how many shuffled treatments have as large an effect as the true one: where many do, chance
 * alone could have made it.
 *
 * @param options - draws, seed
 * @returns a refuter for `refute`
 * @throws CausalError `invalid-argument` for fewer than 20 draws
 * @complexity `draws` times that of the estimator
 * @category Estimation
 * @example
 * placeboTreatment({ draws: 50 }).name
 * //=> 'placebo treatment (50 draws)'
 */
export function placeboTreatment(options: RefuterOptions = {}): Refuter {
  return calledAs('placeboTreatment', () => {
    checkOptions('options', options, ['draws', 'seed'])
    const { draws, stream } = drawsOf(options)
    return Object.freeze({
      name: `placebo treatment (${draws} draws)`,
      attempt: (subject: RefutationSubject): Refutation => {
        const { table, effect, estimate } = subject
        const { treatment } = effect.specification
        const column = table.data[table.columns.indexOf(treatment)]!
        const found = replicatesOf(draws, (d) => {
          const order = Int32Array.from({ length: table.rowCount }, (_, i) => i)
          generator(stream(d)).shuffle(order)
          return estimate(withColumns(table, { [treatment]: takeRows(column, order) }))
        })
        return placebo(subject, `placebo treatment (${draws} draws)`, `${treatment} is shuffled among the rows`, found)
      },
    })
  })
}
