/**
 * What a {@link ChangeDetector} finds in the steps after the quiet ones.
 *
 * @category Attribution
 */
export interface Watched {
  /** The statistic of each look, over time. */
  readonly statistic: Float64Array
  /** The step (in all steps, from 0) after which each look was made. */
  readonly looks: Int32Array
  /** For each look the step at which the change that it sees seems to begin. */
  readonly starts: Int32Array
  /** For each look the position of the variable that moved most, or −1 where it looks at all together. */
  readonly leaders: Int32Array
  /** From which statistic on it is an alarm. */
  readonly threshold: number
}

/**
 * A way to see that something changed, as a value: any record of this form can stand where a detector is asked for.
 *
 * @category Attribution
 */
export interface ChangeDetector {
  /** Its name with its options, in words. */
  readonly name: string
  /** How many quiet steps it needs. */
  readonly needs: number
  /** Watches complete columns, of which the first `quiet` steps are quiet; `alpha` is the chance of an alarm where nothing changes. */
  readonly watch: (columns: readonly Float64Array[], quiet: number, alpha: number) => Watched
}
