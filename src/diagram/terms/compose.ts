import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { checkedDiagram } from './indexed.js'
import { makeDiagram, place, typeText } from './make.js'
import type { Diagram, PlacedBox } from './types.js'
import type { Chain, InputsOf, OutputsOf } from './typing.js'

/**
 * Plugs diagrams together in the order given: the outputs of each into the inputs of the next.
 *
 * Types of literal wires are checked by the compiler; those known only at run time are checked here.
 *
 * @param diagrams - one or more diagrams, the first applied first
 * @returns one diagram, from the inputs of the first to the outputs of the last
 * @throws CausalError `type-mismatch` with both types and the position where they differ; `invalid-argument` without
 *   any diagram
 * @complexity O(total size): each input of the next has no other producer, so that gluing is renaming. Each call copies
 *   what it is given: to build thousands of boxes one at a time costs the square of their number (a second at 8000), so that
 *   compose(...all) or {@link fromProgram}, which are linear, are better there
 * @category Diagrams
 * @example
 * compose(box('f', ['A'], ['B']), box('g', ['B'], ['C'])).outputs
 * //=> ['C']
 * compose(box('f', ['A'], ['B'] as string[]), box('g', ['C'], []))
 * //=> throws 'type-mismatch'
 */
export function compose<const Ds extends readonly Diagram[]>(
  ...diagrams: Ds & Chain<Ds>
): Diagram<InputsOf<Ds>, OutputsOf<Ds>> {
  return calledAs('compose', () => sequence(diagrams) as Diagram<InputsOf<Ds>, OutputsOf<Ds>>)
}

/** Composition of a list of diagrams. */
export function sequence(diagrams: readonly Diagram[]): Diagram {
  const first = diagrams[0]
  if (first === undefined) {
    throw new CausalError('invalid-argument', 'there must be at least one diagram: identity([]) is the empty one.')
  }
  checkedDiagram(first)
  const wires = [...first.wires]
  const boxes = [...first.boxes]
  let ends = [...first.outputWires]
  for (let k = 1; k < diagrams.length; k++) {
    const next = diagrams[k]!
    checkedDiagram(next)
    checkFit(diagrams[k - 1]!, next, k)
    ends = append(wires, boxes, next, ends)
  }
  return makeDiagram(wires, boxes, [...first.inputWires], ends)
}

/** Adds `next` to the parts of a diagram under construction, reading from `sources`; returns the wires of its outputs. */
export function append(wires: string[], boxes: PlacedBox[], next: Diagram, sources: readonly number[]): number[] {
  const at = new Int32Array(next.wires.length).fill(-1)
  for (const [i, v] of next.inputWires.entries()) at[v] = sources[i]!
  for (let v = 0; v < at.length; v++) if (at[v] === -1) at[v] = wires.push(next.wires[v]!) - 1
  const move = (v: number): number => at[v]!
  for (const placed of next.boxes) boxes.push(place(placed.box, placed.inputs.map(move), placed.outputs.map(move)))
  return next.outputWires.map(move)
}

function checkFit(f: Diagram, g: Diagram, k: number): void {
  const n = Math.max(f.outputs.length, g.inputs.length)
  for (let i = 0; i < n; i++) {
    const left = f.outputs[i]
    const right = g.inputs[i]
    if (left === right) continue
    const what =
      left === undefined
        ? `diagram ${k} has ${f.outputs.length} output${f.outputs.length === 1 ? '' : 's'}, but input ${i + 1} of diagram ${k + 1} is ${show(right)}`
        : right === undefined
          ? `output ${i + 1} of diagram ${k} is ${show(left)}, but diagram ${k + 1} has ${g.inputs.length} input${g.inputs.length === 1 ? '' : 's'}`
          : `output ${i + 1} of diagram ${k} is ${show(left)}, but input ${i + 1} of diagram ${k + 1} is ${show(right)}`
    throw new CausalError(
      'type-mismatch',
      `${what}: outputs ${typeText(f.outputs)} do not fit inputs ${typeText(g.inputs)}.`,
      { position: i, outputs: f.outputs, inputs: g.inputs },
    )
  }
}
