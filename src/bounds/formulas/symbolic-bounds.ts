import { CausalError, calledAs } from '../../errors.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedList, checkedObject } from '../../names.js'
import { extremeRays } from '../../numeric/double-description.js'
import { groupCosts } from '../../numeric/scaled-region.js'
import { distinctColumns } from '../../numeric/sparse-columns.js'
import { checkOptions } from '../../options.js'
import type { Variable } from '../../probability/types.js'
import { show } from '../../show.js'
import { type TypesRegion, typesRegion } from '../core/functional-bounds.js'
import { inTerms } from '../core/in-terms.js'
import { knownProbabilities, type LabelledProbability } from '../core/known-probabilities.js'
import { boundsProblem } from '../core/problem.js'
import type { BoundsQuery, KnownDistribution, PotentialWorld } from '../types.js'
import { type LinearBound, linearBound } from './linear-bound.js'

/**
 * Which variables are measured together, in what experiment.
 *
 * @category Bounds
 */
export interface MeasuredVariables<N extends string = string> {
  /** The variables with their states. */
  readonly variables: readonly Variable<N>[]
  /** What the experiment set; nothing for observations. */
  readonly do?: { readonly [K in N]?: string }
}

/**
 * Bounds as formulas: what any data of this form say.
 *
 * @category Bounds
 */
export interface SymbolicBounds<N extends string = string> {
  /** The lower bound is the greatest of these. */
  readonly lower: readonly LinearBound<N>[]
  /** The upper bound is the least of these. */
  readonly upper: readonly LinearBound<N>[]
  /** None of these is negative in data from a model of the graph: what can be tested, such as the instrumental inequalities. */
  readonly constraints: readonly LinearBound<N>[]
  /** Whether every value between the bounds, and both, is reached by a model of this graph. */
  readonly sharp: boolean
}

/**
 * Bounds on the probability of a counterfactual statement as formulas in the probabilities that will be known: the corners of
 * the dual of the linear programme that {@link counterfactualBounds} solves in numbers (Balke & Pearl 1994).
 *
 * @param graph - a DAG or ADMG over the discrete variables
 * @param measured - which variables are measured together, with their states, and in which experiments
 * @param query - the statement or weighted sum (whole-number weights), monotone effects, and statements that are assumed to
 *   have probability zero (`assume` with `atMost: 0`)
 * @returns linear expressions: the greatest of `lower` and the least of `upper` are the bounds; `constraints` are never negative
 * @throws CausalError as {@link counterfactualBounds}; `not-supported` for a condition or for limits other than zero, `too-large`
 *   where there are too many corners
 * @complexity exponential in the number of known probabilities at worst: for a few dozen
 * @category Bounds
 * @see Balke & Pearl 1994, "Counterfactual probabilities: computational methods, bounds and applications"; Balke & Pearl 1997
 * @example
 * const binary = (name: 'Z' | 'X' | 'Y') => ({ name, states: ['0', '1'] })
 * const bounds = symbolicBounds(
 *   admg('Z -> X -> Y; X <-> Y'),
 *   [{ variables: [binary('Z'), binary('X'), binary('Y')] }],
 *   { event: [{ variable: 'Y', value: '1', do: { X: '1' } }] },
 * )
 * bounds.lower.slice(0, 2).map(({ text }) => text)
 * //=> ['P(X = 1, Y = 1 | Z = 1)', 'P(X = 1, Y = 1 | Z = 0)']
 */
export function symbolicBounds<N extends string>(
  graph: CausalGraph<'dag' | 'admg', N>,
  measured: readonly MeasuredVariables<NoInfer<N>>[],
  query: Pick<BoundsQuery<NoInfer<N>>, 'event' | 'sum' | 'monotone' | 'assume'>,
): SymbolicBounds<N> {
  return calledAs('symbolicBounds', () => {
    checkOptions('query', query, ['event', 'sum', 'monotone', 'assume'], { monotone: 'list', assume: 'list' })

    const data = checkedList('list of measured variables', measured).map(evenly)
    const problem = boundsProblem(graph, data, query)
    let known: LabelledProbability[] = []
    for (const item of data) known = [...known, ...knownProbabilities(problem, item, (known.at(-1)?.group ?? -1) + 1)]
    const { asked, limits } = inTerms(problem, query)
    const never = limits.map(({ functional, atLeast, atMost }) => {
      if (atLeast === undefined && atMost === 0 && functional.length === 1 && functional[0]!.weight > 0)
        return { terms: functional[0]!.terms, p: 0 }
      throw new CausalError('not-supported', 'formulas take assumptions of the form { event, atMost: 0 } only.', {})
    })
    const region = typesRegion(problem.types, [...known, ...never], [])
    if (region === null)
      throw new CausalError('invalid-argument', 'nothing is left that could happen under these assumptions.', {})
    const costs = wholeNumbers(region.objective(asked))
    const low = corners(region, costs.values)
    const high = corners(
      region,
      costs.values.map((c) => -c),
    )
    const expression = (prices: readonly number[], scale: number): LinearBound<N> =>
      linearBound<N>(
        prices.at(-1)! * scale + 0,
        prices.slice(0, -1).map((price) => price * scale + 0),
        known,
      )
    return Object.freeze({
      lower: Object.freeze(low.corners.map((prices) => expression(prices, 1 / costs.scale))),
      upper: Object.freeze(high.corners.map((prices) => expression(prices, -1 / costs.scale))),
      constraints: Object.freeze(
        low.rays.filter((prices) => !isNever(prices, known)).map((prices) => expression(prices, -1)),
      ),
      sharp: problem.sharp,
    })
  })
}

/** A distribution in which nothing is impossible, to read names and cells from. */
function evenly<N extends string>(item: MeasuredVariables<N>): KnownDistribution<N> {
  checkOptions('measured variables', item, ['variables', 'do'])
  const variables = checkedList('variables', checkedObject('measured variables', item).variables)
  const cells = variables.reduce((count, variable) => count * checkedList('states', variable.states).length, 1)
  return {
    distribution: { variables, values: new Float64Array(cells).fill(1 / cells) },
    ...(item.do !== undefined && { do: item.do as PotentialWorld<N> & { readonly [K in N]?: string } }),
  }
}

/** Costs as whole numbers, and what they were multiplied by. */
function wholeNumbers(costs: Float64Array): { readonly values: Float64Array; readonly scale: number } {
  for (let scale = 1; scale <= 1000; scale++)
    if (costs.every((c) => Math.abs(c * scale - Math.round(c * scale)) < 1e-9))
      return { values: costs.map((c) => Math.round(c * scale)), scale }
  throw new CausalError(
    'invalid-argument',
    `weights must be fractions with a denominator up to 1000, got ${show(costs[0])}.`,
  )
}

/** The corners and rays of the dual { prices : prices · column ≤ cost }, as one price for each row. */
function corners(
  { rows, unknowns }: TypesRegion,
  costs: Float64Array,
): { readonly corners: number[][]; readonly rays: number[][] } {
  const { matrix, groupOf } = distinctColumns(rows, unknowns)
  const { cost } = groupCosts(costs, groupOf, matrix.columns)
  const columns = Array.from({ length: matrix.columns }, (_, j) => {
    const column = new Array<number>(rows.length).fill(0)
    for (let k = matrix.start[j]!; k < matrix.start[j + 1]!; k++) column[matrix.row[k]!] = matrix.value[k]!
    return column
  })
  // rows that follow from others leave the prices undetermined: the sum of all, the last one, comes first, then those at hand
  const kept: number[] = []
  for (const i of [rows.length - 1, ...Array(rows.length - 1).keys()])
    if (isIndependent(columns, [...kept, i])) kept.push(i)
  const cone = columns.map((column, j) => [...kept.map((i) => -column[i]!), cost[j]!])
  const rays = extremeRays([...cone, [...kept.map(() => 0), 1]], kept.length + 1)!
  const prices = (ray: readonly number[], scale: number): number[] => {
    const all = new Array<number>(rows.length).fill(0)
    for (const [k, i] of kept.entries()) all[i] = ray[k]! / scale
    return all
  }
  return {
    corners: rays.filter((ray) => ray.at(-1) !== 0).map((ray) => prices(ray, ray.at(-1)!)),
    rays: rays.filter((ray) => ray.at(-1) === 0).map((ray) => prices(ray, 1)),
  }
}

/** Whether the last of some rows is no combination of those before it. */
function isIndependent(columns: readonly (readonly number[])[], rows: readonly number[]): boolean {
  const lines = rows.map((i) => columns.map((column) => column[i]!))
  const last = lines.length - 1
  for (const [k, line] of lines.entries()) {
    const pivot = line.findIndex((x) => Math.abs(x) > 1e-9)
    if (pivot < 0) return k < last
    if (k === last) return true
    for (const other of lines.slice(k + 1)) {
      const factor = other[pivot]! / line[pivot]!
      if (factor !== 0) for (let j = 0; j < other.length; j++) other[j]! -= factor * line[j]!
    }
  }
  return true
}

/** Whether a combination of known probabilities is at most zero in all distributions: then it tests nothing. */
function isNever(prices: readonly number[], known: readonly LabelledProbability[]): boolean {
  let most = prices.at(-1)!
  for (const group of new Set(known.map((probability) => probability.group)))
    most += Math.max(...known.flatMap((probability, i) => (probability.group === group ? [prices[i]!] : [])))
  return most <= 0
}
