import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { exposureLaw, readExposureQuestion, unreachableUnits } from './core/read-exposure-question.js'
import type { ExposureProbabilities, ExposureQuestion } from './types.js'

/**
 * With what chance each unit of a network comes to each exposure, before anybody is treated: the first thing to look at when such an
 * experiment is planned.
 *
 * A unit without neighbours never has a treated one; in a cluster design a unit whose neighbours are all in its own cluster is never
 * treated alone. Such units tell nothing of that exposure, and nothing is told of them.
 *
 * @param units - one row for each unit; columns that the design needs (clusters, chances), and the units' names if they have any
 * @param question - network, design, and what counts as an exposure
 * @returns a probability for each unit and exposure, and the units that cannot be reached
 * @throws CausalError `unknown-name`, `invalid-graph`, `contradiction`, `not-probability`, `missing-values`, `invalid-argument`, `too-large`
 * @complexity for mappings that count: O(n d) states for d neighbours, each kind of neighbourhood once; for a function 2^d calls a unit
 * @category Decisions
 * @see Aronow & Samii 2017, "Estimating average causal effects under general interference", Annals of Applied Statistics 11(4), section 3
 * @example
 * const friends = table({ name: ['Ann', 'Bob', 'Cem'] })
 * const design = { type: 'bernoulli', p: 0.5 } as const
 * const chances = exposureProbabilities(friends, { unit: 'name', network: pdag('Ann -- Bob; Cem'), design })
 * chances.probabilities[0]
 * //=> [0.25, 0.25, 0.25, 0.25]
 * chances.unreachable['11']
 * //=> ['Cem']
 */
export function exposureProbabilities<T>(
  units: Table<T>,
  question: ExposureQuestion<keyof NoInfer<T> & string>,
): ExposureProbabilities {
  return calledAs('exposureProbabilities', () => {
    checkOptions('question', question, ['network', 'design', 'exposure', 'unit', 'draws', 'seed'])
    checkedObject('question', question)
    const table = units as Table<unknown, string>
    checkTable(table)
    const read = readExposureQuestion(table, question as ExposureQuestion)
    const law = exposureLaw(read, question as ExposureQuestion, null)
    const L = law.levels.length
    return Object.freeze({
      levels: Object.freeze([...law.levels]),
      units: Object.freeze([...read.names]),
      probabilities: Object.freeze(
        read.names.map((_, i) => Object.freeze(Array.from(law.chance.subarray(i * L, (i + 1) * L)))),
      ),
      unreachable: unreachableUnits(law, read.names),
      method: law.method,
      probabilityError: law.probabilityError,
    })
  })
}
