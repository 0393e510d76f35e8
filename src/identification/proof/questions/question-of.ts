import type { CausalGraph } from '../../../graph/types.js'
import { checkedObject } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import type { CounterfactualQuery } from '../../counterfactual/query.js'
import type { AvailableDistribution } from '../../id/available.js'
import type { CausalQuery } from '../../id/causal-query.js'
import type { ProofQuery } from '../proof-types.js'
import { effectQuestion } from './effect-question.js'
import type { Question } from './question.js'
import { missingnessQuestion, selectionQuestion } from './recovery-question.js'
import { experimentsQuestion, transportQuestion } from './source-question.js'

/** The keys of all queries that have a proof. */
export const proofQueryKeys = [
  'do',
  'outcome',
  'given',
  'available',
  'selection',
  'event',
  'selectedBy',
  'missing',
  'budget',
] as const

/** All kinds of questions but counterfactuals. */
export type EffectQuery = Exclude<ProofQuery, CounterfactualQuery>

/** A question by its fields. */
export function questionOf(graph: CausalGraph, query: EffectQuery): Question {
  checkedObject('query', query)
  if ('missing' in query) return missingnessQuestion(graph, query)
  if ('selectedBy' in query) return selectionQuestion(graph, query)
  if ('selection' in query) return transportQuestion(graph, query)
  if ('available' in query) {
    return experimentsQuestion(graph, query as CausalQuery & { readonly available: readonly AvailableDistribution[] })
  }
  checkOptions('query', query, ['do', 'outcome', 'given'])
  return effectQuestion(graph as CausalGraph<'dag' | 'admg', string>, query)
}
