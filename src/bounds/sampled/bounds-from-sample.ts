import { CausalError, calledAs } from '../../errors.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { normalCdf, normalUpperQuantile } from '../../numeric/special/normal.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { generator } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { functionalBounder, typesRegion } from '../core/functional-bounds.js'
import { inTerms, withinRange } from '../core/in-terms.js'
import { knownProbabilities, type LabelledProbability } from '../core/known-probabilities.js'
import { boundsProblem } from '../core/problem.js'
import type { BoundsQuery, Interval, KnownDistribution, NoModel, Unresolved } from '../types.js'
import { unresolved } from '../unresolved.js'
import { deviation, type SampledEnd, sampledEnd } from './end-error.js'
import { frequencyNoise, groupsOf } from './frequency-noise.js'
import { type Corner, cornerFinder } from './penalised-bounds.js'

/** At so many of the draws the best corner is looked for: those that matter come up soon. */
const cornerDraws = 60

/**
 * Options of {@link boundsFromSample}.
 *
 * @category Bounds
 */
export interface SampledBoundsOptions {
  /** How often the interval shall hold what it covers, 0.95 unless told. */
  readonly confidence?: number
  /**
   * `'set'` (unless told): the interval holds all values between the true bounds that often. `'value'`: it holds the true value
   * that often, wherever it lies between them, which asks for less (Imbens & Manski 2004).
   */
  readonly covers?: 'set' | 'value'
  /** How many samples are drawn, 400 unless told. */
  readonly draws?: number
  /** The seed of the draws, 0 unless told. */
  readonly seed?: number | string
}

/**
 * The answer of {@link boundsFromSample}.
 *
 * @category Bounds
 */
export type SampledBounds =
  | {
      /** That there is an interval. */
      readonly status: 'bounds'
      /** The bounds at the sample's frequencies; null where no model has these, which chance alone can bring about. */
      readonly estimate: Interval | null
      /** The confidence interval. */
      readonly interval: Interval
      /** How many rows there are in all. */
      readonly n: number
      /** Whether bounds from the true probabilities would be reached by a model of this graph; else they hold but may be wide. */
      readonly sharp: boolean
    }
  | NoModel
  | Unresolved

/**
 * Bounds from counts, with a confidence interval.
 *
 * An end of the bounds is the greatest of several linear functions of the probabilities (the corners of the dual programme),
 * so that its estimate errs inwards, and its law has a kink where two corners tie. The corners are those that are best for
 * some sample drawn from the frequencies; each end is moved outwards by a quantile of the greatest error of those that may be
 * the true best one, within √(log n) standard errors. For the set each end takes half of what is left of the confidence; for the value
 * the share is that of Imbens & Manski, with the width of the bounds counted as none unless it is beyond doubt (Stoye 2009).
 * Frequencies outside every model are no hindrance: any corner holds in every model.
 *
 * @param graph - a DAG or ADMG over the discrete variables
 * @param data - counts: of observations, of experiments, each from rows of its own; conditional on the roots, whose counts may be set
 * @param query - as in {@link counterfactualBounds}, without a condition other than on roots
 * @param options - `confidence`, what it `covers`, `draws`, `seed`
 * @returns the bounds at the frequencies and the interval; `no-model` where the data contradict the graph or the assumptions beyond
 *   what chance explains at this confidence
 * @throws CausalError as {@link counterfactualBounds}; `invalid-argument` for numbers that are no counts; `not-supported` for a
 *   condition
 * @complexity some 120 linear programmes; the draws cost O(rows) each
 * @category Bounds
 * @see Imbens & Manski 2004, Econometrica 72; Stoye 2009, Econometrica 77; Andrews & Soares 2010, Econometrica 78
 * @example
 * const states = ['0', '1']
 * const distribution = factor(
 *   [{ name: 'Z', states }, { name: 'X', states }, { name: 'Y', states }],
 *   [158, 14, 0, 0, 52, 12, 23, 78],
 * )
 * boundsFromSample(admg('Z -> X -> Y; X <-> Y'), [{ distribution }], {
 *   event: [{ variable: 'Y', value: '1', do: { X: '1' } }],
 * })
 * //=> { status: 'bounds', estimate: [0.4727, 0.8606], interval: [0.3467, 0.9764], n: 337, sharp: true }
 */
export function boundsFromSample<N extends string>(
  graph: CausalGraph<'dag' | 'admg', N>,
  data: readonly KnownDistribution<NoInfer<N>>[],
  query: Pick<BoundsQuery<NoInfer<N>>, 'event' | 'sum' | 'given' | 'monotone' | 'assume'>,
  options: SampledBoundsOptions = {},
): SampledBounds {
  return calledAs('boundsFromSample', () => {
    checkOptions('query', query, ['event', 'sum', 'given', 'monotone', 'assume'], { monotone: 'list', assume: 'list' })
    checkOptions('options', options, ['confidence', 'covers', 'draws', 'seed'])
    const settings = readOptions(options)
    const problem = boundsProblem(graph, data, query)
    let known: LabelledProbability[] = []
    for (const item of data) {
      checkCounts(item)
      known = [...known, ...knownProbabilities(problem, item, (known.at(-1)?.group ?? -1) + 1)]
    }
    const { asked, given, limits } = inTerms(problem, query)
    if (given.length > 0)
      throw new CausalError('not-supported', 'a condition makes the bounds a ratio: ask for the joint event.', {})
    // a cell without a row is no impossible one
    const region = typesRegion(
      problem.types,
      known.map(({ terms }) => ({ terms, p: 1 })),
      limits,
    )
    if (region === null) return contradicted(settings.confidence)
    const cost = region.objective(asked)
    const mostPrice = cost.reduce((most, c) => Math.max(most, Math.abs(c)), 0)
    const p = Float64Array.from(known, (probability) => probability.p)
    const rows = [...groupsOf(known).values()].reduce((sum, [first]) => sum + known[first!]!.mass, 0)
    const draw = generator(settings.seed)
    const noises = Array.from({ length: settings.draws }, () => frequencyNoise(known, draw))
    const ends = [1, -1].map((sign) => {
      const corner = cornerFinder(
        region,
        known.length,
        cost.map((c) => sign * c),
        mostPrice,
      )
      const points = noises.slice(0, cornerDraws).map((noise) => noise.map((move, i) => p[i]! + move))
      const found = [p, ...points].map(corner)
      return found.includes(null) ? null : sampledEnd(distinct(found as Corner[]), p, noises, rows)
    })
    const [low, high] = ends
    if (low == null || high == null) return unresolved()
    const share = tailShare(settings, -high.value - low.value, ends as SampledEnd[], rows)
    const interval = [
      low.value - quantile(low.errors, 1 - share),
      -high.value + quantile(high.errors, 1 - share),
    ] as const
    if (interval[0] > interval[1]) return contradicted(settings.confidence)
    const exact = functionalBounder(problem.types, known, limits)(asked)
    return Object.freeze({
      status: 'bounds',
      estimate: typeof exact === 'string' ? null : Object.freeze(withinRange(asked, exact)),
      interval: Object.freeze(withinRange(asked, interval)),
      n: rows,
      sharp: problem.sharp,
    })
  })
}

/** Each corner once. */
function distinct(corners: readonly Corner[]): readonly Corner[] {
  const all = corners.map(
    (corner) => [[corner.constant, ...corner.prices].map((x) => x.toFixed(7)).join(), corner] as const,
  )
  return [...new Map(all).values()]
}

/** How much of the error each end may take. */
function tailShare(
  { confidence, covers }: Required<SampledBoundsOptions>,
  width: number,
  ends: readonly SampledEnd[],
  rows: number,
): number {
  const half = (1 - confidence) / 2
  if (covers === 'set') return half
  const spread = Math.max(...ends.map(({ errors }) => deviation(errors)))
  // a width that may be none counts as none
  if (!(width > Math.sqrt(portableLog(rows)) * spread)) return half
  // Φ(c + width / spread) − Φ(−c) = confidence, for c between the one-sided and the two-sided quantile
  let [least, most] = [normalUpperQuantile(1 - confidence), normalUpperQuantile(half)]
  for (let step = 0; step < 60; step++) {
    const c = (least + most) / 2
    if (normalCdf(c + width / spread) - normalCdf(-c) < confidence) least = c
    else most = c
  }
  return 1 - normalCdf(most)
}

/** The quantile of a list of draws: a further draw exceeds it with probability 1 − share, where the list is long enough. */
function quantile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length, Math.ceil(share * (sorted.length + 1))) - 1]!
}

function contradicted(confidence: number): NoModel {
  return Object.freeze({
    status: 'no-model',
    reason: `the data contradict the graph or the assumptions, beyond what chance explains at a confidence of ${confidence}`,
  })
}

function readOptions(options: SampledBoundsOptions): Required<SampledBoundsOptions> {
  const { confidence = 0.95, covers = 'set', draws = 400, seed = 0 } = checkedObject('options', options)
  if (!(confidence > 0 && confidence < 1))
    throw new CausalError(
      'invalid-argument',
      `confidence must lie strictly between 0 and 1, got ${show(confidence)}.`,
      {
        confidence,
      },
    )
  if (covers !== 'set' && covers !== 'value')
    throw new CausalError('invalid-argument', `covers must be 'set' or 'value', got ${show(covers)}.`, { covers })
  if (!(Number.isInteger(draws) && draws >= 50))
    throw new CausalError('invalid-argument', `draws must be a whole number from 50 on, got ${show(draws)}.`, { draws })
  return { confidence, covers, draws, seed }
}

function checkCounts({ distribution }: KnownDistribution): void {
  const wrong = distribution.values.find((count) => !Number.isInteger(count))
  if (wrong !== undefined)
    throw new CausalError(
      'invalid-argument',
      `an interval needs counts, got ${show(wrong)}: for probabilities that are known exactly ask counterfactualBounds.`,
      { value: wrong },
    )
}
