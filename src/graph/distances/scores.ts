/**
 * How an estimate agrees with the truth, as counts and ratios.
 *
 * @category Graphs
 */
export interface ConfusionScores {
  /** In both. */
  readonly truePositives: number
  /** In the estimate only. */
  readonly falsePositives: number
  /** In the truth only. */
  readonly falseNegatives: number
  /** In neither. */
  readonly trueNegatives: number
  /** The part of what was found that is true; null when nothing was found. */
  readonly precision: number | null
  /** The part of what is true that was found; null when there was nothing to find. */
  readonly recall: number | null
  /** The harmonic mean of the two, 2 tp / (2 tp + fp + fn); null when there was nothing to find and nothing was found. */
  readonly f1: number | null
}

/** Counts with their ratios; `possible` is the number of places. */
export function confusionScores(tp: number, fp: number, fn: number, possible: number): ConfusionScores {
  return Object.freeze({
    truePositives: tp,
    falsePositives: fp,
    falseNegatives: fn,
    trueNegatives: possible - tp - fp - fn,
    precision: tp + fp === 0 ? null : tp / (tp + fp),
    recall: tp + fn === 0 ? null : tp / (tp + fn),
    f1: tp + fp + fn === 0 ? null : (2 * tp) / (2 * tp + fp + fn),
  })
}
