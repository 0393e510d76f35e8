import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { checkOptions } from '../../options.js'
import { contract } from '../../probability/contraction/contract.js'
import { planCache } from '../engines/discrete-engine.js'
import { discreteEvidence, discreteNetwork } from '../engines/discrete-network.js'
import { eventTerms, prepare } from '../engines/terms.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm, Scm } from '../models/types.js'
import type { Conditions } from './expectation.js'
import { pastEvidence } from './public-answer.js'
import type { ImpossibleEvidence } from './query-answer.js'

/**
 * The most probable assignment to all variables of a discrete model.
 *
 * @category Models
 */
export interface MostProbable<T> {
  /** Maximum by variable elimination in the max-product semiring. */
  readonly method: 'discrete'
  /** A value for each variable; of several that are equally probable, one. */
  readonly assignment: Readonly<T>
  /** The probability of the assignment given the evidence. */
  readonly probability: number
}

/**
 * The most probable explanation: values of all variables that are jointly most probable given the evidence.
 *
 * @param model - a discrete model without latent variables
 * @param conditions - `given`: evidence; `do`: interventions
 * @returns the assignment and its probability, or `zero-probability` where the evidence is impossible
 * @throws CausalError `not-supported` for a model with continuous or latent variables; `too-large`
 * @complexity one elimination for each variable
 * @category Models
 * @example
 * const model = scm({ A: bernoulli(0.4), B: cpt(['A'], { 0: 0.5, 1: 0.9 }) })
 * const best = mostProbable(model)
 * best.method !== 'zero-probability' && best.assignment
 * //=> { A: 1, B: 1 }
 */
export function mostProbable<T, C extends Capability, K extends 'dag' | 'admg'>(
  model: Scm<T, C, K>,
  conditions: Pick<Conditions<NoInfer<T>>, 'given' | 'do'> = {},
): MostProbable<T> | ImpossibleEvidence {
  return calledAs('mostProbable', () => {
    checkOptions('conditions', conditions, ['do', 'given'])

    const untyped = model as AnyScm
    structureOf(untyped)
    if (untyped.latents.length > 0) {
      const message = `a most probable assignment needs every variable in view; ${quoteNames(untyped.latents)} are latent: ask marginalMap about the others.`
      throw new CausalError('not-supported', message, { latents: [...untyped.latents] })
    }
    const { given, do: act } = checkedObject('conditions', conditions) as Conditions<Record<string, never>>
    const terms = untyped.variables.map((variable) => (act === undefined ? { variable } : { variable, do: act }))
    const query = prepare(untyped, terms, eventTerms(given, act))
    const impossible = (): ImpossibleEvidence =>
      Object.freeze({
        method: 'zero-probability',
        given: Object.freeze({ ...pastEvidence(untyped), ...(given as unknown as Record<string, Cell>) }),
      })
    if (query.evidence === null) return impossible()
    const network = discreteNetwork(query.worlds)
    if (network === null || network.cardinalities.length > query.worlds.nodes.length) {
      const message = 'every variable must be discrete, and the question must be about one world.'
      throw new CausalError('not-supported', message)
    }
    const evidence = discreteEvidence(network, query)
    if (evidence === 'zero-probability') return impossible()
    const { cardinalities, domains } = network
    // rows sum to one, but their maxima do not: nothing may be left out of a maximum
    const tensors = network.tensors.map(({ scope, values }) => ({ scope, values }))
    const problem = { cardinalities, tensors, scaled: true, cache: planCache(untyped) }
    const total = contract({ ...problem, keep: [], evidence })
    if (!(total.values[0]! > 0)) return impossible()
    const fixed = new Map(evidence)
    for (let node = 0; node < domains.length; node++) {
      if (fixed.has(node)) continue
      const { values } = contract({
        ...problem,
        keep: [node],
        evidence: [...fixed],
        semiring: 'max-product',
      })
      let top = 0
      for (let s = 1; s < values.length; s++) if (values[s]! > values[top]!) top = s
      fixed.set(node, top)
    }
    const best = contract({ ...problem, keep: [], evidence: [...fixed], semiring: 'max-product' })
    const assignment = query.targets.map(
      (node, k) => [untyped.variables[k], domains[node]![fixed.get(node)!]!] as const,
    )
    return Object.freeze({
      method: 'discrete',
      assignment: Object.freeze(Object.fromEntries(assignment)) as Readonly<T>,
      probability: (best.values[0]! / total.values[0]!) * portableExp(best.logScale - total.logScale),
    })
  })
}
