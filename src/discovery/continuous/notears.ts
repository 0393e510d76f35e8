import { correlationOf } from '../../data/statistics/correlation-of.js'
import { moments } from '../../data/statistics/moments.js'
import type { Moments, Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { findCycle, makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { Dag } from '../../graph/types.js'
import { tableWarnings } from '../../independence/core/make-test.js'
import { checkedObject, indexNames, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { choice } from '../core/choice.js'
import { report } from '../core/report.js'
import type { SearchOptions } from '../core/types.js'
import { indexKnowledge } from '../knowledge/indexed-knowledge.js'
import type { Knowledge } from '../knowledge/knowledge.js'
import { leastSquares } from '../lingam/adaptive-lasso.js'
import { augmentedLagrangian } from './augmented-lagrangian.js'
import { varsortability } from './varsortability.js'

/**
 * Settings of {@link notears}.
 *
 * @category Discovery
 */
export interface NotearsOptions<N extends string = string> extends SearchOptions {
  /** λ, the price of a weight's absolute value (default 0.1, as in the paper's experiments). */
  readonly penalty?: number
  /** Weights below it in absolute value are taken for zero (default 0.3, as in the paper; in standard deviations, unless `scale` says otherwise). */
  readonly threshold?: number
  /**
   * `'standardised'` (default): columns have variance 1, so that units do not matter. `'as given'`: squared errors are added
   * in the units of the table, as in the paper: the answer changes with them, and a warning says so.
   */
  readonly scale?: 'standardised' | 'as given'
  /** Edges and tiers that are known: what is excluded has no weight, what is required has no price and no threshold. */
  readonly knowledge?: Knowledge<NoInfer<N>>
}

/**
 * What {@link notears} found.
 *
 * @category Discovery
 */
export interface NotearsResult<N extends string = string> {
  /** The names of the p columns. */
  readonly names: readonly N[]
  /** The edges whose weight reached the threshold. */
  readonly graph: Dag<N>
  /** p × p row-major: entry (i, j) is the weight of column j in column i at the optimum, on the scale that was minimised. */
  readonly weights: Float64Array
  /** The same for the graph by least squares, in the units of the table: without shrinkage. */
  readonly coefficients: Float64Array
  /** Half the mean squared error plus the price of the weights, at the optimum. */
  readonly objective: number
  /** How far the weights are from forming no circle, tr e^(W∘W) − p. */
  readonly acyclicity: number
  /** Whether that fell below 1e-8 and the last minimisation ended. */
  readonly converged: boolean
  /** Steps of the quasi-Newton method in all. */
  readonly steps: number
  /** What to know before the graph is trusted, in sentences. */
  readonly warnings: readonly string[]
}

/**
 * NOTEARS: a linear structural equation model by continuous optimisation. A baseline: what it minimises is not a
 * criterion of causal direction.
 *
 * It minimises squared errors with an L1 price over all weights without circles: with the columns standardised, a
 * sparse regression of each on the others. Two DAGs of one equivalence class fit equally well, and which of them comes
 * out is decided by shrinkage, or where that is equal by the order of names, not by data; `ges` and `boss` say so with an undirected edge. On data as they are given,
 * directions come from variances, that is from units (Reisach et al. 2021): with `varsortability` near 1 sorting columns by
 * variance does as well.
 *
 * The augmented Lagrangian of the paper; each subproblem by an orthant-wise quasi-Newton method, which needs the covariances alone.
 * The problem is not convex: the optimum is local.
 *
 * @param data - a table of numbers, or `moments(table)`
 * @param options - price, threshold, scale, knowledge
 * @returns graph, weights, and whether the optimisation converged
 * @throws CausalError as `moments`; `constant-column`; `invalid-argument`; `contradiction` in the knowledge; `cycle` where the weights above
 *   the threshold form a circle; `aborted`
 * @complexity O(p³) a step, some hundred steps
 * @category Discovery
 * @see Zheng, Aragam, Ravikumar & Xing 2018, "DAGs with NO TEARS: continuous optimization for structure learning", NeurIPS
 * @example
 * const { data } = simulateLinear(dag('A; B; A -> C <- B'), 500, { seed: 1 })
 * toDagitty(notears(data).graph) // misses the collider that ges finds
 * //=> 'dag { A B C C -> A C -> B }'
 * toDagitty(ges(bicScore(data)).graph)
 * //=> 'pdag { A B C A -> C B -> C }'
 */
export function notears<T>(data: Table<T>, options?: NotearsOptions<keyof T & string>): NotearsResult<keyof T & string>
export function notears<N extends string>(data: Moments<N>, options?: NotearsOptions<N>): NotearsResult<N>
export function notears(data: Table<unknown, string> | Moments, options: NotearsOptions = {}): NotearsResult {
  return calledAs('notears', () => {
    checkOptions('options', options, ['penalty', 'threshold', 'scale', 'knowledge', 'onProgress', 'signal'], {
      penalty: 'number',
    })
    const { penalty = 0.1, threshold = 0.3, scale = 'standardised' } = checkedObject('options', options)
    for (const [name, value] of Object.entries({ penalty, threshold })) {
      if (typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY) continue
      throw new CausalError('invalid-argument', `${name} is ${show(value)}: give a number from 0 on.`, {
        [name]: value,
      })
    }
    choice('scale', scale, ['standardised', 'as given'])
    checkedObject('data', data)
    const whole = 'covariance' in data ? data : moments(data as Table<Record<string, number>>)
    const correlation = correlationOf(whole)
    const { names, count, covariance } = whole
    const p = names.length
    const known = indexKnowledge(indexNames('column', names), options.knowledge)
    // in the order of names: nothing depends on that of columns
    const place = Array.from(names.keys()).sort((a, b) => (names[a]! < names[b]! ? -1 : 1))
    const from = scale === 'standardised' ? correlation : covariance.map((v) => (v * (count - 1)) / count)
    const gram = Float64Array.from({ length: p * p }, (_, k) => from[place[Math.floor(k / p)]! * p + place[k % p]!]!)
    // entry (i, j): of column j in column i
    const prices = Float64Array.from({ length: p * p }, (_, k) => {
      const [i, j] = [place[Math.floor(k / p)]!, place[k % p]!]
      if (i === j || known?.banned[j * p + i] === 1) return Number.POSITIVE_INFINITY
      if (known?.required[j * p + i] === 1) return 0
      // of standardised columns both directions of a lone edge cost the same, and the search would stand still between them
      return k % p > Math.floor(k / p) ? penalty * (1 + TIE) : penalty
    })
    const costOf = (w: Float64Array): number =>
      w.reduce((cost, v, k) => (prices[k]! > 0 ? cost + penalty * Math.abs(v) : cost), 0)
    const found = augmentedLagrangian(gram, p, prices, costOf, (round, steps) =>
      report({ ...options }, { stage: 'optimisation', level: round, done: steps, total: steps, tests: 0 }),
    )
    const weights = new Float64Array(p * p)
    for (let k = 0; k < p * p; k++) weights[place[Math.floor(k / p)]! * p + place[k % p]!] = found.weights[k]!
    const parents: number[][] = names.map((_, i) =>
      Array.from({ length: p }, (__, j) => j).filter(
        (j) =>
          known?.required[j * p + i] === 1 || (weights[i * p + j] !== 0 && Math.abs(weights[i * p + j]!) >= threshold),
      ),
    )
    refuseCircle(names, parents, found.acyclicity)
    const graph = makeGraph(
      'dag',
      names,
      parents.flatMap((list, i) => list.flatMap((j) => [j, i, TAIL, ARROW])),
    )
    const coefficients = new Float64Array(p * p)
    for (let i = 0; i < p; i++) {
      const slopes = leastSquares(covariance, p, i, parents[i]!)
      for (const [k, j] of parents[i]!.entries()) coefficients[i * p + j] = slopes?.[k] ?? Number.NaN
    }
    return Object.freeze({
      names,
      graph,
      weights,
      coefficients,
      objective: found.objective,
      acyclicity: found.acyclicity,
      converged: found.converged,
      steps: found.steps,
      warnings: Object.freeze([...tableWarnings(data)(), ...warningsOf(graph, whole, scale, found)]),
    })
  })
}

/** By how much more an edge against the order of names costs: it decides where nothing else does. */
const TIE = 1e-3

function refuseCircle(names: readonly string[], parents: readonly (readonly number[])[], acyclicity: number): void {
  const to = parents.flatMap((list, i) => list.map(() => i))
  const circle = findCycle(names.length, parents.flat(), to)?.map((i) => names[i]!)
  if (circle === undefined) return
  throw new CausalError(
    'cycle',
    `the weights of ${quoteNames(circle)} that reach the threshold form a circle (acyclicity ${acyclicity.toExponential(1)}): raise the threshold or the penalty.`,
    { cycle: circle, acyclicity },
  )
}

function warningsOf(
  graph: Dag,
  data: Moments,
  scale: 'standardised' | 'as given',
  { converged, acyclicity }: { readonly converged: boolean; readonly acyclicity: number },
): string[] {
  const warnings: string[] = []
  if (!converged) {
    warnings.push(
      `The optimisation ended without converging (acyclicity ${acyclicity.toExponential(1)}): the weights are not an optimum.`,
    )
  }
  const sortable = scale === 'as given' ? varsortability(graph, data) : null
  if (scale === 'as given') {
    warnings.push(
      `Squared errors were added in the units of the table: other units give another graph.${sortable === null ? '' : ` Along ${Math.round(100 * sortable)} % of the paths found the variance rises.`}`,
    )
  } else if (graph.edges.length > 0) {
    warnings.push(
      'Within an equivalence class directions are decided by shrinkage and not by data: cpdagOf(graph) has those that data can show.',
    )
  }
  return warnings
}
