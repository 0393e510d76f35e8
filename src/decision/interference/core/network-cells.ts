import { makeTable } from '../../../data/tables/make-table.js'
import { numericColumn } from '../../../data/tables/numeric-column.js'
import type { Table } from '../../../data/types.js'
import { checkedPredictions } from '../../../learners/core/checked-learner.js'
import type { Learner } from '../../../learners/core/types.js'
import { textsOf } from './read-neighbors.js'

/** The columns that decide a unit's outcome. */
export interface NetworkColumns {
  readonly table: Table<unknown, string>
  readonly treatment: string
  readonly neighborTreatment: string
  readonly outcome: string
  /** The number of neighbours and the covariates. */
  readonly strata: readonly string[]
  readonly weights: Float64Array
}

/** The mean outcome of each row's kind of unit, had it these treatments; a cell that was never seen is told in its place. */
export type MeanOutcome = (
  own: ArrayLike<number>,
  neighbors: ArrayLike<number>,
) => Float64Array | { readonly missing: Readonly<Record<string, string>> }

/** Means of cells: strata × own treatment × neighbours' treatment. */
export function cellMeans({
  table,
  treatment,
  neighborTreatment,
  outcome,
  strata,
  weights,
}: NetworkColumns): MeanOutcome {
  const texts = strata.map((name) => textsOf(table, name))
  const place = new Map<string, number>()
  const stratum = weights.map((_, i) => {
    const key = JSON.stringify(texts.map((of) => of[i]))
    if (!place.has(key)) place.set(key, place.size)
    return place.get(key)!
  })
  const sums = new Map<string, { y: number; weight: number }>()
  const keyAt = (i: number, own: number, neighbors: number): string => `${stratum[i]};${own};${neighbors}`
  const [z, near, y] = [treatment, neighborTreatment, outcome].map((name) => numericColumn(table, name))
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue
    const key = keyAt(i, z![i]!, near![i]!)
    const cell = sums.get(key) ?? { y: 0, weight: 0 }
    cell.y += weights[i]! * y![i]!
    cell.weight += weights[i]!
    sums.set(key, cell)
  }
  return (own, neighbors) => {
    const means = new Float64Array(weights.length)
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] === 0) continue
      const cell = sums.get(keyAt(i, own[i]!, neighbors[i]!))
      if (cell === undefined)
        return {
          missing: {
            [treatment]: String(own[i]),
            [neighborTreatment]: String(neighbors[i]),
            ...Object.fromEntries(strata.map((name, k) => [name, texts[k]![i]!])),
          },
        }
      means[i] = cell.y / cell.weight
    }
    return means
  }
}

/** Means by a learner, which also speaks of cells that were never seen. */
export function learnedMeans(columns: NetworkColumns, learner: Learner): MeanOutcome {
  const { table, treatment, neighborTreatment, outcome, strata, weights } = columns
  const at = (name: string): (typeof table.data)[number] => table.data[table.columns.indexOf(name)]!
  const features = [treatment, neighborTreatment, ...strata]
  const n = table.rowCount
  const fitted = learner.fit(makeTable([...features, outcome], n, [...features, outcome].map(at)), outcome, { weights })
  return (own, neighbors) => {
    const changed = makeTable(features, n, [Float64Array.from(own), Float64Array.from(neighbors), ...strata.map(at)])
    return Float64Array.from(checkedPredictions(fitted.predict(changed), n, learner.name))
  }
}
