import { calledAs } from '../../errors.js'
import type { Diagram } from '../terms/types.js'
import { canonical, type EqualityLevel, sameCanonical } from './canonical.js'
import { checkLevel } from './level.js'

/**
 * Whether two diagrams are equal, at a stated level.
 *
 * At `markov` this is equality in every Markov category (all probability theories share it): if it holds, every
 * interpretation by stochastic matrices, Gaussian channels or samplers gives the same answer for both.
 *
 * @param a - a diagram
 * @param b - a diagram
 * @param level - `'markov'` unless told; see {@link EqualityLevel}
 * @returns true when they are equal; diagrams of different types never are
 * @throws CausalError `invalid-argument` for an unknown level, `too-large` as in {@link canonicalForm}
 * @complexity O(size of both) for `markov` and `functional`
 * @reference Fritz & Liang, Free gs-monoidal categories and free Markov categories, 2023
 * @category Diagrams
 * @example
 * const f = box('f', ['A'], ['B'])
 * equalDiagrams(compose(f, copy('B')), compose(copy('A'), tensor(f, f)))
 * //=> false
 * const g = box('g', ['A'], ['B'], { deterministic: true })
 * equalDiagrams(compose(g, copy('B')), compose(copy('A'), tensor(g, g)), 'functional')
 * //=> true
 */
export function equalDiagrams(a: Diagram, b: Diagram, level: EqualityLevel = 'markov'): boolean {
  return calledAs('equalDiagrams', () => {
    checkLevel(level)
    return sameCanonical(canonical(a, level), canonical(b, level))
  })
}
