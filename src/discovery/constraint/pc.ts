import { calledAs } from '../../errors.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { checkOptions } from '../../options.js'
import { constraintKeys } from './constraint-options.js'
import { type PcOptions, type PcResult, pcKeys, pcResult, searchPc } from './pc-search.js'

/**
 * The PC algorithm: from a test of conditional independence to the equivalence class of causal graphs, assuming no
 * hidden common cause, no selection, no cycle, and faithfulness.
 *
 * The skeleton is that of PC-stable (Colombo & Maathuis 2014): levels of growing conditioning sets on neighbourhoods as
 * they stood when the level began, the first separating set in lexicographic order, and no test after it. Then colliders
 * by `colliderRule`, conflicts by `conflicts`, and Meek's rules. On a finite sample the tests may contradict each other, so that no
 * DAG has the graph: then the class of a near DAG is taken, and `repaired` lists what was changed. With the defaults nothing depends on the order of the
 * columns: permuting them permutes the answer. This is also true of `union`, `conservative` and `majority` with
 * `bidirected`, and of `max-p` and `definite-max-p` with `bidirected`; not of `sepset`, `keep`, `overwrite` and `strongest`.
 *
 * Knowledge is honoured throughout: a required edge is not tested, a pair forbidden both ways is neither tested nor
 * adjacent, and no arrow is made against it.
 *
 * @param test - a test over the columns, such as `fisherZ(table)`, `gSquare(table)`, `kci(table)` or `dSeparation(graph)`
 * @param options - level of the tests, knowledge, rules
 * @returns the graph with the separating sets, the number of tests, and what is in doubt
 * @throws CausalError `invalid-argument` for alpha outside (0, 1) and other options; `unknown-name` in the knowledge;
 *   `aborted`; an error inside the test under its own code, with the query that was asked
 * @complexity at most O(p² 2^d) tests for p columns and d neighbours; O(1) a test for `fisherZ`
 * @category Discovery
 * @see Spirtes, Glymour & Scheines 2000, "Causation, Prediction, and Search"; Colombo & Maathuis 2014, JMLR 15
 * @example
 * const { graph, separatingSets } = pc(dSeparation(dag('A; B; C; D; A -> C <- B; C -> D')))
 * toDagitty(graph)
 * //=> 'pdag { A B C D A -> C B -> C C -> D }'
 * separatingSets[0]
 * //=> { x: 'A', y: 'B', given: [] }
 */
export function pc<N extends string>(test: IndependenceTest<N>, options: PcOptions<NoInfer<N>> = {}): PcResult<N> {
  return calledAs('pc', () => {
    checkOptions('options', options, [...pcKeys, ...constraintKeys], { avoidCycles: 'boolean', repair: 'boolean' })
    return pcResult(test?.variables, searchPc(test, options))
  })
}
