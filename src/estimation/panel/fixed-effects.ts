import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { asList } from '../../names.js'
import { absorb } from '../../numeric/absorb.js'
import { checkOptions } from '../../options.js'
import { checkedConfidence, checkedWord, type Groups, groupsAt } from '../core/designs/read-question.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { fitTransformed, linearFormula, reportPanel, type Transformed } from './panel-fit.js'
import { isNested, type PanelData, panelKeys, readRegression } from './read-regression.js'
import type { PanelEffect, PanelOptions, PanelQuestion } from './types.js'

/**
 * Options of `fixedEffects`.
 *
 * @typeParam N - the names of the columns
 * @category Estimation
 */
export interface FixedEffectsOptions<N extends string = string> extends PanelOptions {
  /** Which effects are taken out: of units (default), of times, or of both. */
  readonly effects?: 'unit' | 'time' | 'two-way'
  /** More columns of categories whose effects are taken out, of however many levels. */
  readonly absorb?: N | readonly N[]
}

export const panelRules = ['classical', 'CR0', 'CR1', 'CR2', 'CR3'] as const

/**
 * Fixed effects (the within estimator): each unit is compared with itself, so that whatever does not change in a unit cannot
 * confound; with times taken out too, nothing that hits all units alike can.
 *
 * Effects are absorbed, never formed as columns: a million rows with hundreds or thousands of levels take about a second. The
 * treatment must vary within units, must not react to earlier outcomes, and has one effect for all: where it begins at
 * different times and its effects differ, see `groupTimeEffects`.
 *
 * @param table - a row for each unit and time
 * @param question - treatment, outcome, unit, time; `adjustment` are regressors
 * @param options - which effects, standard errors, confidence
 * @returns the treatment's coefficient, and all others; or a refusal where the treatment does not vary within units
 * @throws CausalError `invalid-data` for two rows of a unit at one time; `constant-column`; `too-few-rows`
 * @complexity O(n k²); with several sets of effects O(n k) a step, some dozens of steps
 * @category Estimation
 * @see Wooldridge 2010, section 10.5; Cameron & Miller 2015 for clusters; Guimarães & Portugal 2010 for many effects
 * @example
 * const rows = [
 *   { state: 'a', year: 1, tax: 1, deaths: 9 },
 *   { state: 'a', year: 2, tax: 2, deaths: 8 },
 *   { state: 'b', year: 1, tax: 5, deaths: 15 },
 *   { state: 'b', year: 2, tax: 7, deaths: 12 },
 *   { state: 'c', year: 1, tax: 3, deaths: 7 },
 *   { state: 'c', year: 2, tax: 3, deaths: 8 },
 * ]
 * const e = fixedEffects(table(rows), { treatment: 'tax', outcome: 'deaths', unit: 'state', time: 'year' })
 * e.estimated && e.estimate
 * //=> -1.4
 */
export function fixedEffects<T>(
  table: Table<T>,
  question: PanelQuestion<NoInfer<keyof T & string>>,
  options: FixedEffectsOptions<NoInfer<keyof T & string>> = {},
): PanelEffect | RefusedDesign {
  return calledAs('fixedEffects', () => {
    checkOptions('question', question, [...panelKeys])
    checkOptions('options', options, ['effects', 'absorb', 'standardErrors', 'confidence'])
    const effects = checkedWord('effects', options.effects ?? 'unit', ['unit', 'time', 'two-way'])
    const rule = checkedWord('standardErrors', options.standardErrors ?? 'CR1', panelRules)
    const confidence = checkedConfidence(options.confidence)
    const source = table as Table<unknown, string>
    const names = asList<string>(options.absorb)
    const data = readRegression(source, question, { absorb: names })
    if (effects !== 'unit' && data.times === null) {
      throw new CausalError('invalid-argument', 'effects of times need `time` in the question.', { option: 'effects' })
    }
    const sets: Groups[] = [
      ...(effects === 'time' ? [] : [data.units]),
      ...(effects === 'unit'
        ? []
        : [{ name: data.specification.time!, codes: data.times!.codes, labels: data.times!.values.map(String) }]),
      ...names.map((name) => groupsAt(source, name)),
    ]
    const { moved, converged } = withoutEffects(data, sets)
    const model = fitTransformed(data, moved)
    if ('estimated' in model) return model
    const about = {
      estimator: `fixed effects of ${sets.map(({ name }) => name).join(' and ')}`,
      formula: linearFormula(data, sets.map(({ name }) => `α_${name} + `).join('')),
      warnings: converged ? [] : ['taking out the effects did not settle: digits may be missing.'],
    }
    return reportPanel(data, moved, model, about, rule, confidence)
  })
}

/** Outcome and regressors without the effects of these sets. */
export function withoutEffects(data: PanelData, sets: readonly Groups[]): { moved: Transformed; converged: boolean } {
  const { columns, rank, converged } = absorb(
    [data.outcome, ...data.regressors.map(({ values }) => values)],
    sets.map(({ codes, labels }) => ({ codes, count: labels.length })),
  )
  const [outcome, ...rest] = columns as [Float64Array, ...Float64Array[]]
  const nested = sets
    .filter(({ codes, labels }) => isNested(codes, data.clusters.codes, labels.length))
    .reduce((most, { labels }) => Math.max(most, labels.length), 0)
  return {
    converged,
    moved: {
      outcome,
      columns: rest,
      names: data.regressors.map(({ name }) => name),
      clusters: data.clusters,
      absorbed: { nested, other: rank - nested },
      rows: Int32Array.from({ length: data.n }, (_, i) => i),
    },
  }
}
