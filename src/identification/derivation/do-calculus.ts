import { CausalError, calledAs } from '../../errors.js'
import { probabilityTerm } from '../../estimand/terms/probability-term.js'
import type { ProbabilityTerm } from '../../estimand/terms/types.js'
import { determinedGraph } from '../../graph/classes/determined.js'
import { indexed } from '../../graph/core/indexed.js'
import { mutilated } from '../../graph/core/mutilated.js'
import { inNameOrder } from '../../graph/core/name-order.js'
import { reach } from '../../graph/core/reach.js'
import { checkDisjoint, flags } from '../../graph/core/sets.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { measuredPositions } from '../adjustment/effect-query.js'
import { openPath } from '../adjustment/open-path.js'

/**
 * Where a rule of the do-calculus is to be applied.
 *
 * @category Identification
 */
export interface DoCalculusQuery<N extends string = string> {
  /** The outcomes, y. */
  readonly outcome: N | readonly N[]
  /** The nodes that the rule is about, z: to drop (rules 1 and 3) or to exchange (rule 2). */
  readonly nodes: N | readonly N[]
  /** What is set throughout, x. */
  readonly do?: N | readonly N[]
  /** What is observed throughout, w. */
  readonly given?: N | readonly N[]
}

/**
 * Whether a rule applies, and the equation that it would give.
 *
 * @category Identification
 */
export type DoCalculusVerdict<N extends string = string> = {
  /** One side of the equation. */
  readonly left: ProbabilityTerm<N>
  /** The other side. */
  readonly right: ProbabilityTerm<N>
} & (
  | {
      /** The two sides are equal in every model of the graph. */
      readonly applies: true
    }
  | {
      /** Some model of the graph has two different sides. */
      readonly applies: false
      /** A path that stays open in the rule's graph, from z to y. */
      readonly witness: readonly N[]
    }
)

/**
 * Whether a rule of Pearl's do-calculus applies, and if not, which open path forbids it.
 *
 * - Rule 1, seeing: P(y | do(x), z, w) = P(y | do(x), w)
 * - Rule 2, doing or seeing: P(y | do(x), do(z), w) = P(y | do(x), z, w)
 * - Rule 3, doing: P(y | do(x), do(z), w) = P(y | do(x), w)
 *
 * Each asks that z and y are separated by x and w in the graph without edges into x, and for rule 2 without edges out of
 * z, for rule 3 without edges into those of z that are no ancestors of w there (Pearl 2009, theorem 3.4.1).
 *
 * @param rule - 1, 2 or 3
 * @param graph - a DAG or an ADMG with n nodes and m edges
 * @param query - `{ outcome, nodes, do?, given? }`, disjoint
 * @returns whether the rule applies, both sides (lists by name) of its equation, and the open path when it does not
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `not-supported` for other kinds of graph
 * @complexity O(n + m log m)
 * @category Identification
 * @example
 * const g = dag('Z -> X -> Y; Z -> Y')
 * doCalculus(2, g, { outcome: 'Y', nodes: 'X', given: 'Z' }).applies
 * //=> true
 * const seen = doCalculus(2, g, { outcome: 'Y', nodes: 'X' })
 * seen.applies ? [] : seen.witness
 * //=> ['X', 'Z', 'Y']
 */
export function doCalculus<N extends string>(
  rule: 1 | 2 | 3,
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: DoCalculusQuery<NoInfer<N>>,
): DoCalculusVerdict<N> {
  return calledAs('doCalculus', () => {
    checkOptions('query', query, ['outcome', 'nodes', 'do', 'given'])

    if (rule !== 1 && rule !== 2 && rule !== 3) {
      throw new CausalError('invalid-argument', `the rule must be 1, 2 or 3, got ${show(rule)}.`, { rule })
    }
    const g = indexed(inNameOrder(determinedGraph(graph, 'the do-calculus')))
    const at = (field: 'outcome' | 'nodes' | 'do' | 'given', names: string | readonly string[]): number[] =>
      measuredPositions(g, field, names, field === 'do' || field === 'given')
    const y = at('outcome', checkedObject('query', query).outcome)
    const z = at('nodes', query.nodes)
    const x = at('do', query.do ?? [])
    const w = at('given', query.given ?? [])
    checkDisjoint(g, ['outcome', y], ['nodes', z], ['do', x], ['given', w])
    const sorted = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b)
    const none = new Uint8Array(g.size)
    const barX = mutilated(g, flags(g.size, x), none)
    let cut = barX
    if (rule === 2) cut = mutilated(barX, none, flags(g.size, z))
    if (rule === 3) {
      const aboveW = reach(barX.parents, w)
      cut = mutilated(
        barX,
        flags(
          g.size,
          z.filter((i) => aboveW[i] === 0),
        ),
        none,
      )
    }
    const path = openPath(cut, sorted(z), flags(g.size, y), flags(g.size, [...x, ...w]))
    const names = (list: readonly number[]): readonly N[] => list.map((i) => g.names[i] as N)
    const term = (act: readonly number[], given: readonly number[]): ProbabilityTerm<N> =>
      probabilityTerm({ of: names(sorted(y)), do: names(sorted(act)), given: names(sorted(given)) })
    const left = rule === 1 ? term(x, [...z, ...w]) : term([...x, ...z], w)
    const right = rule === 2 ? term(x, [...z, ...w]) : term(x, w)
    if (path === null) return Object.freeze({ applies: true, left, right })
    return Object.freeze({ applies: false, left, right, witness: Object.freeze(names(path)) })
  })
}
