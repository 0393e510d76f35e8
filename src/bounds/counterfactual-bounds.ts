import { CausalError, calledAs } from '../errors.js'
import type { CausalGraph } from '../graph/types.js'
import { checkedObject } from '../names.js'
import { checkOptions } from '../options.js'
import { show } from '../show.js'
import { functionalBounder } from './core/functional-bounds.js'
import { inTerms, withinRange } from './core/in-terms.js'
import { knownProbabilities } from './core/known-probabilities.js'
import { boundsProblem } from './core/problem.js'
import type { BoundsProgress, BoundsQuery, KnownDistribution, NoModel, Unresolved } from './types.js'
import { unresolved } from './unresolved.js'

/**
 * The answer of `counterfactualBounds`.
 *
 * @category Bounds
 */
export type CounterfactualBounds =
  | {
      /** That there are bounds. */
      readonly status: 'bounds'
      /** The least probability, or sum, that a model with these data can have. */
      readonly lower: number
      /** The greatest one. */
      readonly upper: number
      /** Whether both are reached by a model of this graph; else they hold but may be wide. */
      readonly sharp: boolean
    }
  | NoModel
  | Unresolved
  | {
      /** That `given` has probability zero in every model with these data. */
      readonly status: 'impossible-condition'
    }

/** The most equations of a programme: its dense inverse has their square of numbers. */
const mostKnown = 500

/**
 * Bounds on the probability of a counterfactual statement, from observations and experiments, by a linear programme over
 * response types.
 *
 * A statement may speak of several worlds at once, and of nested ones; a weighted sum of statements gives effects and means.
 * What is taken for granted of response types, beyond the graph, is said by `monotone` and `assume`.
 *
 * Roots without a hidden common cause (instruments) are conditioned on; all other variables may share hidden causes, and a
 * joint response type of them is an unknown of the programme (Balke & Pearl 1994; with a condition whose probability the data
 * leave open, by Charnes & Cooper's transformation). Every solution is checked against its equations and its dual bound; one
 * that fails is `unresolved`. The bounds of Balke–Pearl, Tian–Pearl and Manski are instances.
 *
 * @param graph - a DAG or ADMG over the discrete variables
 * @param data - what is known; every variable's states are read from here
 * @param query - the statement or the weighted sum of statements, what is given, monotone effects and other assumptions
 * @returns the bounds; or that no model fits the data (frequencies of a sample easily contradict a true graph by chance), that
 *   the condition is impossible (of probability below 1e-12), or `unresolved`
 * @throws CausalError `unknown-name`, `invalid-argument`, `latent`, `not-probability`, `too-large` above 50,000 joint
 *   response types or 500 known probabilities
 * @complexity exponential in the parents' configurations; the simplex method after that
 * @category Bounds
 * @example
 * const g = admg('Z -> X -> Y; X <-> Y')
 * const states = ['0', '1']
 * const distribution = factor(
 *   [{ name: 'Z', states }, { name: 'X', states }, { name: 'Y', states }],
 *   [0.1911, 0.05835, 0.12775, 0.1228, 0.0721, 0.0952, 0.1093, 0.2234],
 * )
 * counterfactualBounds(g, [{ distribution }], { event: [{ variable: 'Y', value: '1', do: { X: '1' } }] })
 * //=> { status: 'bounds', lower: 0.4468, upper: 0.7445, sharp: true }
 * const recovered = (x: string) => [{ variable: 'Y' as const, value: '1', do: { X: x } }]
 * const effect = [{ weight: 1, event: recovered('1') }, { weight: -1, event: recovered('0') }]
 * counterfactualBounds(g, [{ distribution }], { sum: effect })
 * //=> { status: 'bounds', lower: -0.171, upper: 0.5541, sharp: true }
 */
export function counterfactualBounds<N extends string>(
  graph: CausalGraph<'dag' | 'admg', N>,
  data: readonly KnownDistribution<NoInfer<N>>[],
  query: BoundsQuery<NoInfer<N>>,
): CounterfactualBounds {
  return calledAs('counterfactualBounds', () => {
    checkOptions('query', query, ['event', 'sum', 'given', 'monotone', 'assume', 'onProgress', 'signal'], {
      monotone: 'list',
      assume: 'list',
    })

    const report = progressOf(checkedObject('query', query))
    const problem = boundsProblem(graph, data, query)
    const known = data.flatMap((item) => knownProbabilities(problem, item))
    if (known.length > mostKnown) {
      throw new CausalError(
        'too-large',
        `there are ${known.length} known probabilities, above the limit of ${mostKnown}: leave out distributions or merge states.`,
        { known: known.length, most: mostKnown },
      )
    }
    report('types', 1, 1)
    const { asked, given, limits } = inTerms(problem, query)
    const bounder = functionalBounder(problem.types, known, limits, (done, total) => report('programmes', done, total))
    const result = bounder(asked, given)
    if (result === 'no model')
      return Object.freeze({
        status: 'no-model',
        reason: 'no hidden cause gives the known distributions on this graph with these assumptions',
      })
    if (result === 'unresolved') return unresolved()
    if (result === 'impossible condition') return Object.freeze({ status: 'impossible-condition' })
    const [lower, upper] = withinRange(asked, result)
    return Object.freeze({ status: 'bounds', lower, upper, sharp: problem.sharp })
  })
}

/** Calls `onProgress`, and stops where the signal says so. */
function progressOf({
  onProgress,
  signal,
}: BoundsQuery): (stage: BoundsProgress['stage'], done: number, total: number) => void {
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw new CausalError('invalid-argument', `onProgress must be a function, got ${show(onProgress)}.`)
  return (stage, done, total) => {
    onProgress?.(Object.freeze({ stage, done, total }))
    if (signal?.aborted === true)
      throw new CausalError('aborted', `stopped by the caller in the stage ${stage}.`, { stage, done, total })
  }
}
