import { CausalError } from '../../errors.js'
import { type IndexedGraph, indexed, nodePositions } from '../../graph/core/indexed.js'
import { openWalks } from '../../graph/separation/separation.js'
import type { CausalGraph, GraphKind } from '../../graph/types.js'
import { checkedObject, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { indexedTest, type Query } from '../core/make-test.js'
import type { IndependenceTest, TestResult } from '../core/types.js'
import { oracleAnswers } from './oracle-answers.js'

/**
 * Settings of {@link dSeparation}.
 *
 * @category Independence tests
 */
export interface DSeparationOptions<N extends string = string> {
  /** The nodes that the test knows, in this order (default: all that are neither latent nor selected). */
  readonly nodes?: readonly N[]
  /** Selection nodes: conditioned on in every question, and unknown to the test. */
  readonly selected?: readonly N[]
}

const { independent, dependent } = /* @__PURE__ */ oracleAnswers('d-separation in a known graph')

/**
 * The oracle: a test that reads conditional independence off a known graph and is never wrong about that graph.
 *
 * Separated nodes have statistic 0 and p-value 1; connected ones have statistic 1, p-value 0 and logarithm −∞. With it
 * a discovery algorithm can be proved right: `pc(dSeparation(g))` must be the class of `g`. On a graph with latents it
 * speaks of the measured nodes only, as data would.
 *
 * @param graph - a DAG, ADMG or MAG
 * @param options - which nodes are measured, and which are selected on
 * @returns the test; it offers the plan `indexed`
 * @throws CausalError `not-supported` for a graph that stands for a class (PDAG, CPDAG, PAG): take a member;
 *   `unknown-name`, `overlap`
 * @complexity O(n + m) a test
 * @category Independence tests
 * @example
 * const test = dSeparation(dag('X -> M -> Y'))
 * test('X', 'Y').pValue
 * //=> 0
 * test('X', 'Y', ['M']).pValue
 * //=> 1
 * dSeparation(dag({ nodes: ['A', 'B', 'U'], directed: [['U', 'A'], ['U', 'B']], latents: ['U'] })).variables
 * //=> ['A', 'B']
 */
export function dSeparation<N extends string>(
  graph: CausalGraph<GraphKind, N>,
  options: DSeparationOptions<NoInfer<N>> = {},
): IndependenceTest<N> {
  return madeBy('dSeparation', [graph, options], () => {
    checkOptions('options', options, ['nodes', 'selected'])

    const g = indexed(graph)
    if (graph.kind !== 'dag' && graph.kind !== 'admg' && graph.kind !== 'mag') {
      throw new CausalError(
        'not-supported',
        `a ${graph.kind.toUpperCase()} stands for a class of graphs: give one of its members (dagsOf).`,
        { kind: graph.kind },
      )
    }
    checkedObject('options', options)
    const selected = nodePositions(g, options.selected)
    const known = knownNodes(g, options.nodes, selected)
    const separates = oracle(g, known, selected)
    const core = ({ x, y, given }: Query): TestResult =>
      separates(x, y, given, given.length) ? independent : dependent
    const logPValue = (x: number, y: number, given: Int32Array, size: number): number =>
      separates(x, y, given, size) ? 0 : Number.NEGATIVE_INFINITY
    const names = Array.from(known, (i) => graph.nodes[i]!)
    return indexedTest('dSeparation', names, core, Object.freeze({ kind: 'indexed', logPValue }))
  })
}

function knownNodes(g: IndexedGraph, nodes: readonly string[] | undefined, selected: readonly number[]): Int32Array {
  const isSelected = new Set(selected)
  if (nodes === undefined) {
    return Int32Array.from(Array.from(g.names.keys()).filter((i) => g.latent[i] === 0 && !isSelected.has(i)))
  }
  const known = nodePositions(g, nodes)
  const both = known.filter((i) => isSelected.has(i))
  if (both.length > 0) {
    const names = both.map((i) => g.names[i]!)
    throw new CausalError(
      'overlap',
      `${quoteNames(names)} cannot be both measured and selected on: take them out of nodes or of selected.`,
      {
        names,
      },
    )
  }
  return Int32Array.from(known)
}

/** Answers by one walk from x; the walk of the last x and conditioning set is kept, since searches ask for many y. */
function oracle(
  g: IndexedGraph,
  known: Int32Array,
  selected: readonly number[],
): (x: number, y: number, given: Int32Array, size: number) => boolean {
  const flag = new Uint8Array(g.size)
  for (const i of selected) flag[i] = 1
  let lastX = -1
  let lastGiven: number[] = []
  let reached: Uint8Array = new Uint8Array(g.size)
  return (x, y, given, size) => {
    let same = lastX === x && lastGiven.length === size
    for (let k = 0; same && k < size; k++) same = lastGiven[k] === given[k]
    if (!same) {
      for (let k = 0; k < size; k++) flag[known[given[k]!]!] = 1
      reached = openWalks(g, [known[x]!], flag)!
      for (let k = 0; k < size; k++) flag[known[given[k]!]!] = 0
      lastX = x
      lastGiven = Array.from(given.subarray(0, size))
    }
    return reached[known[y]!] === 0
  }
}
