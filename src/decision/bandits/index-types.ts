/**
 * How an arm is chosen: by an upper bound of its mean (`ucb`, `kl-ucb`), or a draw from what is believed of it (`thompson`).
 *
 * @category Decisions
 */
export type IndexAlgorithm = 'ucb' | 'kl-ucb' | 'thompson'

/**
 * How a bandit of finitely many arms is played.
 *
 * @category Decisions
 */
export interface IndexBanditOptions {
  /** How many pulls there are. */
  readonly pulls: number
  /** How arms are chosen (default `kl-ucb`). */
  readonly algorithm?: IndexAlgorithm
  /** The same seed gives the same run (default 0). */
  readonly seed?: number | string
  /** Called now and then with how many pulls are done. */
  readonly onProgress?: (progress: { readonly stage: 'play'; readonly done: number; readonly total: number }) => void
  /** An AbortSignal: stops with the error `aborted`; looked at wherever `onProgress` is called. */
  readonly signal?: { readonly aborted: boolean }
}
