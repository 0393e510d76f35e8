import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { checkOptions } from '../../options.js'
import { contract } from '../../probability/contraction/contract.js'
import { planCache } from '../engines/discrete-engine.js'
import { discreteEvidence, discreteNetwork } from '../engines/discrete-network.js'
import { eventTerms, prepare } from '../engines/terms.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import type { MeasuredOf } from '../models/sample.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm, Scm } from '../models/types.js'
import type { Conditions } from './expectation.js'
import { marginalMap } from './marginal-map.js'
import { pastEvidence } from './public-answer.js'
import type { ImpossibleEvidence, MostProbable } from './query-answer.js'

/**
 * The most probable explanation: values of all measured variables that are jointly most probable given the evidence.
 *
 * Latent variables are summed out: of what can be measured this is {@link marginalMap}, which costs more than a maximum over all
 * variables. Name latent variables there to have their values too.
 *
 * @param model - a discrete model
 * @param conditions - `given`: evidence; `do`: interventions
 * @returns the assignment, of what was given too, and its probability; or `zero-probability` where the evidence is impossible
 * @throws CausalError `not-supported` for a model with continuous variables, or one in which all variables are latent; `too-large`,
 *   with latent variables above 2^22 joint states of the measured ones that were not seen
 * @complexity one elimination for each variable; with latent variables that of the joint distribution of the others
 * @category Models
 * @example
 * const model = scm({ A: bernoulli(0.4), B: cpt(['A'], { 0: 0.5, 1: 0.9 }) })
 * const best = mostProbable(model)
 * best.method !== 'zero-probability' && best.assignment
 * //=> { A: 1, B: 1 }
 */
export function mostProbable<T, C extends Capability, K extends 'dag' | 'admg', L extends string = string>(
  model: Scm<T, C, K, L>,
  conditions: Pick<Conditions<NoInfer<T>>, 'given' | 'do'> = {},
): MostProbable<MeasuredOf<T, L>> | ImpossibleEvidence {
  return calledAs('mostProbable', () => {
    checkOptions('conditions', conditions, ['do', 'given'])

    const untyped = model as AnyScm
    structureOf(untyped)
    if (untyped.latents.length > 0) return ofMeasured(untyped, conditions as never) as never
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
      assignment: Object.freeze(Object.fromEntries(assignment)) as Readonly<MeasuredOf<T, L>>,
      probability: (best.values[0]! / total.values[0]!) * portableExp(best.logScale - total.logScale),
    })
  })
}

/** The most probable values of what can be measured, latent variables summed out. */
function ofMeasured(
  model: AnyScm,
  conditions: Pick<Conditions<Record<string, Cell>>, 'given' | 'do'>,
): MostProbable<Record<string, Cell>> | ImpossibleEvidence {
  const latent = new Set<string>(model.latents)
  const names = (model.variables as readonly string[]).filter((name) => !latent.has(name))
  if (names.length === 0)
    throw new CausalError('not-supported', 'all variables are latent: name those to be assigned in marginalMap.', {
      latents: [...model.latents],
    })
  const given = { ...(checkedObject('conditions', conditions).given as Record<string, Cell> | undefined) }
  const open = names.filter((name) => !Object.hasOwn(given, name))
  // where all was seen, one of them says whether it can be
  const found = marginalMap(model, open.length > 0 ? open : names.slice(0, 1), conditions as never)
  if (found.method === 'zero-probability') return found
  const values = found.assignment as Record<string, Cell>
  const assignment = names.map((name) => [name, Object.hasOwn(given, name) ? given[name]! : values[name]!] as const)
  return Object.freeze({ ...found, assignment: Object.freeze(Object.fromEntries(assignment)) })
}
