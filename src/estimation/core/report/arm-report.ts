import type { OutcomeMeans } from '../types/estimator.js'

/** The mean outcomes of both arms and their difference, with influence values. */
export function differenceOf(
  means: readonly [number, number],
  influence: readonly [Float64Array, Float64Array],
): { readonly estimate: number; readonly influence: Float64Array; readonly arms: OutcomeMeans } {
  const [control, treated] = influence
  const difference = new Float64Array(control.length)
  for (let i = 0; i < difference.length; i++) difference[i] = treated[i]! - control[i]!
  return {
    estimate: means[1] - means[0],
    influence: difference,
    arms: { means, influence },
  }
}

/** The mean outcomes as figures of a result. */
export function meansIn([control, treated]: readonly [number, number]): {
  readonly meanUnderTreatment: number
  readonly meanUnderControl: number
} {
  return { meanUnderTreatment: treated, meanUnderControl: control }
}
