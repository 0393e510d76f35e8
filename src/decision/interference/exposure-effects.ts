import { checkTable } from '../../data/tables/check-table.js'
import { numericColumn } from '../../data/tables/numeric-column.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, quoteNames, unknownName } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { covariancesOf, type Exposed, exposureNumber, type LevelSums, levelSums } from './core/exposure-means.js'
import { checkAssignment } from './core/read-design.js'
import {
  binaryColumn,
  checkedConfidence,
  exposureLaw,
  readExposureQuestion,
  unreachableUnits,
} from './core/read-exposure-question.js'
import { exposuresUnder } from './core/simulated-law.js'
import type {
  ExposureContrast,
  ExposureEffects,
  ExposureEffectsQuestion,
  ExposureMean,
} from './exposure-effects-types.js'

/** Fewer units than this carry no normal interval. */
const fewUnits = 10
/** A design that is worth fewer units than this for an exposure has intervals that are too narrow (bench/interference-validity). */
const fewEffective = 40

/**
 * The effects of exposures in an experiment on units that touch each other: of being treated, of having treated neighbours, of both.
 *
 * What reaches a unit is more than its own treatment, so treated and untreated units differ in what they were exposed to by where they stand in
 * the network. The design tells with what chance each unit comes to each exposure, exactly; weights of one over that chance make the
 * means comparable, with no model of the outcome. A unit that can never come to an exposure is named, and then the number is about the others.
 *
 * Standard errors follow from the design too: they are conservative, for no data show the product of two outcomes that are never seen
 * together. The mapping is an assumption: that nothing else of the assignment matters.
 *
 * @param data - one row for each unit of the network, all of them
 * @param question - network, design, treatment, outcome, and what counts as an exposure
 * @returns means and contrasts with their errors, the exposures that were had, and the units that cannot come to some
 * @throws CausalError `contradiction` for an assignment that the design cannot have made, or a one-sided list of neighbours; `unknown-name`,
 *   `duplicate-name`, `invalid-graph` (a unit as its own neighbour), `invalid-data`, `missing-values`, `not-probability`, `invalid-argument`, `too-large`
 * @complexity O(pairs of units that share a coin) for the errors, each kind of pair worked out once; complete designs add (kinds of units)²
 * @category Decisions
 * @see Aronow & Samii 2017, "Estimating average causal effects under general interference", Annals of Applied Statistics 11(4):
 *   equations 4 and 7 to 11; the ratio estimators of section 5.1
 * @example
 * const street = table({ treated: [1, 0, 0, 1, 0, 0], sales: [9, 6, 2, 8, 5, 3] })
 * const effects = exposureEffects(street, {
 *   network: { edges: [[0, 1], [1, 2], [2, 3], [3, 4], [4, 5]] },
 *   design: { type: 'complete', treated: 2 },
 *   treatment: 'treated',
 *   outcome: 'sales',
 * })
 * effects.exposure
 * //=> ['10', '01', '01', '10', '01', '00']
 * effects.contrasts.map(({ to, n, hajek }) => [to, n, hajek.estimate])
 * //=> [['01', 6, 1.3333], ['10', 6, 5.4286], ['11', 6, null]]
 */
export function exposureEffects<T>(
  data: Table<T>,
  question: ExposureEffectsQuestion<keyof NoInfer<T> & string>,
): ExposureEffects {
  return calledAs('exposureEffects', () => {
    checkOptions(
      'question',
      question,
      [
        ...['network', 'design', 'exposure', 'unit', 'draws', 'seed'],
        ...['treatment', 'outcome', 'contrast', 'minChance', 'confidence'],
      ],
      { minChance: 'number' },
    )
    checkedObject('question', question)
    const table = data as Table<unknown, string>
    checkTable(table)
    const confidence = checkedConfidence(question.confidence ?? 0.95)
    const { minChance = 0 } = question
    if (!(typeof minChance === 'number' && minChance >= 0 && minChance < 1))
      throw new CausalError('invalid-argument', `minChance is a chance from 0 to below 1, got ${show(minChance)}.`)
    const read = readExposureQuestion(table, question as ExposureEffectsQuestion)
    const treatment = binaryColumn(table, question.treatment, 'treatment')
    const outcome = numericColumn(table, question.outcome)
    checkAssignment(treatment, read.coins, read.names)
    const law = exposureLaw(read, question as ExposureEffectsQuestion, treatment)
    const { levels } = law
    const place = new Map(levels.map((level, a) => [level, a]))
    const exposure = exposuresUnder(read.network, read.mapping, treatment)
    const observed = Int32Array.from(exposure, (level) => place.get(level)!)
    const n = observed.length
    const exposed = { law, observed, outcome }
    const asked = pairsAsked(question.contrast, levels)
    const all = levelSums(exposed, new Uint8Array(n).fill(1))
    const common = asked.map(([a, b]) => levelSums(exposed, canBeBoth(exposed, a, b, minChance)))
    const covariances = covariancesOf(exposed, [all, ...common])
    const means = levels.map((level, a) => meanOf(level, a, exposed, all, covariances?.[0] ?? null, confidence))
    const contrasts = asked.map((pair, k) =>
      contrastOf(pair, levels, common[k]!, n, covariances?.[k + 1] ?? null, confidence),
    )
    const warnings = warningsOf(exposed, all, contrasts, covariances === null)
    return Object.freeze({
      levels: Object.freeze([...levels]),
      exposure: Object.freeze(exposure),
      means: Object.freeze(means),
      contrasts: Object.freeze(contrasts),
      unreachable: unreachableUnits(law, read.names),
      method: law.method,
      probabilityError: law.probabilityError,
      confidence,
      n,
      warnings: Object.freeze(warnings),
    })
  })
}

/** Pairs [from, to] of levels. */
function pairsAsked(
  contrast: ExposureEffectsQuestion['contrast'],
  levels: readonly string[],
): readonly (readonly [number, number])[] {
  if (contrast === undefined) return levels.slice(1).map((_, k) => [0, k + 1])
  checkOptions('contrast', contrast, ['from', 'to'])
  const at = (level: string): number => {
    const a = levels.indexOf(level)
    if (a < 0) throw unknownName('exposure', level, levels)
    return a
  }
  const pair = [at(contrast.from), at(contrast.to)] as const
  if (pair[0] === pair[1])
    throw new CausalError('overlap', `the contrast compares ${show(contrast.from)} with itself: name two exposures.`)
  return [pair]
}

/** The units that come to both, with a chance that is not 0 and at least `least`. */
function canBeBoth({ law, observed }: Exposed, a: number, b: number, least: number): Uint8Array {
  const L = law.levels.length
  // a chance that rounds down stays what it was
  const can = (p: number): boolean => p > 0 && p >= least * (1 - 1e-12)
  return Uint8Array.from(observed, (_, i) => (can(law.chance[i * L + a]!) && can(law.chance[i * L + b]!) ? 1 : 0))
}

type Covariances = { readonly plain: Float64Array; readonly centred: Float64Array } | null

function meanOf(
  level: string,
  a: number,
  { law, observed }: Exposed,
  { count, sum, weight }: LevelSums,
  covariances: Covariances,
  confidence: number,
): ExposureMean {
  const L = law.levels.length
  const n = observed.length
  let reachable = 0
  for (let i = 0; i < n; i++) if (law.chance[i * L + a]! > 0) reachable++
  const none = count[a] === 0
  const variance = (of: Float64Array | undefined, size: number): number | null =>
    of === undefined || none ? null : of[a * L + a]! / (size * size)
  return Object.freeze({
    level,
    count: count[a]!,
    horvitzThompson: exposureNumber(none ? null : sum[a]! / n, variance(covariances?.plain, n), confidence),
    hajek: exposureNumber(none ? null : sum[a]! / weight[a]!, variance(covariances?.centred, reachable), confidence),
    target:
      reachable === n
        ? `all ${n} units`
        : `the ${reachable} of ${n} units that can come to it (horvitzThompson divides their sum by all ${n})`,
  })
}

function contrastOf(
  [a, b]: readonly [number, number],
  levels: readonly string[],
  { size, count, worth, sum, weight }: LevelSums,
  n: number,
  covariances: Covariances,
  confidence: number,
): ExposureContrast {
  const L = levels.length
  const none = count[a] === 0 || count[b] === 0
  const variance = (of: Float64Array | undefined): number | null =>
    of === undefined || none ? null : (of[a * L + a]! + of[b * L + b]! - 2 * of[a * L + b]!) / (size * size)
  return Object.freeze({
    from: levels[a]!,
    to: levels[b]!,
    n: size,
    effectiveUnits: Math.min(worth[a]!, worth[b]!),
    horvitzThompson: exposureNumber(none ? null : (sum[b]! - sum[a]!) / size, variance(covariances?.plain), confidence),
    hajek: exposureNumber(
      none ? null : sum[b]! / weight[b]! - sum[a]! / weight[a]!,
      variance(covariances?.centred),
      confidence,
    ),
    target: size === n ? `all ${n} units` : `the ${size} of ${n} units that can come to both often enough`,
  })
}

function warningsOf(
  { law, observed }: Exposed,
  { count }: LevelSums,
  contrasts: readonly ExposureContrast[],
  tooManyPairs: boolean,
): string[] {
  const { levels, chance } = law
  const L = levels.length
  const warnings: string[] = []
  const never = levels.filter((_, a) => count[a] === 0)
  if (never.length > 0) warnings.push(`nobody had ${quoteNames(never)}: there is no estimate of a mean under it.`)
  const few = levels.filter((_, a) => count[a]! > 0 && count[a]! < fewUnits)
  if (few.length > 0)
    warnings.push(`fewer than ${fewUnits} units had ${quoteNames(few)}: do not trust the normal interval.`)
  const weak = contrasts.filter(({ effectiveUnits, hajek }) => hajek.estimate !== null && effectiveUnits < fewEffective)
  if (weak.length > 0)
    warnings.push(
      `for ${quoteNames(weak.map(({ from, to }) => `${to} less ${from}`))} the design is worth fewer than ${fewEffective} units, since some hardly ever come to it: intervals, those of Hájek above all, may be too narrow. Leave those out with \`minChance\`.`,
    )
  for (const [a, level] of levels.entries()) {
    let lost = 0
    for (let i = 0; i < observed.length; i++) if (chance[i * L + a] === 0) lost++
    if (lost > 0) warnings.push(`${lost} units can never come to ${show(level)}: numbers about it leave them out.`)
  }
  if (law.method === 'simulation')
    warnings.push(
      `chances of exposures are simulated, with standard errors up to ${law.probabilityError.toPrecision(2)}: units whose chance is of that size weigh wrongly.`,
    )
  if (tooManyPairs)
    warnings.push(
      'there are no standard errors: too many pairs of units share neighbours, or too many kinds of units depend on each other.',
    )
  return warnings
}
