import { groupRows } from '../../../data/statistics/collapse-rows.js'
import type { Covariate } from '../types/estimator.js'

/** Rows by the cluster that they belong to. */
export interface Clusters {
  /** Each row's cluster, 0 … count − 1. */
  readonly codes: Int32Array
  readonly count: number
  /** Rows ordered by cluster: those of cluster g stand at `start[g]` … `start[g + 1]` − 1. */
  readonly rows: Int32Array
  readonly start: Int32Array
}

/** Clusters from one code a row, 0 … count − 1. */
export function clustersOf(codes: Int32Array, count: number): Clusters {
  const start = new Int32Array(count + 1)
  for (const code of codes) start[code + 1]!++
  for (let g = 0; g < count; g++) start[g + 1]! += start[g]!
  const next = start.slice()
  const rows = new Int32Array(codes.length)
  for (let i = 0; i < codes.length; i++) rows[next[codes[i]!]!++] = i
  return { codes, count, rows, start }
}

/** Clusters by the values of some columns together. */
export function clustersBy(columns: readonly Covariate[]): Clusters {
  const coded = columns.map(({ values, levels }) => {
    if (levels !== undefined) return { codes: values as Int32Array, size: levels.length }
    const seen = new Map<number, number>()
    const codes = Int32Array.from(values, (value) => {
      const code = seen.get(value) ?? seen.size
      seen.set(value, code)
      return code
    })
    return { codes, size: Math.max(1, seen.size) }
  })
  const { group, first } = groupRows(
    coded.map(({ codes }) => codes),
    coded.map(({ size }) => size),
  )
  return clustersOf(group, first.length)
}

/** Each row a cluster of its own. */
export function singletons(n: number): Clusters {
  const rows = Int32Array.from({ length: n }, (_, i) => i)
  return { codes: rows, count: n, rows, start: Int32Array.from({ length: n + 1 }, (_, i) => i) }
}

/** The clusters of some of the rows. */
export function clustersWithin(clusters: Clusters, rows: ArrayLike<number>): Clusters {
  const place = new Map<number, number>()
  const codes = Int32Array.from(rows, (i) => {
    const code = clusters.codes[i]!
    const known = place.get(code) ?? place.size
    place.set(code, known)
    return known
  })
  return clustersOf(codes, place.size)
}
