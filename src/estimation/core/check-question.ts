import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { maximalClass } from '../../graph/classes/maximal-class.js'
import { indexed } from '../../graph/core/indexed.js'
import { checkedList, indexNames, lookUp } from '../../names.js'
import { show } from '../../show.js'
import type { EstimationQuestion } from './types.js'

/** The keys that every question about an effect knows. */
export const questionKeys = [
  'graph',
  'treatment',
  'outcome',
  'estimator',
  'contrast',
  'event',
  'effect',
  'adjustment',
  'confidence',
] as const

/** Throws for a question that is wrong in itself, or asks for what graph and table do not have. */
export function checkQuestion(table: Table<unknown, string>, question: EstimationQuestion): void {
  checkTable(table)
  if (typeof question !== 'object' || question === null) {
    throw new CausalError('invalid-argument', 'expected { graph, treatment, outcome, estimator }.')
  }
  const { graph, treatment, outcome, estimator, effect = 'total', confidence = 0.95 } = question
  const g = indexed(maximalClass(graph))
  const columns = new Map(table.columns.map((name, i) => [name, i]))
  const adjustment = question.adjustment ?? []
  for (const name of [treatment, outcome, ...checkedList('adjustment', adjustment)]) {
    lookUp('node', g.index, name)
    if (g.latent[g.index.get(name)!] === 1) {
      throw new CausalError('latent', `${show(name)} is latent in the graph: it cannot be used.`, {
        name,
      })
    }
    lookUp('column', columns, name)
  }
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
  if (typeof estimator?.prepare !== 'function') {
    throw new CausalError(
      'invalid-argument',
      'give an estimator, such as aipw() (called, not the function itself).',
      {},
    )
  }
  if (
    estimator.strategy !== 'back-door' &&
    (question.adjustment !== undefined || (estimator.strategy === 'front-door' && effect === 'direct'))
  ) {
    throw new CausalError(
      'invalid-argument',
      question.adjustment !== undefined
        ? `${estimator.name} takes what it conditions on from the graph: leave \`adjustment\` out.`
        : `${estimator.name} estimates total effects only.`,
      { estimator: estimator.name },
    )
  }
  if (table.rowCount === 0) throw new CausalError('too-few-rows', 'the table has no row.')
  if (!(confidence > 0 && confidence < 1)) {
    throw new CausalError('invalid-argument', `confidence must be between 0 and 1, got ${show(confidence)}.`, {
      confidence,
    })
  }
}
