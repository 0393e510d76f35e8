import { simplifyExpr } from '../../estimand/simplify/simplify-expr.js'
import { toEstimand } from '../../estimand/terms/convert.js'
import { symbolsOf } from '../../estimand/terms/expr.js'
import { positionsOf } from '../../graph/core/sets.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { MeasuredQuery } from '../id/causal-query.js'
import { chooseFree } from '../id/choose-free.js'
import type { SearchResult } from './search-result.js'
import { selectedFactors } from './selected-factors.js'
import { freshName, selectedGraph } from './selected-graph.js'
import type { SelectionQuery } from './selection-query.js'

/** Whether the joint of the selected is all that is known. */
export function isWholeSample(available: SelectionQuery['available'], size: number): boolean {
  if (available === undefined) return true
  const list = checkedList('available distributions', available)
  for (const entry of list)
    checkOptions('available distribution', entry, ['do', 'over', 'given', 'selected'], { selected: 'boolean' })
  if (list.length !== 1) return false
  const { selected, do: act = [], over, given = [] } = checkedObject('available distribution', list[0]!)
  return (
    selected === true &&
    [act, given].flat(2).length === 0 &&
    (over === undefined || new Set([over].flat()).size === size)
  )
}

/** Algorithm RC, district by district. */
export function fromSelectedAlone<N extends string>(q: MeasuredQuery, by: readonly number[]): SearchResult<N> {
  const symbols = symbolsOf(q.g.names)
  const answer = selectedFactors(q.g, symbols, by, q)
  if (answer === null) return Object.freeze({ status: 'not-derivable', terms: 0 })
  const asked = new Set([...q.x, ...q.y, ...q.z])
  const expr = simplifyExpr(symbols, chooseFree(symbols, answer.expr, asked), selectedGraph(q.g, by).oracle)
  const s = freshName(q.g.names) as N
  const names = (set: Uint8Array): N[] => positionsOf(set).map((i) => q.g.names[i] as N)
  return Object.freeze({
    status: 'identifiable',
    estimand: toEstimand<N>({ symbols, expr }),
    derivation: Object.freeze(
      answer.steps.map((step) =>
        Object.freeze({
          rule: step.rule,
          of: Object.freeze(names(step.of)),
          do: Object.freeze(names(step.act)),
          given: Object.freeze(step.isSelected ? [...names(step.given), s] : names(step.given)),
          from: Object.freeze([...step.from]),
        }),
      ),
    ),
  })
}
