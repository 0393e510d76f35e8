import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import type { Independence } from '../../graph/implied/implied-independencies.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { IndependenceTest } from '../core/types.js'
import { cached } from '../wrappers/cached.js'
import type { Falsification, FalsifyOptions } from './falsification.js'
import { type LocalCondition, localMarkovConditions } from './local-markov.js'
import { type Findings, judged } from './markov-verdict.js'
import { permutationsOf } from './permutations.js'
import { renamedEquivalence } from './renamed-equivalence.js'
import { suitableTest } from './suitable-test.js'
import { answersOf, tabulated } from './tested-statements.js'

/**
 * Tests a graph against data: which of its local Markov conditions the data reject, and whether the graph fares better
 * than the same graph with its names permuted (Eulig, Mastakouri, Blöbaum, Hardt & Janzing 2023).
 *
 * A rejected condition speaks against the graph, however badly others fare. That none is rejected says little by itself: few
 * rows reject nothing. So it counts only where graphs of the same shape are told apart. A graph that is Markov equivalent to
 * many of its own permutations (a chain of four nodes: 2 of 24) cannot stand out among them.
 *
 * @param graph - a DAG over columns of the table
 * @param data - a table (tested by {@link fisherZ}, {@link gSquare} or {@link conditionalGaussian}, as its columns are), or a
 *   test of independence
 * @param options - `alpha` of the tests and of the verdict, `draws`: how many permutations (all of them where there are no more), `seed`
 * @returns violations, rejected conditions, the permutation p-values, and a verdict with its reasons
 * @throws CausalError `unknown-name`, `invalid-argument`; those of the test
 * @complexity O(draws × nodes²) tests, each different one made once
 * @category Models
 * @example
 * const model = scm({
 *   A: normal(), B: linear({ A: 1 }, normal()), C: linear({ B: 1 }, normal()),
 *   D: linear({ C: 1 }, normal()), E: linear({ D: 1 }, normal()),
 * })
 * const data = sample(model, 2000, { seed: 1 })
 * falsify(dag('A -> B -> C -> D -> E'), data).verdict
 * //=> 'fits'
 * falsify(dag('B -> A -> D -> C -> E'), data).verdict
 * //=> 'falsified'
 */
export function falsify<N extends string, T>(
  graph: CausalGraph<'dag', N>,
  data: Table<T> | IndependenceTest<NoInfer<N>>,
  options: FalsifyOptions = {},
): Falsification {
  return calledAs('falsify', () => {
    checkOptions('options', options, ['alpha', 'draws', 'seed'])
    const { alpha = 0.05, draws = 100, seed = 0 } = checkedObject('options', options)
    const g = indexed(graph)
    if (graph.kind !== 'dag')
      throw new CausalError(
        'invalid-argument',
        `falsify compares a DAG with its permutations, got a graph of kind ${show(graph.kind)}: take a member of the class with toDag or dagsOf.`,
      )
    if (!(alpha > 0 && alpha < 1) || !Number.isInteger(draws) || draws < 1) {
      throw new CausalError(
        'invalid-argument',
        `alpha must lie strictly between 0 and 1, and draws must be a whole number from 1 on; got alpha ${show(alpha)}, draws ${show(draws)}.`,
        { alpha, draws },
      )
    }
    const test = suitableTest(data as Table<unknown, string> | IndependenceTest)
    const known = new Map(test.variables.map((name, i) => [name, i]))
    for (const name of g.names) lookUp('column', known, name)
    const conditions = localMarkovConditions(g)
    const cachedTest = cached(test)
    const pValueOf = ({ x, y, given }: LocalCondition, at: Int32Array): number => {
      const to = (i: number): string => g.names[at[i]!]!
      const result = cachedTest(to(x), to(y), given.map(to))
      // not tested: it contradicts nothing
      return result.tested ? result.pValue : Number.NaN
    }
    const nameOf = (i: number): string => g.names[i]!
    const statements = conditions.map(
      ({ x, y, given }): Independence => ({ x: nameOf(x), y: nameOf(y), given: Object.freeze(given.map(nameOf)) }),
    )
    const tests = tabulated(answersOf(cachedTest, statements), { alpha, confidence: 1 - alpha, correction: 'holm' })
    const table = tests.map((test, i) => Object.freeze({ ...statements[i]!, ...test }))
    const tested = table.flatMap((row) => (row.tested ? [row] : []))
    const failed = tested.filter(({ pValue }) => pValue < alpha)
    const { isComplete, each } = permutationsOf(g.size, draws, seed)
    const isEquivalent = renamedEquivalence(g)
    const permuted: number[] = []
    let asGood = 0
    let equivalent = 0
    for (const at of each()) {
      const violations = conditions.filter((c) => pValueOf(c, at) < alpha).length
      permuted.push(violations)
      if (violations <= failed.length) asGood++
      if (isEquivalent(at)) equivalent++
    }
    const findings: Findings = {
      violations: failed.length,
      rejected: tested.filter(({ rejected }) => rejected).length,
      untested: table.length - tested.length,
      tests: conditions.length,
      // a random sample of permutations counts the graph itself as one more
      pValue: isComplete ? asGood / permuted.length : (asGood + 1) / (permuted.length + 1),
      pEquivalent: equivalent / permuted.length,
      exact: isComplete,
    }
    return Object.freeze({
      ...findings,
      ...judged(findings, permuted.length, alpha, Math.min(...tested.map(({ pValue }) => pValue))),
      conditions: Object.freeze(table),
      failed: Object.freeze(failed),
      permuted: Object.freeze(permuted),
    })
  })
}
