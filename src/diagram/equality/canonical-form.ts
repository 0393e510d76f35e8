import { calledAs } from '../../errors.js'
import { boxLabel } from '../terms/label.js'
import type { Diagram } from '../terms/types.js'
import { canonical, type EqualityLevel } from './canonical.js'

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
 * The canonical form of a diagram: what is left of it when all that equality ignores is taken away.
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
    const text = JSON.stringify([
      form.inputs,
      form.outputs,
      form.boxes.map(boxLabel),
      Array.from(form.reads),
      form.dead,
    ])
    const result = Object.freeze({ level, text, hash: hash(text) })
    if (Object.isFrozen(diagram)) cache[level].set(diagram, result)
    return result
  })
}

/** Two 53-bit hashes of a text (multiply and rotate, after cyrb53), as 26 or so hexadecimal digits. */
function hash(text: string): string {
  return [0x9e3779b9, 0x85ebca6b].map((seed) => half(text, seed)).join('')
}

function half(text: string, seed: number): string {
  let a = 0xdeadbeef ^ seed
  let b = 0x41c6ce57 ^ seed
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return ((b >>> 0) * 2 ** 21 + ((a >>> 0) & 0x1fffff)).toString(16).padStart(14, '0').slice(-13)
}
