import type { LaggedCause } from './mechanism-graph.js'

/** A cause at its lag: its values beside the rows before and after. */
export interface Input extends LaggedCause {
  readonly before: Float64Array
  readonly after: Float64Array
}

/** What is left of a regression, before and after, and its geometry; or null where there is none. */
export interface Rest {
  readonly before: Float64Array
  readonly after: Float64Array
  /** Parameters. */
  readonly k: number
  /** The leverage of each row before, and of each row after about their mean. */
  readonly leverage: { readonly before: Float64Array; readonly after: Float64Array }
  /** x̄ᵀ (XᵀX)⁻¹ x̄ at the mean of the rows after: the variance that the slopes bring into the mean. */
  readonly meanLeverage: number
  readonly slopes: readonly { readonly cause: number; readonly lag: number; readonly slope: number }[]
}
