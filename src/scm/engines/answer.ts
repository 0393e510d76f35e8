import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { AnyScm } from '../models/types.js'
import { type DiscreteResult, discreteAnswer } from './discrete-engine.js'
import { checkWorth } from './effective-size.js'
import { type GaussianResult, gaussianAnswer } from './gaussian-engine.js'
import { type MixtureResult, mixtureAnswer } from './mixture/mixture-engine.js'
import { cellAt } from './node-column.js'
import { type EventTerm, type PreparedQuery, prepare, type Term } from './terms.js'
import { type UnitResult, unitAnswer } from './unit-engine.js'
import { type DrawOptions, type SamplesResult, weightedAnswer } from './weighted-engine.js'

/** What an engine found about the targets. */
export type Result =
  | DiscreteResult
  | GaussianResult
  | UnitResult
  | MixtureResult
  | SamplesResult
  | { readonly method: 'zero-probability' }

type Values = Record<string, Cell>

/** The joint distribution of terms given others, by the first engine that is exact, else by weighted draws. */
export function answerTerms(
  model: AnyScm,
  targets: readonly Term<Values>[],
  given: readonly EventTerm<Values>[],
  options: DrawOptions = {},
): Result {
  return answerQuery(prepare(model, targets, given), options)
}

export function answerQuery(query: PreparedQuery, options: DrawOptions): Result {
  if (query.evidence === null) return { method: 'zero-probability' }
  const result =
    discreteAnswer(query) ??
    gaussianAnswer(query) ??
    unitAnswer(query) ??
    mixtureAnswer(query) ??
    weightedAnswer(query, { ...query.model.past.at(-1)?.draws, ...options })
  return typeof result === 'string' ? { method: result } : result
}

/** The expectation of a function of the targets' values, with its standard error; null where the evidence is impossible. */
export interface Expected {
  readonly value: number | null
  readonly standardError: number
  readonly effectiveSampleSize: number
  readonly method: Result['method']
}

/** The probability of an event of the targets: its error is above zero even where all draws agree. */
export function expectShare(result: Result, isEvent: (values: readonly Cell[]) => boolean): Expected {
  const found = expect(result, (values) => (isEvent(values) ? 1 : 0), null)
  if (found.method !== 'samples' || found.value === null) return found
  // the weights of all draws add up to 1 but for rounding
  const value = found.value > 1 - 1e-12 ? 1 : found.value
  if (value !== 0 && value !== 1) return found
  // what none of n draws showed, or all, may still have a probability of the order of 1 / n from there (Agresti & Coull 1998)
  return { ...found, value, standardError: 1 / (found.effectiveSampleSize + 2) }
}

/** E[f(targets)] from what an engine found. `linear`: weights with which f is linear, all that a Gaussian answer allows. */
export function expect(
  result: Result,
  f: (values: readonly Cell[]) => number,
  linear: readonly number[] | null,
): Expected {
  const exact = { standardError: 0, effectiveSampleSize: Number.POSITIVE_INFINITY, method: result.method }
  switch (result.method) {
    case 'zero-probability':
      return { ...exact, value: null, effectiveSampleSize: 0 }
    case 'unit':
      return { ...exact, value: f(result.values) }
    case 'gaussian': {
      if (linear === null) throw noSingleValue()
      let value = 0
      for (const [k, w] of linear.entries()) value += w * result.mean[k]!
      return { ...exact, value }
    }
    case 'discrete': {
      let value = 0
      for (let i = 0; i < result.values.length; i++) {
        if (result.values[i] !== 0) value += result.values[i]! * f(cellsAt(result.states, i))
      }
      return { ...exact, value }
    }
    case 'mixture':
    case 'quadrature':
      return { ...exact, value: mixtureMean(result, f, linear) }
    case 'samples': {
      const { columns, weights } = result
      checkWorth(result)
      const cells: Cell[] = []
      const values = new Float64Array(weights.length)
      let mean = 0
      for (let i = 0; i < values.length; i++) {
        for (let k = 0; k < columns.length; k++) cells[k] = cellAt(columns[k]!, i)
        values[i] = f(cells)
        mean += weights[i]! * values[i]!
      }
      // the delta method for a ratio of weighted means
      let variance = 0
      for (let i = 0; i < values.length; i++) variance += (weights[i]! * (values[i]! - mean)) ** 2
      return {
        value: mean,
        standardError: Math.sqrt(variance),
        effectiveSampleSize: result.effectiveSampleSize,
        method: 'samples',
      }
    }
  }
}

function mixtureMean(
  result: MixtureResult,
  f: (values: readonly Cell[]) => number,
  linear: readonly number[] | null,
): number {
  const { discrete, numbers, states, values, components } = result
  const at = new Array<Cell>(discrete.length + numbers.length)
  const setStates = (cell: number): void => {
    const found = cellsAt(states, cell)
    for (const [d, k] of discrete.entries()) at[k] = found[d]!
  }
  let sum = 0
  if (numbers.length === 0) {
    for (let cell = 0; cell < values.length; cell++) {
      if (values[cell] === 0) continue
      setStates(cell)
      sum += values[cell]! * f(at)
    }
    return sum
  }
  for (const { probability, cell, mean, covariance } of components) {
    // a function of what is certain may be any; of what varies the mean is known of sums only
    if (linear === null && covariance.some((v) => v !== 0)) throw noSingleValue()
    setStates(cell)
    for (const [j, k] of numbers.entries()) at[k] = mean[j]!
    sum += probability * f(at)
  }
  return sum
}

function noSingleValue(): CausalError {
  const message = 'a continuous variable takes any one value with probability zero: ask for its expectation or density.'
  return new CausalError('not-supported', message)
}

/** The states of a cell of a table, row-major with the last axis fastest. */
export function cellsAt(states: readonly (readonly Cell[])[], cell: number): Cell[] {
  const cells = new Array<Cell>(states.length)
  let rest = cell
  for (let k = states.length - 1; k >= 0; k--) {
    cells[k] = states[k]![rest % states[k]!.length]!
    rest = Math.floor(rest / states[k]!.length)
  }
  return cells
}

/** A value as a number, or an error that says how to ask about named states. */
export function numberOf(name: string, value: Cell): number {
  if (typeof value === 'number') return value
  const message = `${show(name)} holds named states, which have no mean: ask for the probability of one of them.`
  throw new CausalError('type-mismatch', message, { variable: name })
}
