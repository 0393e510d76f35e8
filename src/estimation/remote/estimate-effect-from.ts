import { CausalError, calledAsAsync } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { type Asking, asking } from '../../sql/warehouse/ask.js'
import { momentsFrom } from '../../sql/warehouse/moments-from.js'
import type { ColumnKind, RemoteOptions, RemoteRows } from '../../sql/warehouse/types.js'
import { clustersOf, questionKeys } from '../core/question/check-question.js'
import { strataOf } from '../core/question/check-strata.js'
import { type EffectDesign, effectDesign } from '../core/question/effect-design.js'
import { effectFromMoments } from '../core/report/effect-from-moments.js'
import { isRefused } from '../core/report/refused.js'
import type { EffectEstimate } from '../core/types/effect.js'
import type { EstimationQuestion, SpecifiedQuestion } from '../core/types/question.js'
import { checkParts, effectOf } from '../effects/estimate-effect.js'
import { effectBySums } from './effect-by-sums.js'
import { mostRows } from './most-rows.js'
import { uniqueRows } from './unique-rows.js'

/**
 * Estimates a causal effect from rows that stay in their engine: identification is done here, one or a few sums there.
 *
 * The answer is that of {@link estimateEffect} on the rows, up to rounding. How it is reached depends on what the estimator needs:
 *
 * - means and covariances alone (regression without interactions, two-stage least squares, both with classical errors): one scan;
 * - few rows that differ: these with their counts, for every estimator: one scan. Few are at most 200,000 where fewer than 3 in 10 of
 *   the first 10,000 rows differ, and at most 2,000 combinations where each column holds categories, told so or seen to be: numbers
 *   of at most 20 values, each in two rows on average;
 * - else sums over the rows, for `regressionAdjustment()` (three scans), `ipw()` and `aipw()` (two more and one for each of about five
 *   Newton steps), each for the ATE with its default options and a treatment with two values; with `cluster` one scan more for each way
 *   (CR0 and CR1, rows in one engine).
 *
 * What can be had in none of these ways is refused with what to do; no row leaves the engine. Weights are those of `from`: how often a
 * row counts.
 *
 * @param rows - rows as `from` makes them, with `columns`
 * @param question - as for {@link estimateEffect}
 * @param options - incomplete rows, progress, signal
 * @returns as {@link estimateEffect}, without influence values where rows were summed up
 * @throws CausalError as {@link estimateEffect} for the question; `missing-values` with columns and counts; `engine` for an engine that
 *   fails, answers otherwise than it was asked, or whose table changes between two statements; `not-supported` for what needs rows; `aborted`
 * @complexity the scans above, each with O(k²) sums for k regressors
 * @category Estimation
 * @example
 * const rows = [
 *   { k0: 'small', k1: 'a', k2: 0, c0: 6 }, { k0: 'small', k1: 'a', k2: 1, c0: 81 },
 *   { k0: 'small', k1: 'b', k2: 0, c0: 36 }, { k0: 'small', k1: 'b', k2: 1, c0: 234 },
 * ]
 * const answers = [[{ c0: 4, c1: 357 }], [{ c0: 357 }], rows.map(({ k0, k1, k2, c0 }) => ({ k0: k1, k1: k2, k2: k0, c0 }))]
 * const w = warehouse({ query: async () => answers.shift() ?? [], dialect: duckdb })
 * const patients = from(w, 'patients', {
 *   columns: { treatment: 'category', recovered: 'number', stone: 'category' },
 *   where: { stone: 'small' },
 * })
 * const e = await estimateEffectFrom(patients, {
 *   graph: dag('treatment -> recovered'),
 *   treatment: 'treatment',
 *   outcome: 'recovered',
 *   estimator: ipw(),
 *   contrast: { from: 'b', to: 'a' },
 * })
 * e.estimated && e.estimate
 * //=> 0.064368
 */
export function estimateEffectFrom<N extends string>(
  rows: RemoteRows<N>,
  question: SpecifiedQuestion<Record<N, unknown>>,
  options?: RemoteOptions,
): Promise<EffectEstimate>
// the compiler tells of a misspelt name by the last one, so the question that most ask stands there
export function estimateEffectFrom<N extends string, const G extends string>(
  rows: RemoteRows<N>,
  question: EstimationQuestion<G, Record<N, unknown>>,
  options?: RemoteOptions,
): Promise<EffectEstimate>
export function estimateEffectFrom(
  rows: RemoteRows,
  question: Partial<EstimationQuestion> & Partial<SpecifiedQuestion>,
  options: RemoteOptions = {},
): Promise<EffectEstimate> {
  return calledAsAsync('estimateEffectFrom', async () => {
    checkOptions('question', question, [...questionKeys, 'specification'])
    checkOptions('options', options, ['incomplete', 'onProgress', 'signal'])
    const asked = asking(rows, options)
    const { columns } = rows
    if (columns === undefined) {
      throw new CausalError(
        'invalid-argument',
        'say in `from` what the columns hold: { columns: { age: "number", arm: "category" } }.',
      )
    }
    const whole = question as EstimationQuestion | SpecifiedQuestion
    if (typeof question === 'object' && question !== null) checkParts(whole)
    const design = effectDesign(Object.keys(columns), whole)
    if (isRefused(design)) return design
    checkRequest(design)
    return (
      (await byMoments(rows, design, whole, columns, options)) ??
      (await byUniqueRows(asked, design, whole, columns)) ??
      (await effectBySums(asked, design, columns))
    )
  })
}

/** Weights of the rows are said in `from`, where every verb sees them. */
function checkRequest({ request }: EffectDesign): void {
  if (request.weights === undefined) return
  throw new CausalError(
    'not-supported',
    'sampling weights need rows: draw them with sampleFrom; weights that say how often a row counts go into `from`.',
    { option: 'weights' },
  )
}

function usedBy({ request, plan, treatment, outcome }: EffectDesign): readonly string[] {
  return [
    ...new Set([treatment, outcome, ...plan.adjustment, ...plan.through, ...clustersOf(request), ...strataOf(request)]),
  ]
}

async function byMoments(
  rows: RemoteRows,
  design: EffectDesign,
  question: EstimationQuestion | SpecifiedQuestion,
  columns: Readonly<Record<string, ColumnKind>>,
  options: RemoteOptions,
): Promise<EffectEstimate | null> {
  const { estimator, measure = 'difference', cluster, strata, event } = design.request
  const used = usedBy(design)
  const needsMore = measure !== 'difference' || cluster !== undefined || strata !== undefined || event !== undefined
  if (estimator.fromMoments === undefined || needsMore || used.some((name) => columns[name] !== 'number')) return null
  return effectFromMoments(await momentsFrom(rows, used, options), question)
}

async function byUniqueRows(
  asked: Asking,
  design: EffectDesign,
  question: EstimationQuestion | SpecifiedQuestion,
  columns: Readonly<Record<string, ColumnKind>>,
): Promise<EffectEstimate | null> {
  // folds by a key need its column, which is not among those that counts are of
  if (design.request.estimator.sumsFolds !== undefined) return null
  const used = usedBy(design)
  const most = await mostRows(asked, used, columns)
  const found = most === 0 ? null : await uniqueRows(asked, used, columns, most)
  if (found === null) return null
  return effectOf({ kind: 'counts', ...found }, question)
}
