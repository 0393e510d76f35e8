import { CausalError, calledAs } from '../../errors.js'
import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import { openWalks } from '../../graph/separation/separation.js'
import { oracleAnswers } from '../../independence/oracle/oracle-answers.js'
import { checkedList, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { indexedLagged } from '../graphs/check-lagged-graph.js'
import { laggedName } from '../graphs/lagged-names.js'
import type { IndexedEdge } from '../graphs/make-lagged-graph.js'
import type { LaggedGraph, LaggedPlan, LaggedTest } from '../types.js'
import { commonPast } from './common-past.js'
import { makeLaggedTest } from './make-lagged-test.js'

const { independent, dependent } = /* @__PURE__ */ oracleAnswers('d-separation in a known graph over time')

/**
 * The oracle over time: a lagged test that reads conditional independence off a known graph whose past has no beginning.
 *
 * The graph is unrolled over the steps of a question; what lies before them is projected onto bidirected edges between
 * variables that share an ancestor there, at whatever depth. So the answer is exact, not that of a deep unrolling. With it a
 * search over time can be proved right: `pcmciPlus(laggedSeparation(g), { maxLag })` must be the class of `g`.
 *
 * @param graph - a lagged DAG of N variables
 * @param options - which variables are measured
 * @returns the test: statistic 0 and p-value 1 where separated, 1 and 0 where connected
 * @throws CausalError `not-supported` for a graph that stands for a class; `unknown-name`; the test itself `overlap`
 * @complexity O(N² maxLag d²) once, with at most d parents a node; O((N + m) steps) a question
 * @category Time series
 * @example
 * const test = laggedSeparation(laggedGraph('X[t-1] -> X; X[t-1] -> Y'))
 * test({ name: 'X', lag: 2 }, { name: 'Y', lag: 0 }).pValue
 * //=> 0
 * test({ name: 'X', lag: 2 }, { name: 'Y', lag: 0 }, [{ name: 'X', lag: 1 }]).pValue
 * //=> 1
 */
export function laggedSeparation<N extends string>(
  graph: LaggedGraph<N>,
  options: {
    /** The variables that the test knows, in this order (default: all). */
    readonly nodes?: readonly NoInfer<N>[]
    /** Variables without causes that have one value for all times, such as what differs between recordings. */
    readonly constants?: readonly NoInfer<N>[]
  } = {},
): LaggedTest<N> {
  return calledAs('laggedSeparation', () => {
    checkOptions('options', options, ['nodes', 'constants'])
    const { index, edges } = indexedLagged(graph, 'lagged-dag')
    const known = checkedList('nodes', options.nodes ?? graph.nodes).map((name) => lookUp('node', index, name))
    if (known.length === 0) throw new CausalError('invalid-argument', 'give at least one node that the test knows.')
    const n = graph.nodes.length
    const directed = edges.map(pointing)
    const isConstant = new Uint8Array(n)
    for (const name of checkedList('constants', options.constants ?? [])) isConstant[lookUp('node', index, name)] = 1
    const caused = directed.find(({ to }) => isConstant[to] === 1)
    if (caused !== undefined) {
      const message = `${show(graph.nodes[caused.to])} has a cause, ${show(graph.nodes[caused.from])}: a variable that is constant over time has none.`
      throw new CausalError('invalid-argument', message, { name: graph.nodes[caused.to] })
    }
    const past = pastOf(n, graph.maxLag, directed, isConstant)
    const windows = new Map<number, IndexedGraph>()
    const windowOf = (steps: number): IndexedGraph => {
      const found = windows.get(steps) ?? windowGraph(graph, past, steps)
      windows.set(steps, found)
      return found
    }
    const core = (x: number, y: number, given: Int32Array, size: number): boolean => {
      const k = known.length
      let [least, most] = [Number.POSITIVE_INFINITY, 0]
      const lags = (position: number): number => Math.floor(position / k)
      const look = (position: number): void => {
        if (isConstant[known[position % k]!] === 1) return
        least = Math.min(least, lags(position))
        most = Math.max(most, lags(position))
      }
      look(x)
      look(y)
      for (let i = 0; i < size; i++) look(given[i]!)
      const steps = Math.max(1, most - least + 1)
      const g = windowOf(steps)
      const at = (position: number): number => {
        const variable = known[position % k]!
        return (isConstant[variable] === 1 ? steps : most - lags(position)) * n + variable
      }
      const flag = new Uint8Array(g.size)
      for (let i = 0; i < size; i++) flag[at(given[i]!)] = 1
      return openWalks(g, [at(x)], flag)![at(y)] === 0
    }
    const names = known.map((i) => graph.nodes[i]!)
    return makeLaggedTest<N>('laggedSeparation', names, {
      core: (x, y, given) => (core(x, y, given, given.length) ? independent : dependent),
      plan: planOf(core),
    })
  })
}

function planOf(separates: (x: number, y: number, given: Int32Array, size: number) => boolean): LaggedPlan {
  let last = false
  return {
    ask: (x, y, given, size) => {
      last = separates(x, y, given, size)
      return true
    },
    pValue: () => (last ? 1 : 0),
    value: () => (last ? 0 : 1),
  }
}

/** The edge from cause to effect. */
function pointing(edge: IndexedEdge): IndexedEdge {
  return edge.fromMark === ARROW ? { ...edge, from: edge.to, to: edge.from, fromMark: TAIL, toMark: ARROW } : edge
}

/** What the past before a window hands on to it. */
interface Past {
  /** The edges between variables that change over time. */
  readonly edges: readonly IndexedEdge[]
  /** The edges out of constant variables. */
  readonly fromConstants: readonly IndexedEdge[]
  readonly meets: (i: number, j: number, distance: number) => boolean
  /** For each constant variable, the variables that it is an ancestor of. */
  readonly reached: ReadonlyMap<number, Uint8Array>
}

function pastOf(n: number, maxLag: number, directed: readonly IndexedEdge[], isConstant: Uint8Array): Past {
  const edges = directed.filter(({ from }) => isConstant[from] === 0)
  const fromConstants = directed.filter(({ from }) => isConstant[from] === 1)
  const reached = new Map<number, Uint8Array>()
  for (const { from } of fromConstants) {
    const below = reached.get(from) ?? new Uint8Array(n)
    reached.set(from, below)
    const open = fromConstants.filter((edge) => edge.from === from).map(({ to }) => to)
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      if (below[i] === 1) continue
      below[i] = 1
      for (const edge of edges) if (edge.from === i) open.push(edge.to)
    }
  }
  return { edges, fromConstants, meets: commonPast(n, maxLag, edges), reached }
}

/**
 * So many steps of the graph, its earlier past projected out: bidirected edges join nodes that share an ancestor before them. Constant
 * variables stand behind the last step.
 */
function windowGraph(graph: LaggedGraph, { edges, fromConstants, meets, reached }: Past, steps: number): IndexedGraph {
  const n = graph.nodes.length
  const flat: number[] = []
  /** For each node of the window, its parents before the window: variable and time, the window's first step being 0. */
  const outside: { node: number; variable: number; time: number }[] = []
  for (let step = 0; step < steps; step++) {
    for (const { from, to, lag } of edges) {
      if (lag <= step) flat.push((step - lag) * n + from, step * n + to, TAIL, ARROW)
      else outside.push({ node: step * n + to, variable: from, time: step - lag })
    }
    for (const { from, to } of fromConstants) flat.push(steps * n + from, step * n + to, TAIL, ARROW)
  }
  for (const [k, a] of outside.entries()) {
    for (const b of outside.slice(0, k)) {
      if (a.node !== b.node && meets(a.variable, b.variable, a.time - b.time)) flat.push(a.node, b.node, ARROW, ARROW)
    }
    for (const [constant, below] of reached)
      if (below[a.variable] === 1) flat.push(steps * n + constant, a.node, TAIL, ARROW)
  }
  const label = (i: number): string => {
    const step = Math.floor(i / n)
    return step === steps ? `${graph.nodes[i % n]!} at all times` : laggedName(graph.nodes[i % n]!, steps - 1 - step)
  }
  return indexed(
    makeGraph(
      'admg',
      Array.from({ length: (steps + 1) * n }, (_, i) => label(i)),
      flat,
    ),
  )
}
