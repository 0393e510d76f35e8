import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { pointBox } from '../terms/box.js'
import { indexedDiagram } from '../terms/indexed.js'
import { makeDiagram, place } from '../terms/make.js'
import { surgery, type WireAt, wireAt } from '../terms/rewire.js'
import type { Diagram, PlacedBox, Surgery } from '../terms/types.js'

/**
 * Splits one wire: its mechanism and the outputs keep it, its readers get a new wire, the last of the diagram, which is a
 * new input, or a value.
 */
export function splitWire(diagram: Diagram, wire: WireAt, value?: string | number): Surgery {
  const d = indexedDiagram(diagram)
  const v = wireAt(d, wire)
  const object = diagram.wires[v]!
  if (d.producer[v]! < 0) {
    throw new CausalError(
      'invalid-argument',
      `${show(object)} is an input already: nothing makes it, so there is nothing to split.`,
      {
        wire: object,
      },
    )
  }
  if (value !== undefined && typeof value !== 'string' && !Number.isFinite(value)) {
    throw new CausalError('invalid-argument', `the value must be a text or a finite number, got ${show(value)}.`, {
      value,
    })
  }
  const fixed = diagram.wires.length
  const move = (w: number): number => (w === v ? fixed : w)
  const boxes: PlacedBox[] = value === undefined ? [] : [place(pointBox(object, value, 'surgery'), [], [fixed])]
  for (const placed of diagram.boxes) {
    boxes.push(placed.inputs.includes(v) ? place(placed.box, placed.inputs.map(move), placed.outputs) : placed)
  }
  const inputs = [...diagram.inputWires, ...(value === undefined ? [fixed] : [])]
  const after = makeDiagram([...diagram.wires, object], boxes, inputs, [...diagram.outputWires])
  return surgery('split', v, diagram, { diagram: after, removed: [] }, value === undefined ? {} : { with: value })
}
