import { CausalError } from '../../../errors.js'
import { maximalClass } from '../../../graph/classes/maximal-class.js'
import { indexed } from '../../../graph/core/indexed.js'
import { checkedList, checkedObject, indexNames, lookUp } from '../../../names.js'
import { show } from '../../../show.js'
import type { Estimator } from '../types/estimator.js'
import type { EffectRequest, EstimationQuestion } from '../types/question.js'
import { checkStrata } from './check-strata.js'
import { populations } from './contrast.js'

/** The keys that every question about an effect knows. */
export const questionKeys = [
  'graph',
  'identification',
  'treatment',
  'outcome',
  'contrast',
  'effect',
  'adjustment',
  'estimator',
  'measure',
  'event',
  'weights',
  'cluster',
  'strata',
  'clusterErrors',
  'confidence',
] as const

export const measures = ['difference', 'risk-ratio', 'odds-ratio', 'rate-ratio'] as const
const clusterKinds = ['CR0', 'CR1', 'CR2', 'CR3'] as const

/** Throws for a question that is wrong in itself, or asks for what graph and columns do not have. */
export function checkQuestion(columns: readonly string[], question: EstimationQuestion): void {
  if (typeof question !== 'object' || question === null) {
    throw new CausalError('invalid-argument', 'expected { graph, treatment, outcome, estimator }.')
  }
  const { graph, identification, treatment, outcome, estimator, effect = 'total' } = question
  if (graph === undefined && identification === undefined) {
    throw new CausalError(
      'invalid-argument',
      'give the `graph` with your assumptions, or the `identification` that identify found.',
      {},
    )
  }
  const index = new Map(columns.map((name, i) => [name, i]))
  const adjustment = question.adjustment ?? []
  const used = [treatment, outcome, ...checkedList('adjustment', adjustment)]
  if (graph !== undefined) checkNodes(graph, used)
  for (const name of used) lookUp('column', index, name)
  indexNames('adjustment', adjustment)
  if (treatment === outcome || adjustment.includes(treatment) || adjustment.includes(outcome)) {
    throw new CausalError(
      'overlap',
      `treatment ${show(treatment)}, outcome ${show(outcome)} and adjustment must be different columns.`,
      { treatment, outcome },
    )
  }
  if (effect !== 'total' && effect !== 'direct') {
    throw new CausalError('invalid-argument', `effect must be 'total' or 'direct', got ${show(effect)}.`, {
      effect,
    })
  }
  checkRequest(index, question)
  if (identification !== undefined) checkIdentification(question)
  if (
    estimator.strategy !== 'back-door' &&
    (question.adjustment !== undefined || (estimator.strategy !== 'instrument' && effect === 'direct'))
  ) {
    throw new CausalError(
      'invalid-argument',
      question.adjustment !== undefined
        ? `${estimator.name} takes what it conditions on from the graph: leave \`adjustment\` out.`
        : `${estimator.name} estimates total effects only.`,
      { estimator: estimator.name },
    )
  }
}

function checkNodes(graph: NonNullable<EstimationQuestion['graph']>, used: readonly string[]): void {
  indexed(graph)
  const g = indexed(maximalClass(graph))
  for (const name of used) {
    lookUp('node', g.index, name)
    if (g.latent[g.index.get(name)!] === 1) {
      throw new CausalError('latent', `${show(name)} is latent in the graph: it cannot be used.`, {
        name,
      })
    }
  }
}

function checkIdentification({ identification, effect, adjustment }: EstimationQuestion): void {
  const { identifiable } = checkedObject('identification', identification!)
  if (typeof identifiable !== 'boolean') {
    throw new CausalError(
      'invalid-argument',
      `the identification is what identify(graph, { do, outcome }) gives, got ${show(identification)}.`,
      {},
    )
  }
  if (effect === 'direct' || adjustment !== undefined) {
    throw new CausalError(
      'invalid-argument',
      `an identification settles ${adjustment !== undefined ? 'what is adjusted for: leave `adjustment` out' : 'the total effect: leave `effect` out'}, or give the graph alone.`,
      {},
    )
  }
}

/** Throws for what is wrong in a question apart from how the effect is identified. */
export function checkRequest(columns: ReadonlyMap<string, number>, request: EffectRequest): void {
  const { estimator, confidence = 0.95, measure = 'difference', weights, cluster, clusterErrors } = request
  if (typeof estimator?.prepare !== 'function') {
    throw new CausalError(
      'invalid-argument',
      'give an estimator, such as aipw() (called, not the function itself).',
      {},
    )
  }
  checkEstimator(estimator)
  if (!(confidence > 0 && confidence < 1)) {
    throw new CausalError('invalid-argument', `confidence must be between 0 and 1, got ${show(confidence)}.`, {
      confidence,
    })
  }
  if (!measures.includes(measure)) {
    throw new CausalError('invalid-argument', `measure must be one of ${measures.join(', ')}, got ${show(measure)}.`, {
      measure,
    })
  }
  if (weights !== undefined) {
    lookUp('column', columns, weights)
    if (estimator.weighted === undefined || estimator.weighted === false) {
      throw new CausalError('not-supported', `${estimator.name} does not take rows with weights.`, { weights })
    }
  }
  const clusters = clustersOf(request)
  for (const name of clusters) lookUp('column', columns, name)
  if (clusters.length > 2 || new Set(clusters).size < clusters.length) {
    throw new CausalError(
      'invalid-argument',
      `\`cluster\` is a column, or two different ones for both ways, got ${show(cluster)}.`,
      { cluster },
    )
  }
  checkStrata(columns, request, clusters)
  if (clusterErrors === undefined) return
  const twoWays = clusters.length === 2 && clusterErrors !== 'CR0' && clusterErrors !== 'CR1'
  if (!clusterKinds.includes(clusterErrors) || clusters.length === 0 || twoWays) {
    throw new CausalError(
      'invalid-argument',
      clusters.length === 0
        ? '`clusterErrors` says how the standard error of clusters is made: name their column in `cluster`.'
        : `clusterErrors must be ${twoWays ? "'CR0' or 'CR1' for two ways" : `one of ${clusterKinds.join(', ')}`}, got ${show(clusterErrors)}.`,
      { clusterErrors },
    )
  }
}

/** The columns that name the clusters. */
export function clustersOf({ cluster }: EffectRequest): readonly string[] {
  return cluster === undefined ? [] : typeof cluster === 'string' ? [cluster] : checkedList('cluster', cluster)
}

const strategies: readonly unknown[] = ['back-door', 'front-door', 'instrument', 'formula']

/** An estimator made by hand says whose effect it estimates, by what it is identified, and what it computes. */
function checkEstimator({ name, population, strategy, formula }: Estimator): void {
  const wrong = !populations.includes(population)
    ? `its population must be one of ${populations.map((known) => show(known)).join(', ')}, got ${show(population)}`
    : !strategies.includes(strategy)
      ? `its strategy must be one of ${strategies.map(show).join(', ')}, got ${show(strategy)}`
      : formula !== undefined && typeof formula !== 'function'
        ? `its formula must be a function of the columns' names, got ${show(formula)}`
        : typeof name !== 'string'
          ? `its name must be a text, got ${show(name)}`
          : null
  if (wrong !== null) throw new CausalError('invalid-argument', `the estimator cannot be used: ${wrong}.`)
}
