import type { Cell } from '../../data/types.js'
import type { Distribution } from '../../probability/families/distribution.js'
import type { Law } from './law.js'

/**
 * What a mechanism can do.
 *
 * - `sample`: draw a value given its parents
 * - `evaluate`: compute its value from its parents and its noise, so that the same unit can be seen in another world
 * - `invert`: find the noise from its value and its parents
 * - `enumerate`: its randomness takes finitely many values, so that it can be summed over exactly
 *
 * @category Models
 */
export type Capability = 'sample' | 'evaluate' | 'invert' | 'enumerate'

/**
 * What a random choice can do: a table alone can be sampled and summed over; a `quantile` response can be seen in other
 * worlds too, exactly; a `gumbel-max` response by draws.
 *
 * @category Models
 */
export type ChoiceAbilities<O> = O extends { readonly response: 'quantile' }
  ? 'sample' | 'enumerate' | 'evaluate'
  : O extends { readonly response: 'gumbel-max' }
    ? 'sample' | 'evaluate'
    : 'sample' | 'enumerate'

/**
 * How one variable comes about from its parents and its noise.
 *
 * `P` maps the parents to what they hold, `V` is what the variable holds, `C` what the mechanism can do.
 *
 * @category Models
 */
export interface Mechanism<P = Record<string, Cell>, V extends Cell = Cell, C extends Capability = Capability> {
  /** What it is, so that it is told from other values. */
  readonly kind: 'mechanism'
  /** The computation itself. */
  readonly law: Law
  /** Never there at run time: what the compiler knows. */
  readonly '~types'?: { readonly parents: P; readonly value: V; readonly can: C }
}

/**
 * A variable of a model that is never measured: it is sampled but not shown.
 *
 * @category Models
 */
export interface Latent<M> {
  /** What it is, so that it is told from other values. */
  readonly kind: 'latent'
  /** The variable's mechanism or distribution. */
  readonly of: M
}

/**
 * Whatever the parents hold: `scm` checks them.
 *
 * @category Models
 */
// biome-ignore lint/suspicious/noExplicitAny: checked by CheckedSpec
export type AnyParents = any

/**
 * What the specification of a model may hold for a variable.
 *
 * @category Models
 */
export type AnyMechanism =
  | Distribution
  | Mechanism<AnyParents, Cell, Capability>
  | Latent<Distribution | Mechanism<AnyParents, Cell, Capability>>
