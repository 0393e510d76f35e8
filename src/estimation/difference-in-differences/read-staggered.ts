import { takeRows } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import { type Clusters, clustersOf } from '../core/clusters/clusters.js'
import { covariateOf } from '../core/columns/coded-columns.js'
import { groupsAt } from '../core/designs/read-question.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { designOf } from '../core/regression/design.js'
import type { Covariate } from '../core/types/estimator.js'
import type { StaggeredPanel } from './group-time-cells.js'
import { readColumns, readStarts } from './read-difference.js'
import type { DifferenceInDifferencesQuestion, DifferenceInDifferencesSpecification } from './types.js'

/** A panel in which treatment begins at different times, ready to be estimated. */
export interface Staggered {
  readonly panel: StaggeredPanel
  readonly times: readonly number[]
  /** Of units, where a cluster is not a unit. */
  readonly clusters: Clusters | null
  readonly names: readonly string[]
  readonly specification: DifferenceInDifferencesSpecification
  readonly warnings: readonly string[]
}

/** Reads the panel; units with gaps, and units treated from the first time on, are left out and told. */
export function readStaggered(
  table: Table<unknown, string>,
  question: DifferenceInDifferencesQuestion,
  anticipation: number,
): Staggered | RefusedDesign {
  const { outcome, treated, specification } = readColumns(table, question)
  const { panel, start } = readStarts(table, question, treated)
  const size = panel.times.values.length
  const labels = panel.units.labels
  const gaps = labels.filter((_, u) => panel.cell.subarray(u * size, u * size + size).includes(-1))
  const early = labels.filter((label, u) => start[u]! >= 0 && start[u]! <= anticipation && !gaps.includes(label))
  const out = new Set([...gaps, ...early])
  const kept = [...labels.keys()].filter((u) => !out.has(labels[u]!))
  const warnings: string[] = []
  if (gaps.length > 0) {
    warnings.push(
      `${gaps.length} of ${labels.length} units (${quoteNames(gaps, 3)}) are not seen at each of the ${size} times and were left out.`,
    )
  }
  if (early.length > 0) {
    warnings.push(
      `${early.length} units (${quoteNames(early, 3)}) are treated from the first time on, so nothing is known of them before: they were left out.`,
    )
  }
  if (!kept.some((u) => start[u]! >= 0)) {
    return refusedDesign(
      'no-comparison',
      `no unit is left whose treatment begins within the times seen${gaps.length > 0 ? ': the others have gaps' : ''}.`,
      {
        gaps: gaps.length,
        treatedThroughout: early.length,
      },
    )
  }
  const first = Int32Array.from(kept, (u) => panel.cell[u * size]!)
  const names = specification.adjustment
  const covariates = names.map((name): Covariate => {
    const { values, levels } = covariateOf(table, name)
    const taken =
      values instanceof Float64Array
        ? (takeRows(values, first) as Float64Array)
        : Int32Array.from(first, (i) => values[i]!)
    return { name, values: taken, ...(levels === undefined ? {} : { levels }) }
  })
  const design = names.length === 0 ? null : designOf(covariates, kept.length)
  return {
    panel: {
      outcome: Float64Array.from(
        kept.flatMap((u) => Array.from({ length: size }, (_, t) => outcome[panel.cell[u * size + t]!]!)),
      ),
      units: kept.length,
      times: size,
      start: Int32Array.from(kept, (u) => start[u]!),
      x: design?.x ?? null,
      k: design?.k ?? 0,
    },
    times: panel.times.values,
    clusters: clustersOfUnits(table, question, first, kept, panel.cell, size),
    names,
    specification,
    warnings,
  }
}

function clustersOfUnits(
  table: Table<unknown, string>,
  { cluster, unit }: DifferenceInDifferencesQuestion,
  first: Int32Array,
  kept: readonly number[],
  cell: Int32Array,
  size: number,
): Clusters | null {
  if (cluster === undefined || cluster === unit) return null
  const groups = groupsAt(table, cluster)
  for (const [i, u] of kept.entries()) {
    for (let t = 0; t < size; t++) {
      if (groups.codes[cell[u * size + t]!] === groups.codes[first[i]!]) continue
      throw new CausalError(
        'invalid-data',
        `a unit moves from one ${show(cluster)} to another: its errors belong to one cluster.`,
        { cluster },
      )
    }
  }
  const used = [...new Set(Array.from(first, (row) => groups.codes[row]!))]
  const place = new Map(used.map((code, g) => [code, g]))
  return clustersOf(
    Int32Array.from(first, (row) => place.get(groups.codes[row]!)!),
    used.length,
  )
}
