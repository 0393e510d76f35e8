import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject, indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm, Scm } from '../models/types.js'
import { declaredStates } from '../parent-states.js'
import type { Conditions } from './expectation.js'
import { query } from './query.js'
import type { ImpossibleEvidence, MostProbable } from './query-answer.js'

/** More joint states of the variables than this are not compared. */
const mostStates = 2 ** 22

/**
 * The values of some variables that are jointly most probable, all others summed out (marginal MAP).
 *
 * It is not what {@link mostProbable} says of these variables: there the others are at their own most probable values. Latent
 * variables are summed out like any other, so a model with latent variables can be asked about those it shows.
 *
 * @param model - a model in which the variables and what they depend on are discrete
 * @param variables - the variables to assign, each once
 * @param conditions - `given`: evidence; `do`: interventions
 * @returns the assignment and its probability given the evidence, or `zero-probability` where the evidence is impossible; of several
 *   that are equally probable, the first in the order of states
 * @throws CausalError `unknown-name`; `not-supported` where the variables have no exact discrete distribution; `too-large` above 2^22
 *   joint states
 * @complexity that of the joint distribution of the variables: exponential in their number
 * @category Models
 * @example
 * const model = scm({
 *   U: latent(bernoulli(0.4)),
 *   A: cpt(['U'], { 0: 0.3, 1: 0.9 }),
 *   B: cpt(['U'], { 0: 0.2, 1: 0.8 }),
 * })
 * const best = marginalMap(model, ['A', 'B'])
 * best.method !== 'zero-probability' && best.assignment
 * //=> { A: 0, B: 0 }
 */
export function marginalMap<T, C extends Capability, K extends 'dag' | 'admg', const N extends keyof T & string>(
  model: Scm<T, C, K>,
  variables: readonly N[],
  conditions: Pick<Conditions<NoInfer<T>>, 'given' | 'do'> = {},
): MostProbable<Pick<T, N>> | ImpossibleEvidence {
  return calledAs('marginalMap', () => {
    checkOptions('conditions', conditions, ['do', 'given'])
    const untyped = model as unknown as AnyScm
    const { index } = structureOf(untyped)
    indexNames('variable', checkedList('variables', variables))
    if (variables.length === 0) throw new CausalError('invalid-argument', 'name at least one variable to assign.')
    const states = variables.map((name) => declaredStates(untyped.laws[lookUp('variable', index, name)]!))
    const size = states.reduce((product, list) => product * (list?.length ?? 1), 1)
    if (size > mostStates)
      throw new CausalError(
        'too-large',
        `the variables have ${size} joint states (${mostStates} at most): ask about fewer.`,
        {
          states: size,
          most: mostStates,
        },
      )
    const answer = query(
      untyped,
      variables as never,
      { ...(checkedObject('conditions', conditions) as object), draws: 2 } as never,
    )
    if (answer.method === 'zero-probability') return answer
    if (answer.method !== 'discrete')
      throw new CausalError(
        'not-supported',
        'the variables must have an exact discrete distribution: every variable that bears on them must be discrete.',
      )
    const { values } = answer
    let top = 0
    for (let s = 1; s < values.length; s++) if (values[s]! > values[top]! * (1 + 1e-12)) top = s
    let left = top
    const assignment: [string, Cell][] = []
    for (let k = variables.length - 1; k >= 0; k--) {
      const shown = answer.variables[k]!
      const text = shown.states[left % shown.states.length]!
      left = Math.floor(left / shown.states.length)
      const declared = states[k]?.find((state) => String(state) === text)
      assignment.unshift([shown.name, declared ?? (Number.isNaN(Number(text)) ? text : Number(text))])
    }
    return Object.freeze({
      method: 'discrete',
      assignment: Object.freeze(Object.fromEntries(assignment)) as Readonly<Pick<T, N>>,
      probability: values[top]!,
    })
  })
}
