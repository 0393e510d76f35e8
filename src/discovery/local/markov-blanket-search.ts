import { calledAs } from '../../errors.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { type LocalSearchOptions, type LocalSearchReport, localContext } from './local-context.js'

/**
 * What {@link markovBlanketSearch} found.
 *
 * @category Discovery
 */
export interface MarkovBlanketResult<N extends string = string> extends LocalSearchReport<N> {
  /** The Markov blanket: given it, the target is independent of all other columns. In column order. */
  readonly blanket: readonly N[]
}

/**
 * The Markov blanket of one column by IAMB: the columns that make all others superfluous for predicting it. In a causal graph
 * without hidden causes these are its parents, its children and the other parents of its children.
 *
 * Grows by the column that is most dependent given those found so far (the smallest p-value), until none is dependent; then
 * drops each that is independent given the rest, until none is. A test that could not be made lets no column in and drops
 * none. With a right test the result is the blanket (Tsamardinos, Aliferis & Statnikov 2003, Theorem 1). Conditioning sets are as
 * large as the blanket: it needs many rows for counts, fewer for `fisherZ`.
 *
 * @param test - a test over the columns, such as `fisherZ(table)` or `dSeparation(graph)`
 * @param options - the target, alpha, the largest conditioning set (beyond it nothing is added)
 * @returns the blanket, the number of tests, and what could not be tested
 * @throws CausalError `unknown-name`, `invalid-argument`, `aborted`; an error inside the test under its own code
 * @complexity O(p b) tests for a blanket of b columns
 * @category Discovery
 * @see Tsamardinos, Aliferis & Statnikov 2003, "Algorithms for large scale Markov blanket discovery", FLAIRS
 * @example
 * const test = dSeparation(dag('A -> T -> C <- S; A -> B; C -> D'))
 * markovBlanketSearch(test, { target: 'T' }).blanket
 * //=> ['A', 'C', 'S']
 */
export function markovBlanketSearch<N extends string>(
  test: IndependenceTest<N>,
  options: LocalSearchOptions<N>,
): MarkovBlanketResult<N> {
  return calledAs('markovBlanketSearch', () => {
    checkOptions('options', options, ['target', 'alpha', 'maxConditioningSize', 'onProgress', 'signal'])
    const context = localContext(test, checkedObject('options', options))
    const { target, order, logAlpha, maxSize, ask } = context
    let blanket: number[] = []
    // grow
    while (blanket.length <= maxSize) {
      context.report('grow', blanket.length, order.length - 1)
      let best = -1
      let least = logAlpha
      for (const x of order) {
        if (x === target || blanket.includes(x)) continue
        const logP = ask(x, target, blanket)
        if (logP === undefined || logP > logAlpha || (best >= 0 && logP >= least)) continue
        best = x
        least = logP
      }
      if (best < 0) break
      blanket.push(best)
    }
    // shrink
    for (let isStable = false; !isStable; ) {
      isStable = true
      context.report('shrink', 0, blanket.length)
      for (const x of [...blanket]) {
        const rest = blanket.filter((other) => other !== x)
        if (!context.independent(x, target, rest)) continue
        blanket = rest
        isStable = false
      }
    }
    return Object.freeze({
      blanket: Object.freeze(blanket.sort((a, b) => a - b).map((i) => test.variables[i]!)),
      ...context.result<N>(target),
    })
  })
}
