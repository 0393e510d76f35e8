import { CausalError, calledAs } from '../errors.js'
import { knownAs } from '../recipes.js'
import { show } from '../show.js'

/**
 * A function of your own, or a record of such, with the name under which your workers know it: a function cannot be sent.
 *
 * The worker's file gives it the same name: `answerWork({ search })`. That both are the same function is for you to see to: the
 * simplest way is one file that both sides import.
 *
 * @param name - the name, as in the call of `answerWork`
 * @param value - a search, a test, a learner, a score: what a verb takes
 * @returns the value itself; without workers it serves as before
 * @throws CausalError `invalid-argument` for an empty name or something that is neither a function nor a record
 * @category Workers
 * @example
 * const search = named('search', (replicate: Table<{ A: number; B: number }>) => pc(fisherZ(replicate)))
 * search(table({ A: [1, 2, 3, 4, 6], B: [2, 1, 4, 3, 5] })).graph.nodes
 * //=> ['A', 'B']
 */
export function named<V extends object>(name: string, value: V): V {
  return calledAs('named', () => {
    if (typeof name !== 'string' || name === '')
      throw new CausalError('invalid-argument', `the name must be a text that is not empty, got ${show(name)}.`)
    if (typeof value !== 'function' && (typeof value !== 'object' || value === null))
      throw new CausalError('invalid-argument', `expected a function or a record of functions, got ${show(value)}.`)
    return knownAs(name, value)
  })
}
