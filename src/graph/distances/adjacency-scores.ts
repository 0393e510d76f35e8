import { calledAs } from '../../errors.js'
import { pairMarks } from '../classes/pair-marks.js'
import type { CausalGraph } from '../types.js'
import { type ConfusionScores, confusionScores } from './scores.js'

/**
 * How well an estimated graph recovers which pairs of nodes are adjacent, whatever the marks.
 *
 * @param truth - the true graph, with n nodes
 * @param estimate - a graph on the same nodes, in any order
 * @returns counts over the n (n − 1) / 2 pairs, precision and recall
 * @throws CausalError `unknown-name` or `invalid-argument` when the nodes differ
 * @complexity O(n + m)
 * @category Graphs
 * @example
 * const { precision, recall } = adjacencyScores(dag('A -> B -> C; D'), dag('A <- B; C -> A; D'))
 * precision
 * //=> 0.5
 * recall
 * //=> 0.5
 */
export function adjacencyScores(truth: CausalGraph, estimate: CausalGraph): ConfusionScores {
  return calledAs('adjacencyScores', () => {
    const wanted = pairMarks(truth, truth)
    const found = pairMarks(estimate, truth)
    let both = 0
    for (const pair of found.keys()) if (wanted.has(pair)) both++
    const n = truth.nodes.length
    return confusionScores(both, found.size - both, wanted.size - both, (n * (n - 1)) / 2)
  })
}
