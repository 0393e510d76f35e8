import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { report } from '../core/report.js'
import { rowDoubts } from '../core/row-doubts.js'
import type { SearchOptions } from '../core/types.js'
import type { Knowledge } from '../knowledge/knowledge.js'
import { causalOrder } from './causal-order.js'
import { readKnownOrder } from './known-order.js'
import { effectsInOrder, graphOfEffects, type LingamResult, type Pruning } from './lingam-result.js'
import { readNumericData } from './numeric-data.js'
import type { PathKnowledge } from './path-order.js'

/**
 * Settings of {@link directLingam}.
 *
 * @category Discovery
 */
export interface DirectLingamOptions<N extends string = string> extends SearchOptions {
  /** Known paths. */
  readonly prior?: PathKnowledge<N>
  /** Edges and tiers that are known. */
  readonly knowledge?: Knowledge<NoInfer<N>>
  /** `'adaptive-lasso'` (default): drop effects by BIC along the adaptive lasso path; `'none'`: least squares on all. */
  readonly prune?: Pruning
}

/**
 * DirectLiNGAM: the causal order and effects of a linear model with non-Gaussian errors and no hidden common causes. Such
 * a model is identified as a whole, not up to an equivalence class.
 *
 * At each step the variable that looks most exogenous, by pairwise likelihood ratios, is taken out with its effects on the
 * others. The answer does not change when columns are rescaled. With Gaussian errors the order means nothing.
 *
 * @param data - a table of numbers, complete, more rows than columns + 1
 * @param options - known paths, knowledge, pruning
 * @returns order, effects and graph
 * @throws CausalError `missing-values`, `invalid-data`, `constant-column`, `collinear`, `too-few-rows`, `unknown-name`,
 *   `contradiction` for paths that cannot all hold, `aborted`
 * @complexity at most O(n p³ / 3); a variable that has fallen behind is compared no further, which leaves about a fifth
 * @category Discovery
 * @see Shimizu et al. 2011, "DirectLiNGAM", Journal of Machine Learning Research 12; Hyvärinen & Smith 2013, "Pairwise
 *   likelihood ratios for estimation of non-Gaussian structural equation models", ibid. 14
 * @example
 * const cause = Array.from({ length: 300 }, (_, i) => ((i * 0.618034) % 1) - 0.5)
 * const effect = cause.map((c, i) => 2 * c + ((i * 0.414214) % 1) - 0.5)
 * const found = directLingam(table({ effect, cause }))
 * found.order
 * //=> ['cause', 'effect']
 * toDagitty(found.graph)
 * //=> 'dag { effect cause cause -> effect }'
 */
export function directLingam<T>(
  data: Table<T>,
  options: DirectLingamOptions<keyof T & string> = {},
): LingamResult<keyof T & string> {
  return calledAs('directLingam', () => {
    checkOptions('options', options, ['prior', 'knowledge', 'prune', 'onProgress', 'signal'])

    checkedObject('options', options)
    const { index, columns, rowCount, scatter } = readNumericData(data)
    const knownOrder = readKnownOrder(index, options.prior, options.knowledge)
    const settings = { ...options }
    const total = columns.length
    const { order, scores } = causalOrder([columns], knownOrder.before, (level, done) =>
      report(settings, { stage: 'order', level, done, total, tests: 0 }),
    )
    const prune = options.prune ?? 'adaptive-lasso'
    const coefficients = effectsInOrder(data.columns, scatter, rowCount, order, prune, knownOrder)
    return Object.freeze({
      names: data.columns,
      order: Object.freeze(Array.from(order, (i) => data.columns[i]!)),
      coefficients,
      graph: graphOfEffects(data.columns, coefficients, knownOrder),
      scores: Object.freeze(scores),
      ...rowDoubts(data),
    })
  })
}
