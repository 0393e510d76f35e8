import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { lookUp } from '../../names.js'
import { show } from '../../show.js'
import type { WorldAct } from '../engines/terms.js'
import { structureOf } from '../models/structure.js'
import type { Contrast, EffectQuestion } from './effects.js'

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
  const { model, treatment: x, outcome: y } = contrast
  const { index } = structureOf(model)
  if (!Array.isArray(mediators) || mediators.length === 0) {
    throw new CausalError('invalid-argument', 'name at least one mediator: { mediators: [...] }.')
  }
  for (const name of mediators) {
    lookUp('variable', index, name)
    if (name !== x && name !== y) continue
    throw new CausalError(
      'overlap',
      `${show(name)} is a mediator and also the treatment or the outcome: take it out of the mediators.`,
      {
        name,
      },
    )
  }
  const act = { [x]: treatment }
  return Object.fromEntries(mediators.map((name) => [name, { variable: name, do: act }]))
}
