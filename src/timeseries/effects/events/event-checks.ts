import { stampOf } from '../../core/stretch-of-rows.js'
import type { Series } from '../../types.js'
import type { PlaceboEvent, PredictorShift } from './event-types.js'
import { type ImpactData, levelImpact } from './level-impact.js'

/** At most so many events are pretended. */
const mostPlacebos = 10

/** Events pretended at evenly spaced steps of the second half before the real one; each is judged on what lies before that. */
export function placebosOf(
  series: Series<unknown, string>,
  whole: ImpactData,
  rows: Int32Array,
  before: number,
  terms: number,
  after: number,
  confidence: number,
): PlaceboEvent[] {
  const first = Math.max(terms + 5, Math.ceil(before / 2))
  const length = Math.max(1, Math.min(after, Math.floor((before - first) / 2)))
  const most = before - length
  const placebos: PlaceboEvent[] = []
  if (most < first) return placebos
  const count = Math.min(mostPlacebos, most - first + 1)
  for (let i = 0; i < count; i++) {
    const cut = count === 1 ? first : first + Math.floor((i * (most - first)) / (count - 1))
    const { average } = levelImpact(whole, cut, cut + length, confidence)
    placebos.push(Object.freeze({ event: stampOf(series, rows[cut]!), before: cut, after: length, ...average }))
  }
  return placebos
}

/** What placebos, predictors and lengths say against an impact. */
export function eventWarnings(
  placebos: readonly PlaceboEvent[],
  shifts: readonly PredictorShift[],
  after: number,
  before: number,
): string[] {
  const warnings: string[] = []
  const wrong = placebos.filter(({ pValue }) => pValue < 0.05).length
  if (placebos.length === 0) {
    warnings.push(
      'There are too few steps before the event to pretend one among them: nothing speaks for the forecast.',
    )
  } else if (wrong > placebos.length / 4) {
    warnings.push(
      `${wrong} of ${placebos.length} events pretended before the real one have an impact at the level 0.05: the model does not forecast this series, and the interval is too short.`,
    )
  }
  for (const { predictor, pValue } of shifts) {
    if (pValue * shifts.length >= 0.01) continue
    warnings.push(
      `The predictor ${JSON.stringify(predictor)} itself moves at the event (p = ${pValue.toPrecision(2)}): if the event moved it, the impact is wrong.`,
    )
  }
  if (after > before) {
    warnings.push(
      `The steps after the event (${after}) outnumber those before (${before}): far forecasts rest on little.`,
    )
  }
  return warnings
}
