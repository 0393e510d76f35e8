import { children } from '../../../graph/relations/children.js'
import { descendants } from '../../../graph/relations/descendants.js'
import type { CausalGraph } from '../../../graph/types.js'

/** Whether the whole stable set is optimal as far as the graph alone tells. */
export interface GraphicalCondition {
  readonly graphicalCondition: 'holds' | 'does not decide'
  readonly mutableChildren: readonly string[]
  readonly descendantsOfMutableChildren: readonly string[]
}

/**
 * The outcome has no child in K, the descendants of its mutable children outside them. Proved for graphs without hidden causes:
 * where there is one, the condition does not decide.
 */
export function graphicalCondition(
  graph: CausalGraph<'dag' | 'admg'>,
  outcome: string,
  mutable: ReadonlySet<string>,
  hidden: boolean,
): GraphicalCondition {
  const own = children(graph, outcome)
  const mutableChildren = own.filter((name) => mutable.has(name))
  const below = mutableChildren.length === 0 ? [] : descendants(graph, mutableChildren)
  const outside = below.filter((name) => !mutableChildren.includes(name))
  const holds = !hidden && !own.some((name) => outside.includes(name))
  return Object.freeze({
    graphicalCondition: holds ? 'holds' : 'does not decide',
    mutableChildren: Object.freeze(mutableChildren),
    descendantsOfMutableChildren: Object.freeze(outside),
  })
}
