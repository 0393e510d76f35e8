import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { generator } from '../../probability/streams/stream.js'
import { alsoAdjusted } from './also-adjusted.js'
import { drawsOf, freeName, replicatesOf, withColumns } from './replicates.js'
import { steady } from './steady.js'
import type { Refutation, RefutationSubject, Refuter, RefuterOptions } from './types.js'

/**
 * A refuter: a column of independent random numbers is adjusted for besides, which should change nothing.
 *
 * The hypothesis is that the estimate is among the new ones; it is refuted only where the mean moves by more than a tenth of a
 * standard error too.
 *
 * @param options - draws, seed
 * @returns a refuter for `refute`
 * @throws CausalError `invalid-argument` for fewer than 20 draws
 * @complexity `draws` times that of the estimator
 * @category Estimation
 * @example
 * randomCommonCause().name
 * //=> 'random common cause (100 draws)'
 */
export function randomCommonCause(options: RefuterOptions = {}): Refuter {
  return calledAs('randomCommonCause', () => {
    checkOptions('options', options, ['draws', 'seed'])
    const { draws, stream } = drawsOf(options)
    const name = `random common cause (${draws} draws)`
    return Object.freeze({
      name,
      attempt: (subject: RefutationSubject): Refutation => {
        const { table, effect, estimate } = subject
        const column = freeName(table, 'random cause')
        const specification = alsoAdjusted(effect, column, 'randomCommonCause')
        const found = replicatesOf(draws, (d) => {
          const values = new Float64Array(table.rowCount)
          generator(stream(d)).fillNormal(values)
          return estimate(withColumns(table, { [column]: values }), specification)
        })
        return steady(subject, name, 'a random column is adjusted for besides', found)
      },
    })
  })
}
