import type { Cell } from '../data/types.js'
import { CausalError } from '../errors.js'
import { lookUp } from '../names.js'
import type { Contrast, EffectQuestion } from './effects.js'
import { structureOf } from './structure.js'
import type { WorldAct } from './terms.js'

/**
 * A contrast of two treatments, and the mediators through which the indirect part of the effect runs.
 *
 * @category Effects
 */
export interface MediationQuestion<T, X extends keyof T, Y extends keyof T> extends EffectQuestion<T, X, Y> {
  /** The mediators. */
  readonly mediators: readonly (keyof T)[]
}

/** The mediators' natural values in the world where this is done, as an intervention. */
export function mediatorsOf(
  contrast: Contrast,
  mediators: readonly string[],
  treatment: Cell,
): WorldAct<Record<string, Cell>> {
  const { where, model, treatment: x, outcome: y } = contrast
  const { index } = structureOf(where, model)
  if (!Array.isArray(mediators) || mediators.length === 0) {
    throw new CausalError(where, 'invalid-argument', 'name at least one mediator: { mediators: [...] }.')
  }
  for (const name of mediators) {
    lookUp(where, 'variable', index, name)
    if (name !== x && name !== y) continue
    throw new CausalError(where, 'overlap', `${JSON.stringify(name)} is a mediator and the treatment or the outcome.`, {
      name,
    })
  }
  const act = { [x]: treatment }
  return Object.fromEntries(mediators.map((name) => [name, { variable: name, do: act }]))
}
