/**
 * What one variable contributes, and how well that is known.
 *
 * @category Attribution
 */
export interface Contribution<N extends string = string> {
  /** The variable whose mechanism, or whose noise, contributes. */
  readonly variable: N
  /** How much. */
  readonly value: number
  /** The standard error of the draws; 0 where the method is exact. */
  readonly standardError: number
  /** `exact`: a closed form or a sum over all states; `sampled`: the mean over seeded draws. */
  readonly method: 'exact' | 'sampled'
}

/** One contribution for each variable of the model; those that are not among `players` contribute 0 for certain. */
export function contributionsOf<N extends string>(
  names: readonly N[],
  players: readonly number[],
  values: ArrayLike<number>,
  errors: ArrayLike<number> | null,
): readonly Contribution<N>[] {
  return Object.freeze(
    names.map((variable, i) => {
      const k = players.indexOf(i)
      return Object.freeze({
        variable,
        value: k < 0 ? 0 : values[k]!,
        standardError: k < 0 || errors === null ? 0 : errors[k]!,
        method: errors === null ? ('exact' as const) : ('sampled' as const),
      })
    }),
  )
}
