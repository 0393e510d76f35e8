import { calledAs } from '../../errors.js'
import type { Estimand } from '../terms/types.js'
import { estimandText } from './estimand-text.js'

/**
 * An expression as one line of text, such as `Σ_z P(y | x, z) P(z)`, which {@link parseEstimand} reads back.
 *
 * Names stand as they are; a name with spaces or punctuation stands in double quotes. The `toText` of `causalkit` and of
 * `causalkit/diagram` writes diagrams as well.
 *
 * @param value - the expression
 * @returns the text
 * @throws CausalError `invalid-argument` for a value that is no estimand
 * @complexity O(s) for s terms
 * @category Estimands
 * @example
 * toText(parseEstimand('Σ_{z} P(y|x,z) P(z)'))
 * //=> 'Σ_z P(y | x, z) P(z)'
 */
export function toText(value: Estimand): string {
  return calledAs('toText', () => estimandText(value))
}
