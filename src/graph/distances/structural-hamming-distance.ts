import { calledAs } from '../../errors.js'
import { pairMarks } from '../classes/pair-marks.js'
import type { CausalGraph } from '../types.js'

/**
 * The structural Hamming distance: the number of pairs of nodes whose edge differs in any way.
 *
 * An edge that is missing, too many, reversed, or has another mark counts one (Tsamardinos, Brown & Aliferis 2006). The
 * graphs must have the same nodes, in any order; they may be of different kinds.
 *
 * @param a - a graph
 * @param b - a graph on the same nodes
 * @returns a whole number from 0 to n (n − 1) / 2, the same for (a, b) and (b, a)
 * @throws CausalError `unknown-name` or `invalid-argument` when the nodes differ
 * @complexity O(n + m)
 * @category Graphs
 * @example
 * structuralHammingDistance(dag('A -> B -> C'), dag('A <- B -> C; A -> C'))
 * //=> 2
 */
export function structuralHammingDistance(a: CausalGraph, b: CausalGraph): number {
  return calledAs('structuralHammingDistance', () => {
    const first = pairMarks(a, a)
    const second = pairMarks(b, a)
    let distance = 0
    for (const [pair, marks] of first) if (second.get(pair) !== marks) distance++
    for (const pair of second.keys()) if (!first.has(pair)) distance++
    return distance
  })
}
