import { CausalError, calledAsAsync } from '../../../errors.js'
import { checkedObject } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import type { RemoteOptions, RemoteRows } from '../../../sql/warehouse/types.js'
import { refusedDesign } from '../../core/designs/refused-design.js'
import type { RefusedDesign } from '../../core/designs/types.js'
import { checkedGroupTime } from '../../difference-in-differences/checked-group-time.js'
import { nobodyNever } from '../../difference-in-differences/group-time-report.js'
import type { GroupTimeEffects, GroupTimeOptions } from '../../difference-in-differences/group-time-types.js'
import { differenceKeys } from '../../difference-in-differences/read-difference.js'
import { staggeredReport } from '../../difference-in-differences/staggered-report.js'
import type { DifferenceInDifferencesQuestion } from '../../difference-in-differences/types.js'
import { cellsBySums, covarianceBySums, sharesBySums } from './cells-by-sums.js'
import { readDifferenceFrom } from './read-difference-from.js'
import { changeSums } from './unit-sums.js'

/**
 * Options of `groupTimeEffectsFrom`.
 *
 * @category Estimation
 */
export interface RemoteGroupTimeOptions extends Omit<GroupTimeOptions, 'method'>, RemoteOptions {}

/**
 * Effects by group and time, and the event study of their means, of a panel whose rows stay in their engine: what
 * {@link groupTimeEffects} without covariates gives from a table, up to rounding.
 *
 * The engine sums up the changes of units, from each time to the next, and their products, among the units whose treatment begins
 * together: all means, errors, bands and the test of pre-trends follow from these, since without covariates the influence of a unit
 * is linear in its own changes.
 *
 * @param rows - rows as `from` makes them, in one engine: one for each unit and time; treatment, outcome and time hold numbers; units
 *   that are not seen at each time, or treated from the first on, are left out and told
 * @param question - treatment (0, then 1 for good), outcome, unit, time; no `adjustment`, and `cluster` only where it is the unit
 * @param options - comparison, base period, anticipation, which mean is the estimate; incomplete rows, progress, signal
 * @returns as {@link groupTimeEffects}, without influence values; or a refusal where nobody is to compare with
 * @throws CausalError `invalid-data` for two rows of a unit at one time or a treatment that is not 0 or 1; `not-supported` for a treatment
 *   that ends, covariates, clusters of units, several parts, weights, or more than 60 times; `missing-values`, `engine`, `aborted`
 * @complexity three scans with a group for each unit, the last with O(times²) sums; one cheap statement
 * @category Estimation
 * @see Callaway & Sant'Anna 2021, "Difference-in-differences with multiple time periods", Journal of Econometrics 225
 * @example
 * const answers = [
 *   [{ c0: 1, c1: 8, c2: 40, c3: 0, c4: 0 }, { c0: 2, c1: 8, c2: 52, c3: 4, c4: 0 }],
 *   [{ c0: 16 }],
 *   [{ c0: 2, c1: 4, c2: 8, c3: 0, c4: 0, c5: 0, c6: 1 }, { c0: null, c1: 4, c2: 8, c3: 0, c4: 0, c5: 0, c6: 2 }],
 *   [{ c0: 2, c1: 4, c2: 4, c3: 6 }, { c0: null, c1: 4, c2: -4, c3: 6 }],
 * ]
 * const w = warehouse({ query: async () => answers.shift() ?? [], dialect: duckdb })
 * const shops = from(w, 'shops', { columns: { shop: 'category', year: 'number', law: 'number', jobs: 'number' } })
 * const e = await groupTimeEffectsFrom(shops, { treatment: 'law', outcome: 'jobs', unit: 'shop', time: 'year' })
 * e.estimated && [e.estimate, e.standardError]
 * //=> [2, 0.5]
 */
export function groupTimeEffectsFrom<N extends string>(
  rows: RemoteRows<N>,
  question: DifferenceInDifferencesQuestion<NoInfer<N>>,
  options: RemoteGroupTimeOptions = {},
): Promise<GroupTimeEffects | RefusedDesign> {
  return calledAsAsync('groupTimeEffectsFrom', async () => {
    checkOptions('question', question, [...differenceKeys])
    checkOptions(
      'options',
      options,
      [
        'comparison',
        'basePeriod',
        'anticipation',
        'summary',
        'confidence',
        'draws',
        'seed',
        'incomplete',
        'onProgress',
        'signal',
      ],
      { anticipation: 'number' },
    )
    const chosen = checkedGroupTime(options)
    const { comparison, basePeriod: base, anticipation } = chosen
    checkUnits(checkedObject('question', question))
    const difference = await readDifferenceFrom(rows as RemoteRows, question, options, false)
    const { times, groups, specification } = difference
    const placeOf = (start: number | null): number => (start === null ? -1 : times.indexOf(start))
    const all = groups.reduce((sum, { units }) => sum + units, 0)
    const gaps = groups.reduce((sum, each) => sum + each.gaps, 0)
    const isEarly = (place: number): boolean => place >= 0 && place <= anticipation
    const early = groups.reduce((sum, each) => sum + (isEarly(placeOf(each.start)) ? each.units - each.gaps : 0), 0)
    const warnings = [
      ...(gaps > 0
        ? [`${gaps} of ${all} units are not seen at each of the ${times.length} times and were left out.`]
        : []),
      ...(early > 0
        ? [`${early} units are treated from the first time on, so nothing is known of them before: they were left out.`]
        : []),
    ]
    if (!groups.some((each) => each.units > each.gaps && placeOf(each.start) > anticipation)) {
      return refusedDesign(
        'no-comparison',
        `no unit is left whose treatment begins within the times seen${gaps > 0 ? ': the others have gaps' : ''}.`,
        { gaps, treatedThroughout: early },
      )
    }
    const sums = (await changeSums(difference)).filter(({ start }) => !isEarly(start)).sort((a, b) => a.start - b.start)
    const units = sums.reduce((sum, { count }) => sum + count, 0)
    if (comparison === 'never-treated' && !sums.some(({ start }) => start < 0)) return nobodyNever(units)
    return staggeredReport(
      {
        ...cellsBySums(sums, times.length, { comparison, base, anticipation }),
        shares: sharesBySums(sums, times.length),
        covariance: covarianceBySums(sums, times.length),
        ...{ units, times, warnings, specification, names: [], pieces: null, inSums: true },
        least: Math.min(...sums.map(({ count }) => count)),
      },
      chosen,
    )
  })
}

function checkUnits({ cluster, unit }: DifferenceInDifferencesQuestion): void {
  if (cluster === undefined || cluster === unit) return
  throw new CausalError(
    'not-supported',
    `sums over units tell the spread of units, not of ${show(cluster)}: leave \`cluster\` out, make ${show(cluster)} the unit of a query that takes means, or draw whole clusters with sampleFrom.`,
    { cluster },
  )
}
