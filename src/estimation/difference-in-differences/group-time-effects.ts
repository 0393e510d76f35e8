import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { checkedConfidence, checkedWhole, checkedWord } from '../core/designs/read-question.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import { reportDesign } from '../core/designs/report-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { inference } from '../core/inference/inference.js'
import { groupTimeCells } from './group-time-cells.js'
import { skippedWarning, smallGroups, summarize } from './group-time-report.js'
import type { EventTimeEffect, GroupTimeEffect, GroupTimeEffects, GroupTimeOptions } from './group-time-types.js'
import { differenceKeys } from './read-difference.js'
import { readStaggered, type Staggered } from './read-staggered.js'
import { byGroupSize, type CellSummary, meanOf } from './summarize-cells.js'
import type { DifferenceInDifferencesQuestion } from './types.js'
import { supremumQuantile, unitCovariance, waldTest } from './unit-covariance.js'

/** Pre-trends less probable than this by chance are told. */
const PRE_TREND = 0.05

/**
 * Difference in differences where treatment begins at different times: the effect ATT(g, t) on each group g of units that
 * begin together, at each time t, against units never or not yet treated; and the event study of their means.
 *
 * No comparison with units already treated is ever made, so effects may differ between groups and grow over time. With
 * `adjustment`, trends may depend on covariates: doubly robust, right when either the regression of the change or the
 * propensity is. Errors come from the influence of each unit; `preTrend` tests all effects before treatment at once;
 * `band` in the event study holds for all event times together.
 *
 * @param table - a row for each unit and time; units that are not seen at each time, or treated from the first on, are left out and told
 * @param question - treatment (0, then 1 for good), outcome, unit, time; covariates count as they were at the first time
 * @param options - comparison, method, base period, anticipation, which mean is the estimate
 * @returns ATT(g, t), the event study, means by group and by time, the pre-trend test; or a refusal where nobody is to compare with
 * @throws CausalError `invalid-data` for two rows of a unit at one time or a treatment that is not 0 or 1; `not-supported` for a treatment that ends
 * @complexity O(units · groups · times · k²)
 * @category Estimation
 * @see Callaway & Sant'Anna 2021, "Difference-in-differences with multiple time periods", Journal of Econometrics 225; Sant'Anna & Zhao 2020
 * @example
 * const rows = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((shop, s) =>
 *   [1, 2, 3, 4].map((year) => {
 *     const from = [2, 2, 3, 3, 9, 9][s]!
 *     return { shop, year, law: year >= from ? 1 : 0, jobs: s + year + (year >= from ? 1 + year - from : 0) + ((s * year) % 4) / 10 }
 *   }),
 * )
 * const e = groupTimeEffects(table(rows), { treatment: 'law', outcome: 'jobs', unit: 'shop', time: 'year' })
 * e.estimated && e.eventStudy.map(({ event }) => event)
 * //=> [-1, 0, 1, 2]
 */
export function groupTimeEffects<T>(
  table: Table<T>,
  question: DifferenceInDifferencesQuestion<NoInfer<keyof T & string>>,
  options: GroupTimeOptions = {},
): GroupTimeEffects | RefusedDesign {
  return calledAs('groupTimeEffects', () => {
    checkOptions('question', question, [...differenceKeys])
    checkOptions('options', options, [
      'comparison',
      'method',
      'basePeriod',
      'anticipation',
      'summary',
      'confidence',
      'draws',
      'seed',
    ])
    const chosen: Required<GroupTimeOptions> = {
      comparison: checkedWord('comparison', options.comparison ?? 'never-treated', [
        'never-treated',
        'not-yet-treated',
      ]),
      method: checkedWord('method', options.method ?? 'doubly-robust', ['doubly-robust', 'regression', 'weighting']),
      basePeriod: checkedWord('basePeriod', options.basePeriod ?? 'varying', ['varying', 'universal']),
      anticipation: checkedWhole('anticipation', options.anticipation ?? 0, 0),
      summary: checkedWord('summary', options.summary ?? 'group', ['group', 'simple', 'event', 'time']),
      confidence: checkedConfidence(options.confidence),
      draws: checkedWhole('draws', options.draws ?? 10_000, 100),
      seed: options.seed ?? 1,
    }
    const data = readStaggered(table as Table<unknown, string>, question, chosen.anticipation)
    return 'estimated' in data ? data : staggered(data, chosen)
  })
}

function staggered(data: Staggered, options: Required<GroupTimeOptions>): GroupTimeEffects | RefusedDesign {
  const { panel, times, clusters } = data
  const { comparison, anticipation, method, basePeriod, confidence, draws, seed } = options
  if (comparison === 'never-treated' && !panel.start.includes(-1)) {
    return refusedDesign(
      'no-comparison',
      "every unit is treated in the end: compare with those not yet treated, { comparison: 'not-yet-treated' }.",
      { units: panel.units },
    )
  }
  const { cells, skipped } = groupTimeCells(panel, { comparison, base: basePeriod, anticipation, method })
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
    const standardError = Math.sqrt(unitCovariance([part.influence], clusters)[0]!)
    const { interval, pValue } = inference(part.estimate, standardError, Number.POSITIVE_INFINITY, confidence)
    return { estimate: part.estimate, standardError, interval, pValue }
  }
  const summaries = summarize(cells, after, panel.start)
  const events = [...summaries.event].filter(([, part]) => part.influence.some((v) => v !== 0))
  const covariance = unitCovariance(
    events.map(([, part]) => part.influence),
    clusters,
  )
  const critical = events.length > 0 ? supremumQuantile(covariance, events.length, confidence, draws, seed) : 0
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
    unitCovariance(
      before.map(({ influence }) => influence),
      clusters,
    ),
  )
  const overall =
    options.summary === 'simple'
      ? summaries.simple
      : options.summary === 'event'
        ? meanOf([...summaries.event].flatMap(([event, part]) => (event >= 0 ? [part] : [])))
        : options.summary === 'group'
          ? byGroupSize(
              [...summaries.group].map(([group, part]) => ({ group, time: 0, ...part })),
              panel.start,
            )
          : meanOf([...summaries.time.values()])
  const standardError = Math.sqrt(unitCovariance([overall.influence], clusters)[0]!)
  const pieces = clusters?.count ?? panel.units
  return reportDesign(
    {
      estimate: overall.estimate,
      standardError,
      degreesOfFreedom: Number.POSITIVE_INFINITY,
      n: panel.units * panel.times,
      population: 'ATT',
      formula: `mean over ${options.summary === 'simple' ? 'g and t ≥ g' : options.summary === 'event' ? 't − g ≥ 0' : options.summary === 'group' ? 'groups g, of the mean over t ≥ g,' : 'times t'} of ATT(g, t) = E[Y_t − Y_(g−${1 + anticipation}) | G = g] − E[Y_t − Y_(g−${1 + anticipation}) | ${comparison === 'never-treated' ? 'never treated' : `not treated by t`}${data.names.length > 0 ? `, ${data.names.join(', ')}` : ''}]`,
      specification: data.specification,
      estimator: `group-time effects (Callaway and Sant'Anna, ${data.names.length > 0 ? method : 'no covariates'})`,
      standardErrorMethod: `influence of each ${clusters === null ? 'unit' : 'cluster'}`,
      diagnostics: { units: panel.units, groups: new Set(after.map(({ group }) => group)).size, influenceOf: 'unit' },
      warnings: [
        ...data.warnings,
        ...(skipped.length > 0 ? [skippedWarning(skipped, times)] : []),
        ...(preTrend !== null && preTrend.pValue < PRE_TREND
          ? [
              `trends differed before treatment (p = ${preTrend.pValue.toPrecision(2)}): without treatment they need not have been parallel after it.`,
            ]
          : []),
        ...smallGroups(panel.start, pieces),
      ],
      influence: overall.influence,
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
