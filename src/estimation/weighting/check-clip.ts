import { CausalError } from '../../errors.js'
import { show } from '../../show.js'

/** Bounds for propensities, or null for none. */
export function checkClip(
  clip: readonly [number, number] | undefined,
  option = 'clip',
): readonly [number, number] | null {
  if (clip === undefined) return null
  if (!(Array.isArray(clip) && clip.length === 2 && clip[0] > 0 && clip[0] < clip[1] && clip[1] < 1)) {
    throw new CausalError(
      'invalid-argument',
      `${option} must be [low, high] with 0 < low < high < 1, got ${show(clip)}.`,
      {
        [option]: clip,
      },
    )
  }
  return clip
}
