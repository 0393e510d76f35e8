import { refusedDesign } from '../core/designs/refused-design.js'
import { reportDesign } from '../core/designs/report-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { inference } from '../core/inference/inference.js'
import type { GroupTimeCell } from './group-time-cells.js'
import { skippedWarning, smallGroups, summarize } from './group-time-report.js'
import type { EventTimeEffect, GroupTimeEffect, GroupTimeEffects, GroupTimeOptions } from './group-time-types.js'
import { byGroupSize, type CellSummary, type GroupShares, meanOf } from './summarize-cells.js'
import type { DifferenceInDifferencesSpecification } from './types.js'
import { supremumQuantile, waldTest } from './unit-covariance.js'

/** Pre-trends less probable than this by chance are told. */
const PRE_TREND = 0.05

/** The effects by group and time, with what their means and errors are made of. */
export interface StaggeredCells {
  readonly cells: readonly GroupTimeCell[]
  readonly skipped: readonly { readonly group: number; readonly time: number; readonly why: string }[]
  readonly shares: GroupShares
  /** The covariance of estimates from their influences. */
  readonly covariance: (influences: readonly Float64Array[]) => Float64Array
  readonly units: number
  /** How many units the smallest group has. */
  readonly least: number
  readonly times: readonly number[]
  /** How many clusters there are; null where each unit is one. */
  readonly pieces: number | null
  /** The covariates. */
  readonly names: readonly string[]
  readonly specification: DifferenceInDifferencesSpecification
  readonly warnings: readonly string[]
  /** Whether units were summed up, so that an influence is not one of units. */
  readonly inSums?: true
}

/** Event study, means by group and time, and the test of pre-trends. */
export function staggeredReport(
  data: StaggeredCells,
  options: Required<GroupTimeOptions>,
): GroupTimeEffects | RefusedDesign {
  const { cells, skipped, shares, covariance, times } = data
  const { comparison, anticipation, method, confidence, draws, seed } = options
  const after = cells.filter(({ group, time }) => time >= group)
  if (after.length === 0) {
    return refusedDesign(
      'no-comparison',
      `no effect after treatment can be estimated: ${skipped[0]?.why ?? 'no group begins treatment within the times seen'}.`,
      {
        skipped: skipped.map(({ group, time }) => [times[group], times[time]]),
      },
    )
  }
  const known = (part: CellSummary) => {
    const standardError = Math.sqrt(covariance([part.influence])[0]!)
    const { interval, pValue } = inference(part.estimate, standardError, Number.POSITIVE_INFINITY, confidence)
    return { estimate: part.estimate, standardError, interval, pValue }
  }
  const summaries = summarize(cells, after, shares)
  const events = [...summaries.event].filter(([, part]) => part.influence.some((v) => v !== 0))
  const together = covariance(events.map(([, part]) => part.influence))
  const critical = events.length > 0 ? supremumQuantile(together, events.length, confidence, draws, seed) : 0
  const eventStudy: EventTimeEffect[] = [...summaries.event].map(([event, part]) => {
    const figures = known(part)
    const reach = critical * figures.standardError
    return Object.freeze({
      event,
      ...figures,
      band: Object.freeze([part.estimate - reach, part.estimate + reach] as const),
    })
  })
  const before = cells.filter(
    ({ group, time, influence }) => time < group - anticipation && influence.some((v) => v !== 0),
  )
  const preTrend = waldTest(
    before.map(({ estimate }) => estimate),
    covariance(before.map(({ influence }) => influence)),
  )
  const overall =
    options.summary === 'simple'
      ? summaries.simple
      : options.summary === 'event'
        ? meanOf([...summaries.event].flatMap(([event, part]) => (event >= 0 ? [part] : [])))
        : options.summary === 'group'
          ? byGroupSize(
              [...summaries.group].map(([group, part]) => ({ group, time: 0, ...part })),
              shares,
            )
          : meanOf([...summaries.time.values()])
  const standardError = Math.sqrt(covariance([overall.influence])[0]!)
  return reportDesign(
    {
      estimate: overall.estimate,
      standardError,
      degreesOfFreedom: Number.POSITIVE_INFINITY,
      n: data.units * times.length,
      population: 'ATT',
      formula: `mean over ${options.summary === 'simple' ? 'g and t ≥ g' : options.summary === 'event' ? 't − g ≥ 0' : options.summary === 'group' ? 'groups g, of the mean over t ≥ g,' : 'times t'} of ATT(g, t) = E[Y_t − Y_(g−${1 + anticipation}) | G = g] − E[Y_t − Y_(g−${1 + anticipation}) | ${comparison === 'never-treated' ? 'never treated' : `not treated by t`}${data.names.length > 0 ? `, ${data.names.join(', ')}` : ''}]`,
      specification: data.specification,
      estimator: `group-time effects (Callaway and Sant'Anna, ${data.names.length > 0 ? method : 'no covariates'})`,
      standardErrorMethod: `influence of each ${data.pieces === null ? 'unit' : 'cluster'}`,
      diagnostics: {
        units: data.units,
        groups: new Set(after.map(({ group }) => group)).size,
        ...(data.inSums === true ? {} : { influenceOf: 'unit' }),
      },
      warnings: [
        ...data.warnings,
        ...(skipped.length > 0 ? [skippedWarning(skipped, times)] : []),
        ...(preTrend !== null && preTrend.pValue < PRE_TREND
          ? [
              `trends differed before treatment (p = ${preTrend.pValue.toPrecision(2)}): without treatment they need not have been parallel after it.`,
            ]
          : []),
        ...smallGroups(data.least, data.pieces ?? data.units),
      ],
      influence: data.inSums === true ? new Float64Array(0) : overall.influence,
    },
    confidence,
    {
      cells: Object.freeze(
        cells.map(
          (cell): GroupTimeEffect =>
            Object.freeze({ group: times[cell.group]!, time: times[cell.time]!, ...known(cell) }),
        ),
      ),
      eventStudy: Object.freeze(eventStudy),
      byGroup: Object.freeze(
        [...summaries.group].map(([group, part]) => Object.freeze({ group: times[group]!, ...known(part) })),
      ),
      byTime: Object.freeze(
        [...summaries.time].map(([time, part]) => Object.freeze({ time: times[time]!, ...known(part) })),
      ),
      preTrend: preTrend === null ? null : Object.freeze(preTrend),
    },
  )
}
