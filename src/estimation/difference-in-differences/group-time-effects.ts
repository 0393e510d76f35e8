import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { checkedGroupTime, groupTimeKeys } from './checked-group-time.js'
import { groupTimeCells } from './group-time-cells.js'
import { nobodyNever } from './group-time-report.js'
import type { GroupTimeEffects, GroupTimeOptions } from './group-time-types.js'
import { differenceKeys } from './read-difference.js'
import { readStaggered } from './read-staggered.js'
import { staggeredReport } from './staggered-report.js'
import { sharesOf } from './summarize-cells.js'
import type { DifferenceInDifferencesQuestion } from './types.js'
import { unitCovariance } from './unit-covariance.js'

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
    checkOptions('options', options, [...groupTimeKeys], { anticipation: 'number' })
    const chosen = checkedGroupTime(options)
    const data = readStaggered(table as Table<unknown, string>, question, chosen.anticipation)
    if ('estimated' in data) return data
    const { panel, clusters } = data
    const { comparison, basePeriod: base, anticipation, method } = chosen
    if (comparison === 'never-treated' && !panel.start.includes(-1)) return nobodyNever(panel.units)
    const counts = new Map<number, number>()
    for (const s of panel.start) counts.set(s, (counts.get(s) ?? 0) + 1)
    return staggeredReport(
      {
        ...groupTimeCells(panel, { comparison, base, anticipation, method }),
        shares: sharesOf(panel.start),
        covariance: (influences) => unitCovariance(influences, clusters),
        units: panel.units,
        least: Math.min(...counts.values()),
        times: data.times,
        pieces: clusters === null ? null : clusters.count,
        names: data.names,
        specification: data.specification,
        warnings: data.warnings,
      },
      chosen,
    )
  })
}
