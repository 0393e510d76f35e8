import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { append } from './compose.js'
import { checkedDiagram } from './indexed.js'
import { makeDiagram, typeText, wiresOf } from './make.js'
import type { Diagram, PlacedBox, Wires } from './types.js'
import type { AsWires, TypeLike } from './typing.js'

/**
 * A wire inside {@link fromProgram}: a value that can be used any number of times.
 *
 * @category Diagrams
 */
export interface Wire<T extends string = string> {
  /** The object on it. */
  readonly object: T
  /** Its position among the wires of the diagram under construction. */
  readonly id: number
}

/**
 * The wires of a type, one for each object.
 *
 * @category Diagrams
 */
export type WireList<T extends Wires> = { readonly [I in keyof T]: Wire<T[I]> }

/**
 * Runs a diagram on wires, inside {@link fromProgram}.
 *
 * @category Diagrams
 */
export type Run = <D extends Wires, C extends Wires>(diagram: Diagram<D, C>, ...inputs: WireList<D>) => WireList<C>

type TypesOf<W extends readonly Wire[]> = { readonly [I in keyof W]: W[I] extends Wire<infer T> ? T : never }

/**
 * A diagram written as the program that it draws: boxes are run on wires, a wire used twice is copied, one never used is
 * discarded.
 *
 * @param inputs - the objects on the inputs
 * @param body - receives `run` and one wire for each input; returns the wires of the outputs
 * @returns the diagram
 * @throws CausalError `type-mismatch` when a box is run on wires of another type, `invalid-argument` for a wire of another
 *   program
 * @complexity O(size of the result)
 * @category Diagrams
 * @example
 * const smoking = box('smoking', ['gene'], ['S'])
 * const tar = box('tar', ['S'], ['T'])
 * const cancer = box('cancer', ['T', 'gene'], ['C'])
 * const model = fromProgram([], (run) => {
 *   const [gene] = run(box('gene', [], ['gene'], { latent: true }))
 *   const [s] = run(smoking, gene)
 *   const [t] = run(tar, s)
 *   const [c] = run(cancer, t, gene)
 *   return [s, t, c]
 * })
 * model.outputs
 * //=> ['S', 'T', 'C']
 */
export function fromProgram<const T extends TypeLike, const W extends readonly Wire[]>(
  inputs: T,
  body: (run: Run, ...wires: WireList<AsWires<T>>) => W,
): Diagram<AsWires<T>, TypesOf<W>> {
  return calledAs('fromProgram', () => {
    if (typeof body !== 'function') throw new CausalError('invalid-argument', 'the program must be a function.')
    const dom = wiresOf(inputs)
    const wires: string[] = []
    const boxes: PlacedBox[] = []
    const own = new WeakSet<Wire>()
    const wire = (id: number): Wire => {
      const made = Object.freeze({ object: wires[id]!, id })
      own.add(made)
      return made
    }
    const idOf = (used: Wire): number => {
      if (typeof used !== 'object' || used === null || !own.has(used)) {
        throw new CausalError('invalid-argument', 'a wire must come from this program: from its inputs or from run.')
      }
      return used.id
    }
    const run = (diagram: Diagram, ...used: readonly Wire[]): readonly Wire[] => {
      checkedDiagram(diagram)
      const sources = used.map(idOf)
      const given = used.map((w) => w.object)
      const n = Math.max(given.length, diagram.inputs.length)
      for (let i = 0; i < n; i++) {
        if (given[i] === diagram.inputs[i]) continue
        const name = diagram.boxes.length === 1 ? show(diagram.boxes[0]!.box.name) : 'a diagram'
        throw new CausalError(
          'type-mismatch',
          `input ${i + 1} of ${name} is ${show(diagram.inputs[i]) ?? 'missing'}, but wire ${i + 1} is ${show(given[i]) ?? 'missing'}: ${typeText(diagram.inputs)} was run on ${typeText(given)}.`,
          { position: i, expected: diagram.inputs, actual: given },
        )
      }
      return append(wires, boxes, diagram, sources).map(wire)
    }
    const inp = dom.map((object) => wires.push(object) - 1)
    const result = (body as (run: unknown, ...wires: readonly Wire[]) => readonly Wire[])(run, ...inp.map(wire))
    if (!Array.isArray(result)) {
      throw new CausalError('invalid-argument', 'the program must return the list of its output wires.')
    }
    return makeDiagram(wires, boxes, inp, result.map(idOf))
  })
}
