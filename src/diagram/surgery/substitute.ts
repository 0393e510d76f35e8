import { CausalError, calledAs } from '../../errors.js'
import { unknownName } from '../../names.js'
import { show } from '../../show.js'
import { type ByName, mapOf } from '../terms/by-name.js'
import { append } from '../terms/compose.js'
import { indexedDiagram, sameWires } from '../terms/indexed.js'
import { makeDiagram, place, typeText } from '../terms/make.js'
import type { Box, Diagram, PlacedBox, Wires } from '../terms/types.js'

/**
 * Opens boxes up: every box of a given name is replaced by a diagram of the same type.
 *
 * This is a functor from diagrams to diagrams, given by its values on boxes: what was composed stays composed, what was
 * copied is copied.
 *
 * @param diagram - any diagram
 * @param replacements - a diagram for each name of a box that is to be replaced
 * @returns the diagram with the replacements in place, of the same type
 * @throws CausalError `unknown-name` for a name that no box has, `type-mismatch` for a replacement of another type
 * @complexity O(size of the result)
 * @category Diagrams
 * @example
 * const coarse = compose(box('cause', [], ['A']), box('effect', ['A'], ['B']))
 * const fine = compose(box('first half', ['A'], ['M']), box('second half', ['M'], ['B']))
 * substitute(coarse, { effect: fine }).boxes.map((placed) => placed.box.name)
 * //=> ['cause', 'first half', 'second half']
 */
export function substitute<D extends Wires, C extends Wires>(
  diagram: Diagram<D, C>,
  replacements: ByName<Diagram>,
): Diagram<D, C> {
  return calledAs('substitute', () => {
    const by = mapOf('the replacements', replacements)
    const names = new Set(indexedDiagram(diagram).diagram.boxes.map((placed) => placed.box.name))
    for (const name of by.keys()) if (!names.has(name)) throw unknownName('box', name, names)
    return mapBoxes(diagram, (of) => by.get(of.name)) as Diagram<D, C>
  })
}

/** Replaces the boxes for which there is a diagram. */
export function mapBoxes(diagram: Diagram, to: (of: Box) => Diagram | undefined): Diagram {
  const { order } = indexedDiagram(diagram)
  const wires = [...diagram.wires]
  const boxes: PlacedBox[] = []
  // where the wire of each old vertex now comes from
  const at = Int32Array.from(wires, (_, v) => v)
  const move = (v: number): number => at[v]!
  const dead = new Set<number>()
  for (const b of order) {
    const placed = diagram.boxes[b]!
    const inner = to(placed.box)
    if (inner === undefined) {
      boxes.push(place(placed.box, placed.inputs.map(move), placed.outputs.map(move)))
      continue
    }
    indexedDiagram(inner)
    if (!sameWires(inner.inputs, placed.box.inputs) || !sameWires(inner.outputs, placed.box.outputs)) {
      throw new CausalError(
        'type-mismatch',
        `box ${show(placed.box.name)} goes from ${typeText(placed.box.inputs)} to ${typeText(placed.box.outputs)}, its replacement from ${typeText(inner.inputs)} to ${typeText(inner.outputs)}.`,
        { box: placed.box.name, inputs: inner.inputs, outputs: inner.outputs },
      )
    }
    const ends = append(wires, boxes, inner, placed.inputs.map(move))
    for (const [i, v] of placed.outputs.entries()) {
      at[v] = ends[i]!
      dead.add(v)
    }
  }
  return compact(wires, boxes, [...diagram.inputWires], diagram.outputWires.map(move), dead)
}

/** Drops wires that nothing makes any more and numbers the others anew. */
export function compact(
  wires: readonly string[],
  boxes: readonly PlacedBox[],
  inp: readonly number[],
  out: readonly number[],
  dead: ReadonlySet<number>,
): Diagram {
  if (dead.size === 0) return makeDiagram([...wires], [...boxes], [...inp], [...out])
  const at = new Int32Array(wires.length).fill(-1)
  const kept: string[] = []
  for (const [v, object] of wires.entries()) if (!dead.has(v)) at[v] = kept.push(object) - 1
  const move = (v: number): number => at[v]!
  return makeDiagram(
    kept,
    boxes.map((placed) => place(placed.box, placed.inputs.map(move), placed.outputs.map(move))),
    inp.map(move),
    out.map(move),
  )
}
