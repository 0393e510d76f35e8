import { calledAs } from '../../errors.js'

import type { Diagram } from '../terms/types.js'
import { canonical, canonicalText, type EqualityLevel } from './canonical.js'
import { hash } from './hash.js'

/**
 * A diagram up to equality, as text and as hash.
 *
 * @category Diagrams
 */
export interface CanonicalForm {
  /** The level at which it was taken. */
  readonly level: EqualityLevel
  /** A text that two diagrams share exactly when they are equal. */
  readonly text: string
  /** 26 hexadecimal digits of the text: equal diagrams have equal hashes. */
  readonly hash: string
}

const cache: Record<EqualityLevel, WeakMap<Diagram, CanonicalForm>> = {
  cdu: new WeakMap(),
  markov: new WeakMap(),
  functional: new WeakMap(),
}

/**
 * The canonical form of a diagram: what is left once everything that equality ignores has been removed.
 *
 * Boxes without a live output are pruned; then every box is an ancestor of an ordered output, and a walk backwards from
 * the outputs through the ordered ports numbers everything in one way only. No search is needed, except for discarded
 * boxes at level `cdu`.
 *
 * @param diagram - any diagram
 * @param level - what counts as equal; `'markov'` unless told
 * @returns the text and its hash
 * @throws CausalError `too-large` when discarded boxes are too symmetric at level `cdu`
 * @complexity O(size) for `markov` and `functional`
 * @category Diagrams
 * @example
 * const twice = compose(box('f', ['A'], ['B']), copy('B'))
 * canonicalForm(compose(twice, swap('B', 'B'))).hash === canonicalForm(twice).hash
 * //=> true
 */
export function canonicalForm(diagram: Diagram, level: EqualityLevel = 'markov'): CanonicalForm {
  return calledAs('canonicalForm', () => {
    const known = cache[level]?.get(diagram)
    if (known !== undefined) return known
    const form = canonical(diagram, level)
    const text = canonicalText(form)
    const result = Object.freeze({ level, text, hash: hash(text) })
    if (Object.isFrozen(diagram)) cache[level].set(diagram, result)
    return result
  })
}
