import { CausalError, calledAs } from '../errors.js'
import type { CausalGraph } from '../graph/types.js'
import { checkOptions } from '../options.js'
import { functionalBounder } from './functional-bounds.js'
import { knownProbabilities } from './known-probabilities.js'
import { boundsProblem } from './problem.js'
import type { BoundsQuery, KnownDistribution, NoModel, PotentialOutcome, Unresolved } from './types.js'
import { unresolved } from './unresolved.js'
import { isRootSeen, worldTerm } from './world-of.js'
import type { WorldTerm } from './world-terms.js'

/**
 * The answer of `counterfactualBounds`.
 *
 * @category Bounds
 */
export type CounterfactualBounds =
  | {
      /** That there are bounds. */
      readonly status: 'bounds'
      /** The least probability that a model with these data can have. */
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
 * Roots without a hidden common cause (instruments) are conditioned on; all other variables may share hidden causes, and a
 * joint response type of them is an unknown of the programme (Balke & Pearl 1994; with a condition whose probability the data
 * leave open, by Charnes & Cooper's transformation). Every solution is checked against its equations and its dual bound; one
 * that fails is `unresolved`. The bounds of Balke–Pearl, Tian–Pearl and Manski are instances.
 *
 * @param graph - a DAG or ADMG over the discrete variables
 * @param data - what is known; every variable's states are read from here
 * @param query - the statement, what is given, and monotone effects
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
 */
export function counterfactualBounds<N extends string>(
  graph: CausalGraph<'dag' | 'admg', N>,
  data: readonly KnownDistribution<NoInfer<N>>[],
  query: BoundsQuery<NoInfer<N>>,
): CounterfactualBounds {
  return calledAs('counterfactualBounds', () => {
    checkOptions('query', query, ['event', 'given', 'monotone'])

    const problem = boundsProblem(graph, data, query)
    const known = data.flatMap((item) => knownProbabilities(problem, item))
    if (known.length > mostKnown) {
      throw new CausalError(
        'too-large',
        `there are ${known.length} known probabilities, above the limit of ${mostKnown}: leave out distributions or merge states.`,
        { known: known.length, most: mostKnown },
      )
    }
    // a root is independent of the block: that it was seen at a value says the same as setting it there, in every world
    const fixed = new Map<string, string>()
    for (const term of query.given ?? []) if (isRootSeen(problem, term)) fixed.set(term.variable, term.value)
    const toTerm = (term: PotentialOutcome<N>): WorldTerm => worldTerm(problem, term, fixed)
    const event = query.event.map(toTerm)
    const given = (query.given ?? []).filter((term) => !isRootSeen(problem, term)).map(toTerm)
    const result = functionalBounder(problem.types, known)([{ weight: 1, terms: event }], given)
    if (result === 'no model')
      return Object.freeze({
        status: 'no-model',
        reason: 'no hidden cause gives the known distributions on this graph with these monotone effects',
      })
    if (result === 'unresolved') return unresolved()
    if (result === 'impossible condition') return Object.freeze({ status: 'impossible-condition' })
    return Object.freeze({ status: 'bounds', lower: clamp(result[0]), upper: clamp(result[1]), sharp: problem.sharp })
  })
}

const clamp = (p: number): number => Math.min(1, Math.max(0, p))
