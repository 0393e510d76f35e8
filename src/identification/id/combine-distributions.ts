import type { NodeSet } from '../../graph/core/node-sets.js'
import { flags } from '../../graph/core/sets.js'
import type { LabelledFormula } from '../core/distributions.js'
import { type DataQuestion, reducedQuestion } from '../core/reduced-question.js'
import { mostSearched, searchDistributions } from '../core/search-distributions.js'
import type { SearchProblem, SearchStep } from '../core/search-types.js'
import { isWhole } from './available.js'
import type { MeasuredQuery } from './causal-query.js'
import { type GeneralAnswer, generalIdentification, type Obstacle } from './general-identification.js'
import { partialDistricts } from './partial-districts.js'

/** A formula with what it rests on; the district that not even whole distributions give; or how the search ended. */
export type CombinedAnswer =
  | (LabelledFormula & {
      readonly sources: readonly { readonly district: NodeSet; readonly experiment: number }[]
      readonly steps: readonly SearchStep[]
    })
  | { readonly district: NodeSet; readonly obstacles: readonly Obstacle[] }
  | Unanswered

/** Neither a formula nor a proof that there is none. */
export interface Unanswered {
  readonly reason: 'not-derivable' | 'undecided'
  readonly message: string
  readonly terms: number
}

/**
 * P(y | do(x), z) of the first population from distributions of any of them. From whole distributions by districts, which is complete;
 * from those that leave nodes out, or are conditional: refused where even the whole ones would not do, then by districts in
 * projections, then by search. The positions in the answer are those of its `q`.
 */
export function combineDistributions(
  question: DataQuestion,
  limits: Pick<SearchProblem, 'budget' | 'tick'>,
): { readonly q: MeasuredQuery; readonly answer: CombinedAnswer } {
  if (question.data.every((term) => isWhole(question.q.g, term))) {
    const answer = fromWhole(question)
    if ('district' in answer) return { q: question.q, answer }
    return { q: question.q, answer: { ...answer, labels: new Map(), mayUseGraph: true, steps: [] } }
  }
  const reduced = reducedQuestion(question)
  const { q } = reduced
  const obstacles = obstaclesOfWhole(reduced)
  if (obstacles !== null) return { q, answer: obstacles }
  const byDistricts = partialDistricts(reduced)
  if (byDistricts !== null) return { q, answer: { ...byDistricts, steps: [] } }
  const found = searchDistributions(reduced, limits, (part) => obstaclesOfWhole(part) !== null)
  if (found.status !== 'found') return { q, answer: unanswered(found, limits.budget) }
  return { q: found.q, answer: { ...found, sources: [] } }
}

/**
 * Why even whole distributions in place of the given ones would not do; null where they would. A proof that nothing does (Lee, Correa &
 * Bareinboim 2020, for conditional effects and several populations; Kivva, Etesami & Kiyavash 2023, with positive probabilities).
 */
export function obstaclesOfWhole(question: DataQuestion): Extract<GeneralAnswer, { district: NodeSet }> | null {
  const whole = fromWhole(question)
  return 'expr' in whole ? null : whole
}

/** By districts, each distribution taken as if all that it does not set were measured. */
function fromWhole({ q, data, populations }: DataQuestion): GeneralAnswer {
  const experiments = data.map(({ act, domain }) => ({
    act: flags(q.g.size, act),
    domain,
    differs: populations.find(({ name }) => name === domain)!.differs,
  }))
  return generalIdentification(q.g, q.x, q.y, q.z, experiments)
}

/** How a search ended that found nothing, as a sentence. */
export function unanswered(
  found: Exclude<ReturnType<typeof searchDistributions>, { status: 'found' }>,
  budget: number,
): Unanswered {
  if (found.status === 'too-large') {
    return {
      reason: 'undecided',
      message: `no formula was found in projections on few nodes, and a search over all ${found.size} was not begun: it takes at most ${mostSearched}. Make nodes that do not matter latent.`,
      terms: 0,
    }
  }
  if (found.status === 'budget') {
    return {
      reason: 'undecided',
      message: `the search took up ${budget} terms and was cut off: give more budget.`,
      terms: found.terms,
    }
  }
  return {
    reason: 'not-derivable',
    message: `the rules of the do-calculus and of probability derive ${found.terms} terms from these distributions, and the query is not among them. That no other way leads to it is not proved.`,
    terms: found.terms,
  }
}
