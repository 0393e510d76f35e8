/**
 * A call of one of this library's functions as plain data, which {@link runSuggestion} makes and JSON carries.
 *
 * @category Advice
 */
export interface SuggestedCall {
  /** The function, by its public name. */
  readonly call: string
  /** What it is given, in order. */
  readonly with: readonly CallArgument[]
}

/**
 * What a {@link SuggestedCall} gives: the table, another function, what another call returns or a field of that, or a plain value (records
 * and lists may hold all of these).
 *
 * @category Advice
 */
export type CallArgument =
  | SuggestedCall
  | { readonly use: string }
  | { readonly field: string; readonly of: SuggestedCall }
  | string
  | number
  | boolean
  | null
  | readonly CallArgument[]
  | { readonly [key: string]: CallArgument }
