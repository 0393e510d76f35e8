import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { EqualityLevel } from './canonical.js'

/** Checks the name of a level. */
export function checkLevel(level: EqualityLevel): void {
  if (level !== 'cdu' && level !== 'markov' && level !== 'functional') {
    throw new CausalError(
      'invalid-argument',
      `the level must be 'cdu', 'markov' or 'functional', got ${show(level)}.`,
      { level },
    )
  }
}
