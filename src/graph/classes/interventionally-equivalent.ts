import { calledAs } from '../../errors.js'
import { indexed } from '../core/indexed.js'
import { makeGraph } from '../kinds/build.js'
import type { Dag } from '../types.js'
import { markedEdges } from './marked.js'
import { pairMarks } from './pair-marks.js'
import { interventionalClass, readTargets, refuseAlwaysSet } from './told-directions.js'

/**
 * Whether two DAGs on the same nodes cannot be told apart by these experiments: same skeleton and v-structures, and the
 * same direction of every edge of which some experiment sets one end and not the other.
 *
 * @param a - a DAG
 * @param b - a DAG on the same nodes, in any order
 * @param targets - for each experiment the nodes that it sets; `[]` is observation
 * @returns true when both have the same interventional CPDAG
 * @throws CausalError `unknown-name` or `invalid-argument` when the nodes differ; `unknown-name` for a target;
 *   `invalid-argument` for a node that every experiment sets
 * @complexity that of {@link interventionalCpdagOf}
 * @category Graphs
 * @see Hauser & Bühlmann 2012, JMLR 13, Theorem 10
 * @example
 * interventionallyEquivalent(dag('A -> B -> C'), dag('A <- B -> C'), [[]])
 * //=> true
 * interventionallyEquivalent(dag('A -> B -> C'), dag('A <- B -> C'), [[], ['A']])
 * //=> false
 */
export function interventionallyEquivalent<N extends string>(
  a: Dag<N>,
  b: Dag<NoInfer<N>>,
  targets: readonly (readonly NoInfer<N>[])[],
): boolean {
  return calledAs('interventionallyEquivalent', () => {
    const [first, second] = [indexed(a, 'dag'), indexed(b, 'dag')]
    pairMarks(b, a) // the same nodes
    const sets = readTargets('node', first.index, targets)
    refuseAlwaysSet(first.names, sets)
    const left = pairMarks(makeGraph('mpdag', a.nodes, markedEdges(interventionalClass(first, sets))), a)
    const ofB = readTargets('node', second.index, targets)
    const right = pairMarks(makeGraph('mpdag', b.nodes, markedEdges(interventionalClass(second, ofB))), a)
    return left.size === right.size && [...left].every(([pair, marks]) => right.get(pair) === marks)
  })
}
