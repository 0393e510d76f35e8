import { CausalError, calledAsAsync } from '../../../errors.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import type { RemoteOptions, RemoteRows } from '../../../sql/warehouse/types.js'
import { gapsMatter } from '../../core/designs/read-panel.js'
import { checkedConfidence } from '../../core/designs/read-question.js'
import { refusedDesign } from '../../core/designs/refused-design.js'
import { reportDesign } from '../../core/designs/report-design.js'
import type { DesignEffect, RefusedDesign } from '../../core/designs/types.js'
import { differenceKeys } from '../../difference-in-differences/read-difference.js'
import {
  checkBeginning,
  differenceFormula,
  emptyCell,
  fewFreedoms,
} from '../../difference-in-differences/two-by-two.js'
import type {
  DifferenceInDifferencesQuestion,
  DifferenceInDifferencesSpecification,
} from '../../difference-in-differences/types.js'
import { cellSums, scoreSums } from './cell-sums.js'
import { readDifferenceFrom, type StartGroup } from './read-difference-from.js'

/**
 * Options of `differenceInDifferencesFrom`.
 *
 * @category Estimation
 */
export interface RemoteDifferenceOptions extends RemoteOptions {
  /** Whether a unit may have many rows at a time, of people who are others each time (default false). */
  readonly crossSections?: boolean
  /** The confidence level of the interval, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * Difference in differences of two groups whose rows stay in their engine: what {@link differenceInDifferences} gives from a table, up
 * to rounding, with the same CR2 standard error and Bell and McCaffrey's degrees of freedom, from sums within units or clusters.
 *
 * All treated units must begin at the same time (else see {@link groupTimeEffectsFrom}). For a regression with effects of all units
 * and times see {@link fixedEffectsFrom} with `effects: 'two-way'`.
 *
 * @param rows - rows as `from` makes them, in one engine; treatment, outcome and time hold numbers
 * @param question - treatment (0 before, 1 after), outcome, unit, time; `cluster`, of units that are all treated or all not
 * @param options - cross-sections, confidence; incomplete rows, progress, signal
 * @returns the effect on the treated, without influence values; or a refusal where nobody remains untreated, or a group is a single cluster
 * @throws CausalError `invalid-data` (units not seen once treatment began among them) for two rows of a unit at one time or a treatment that is not 0 or 1; `not-supported` for treatments
 *   that begin at different times or end, clusters with both groups, several parts, or weights; `missing-values`, `engine`, `aborted`
 * @complexity four scans, three of them with a group for each unit; one cheap statement
 * @category Estimation
 * @see Angrist & Pischke 2009, section 5.2; Bell & McCaffrey 2002
 * @example
 * const answers = [
 *   [{ c0: 1, c1: 4, c2: 67, c3: 0, c4: 0 }, { c0: 2, c1: 4, c2: 79, c3: 2, c4: 0 }],
 *   [{ c0: 8 }],
 *   [{ c0: 2, c1: 2, c2: 4, c3: 0, c4: 0, c5: 0, c6: 1 }, { c0: null, c1: 2, c2: 4, c3: 0, c4: 0, c5: 0, c6: 2 }],
 *   [
 *     { k0: 0, c0: 2, c1: 0, c2: 2, c3: 2, c4: 8.5, c5: 11.5 },
 *     { k0: 1, c0: 2, c1: 0, c2: 2, c3: 2, c4: -14.5, c5: -5.5 },
 *   ],
 *   [
 *     { k0: 0, c0: 2, c1: 0.25, c2: 0.5, c3: 1, c4: 1, c5: 1, c6: 0.5, c7: 4 },
 *     { k0: 1, c0: 2, c1: 0.25, c2: 0.5, c3: 1, c4: 1, c5: 1, c6: 0.5, c7: 4 },
 *   ],
 * ]
 * const w = warehouse({ query: async () => answers.shift() ?? [], dialect: duckdb })
 * const shops = from(w, 'shops', { columns: { shop: 'category', year: 'number', law: 'number', jobs: 'number' } })
 * const e = await differenceInDifferencesFrom(shops, { treatment: 'law', outcome: 'jobs', unit: 'shop', time: 'year' })
 * e.estimated && [e.estimate, e.standardError]
 * //=> [3, 0.707107]
 */
export function differenceInDifferencesFrom<N extends string>(
  rows: RemoteRows<N>,
  question: DifferenceInDifferencesQuestion<NoInfer<N>>,
  options: RemoteDifferenceOptions = {},
): Promise<DesignEffect<DifferenceInDifferencesSpecification> | RefusedDesign> {
  return calledAsAsync('differenceInDifferencesFrom', async () => {
    checkOptions('question', question, [...differenceKeys])
    checkOptions('options', options, ['crossSections', 'confidence', 'incomplete', 'onProgress', 'signal'], {
      crossSections: 'boolean',
    })
    const confidence = checkedConfidence(options.confidence)
    const { crossSections = false } = options
    const difference = await readDifferenceFrom(rows as RemoteRows, question, options, crossSections)
    const { groups, times, n, names, mean, specification } = difference
    const begun = groups.flatMap(({ start }) => (start === null ? [] : [start]))
    const never = groups.find(({ start }) => start === null)?.units ?? 0
    const treated = groups.reduce((sum, { units }) => sum + units, 0) - never
    const refusal = checkBeginning(begun, { treated, never }, times)
    if (refusal !== null) return refusal
    const [from] = begun as [number]
    if (!crossSections) requireSeenFrom(groups, from, names.unit)
    const cells = await cellSums(difference, from)
    if (cells.some(({ rows: [before, after] }) => before === 0 || after === 0)) return emptyCell(from)
    const alone = Math.min(...cells.map(({ clusters }) => clusters))
    if (alone < 2) {
      return refusedDesign(
        'no-spread',
        `one of the groups is a single ${names.cluster}: CR2 needs two at least in each. See differenceInDifferences, which takes the spread of the others for it.`,
        { clusters: alone },
      )
    }
    const scores = await scoreSums(difference, from, cells)
    const [y00, y01, y10, y11] = cells.flatMap(({ means }) => means.map((each) => each + mean)) as [
      number,
      number,
      number,
      number,
    ]
    const change = cells.map(({ means: [before, after] }) => after - before) as [number, number]
    const standardError = Math.sqrt(scores.reduce((sum, { square }) => sum + square, 0))
    const trace = scores.reduce((sum, each) => sum + each.trace, 0)
    const degreesOfFreedom = trace ** 2 / scores.reduce((sum, each) => sum + each.traceOfSquare, 0)
    return reportDesign(
      {
        estimate: change[1] - change[0],
        standardError,
        degreesOfFreedom,
        n,
        population: 'ATT',
        formula: differenceFormula(specification.outcome),
        specification,
        estimator: 'difference in differences',
        standardErrorMethod: `CR2 by ${names.cluster}`,
        diagnostics: {
          treatedFrom: from,
          units: Object.freeze({ treated, never }),
          coefficients: Object.freeze([y00, y10 - y00, y01 - y00, y11 - y10 - y01 + y00]),
        },
        warnings: [
          ...(!crossSections && groups.some(({ gaps }) => gaps > 0) ? [gapsMatter] : []),
          ...fewFreedoms(names.cluster, degreesOfFreedom),
        ],
        influence: new Float64Array(0),
      },
      confidence,
      {},
    )
  })
}

/** Throws where a unit has no row once treatment began: nothing tells then whether it was treated. */
function requireSeenFrom(groups: readonly StartGroup[], from: number, unit: string): void {
  const last = groups.find(({ start }) => start === null)?.lastUntreated ?? null
  if (last === null || last >= from) return
  throw new CausalError(
    'invalid-data',
    `units (${show(unit)}) were last seen at ${last}, before treatment begins at ${from}, so that nothing tells whether they were treated: leave them out.`,
    { lastSeen: last, from },
  )
}
