import { CausalError } from '../errors.js'
import type { EqualityLevel } from './canonical.js'

/** Checks the name of a level. */
export function checkLevel(where: string, level: EqualityLevel): void {
  if (level !== 'cdu' && level !== 'markov' && level !== 'functional') {
    throw new CausalError(
      where,
      'invalid-argument',
      `the level must be 'cdu', 'markov' or 'functional', got ${JSON.stringify(level)}.`,
      { level },
    )
  }
}
