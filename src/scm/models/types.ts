import type { Cell } from '../../data/types.js'
import type { Distribution } from '../../probability/families/distribution.js'
import type { Law } from '../mechanisms/law.js'
import type { Capability, Mechanism } from '../mechanisms/mechanism-types.js'

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
 * noises are correlated), `L` the names of those that are never measured (`string` where the compiler does not know them).
 *
 * @category Models
 */
export interface Scm<
  T = Record<string, Cell>,
  C extends Capability = Capability,
  K extends 'dag' | 'admg' = 'dag' | 'admg',
  L extends string = string,
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
  readonly '~types'?: { readonly values: T; readonly can: C; readonly graph: K; readonly latents: L }
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
