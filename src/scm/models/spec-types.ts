import type { Cell } from '../../data/types.js'
import type { Distribution } from '../../probability/families/distribution.js'
import type { Capability, Latent, Mechanism } from '../mechanisms/mechanism-types.js'

type Bare<M> = M extends Latent<infer I> ? I : M

type ParentsOf<M> = Bare<M> extends Mechanism<infer P, infer _V, infer _C> ? P : Record<never, never>

/**
 * What a variable with this distribution or mechanism holds.
 *
 * @category Models
 */
export type ValueOf<M> =
  Bare<M> extends Mechanism<infer _P, infer V, infer _C> ? V : Bare<M> extends Distribution<infer V> ? V : Cell

type AbilityOf<M> =
  Bare<M> extends Mechanism<infer _P, infer _V, infer C>
    ? C
    : Bare<M> extends { readonly probabilities: readonly number[] }
      ? Capability
      : 'sample' | 'evaluate' | 'invert'

/** The parents that are not among the model's variables; names known only at run time are left to the run time. */
type UnknownParents<P, S> = string extends keyof P ? never : string extends keyof S ? never : Exclude<keyof P, keyof S>

/** The parents that may hold what the mechanism does not expect. */
type WrongParents<P, S> = {
  [K in keyof P & keyof S]: ValueOf<S[K]> extends P[K] ? never : K
}[keyof P & keyof S]

/**
 * The compiler's check of a specification: each parent is a variable, and holds what the mechanism expects.
 *
 * @category Models
 */
export type CheckedSpec<S> = {
  [K in keyof S]: [UnknownParents<ParentsOf<S[K]>, S>] extends [never]
    ? [WrongParents<ParentsOf<S[K]>, S>] extends [never]
      ? S[K]
      : { readonly error: `the parent ${WrongParents<ParentsOf<S[K]>, S> & string} holds other values than expected` }
    : { readonly error: `unknown parent ${UnknownParents<ParentsOf<S[K]>, S> & string}` }
}

/**
 * The variables of a specification that are never measured.
 *
 * @category Models
 */
export type LatentsOfSpec<S> = { [K in keyof S]: S[K] extends Latent<unknown> ? K : never }[keyof S] & string

/**
 * What every mechanism of a specification can do.
 *
 * @category Models
 */
export type CapabilitiesOfSpec<S> = {
  [A in Capability]: [{ [K in keyof S]: A extends AbilityOf<S[K]> ? never : K }[keyof S]] extends [never] ? A : never
}[Capability]
