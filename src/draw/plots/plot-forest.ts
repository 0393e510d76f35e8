import { CausalError, calledOnResult } from '../../errors.js'
import type { Estimate } from '../../estimation/core/types/estimate.js'
import type { RefusedEffect } from '../../estimation/core/types/refusal.js'
import type { EffectMeasure } from '../../estimation/core/types/terms.js'
import { checkedObject } from '../../names.js'
import { show } from '../../show.js'
import { ruleAt, type VegaLiteSpecification, vegaLite } from './vega-lite.js'

/**
 * Effects with their intervals below one another, as a Vega-Lite specification; ratios stand on a logarithmic axis.
 *
 * @param effects - what any estimator or design gave, by the label that each is to have; refusals are shown by their label alone
 * @returns plain JSON for Vega-Lite
 * @throws CausalError `invalid-argument` for anything else, or differences beside ratios
 * @complexity O(k)
 * @category Drawing
 * @example
 * const t = table({ T: [0, 0, 0, 1, 1, 1], Y: [1, 2, 3, 3, 5, 7] })
 * const e = estimateEffect(t, { graph: dag('T -> Y'), treatment: 'T', outcome: 'Y', estimator: regressionAdjustment() })
 * plotForest({ 'as estimated': e }).description
 * //=> 'Effects with their intervals (difference).'
 */
export function plotForest(effects: Readonly<Record<string, Estimate | RefusedEffect<string>>>): VegaLiteSpecification {
  return calledOnResult('plotForest', 'estimateEffect', () => {
    const entries = Object.entries(checkedObject('effects', effects))
    const wrong = entries.find(([, effect]) => typeof effect?.estimated !== 'boolean')
    if (entries.length === 0 || wrong !== undefined || Array.isArray(effects)) {
      throw new CausalError(
        'invalid-argument',
        `give effects by label, such as { 'all rows': effect }, got ${show(wrong?.[1] ?? effects)}.`,
        {},
      )
    }
    const measures = new Set(entries.flatMap(([, effect]) => (effect.estimated ? [measureOf(effect)] : [])))
    if (measures.has('difference') && measures.size > 1) {
      throw new CausalError('invalid-argument', 'differences and ratios do not share an axis: plot them apart.', {
        measures: [...measures],
      })
    }
    const ratios = measures.size > 0 && !measures.has('difference')
    const values = entries.map(([label, effect]) =>
      effect.estimated
        ? { label, estimate: effect.estimate, low: effect.interval[0], high: effect.interval[1] }
        : { label: `${label} (${effect.reason})`, estimate: null, low: null, high: null },
    )
    const y = { field: 'label', type: 'nominal', sort: null, title: null, axis: { labelLimit: 400 } }
    const scale = ratios ? { scale: { type: 'log' } } : { scale: { zero: false } }
    const measure = [...measures][0] ?? 'difference'
    const x = { field: 'estimate', type: 'quantitative', title: measure, ...scale }
    return vegaLite(`Effects with their intervals (${measure}).`, {
      data: { values },
      layer: [
        ruleAt('x', ratios ? 1 : 0),
        // what has no number is left out by the other marks, its label too
        { mark: { type: 'point', opacity: 0 }, encoding: { x: { datum: ratios ? 1 : 0 }, y } },
        { mark: { type: 'rule' }, encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' }, y } },
        { mark: { type: 'point', filled: true, size: 70 }, encoding: { x, y } },
      ],
    })
  })
}

/** How the effect compares: designs give differences alone. */
function measureOf(effect: Estimate & { readonly measure?: EffectMeasure }): EffectMeasure {
  return effect.measure ?? 'difference'
}
