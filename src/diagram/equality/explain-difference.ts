import { calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { sameBox, sameWires } from '../terms/indexed.js'
import { typeText } from '../terms/make.js'
import type { Box, Diagram } from '../terms/types.js'
import { type Canonical, canonical, type EqualityLevel } from './canonical.js'
import { checkLevel } from './level.js'

/**
 * Where two diagrams part ways.
 *
 * @category Diagrams
 */
export interface Difference {
  /** What differs first: the types, a box, what a box or an output reads, or the discarded part. */
  readonly kind: 'type' | 'box' | 'wiring' | 'discarded'
  /** The difference in words. */
  readonly message: string
  /** The box of the first diagram at that place, if any. */
  readonly left: string | null
  /** The box of the second diagram at that place, if any. */
  readonly right: string | null
}

/**
 * The first difference between two diagrams on the walk back from their outputs, or null when they are equal.
 *
 * @param a - a diagram
 * @param b - a diagram
 * @param level - what counts as equal; `'markov'` unless told
 * @returns the difference, in words and as the names of the boxes at that place
 * @throws CausalError `invalid-argument` for an unknown level
 * @complexity O(size of both) for `markov` and `functional`
 * @category Diagrams
 * @example
 * const f = box('f', ['A'], ['B'])
 * explainDifference(compose(f, box('g', ['B'], ['C'])), compose(f, box('h', ['B'], ['C'])))?.message
 * //=> 'box 2 on the way to the outputs is "g" from ["B"] to ["C"] on the left, "h" from ["B"] to ["C"] on the right'
 * explainDifference(f, f)
 * //=> null
 */
export function explainDifference(a: Diagram, b: Diagram, level: EqualityLevel = 'markov'): Difference | null {
  return calledAs('explainDifference', () => {
    checkLevel(level)
    const left = canonical(a, level)
    const right = canonical(b, level)
    const found = (kind: Difference['kind'], message: string, x?: Box, y?: Box): Difference =>
      Object.freeze({ kind, message, left: x?.name ?? null, right: y?.name ?? null })
    for (const side of ['inputs', 'outputs'] as const) {
      if (sameWires(left[side], right[side])) continue
      return found('type', `the ${side} are ${typeText(left[side])} on the left, ${typeText(right[side])} on the right`)
    }
    const leftWires = wireNames(left)
    const rightWires = wireNames(right)
    let at = 0
    for (let i = 0; i < Math.max(left.boxes.length, right.boxes.length); i++) {
      const x = left.boxes[i]
      const y = right.boxes[i]
      if (x === undefined || y === undefined || !sameBox(x, y)) {
        return found(
          'box',
          `box ${i + 1} on the way to the outputs is ${text(x)} on the left, ${text(y)} on the right`,
          x,
          y,
        )
      }
      for (let port = 0; port < x.inputs.length; port++, at++) {
        if (left.reads[at] === right.reads[at]) continue
        return found(
          'wiring',
          `input ${port + 1} of ${show(x.name)} is ${leftWires(left.reads[at]!)} on the left, ${rightWires(right.reads[at]!)} on the right`,
          x,
          y,
        )
      }
    }
    for (let i = 0; i < left.outputs.length; i++, at++) {
      if (left.reads[at] === right.reads[at]) continue
      return found(
        'wiring',
        `output ${i + 1} is ${leftWires(left.reads[at]!)} on the left, ${rightWires(right.reads[at]!)} on the right`,
      )
    }
    return left.dead === right.dead ? null : found('discarded', 'the boxes whose outputs are all discarded differ')
  })
}

function text(box: Box | undefined): string {
  return box === undefined ? 'missing' : `${show(box.name)} from ${typeText(box.inputs)} to ${typeText(box.outputs)}`
}

/** How a wire is called in messages, by its canonical number. */
function wireNames(form: Canonical): (wire: number) => string {
  const names: string[] = []
  for (const [i, box] of form.boxes.entries()) {
    for (const port of box.outputs.keys()) names.push(`output ${port + 1} of box ${i + 1} (${show(box.name)})`)
  }
  return (wire) => (wire < 0 ? `input ${-wire} of the diagram` : names[wire]!)
}
