import { CausalError, calledAs } from '../../errors.js'
import { nearestNames, quoteNames } from '../../names.js'
import { show } from '../../show.js'
import { type ByName, mapOf } from '../terms/by-name.js'
import { indexedDiagram, sameWires } from '../terms/indexed.js'
import { typeText } from '../terms/make.js'
import type { Box, Diagram } from '../terms/types.js'
import type { Semantics } from './semantics.js'

/**
 * Reads a diagram in a semantics: each box is given a meaning, and the diagram gets the meaning put together from them.
 *
 * The same diagram can be read as a stochastic matrix ({@link stochastic}), with probabilities as logarithms
 * ({@link logarithmic}), as what is possible ({@link relational}), as a linear-Gaussian channel ({@link gaussian}), as a
 * program that draws samples ({@link sampling}), as a formula ({@link symbolic}), with effects that count
 * ({@link substochastic}), or as a quantum channel ({@link quantum}). Diagrams that are equal at level `markov` get the same
 * meaning in each in which nothing is lost. The meanings of a model's boxes are {@link meaningsOf} it.
 *
 * @param diagram - any diagram
 * @param semantics - one of the above, or a record of your own
 * @param boxes - the meaning of each box, by its name: an object or a Map
 * @param options - what the semantics wants besides: names of states, a seed, a limit on the work
 * @returns what the diagram is worth in that semantics
 * @throws CausalError `unknown-name` for a box without meaning (named), `type-mismatch` for a name used at two types, and
 *   whatever the semantics refuses. Meanings of boxes that are not there, such as those taken out by surgery, are ignored
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('X -> Y'), { outputs: 'Y' })
 * interpret(model, stochastic, { X: [0.2, 0.8], Y: [[0.9, 0.1], [0.5, 0.5]] }).values
 * //=> [0.58, 0.42]
 */
export function interpret<B, R, O>(
  diagram: Diagram,
  semantics: Semantics<B, R, O>,
  boxes: ByName<B>,
  options: Partial<O> = {},
): R {
  return calledAs('interpret', () => {
    const d = indexedDiagram(diagram)
    if (typeof semantics?.read !== 'function') {
      throw new CausalError('invalid-argument', 'expected a semantics, such as stochastic or gaussian.')
    }
    const meanings = mapOf('the meanings of the boxes', boxes)
    return semantics.read(d, meaningsByName(diagram, meanings), options, meanings)
  })
}

/** Finds the meaning of a box by its name, which must stand for one type. */
export function meaningsByName<B>(diagram: Diagram, meanings: ReadonlyMap<string, B>): (box: Box) => B {
  const known = new Map<string, Box>()
  for (const { box } of diagram.boxes) {
    if (box.role === 'hole' && !meanings.has(box.name)) {
      const message = `the hole ${show(box.name)} is not plugged: plug() a diagram in, or give its meaning under its name.`
      throw new CausalError('unknown-name', message, { box: box.name })
    }
    const first = known.get(box.name)
    if (first === undefined) known.set(box.name, box)
    else if (!sameWires(first.inputs, box.inputs) || !sameWires(first.outputs, box.outputs)) {
      if (box.kind === 'uniform' && first.kind === 'uniform') continue
      throw new CausalError(
        'type-mismatch',
        `box ${show(box.name)} is used both from ${typeText(first.inputs)} to ${typeText(first.outputs)} and from ${typeText(box.inputs)} to ${typeText(box.outputs)}: a box has one type.`,
        { box: box.name },
      )
    }
  }
  return (box: Box): B => {
    const meaning = meanings.get(box.name)
    if (meaning === undefined) {
      const near = nearestNames(
        box.name,
        [...meanings.keys()].filter((name) => !known.has(name)),
      )
      throw new CausalError(
        'unknown-name',
        `box ${show(box.name)} from ${typeText(box.inputs)} to ${typeText(box.outputs)} has no meaning: give one under its name${near.length > 0 ? ` (there is one for ${quoteNames(near)}, which is no box)` : ''}.`,
        { box: box.name },
      )
    }
    return meaning
  }
}
