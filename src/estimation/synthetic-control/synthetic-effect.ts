import type { Table } from '../../data/types.js'
import { generator, seedStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { checkedConfidence, checkedWhole } from '../core/designs/read-question.js'
import { refusedDesign } from '../core/designs/refused-design.js'
import { reportDesign } from '../core/designs/report-design.js'
import type { RefusedDesign } from '../core/designs/types.js'
import type { BlockEstimate, BlockEstimator } from './block-estimate.js'
import { type Block, readBlock } from './read-block.js'
import type { Placebo, SyntheticControlEffect, SyntheticControlOptions, SyntheticControlQuestion } from './types.js'

const square = (values: Float64Array): number => values.reduce((sum, v) => sum + v * v, 0) / values.length
/** Gaps before treatment above this share of the treated's own distance from the donors' mean are told. */
const POOR = 0.5

/**
 * The estimate with placebo inference: donors stand in for the treated, one after another or (several treated) in random sets.
 * Abadie, Diamond & Hainmueller 2010, section 2.4; Arkhangelsky et al. 2021, algorithm 4.
 */
export function syntheticEffect(
  table: Table<unknown, string>,
  question: SyntheticControlQuestion,
  options: SyntheticControlOptions,
  about: {
    readonly name: string
    readonly estimator: BlockEstimator
    readonly formula: (outcome: string) => string
    /** Placebos are ranked by the ratio of gaps, or by the size of the estimate. */
    readonly rankBy: 'ratio' | 'estimate'
  },
): SyntheticControlEffect | RefusedDesign {
  const most = checkedWhole('placebos', options.placebos ?? 500, 2)
  const confidence = checkedConfidence(options.confidence)
  const block = readBlock(table, question)
  if ('estimated' in block) return block
  const { donors, donorNames, treated, treatedNames, times, before } = block
  const { estimator } = about
  const units = treatedNames.length
  const found = estimator(donors, treated, before, units)
  if (donors.length - units < 2) {
    return refusedDesign(
      'no-spread',
      `${donors.length} donors for ${units} treated units leave too few for placebos: nothing says how far off the estimate of ${found.estimate.toPrecision(4)} may be.`,
      { donors: donors.length, treated: units, estimate: found.estimate },
    )
  }
  const sets = placeboSets(donors.length, units, most, options.seed ?? 1)
  const placebos = sets.map((set): Placebo => {
    const chosen = new Set(set)
    const others = donors.filter((_, d) => !chosen.has(d))
    const stand = Float64Array.from(times, (_, t) => set.reduce((sum, d) => sum + donors[d]![t]!, 0) / units)
    const { estimate, gap } = estimator(others, stand, before, units)
    return Object.freeze({
      units: Object.freeze(set.map((d) => donorNames[d]!)),
      estimate,
      ratio: ratioOf(gap, before),
    })
  })
  const mean = placebos.reduce((sum, { estimate }) => sum + estimate, 0) / placebos.length
  const variance = placebos.reduce((sum, { estimate }) => sum + (estimate - mean) ** 2, 0) / placebos.length
  const size = (estimate: number, ratio: number): number => (about.rankBy === 'ratio' ? ratio : Math.abs(estimate))
  const own = size(found.estimate, ratioOf(found.gap, before))
  const asLarge = placebos.filter(({ estimate, ratio }) => size(estimate, ratio) >= own * (1 - 1e-12)).length
  const rank = (1 + asLarge) / (1 + placebos.length)
  const report = reportDesign(
    {
      estimate: found.estimate,
      standardError: Math.sqrt(variance),
      // so many sets of donors vary independently: the normal distribution would make the interval too narrow
      degreesOfFreedom: Math.max(1, Math.floor(donors.length / units) - 1),
      n: (donors.length + units) * times.length,
      population: 'ATT',
      formula: about.formula(block.specification.outcome),
      specification: block.specification,
      estimator: about.name,
      standardErrorMethod: `standard deviation of ${placebos.length} placebos; p-value by the rank of the ${about.rankBy === 'ratio' ? 'ratio of gaps after and before' : 'size of the estimate'} among them`,
      diagnostics: {
        treated: Object.freeze(treatedNames),
        donors: donors.length,
        timesBefore: before,
        timesAfter: times.length - before,
        influenceOf: 'none',
      },
      warnings: warningsOf(block, found, placebos.length),
      influence: new Float64Array(0),
    },
    confidence,
    {
      pValue: rank,
      weights: named(donorNames, found.weights),
      timeWeights: found.timeWeights === null ? null : named(times.map(String), found.timeWeights),
      path: Object.freeze(
        times.map((time, t) =>
          Object.freeze({ time, treated: treated[t]!, synthetic: treated[t]! - found.gap[t]!, gap: found.gap[t]! }),
        ),
      ),
      preRmse: Math.sqrt(square(found.gap.slice(0, before))),
      placebos: Object.freeze(placebos),
    },
  )
  return report
}

function ratioOf(gap: Float64Array, before: number): number {
  const early = square(gap.slice(0, before))
  const late = square(gap.slice(before))
  // a perfect fit before treatment makes any gap after it infinitely larger
  return early > 0 ? Math.sqrt(late / early) : late > 0 ? Number.MAX_VALUE : 0
}

/** Weights that are not 0, largest first. */
function named(names: readonly string[], weights: Float64Array): Readonly<Record<string, number>> {
  const used = names.flatMap((name, i) => (weights[i]! > 1e-10 ? [[name, weights[i]!] as const] : []))
  return Object.freeze(Object.fromEntries(used.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))))
}

/** Which donors stand in for the treated: each in turn, or random sets. */
function placeboSets(donors: number, units: number, most: number, seed: number | string): number[][] {
  if (units === 1 && donors <= most) return Array.from({ length: donors }, (_, d) => [d])
  const random = generator(seedStream(seed))
  return Array.from({ length: most }, () => {
    const order = Array.from({ length: donors }, (_, d) => d)
    random.shuffle(order)
    return order.slice(0, units).sort((a, b) => a - b)
  })
}

function warningsOf(
  { donors, treated, before, times, treatedNames }: Block,
  found: BlockEstimate,
  placebos: number,
): string[] {
  const warnings: string[] = []
  const path = Float64Array.from(
    { length: before },
    (_, t) => treated[t]! - donors.reduce((sum, d) => sum + d[t]!, 0) / donors.length,
  )
  const share = Math.sqrt(square(found.gap.slice(0, before)) / (square(path) || 1))
  if (found.timeWeights === null && share > POOR) {
    warnings.push(
      `before treatment the synthetic control misses ${treatedNames.map((name) => show(name)).join(', ')} by ${(100 * share).toFixed(0)} % of its distance from the mean of the donors: no mixture of donors is like it, and the gap after treatment means little. See syntheticDifferenceInDifferences.`,
    )
  }
  if (placebos < 19)
    warnings.push(`with ${placebos} placebos no p-value can be below ${(1 / (placebos + 1)).toPrecision(2)}.`)
  if (before < 10)
    warnings.push(
      `${before} times before treatment are few: a mixture may follow noise. (${times.length - before} after.)`,
    )
  return warnings
}
