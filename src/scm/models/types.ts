import type { Cell } from '../../data/types.js'
import type { Distribution } from '../../probability/families/distribution.js'
import type { Law } from '../mechanisms/law.js'

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

type Bare<M> = M extends Latent<infer I> ? I : M
type ParentsOf<M> = Bare<M> extends Mechanism<infer P, infer _V, infer _C> ? P : Record<never, never>
type ValueOf<M> =
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
 * What each variable of a specification holds.
 *
 * @category Models
 */
export type ValuesOfSpec<S> = { [K in keyof S]: ValueOf<S[K]> }

/**
 * What every mechanism of a specification can do.
 *
 * @category Models
 */
export type CapabilitiesOfSpec<S> = {
  [A in Capability]: [{ [K in keyof S]: A extends AbilityOf<S[K]> ? never : K }[keyof S]] extends [never] ? A : never
}[Capability]

/**
 * What was observed, in the world in which it was observed: kept in a model after abduction.
 *
 * @category Counterfactuals
 */
export interface Past {
  /** How each variable came about then, in the order of the model's variables. */
  readonly laws: readonly Law[]
  /** What was seen: names and values. */
  readonly given: readonly (readonly [string, Cell])[]
  /** The number and the seed of draws, where no exact answer is known. */
  readonly draws: { readonly draws?: number; readonly seed?: number | string }
}

/**
 * A covariance between the noises of two linear mechanisms.
 *
 * @category Models
 */
export interface NoiseCovariance {
  /** One variable, and its law: the covariance is gone where the law is replaced. */
  readonly first: { readonly variable: string; readonly law: Law }
  /** The other. */
  readonly second: { readonly variable: string; readonly law: Law }
  /** The covariance of the two noises. */
  readonly covariance: number
}

/**
 * A structural causal model: a frozen value that says how each variable comes about from its parents and its noise.
 *
 * `T` maps the variables to what they hold, `C` is what all mechanisms can do, `K` the kind of its graph (`admg` where
 * noises are correlated).
 *
 * @category Models
 */
export interface Scm<
  T = Record<string, Cell>,
  C extends Capability = Capability,
  K extends 'dag' | 'admg' = 'dag' | 'admg',
> {
  /** What it is, so that it is told from other values. */
  readonly kind: 'scm'
  /** The variables, in the order of the specification. */
  readonly variables: readonly (keyof T & string)[]
  /** How each variable comes about, in the same order. */
  readonly laws: readonly Law[]
  /** The variables that are never measured. */
  readonly latents: readonly (keyof T & string)[]
  /** Covariances between noises. */
  readonly noiseCovariance: readonly NoiseCovariance[]
  /** What is known of the noise: evidence from this or other worlds. */
  readonly past: readonly Past[]
  /** Never there at run time: what the compiler knows. */
  readonly '~types'?: { readonly values: T; readonly can: C; readonly graph: K }
}

/**
 * A change of a variable's own mechanism: its natural value plus or times a number.
 *
 * @category Models
 */
export interface Change<A extends 'shift' | 'scale' = 'shift' | 'scale'> {
  /** What it is, so that it is told from other values. */
  readonly kind: 'change'
  /** Plus (`shift`) or times (`scale`). */
  readonly change: A
  /** By how much. */
  readonly amount: number
}

/**
 * What may be done to a variable that holds `V` in a model of `T`: set it to a value, shift or scale it, draw it from a
 * distribution, or give it another mechanism. A mechanism may name the variable itself as a parent: that is the value it
 * would have had naturally.
 *
 * @category Models
 */
export type Intervention<T, V> =
  | V
  | Change<'shift'>
  | (V extends number ? Change<'scale'> : never)
  | Distribution<V & Cell>
  | Mechanism<Partial<T>, V & Cell, Capability>

/**
 * Interventions on several variables at once.
 *
 * @category Models
 */
export type Interventions<T> = { readonly [K in keyof T]?: Intervention<T, T[K]> }

/**
 * Values of some of a model's variables.
 *
 * @category Models
 */
export type Evidence<T> = { readonly [K in keyof T]?: T[K] }

/** Any model, for the cores. */
// biome-ignore lint/suspicious/noExplicitAny: the names and values of any model
export type AnyScm = Scm<any, any, any>
