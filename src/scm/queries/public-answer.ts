import { makeTable } from '../../data/tables/make-table.js'
import type { Cell } from '../../data/types.js'
import { cellsAt, type Result } from '../engines/answer.js'
import { untrusted } from '../engines/effective-size.js'
import type { MixtureResult } from '../engines/mixture/mixture-engine.js'
import { tableColumn } from '../engines/node-column.js'
import type { SamplesResult } from '../engines/weighted-engine.js'
import type { AnyScm } from '../models/types.js'
import type { MixtureAnswer, QueryAnswer } from './query-answer.js'

/** The evidence in a model's past, by name. */
export function pastEvidence(model: AnyScm): Record<string, Cell> {
  return Object.fromEntries(model.past.flatMap(({ given }) => given))
}

/** What an engine found, with names. */
export function publicAnswer(
  names: readonly string[],
  result: Result,
  given: Readonly<Record<string, Cell>>,
): QueryAnswer<Record<string, Cell>> {
  switch (result.method) {
    case 'discrete':
      return Object.freeze({
        method: result.method,
        variables: Object.freeze(
          names.map((name, k) => Object.freeze({ name, states: Object.freeze(result.states[k]!.map(String)) })),
        ),
        values: result.values,
        evidenceProbability: result.evidenceProbability,
      })
    case 'gaussian':
      return Object.freeze({ ...result, names: Object.freeze([...names]) })
    case 'mixture':
    case 'quadrature':
      return mixtureAnswer(names, result)
    case 'unit':
      return Object.freeze({
        method: result.method,
        values: Object.freeze(Object.fromEntries(names.map((name, k) => [name, result.values[k]!]))),
      })
    case 'samples':
      return Object.freeze({
        method: result.method,
        proposal: result.disagreement === null ? 'prior' : 'adapted',
        table: makeTable(names, result.weights.length, result.columns.map(tableColumn)),
        weights: result.weights,
        effectiveSampleSize: result.effectiveSampleSize,
        logEvidence: result.logEvidence,
        warnings: warningsOf(result),
      })
    case 'zero-probability':
      return Object.freeze({ method: result.method, given: Object.freeze({ ...given }) })
  }
}

function warningsOf(result: SamplesResult): readonly string[] {
  const message = untrusted(result)
  return Object.freeze(message === null ? [] : [message])
}

function mixtureAnswer(targets: readonly string[], result: MixtureResult): MixtureAnswer {
  const { method, discrete, numbers, states, values, components, logDensity } = result
  const k = numbers.length
  const mean = new Float64Array(k)
  const covariance = new Float64Array(k * k)
  for (const part of components) for (let i = 0; i < k; i++) mean[i]! += part.probability * part.mean[i]!
  for (const part of components) {
    for (let i = 0; i < k; i++) {
      const gap = part.mean[i]! - mean[i]!
      for (let j = 0; j < k; j++)
        covariance[i * k + j]! += part.probability * (part.covariance[i * k + j]! + gap * (part.mean[j]! - mean[j]!))
    }
  }
  const cells = new Map<number, Readonly<Record<string, Cell>>>()
  const statesOf = (cell: number): Readonly<Record<string, Cell>> => {
    let found = cells.get(cell)
    if (found === undefined) {
      found = Object.freeze(
        Object.fromEntries(cellsAt(states, cell).map((state, d) => [targets[discrete[d]!]!, state])),
      )
      cells.set(cell, found)
    }
    return found
  }
  return Object.freeze({
    method,
    variables: Object.freeze(
      discrete.map((t, d) => Object.freeze({ name: targets[t]!, states: Object.freeze(states[d]!.map(String)) })),
    ),
    values,
    names: Object.freeze(numbers.map((t) => targets[t]!)),
    mean,
    covariance,
    components: Object.freeze(
      components.map((part) =>
        Object.freeze({
          probability: part.probability,
          states: statesOf(part.cell),
          mean: part.mean,
          covariance: part.covariance,
        }),
      ),
    ),
    logDensity,
  })
}
