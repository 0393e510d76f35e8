import { calledAs } from '../../errors.js'
import { pairMarks } from '../classes/pair-marks.js'
import { indexed } from '../core/indexed.js'
import type { CausalGraph } from '../types.js'
import { type ConfusionScores, confusionScores } from './scores.js'

/**
 * How well an estimated graph recovers the arrowheads: which ends of which edges carry one.
 *
 * An arrowhead of the estimate counts as found when the truth has an arrowhead at the same end of the same pair; a
 * directed edge has one, a bidirected edge two, an undirected edge none.
 *
 * @param truth - the true graph, with n nodes
 * @param estimate - a graph on the same nodes, in any order
 * @returns counts over the n (n − 1) ordered pairs, precision and recall
 * @throws CausalError `unknown-name` or `invalid-argument` when the nodes differ
 * @complexity O(n + m)
 * @category Graphs
 * @example
 * orientationScores(dag('A -> B -> C'), cpdag('A -- B -- C')).recall
 * //=> 0
 * orientationScores(dag('A -> B <- C'), cpdag('A -> B <- C')).truePositives
 * //=> 2
 */
export function orientationScores(truth: CausalGraph, estimate: CausalGraph): ConfusionScores {
  return calledAs('orientationScores', () => {
    const n = indexed(truth).size
    const wanted = arrowheads(pairMarks(truth, truth), n)
    const found = arrowheads(pairMarks(estimate, truth), n)
    let both = 0
    for (const end of found) if (wanted.has(end)) both++
    return confusionScores(both, found.size - both, wanted.size - both, n * (n - 1))
  })
}

/** Ordered pairs `from · n + to` with an arrowhead at `to`. Bit 3 near + far of the marks says which marks an edge has. */
function arrowheads(marks: ReadonlyMap<number, number>, n: number): Set<number> {
  const ends = new Set<number>()
  for (const [pair, bits] of marks) {
    const j = pair % n
    const i = (pair - j) / n
    if ((bits & 0b010_010_010) !== 0) ends.add(pair) // far mark is an arrow
    if ((bits & 0b000_111_000) !== 0) ends.add(j * n + i) // near mark is an arrow
  }
  return ends
}
