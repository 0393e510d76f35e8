import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import { gapsMatter, type Panel, timesAt } from '../core/designs/read-panel.js'
import { type Groups, groupsAt } from '../core/designs/read-question.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import { reportDesign } from '../core/designs/report-design.js'
import type { DesignEffect, RefusedDesign } from '../core/designs/types.js'
import { linearModel, rowInfluence } from '../core/regression/linear-model.js'
import { type ErrorRule, sandwich } from '../core/regression/sandwich.js'
import { type DifferenceColumns, readStarts } from './read-difference.js'
import { spreadOfOthers } from './spread-of-others.js'
import type { DifferenceInDifferencesQuestion, DifferenceInDifferencesSpecification } from './types.js'

/** Which rows are of treated units, and which are after the treatment began. */
interface TwoByTwo {
  readonly ever: Uint8Array
  readonly post: Uint8Array
  readonly units: { readonly treated: number; readonly never: number }
  readonly from: number
  /** Whether some unit is not seen at some time. */
  readonly gaps?: boolean
}

export function ofPanel(
  table: Table<unknown, string>,
  question: DifferenceInDifferencesQuestion,
  { treated }: DifferenceColumns,
): TwoByTwo | RefusedDesign {
  const { panel, start } = readStarts(table, question, treated)
  const begun = [...new Set(start)].filter((t) => t >= 0)
  const groups = grouped(panel.units, panel.times, start, begun)
  if ('estimated' in groups) return groups
  requireSeenFrom(panel, begun[0]!, question.unit)
  return { ...groups, gaps: !panel.balanced }
}

/** Throws where a unit has no row once treatment began: nothing tells then whether it was treated. */
function requireSeenFrom({ units, times, cell }: Panel, from: number, unit: string): void {
  const size = times.values.length
  const unknown = units.labels.filter((_, u) => cell.subarray(u * size + from, (u + 1) * size).every((row) => row < 0))
  if (unknown.length === 0) return
  throw new CausalError(
    'invalid-data',
    `${unknown.length} of ${units.labels.length} units (${show(unit)} ${quoteNames(unknown, 3)}) have no row from ${times.values[from]} on, when treatment begins, so that nothing tells whether they were treated: leave them out.`,
    { units: unknown, from: times.values[from] },
  )
}

export function ofCrossSections(
  table: Table<unknown, string>,
  { unit, time, treatment }: DifferenceInDifferencesQuestion,
  treated: Float64Array,
): TwoByTwo | RefusedDesign {
  const units = groupsAt(table, unit)
  const times = timesAt(table, time)
  const start = new Int32Array(units.labels.length).fill(-1)
  for (let i = 0; i < treated.length; i++) {
    const u = units.codes[i]!
    if (treated[i] === 1) start[u] = start[u] === -1 ? times.codes[i]! : Math.min(start[u]!, times.codes[i]!)
  }
  for (let i = 0; i < treated.length; i++) {
    const u = units.codes[i]!
    if (treated[i] === 1 || start[u] === -1 || times.codes[i]! < start[u]!) continue
    throw new CausalError(
      'not-supported',
      `${show(treatment)} of unit ${show(units.labels[u])} is 0 and 1 at or after time ${times.values[times.codes[i]!]}: a unit is treated as a whole, and stays so.`,
      { unit: units.labels[u] },
    )
  }
  return grouped(
    units,
    times,
    start,
    [...new Set(start)].filter((t) => t >= 0),
  )
}

function grouped(
  units: Groups,
  times: { readonly codes: Int32Array; readonly values: readonly number[] },
  start: Int32Array,
  begun: readonly number[],
): TwoByTwo | RefusedDesign {
  const treated = start.filter((t) => t >= 0).length
  const never = start.length - treated
  const [from] = begun as [number]
  const refusal = checkBeginning(
    begun.map((t) => times.values[t]!),
    { treated, never },
    times.values,
  )
  if (refusal !== null) return refusal
  return {
    ever: Uint8Array.from(units.codes, (u) => (start[u]! >= 0 ? 1 : 0)),
    post: Uint8Array.from(times.codes, (t) => (t >= from ? 1 : 0)),
    units: { treated, never },
    from: times.values[from]!,
  }
}

/** Throws where treatment begins at several times; a refusal where nobody is to compare with, or nothing is known from before. */
export function checkBeginning(
  begun: readonly number[],
  units: { readonly treated: number; readonly never: number },
  times: readonly number[],
): RefusedDesign | null {
  if (begun.length > 1) {
    throw new CausalError(
      'not-supported',
      `treatment begins at ${begun.length} different times (${[...begun].sort((a, b) => a - b).join(', ')}): call groupTimeEffects, which compares each group with those not yet treated.`,
      { times: begun },
    )
  }
  if (units.never === 0) {
    return refusedDesign(
      'no-comparison',
      'every unit is treated in the end: nobody shows what would have happened without.',
      { treated: units.treated },
    )
  }
  if (begun[0] !== times[0]) return null
  return refusedDesign(
    'no-comparison',
    `the treated are treated from the first time on (${times[0]}): nothing is known of them before.`,
    { time: times[0] },
  )
}

/** The refusal of a design in which one of the four means has no row. */
export function emptyCell(from: number): RefusedDesign {
  return refusedDesign('no-comparison', 'one of the four cells, treated or not, before or after, has no row.', { from })
}

/** What two plain differences compute. */
export function differenceFormula(y: string): string {
  return `(E[${y} | treated, after] − E[${y} | treated, before]) − (E[${y} | untreated, after] − E[${y} | untreated, before])`
}

/** A warning where few clusters give few degrees of freedom. */
export function fewFreedoms(clusterName: string, degreesOfFreedom: number): string[] {
  return degreesOfFreedom < 5
    ? [
        `${show(clusterName)} gives ${degreesOfFreedom.toPrecision(2)} degrees of freedom: few clusters make a wide interval.`,
      ]
    : []
}

/** Least squares of the outcome on group, period and both; the coefficient of both. */
export function twoByTwo(
  { outcome, clusters, clusterName, specification }: DifferenceColumns,
  { ever, post, units, from, gaps = false }: TwoByTwo,
  rule: ErrorRule,
  byDefault: boolean,
  confidence: number,
): DesignEffect<DifferenceInDifferencesSpecification> | RefusedDesign {
  const n = outcome.length
  const x = new Float64Array(4 * n)
  for (let i = 0; i < n; i++) x.set([1, ever[i]!, post[i]!, ever[i]! * post[i]!], 4 * i)
  const model = linearModel(x, n, 4, outcome)
  if (!model.ok) {
    return emptyCell(from)
  }
  const direction = Float64Array.of(0, 0, 0, 1)
  const influence = rowInfluence(model, direction)
  const alone = Math.min(...clustersOf2(ever, clusters.codes))
  const warnings = gaps ? [gapsMatter] : []
  let [standardError, degreesOfFreedom, standardErrorMethod] = [0, 0, '']
  if (rule.startsWith('CR') && alone < 2) {
    if (!byDefault) {
      return refusedDesign(
        'no-spread',
        `one of the groups is a single ${clusterName}: ${rule} needs two at least in each.`,
        {
          clusters: alone,
        },
      )
    }
    const spread = spreadOfOthers(influence, ever, clusters.codes)
    if (spread === null) {
      return refusedDesign(
        'no-spread',
        `there are too few of ${show(clusterName)} on the larger side to know how they differ.`,
      )
    }
    ;[standardError, degreesOfFreedom] = spread
    standardErrorMethod = 'from the spread among the clusters of the larger group alone'
    warnings.push(
      `one group is a single ${clusterName}: its own error can't be seen, and is taken to be that of the others. See syntheticControl.`,
    )
  } else {
    if (rule.startsWith('HC') || rule === 'classical') {
      warnings.push('rows of a unit are taken to be independent, which they rarely are over time: prefer CR2.')
    }
    const { covariance, degreesOfFreedom: df } = sandwich(model, rule, clusters)
    standardError = Math.sqrt(covariance[15]!)
    degreesOfFreedom = df(direction)
    standardErrorMethod =
      rule === 'classical' ? 'equal variances, divisor n − k' : `${rule}${rule[0] === 'C' ? ` by ${clusterName}` : ''}`
    if (rule[0] === 'C') warnings.push(...fewFreedoms(clusterName, degreesOfFreedom))
  }
  return reportDesign(
    {
      estimate: model.coefficients[3]!,
      standardError,
      degreesOfFreedom,
      n,
      population: 'ATT',
      formula: differenceFormula(specification.outcome),
      specification,
      estimator: 'difference in differences',
      standardErrorMethod,
      diagnostics: {
        treatedFrom: from,
        units: Object.freeze(units),
        coefficients: Object.freeze([...model.coefficients]),
        influenceOf: 'row',
      },
      warnings,
      influence,
    },
    confidence,
    {},
  )
}

/** How many clusters have rows of each group. */
function clustersOf2(ever: Uint8Array, codes: Int32Array): readonly [number, number] {
  const seen = [new Set<number>(), new Set<number>()]
  for (let i = 0; i < ever.length; i++) seen[ever[i]!]!.add(codes[i]!)
  return [seen[0]!.size, seen[1]!.size]
}
