import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Box, Diagram, PlacedBox } from './types.js'

/**
 * The door for diagrams made by hand or read from JSON: all lists there, names texts, wires in range. What hangs on more
 * than one part (producers, types, cycles) is checked where the diagram is put in numbers.
 */
export function checkDiagramForm(diagram: Diagram): void {
  const refuse = (why: string): CausalError =>
    new CausalError('invalid-argument', `expected a diagram, made by box(), compose(), diagramOf() …: ${why}.`)
  if (typeof diagram !== 'object' || diagram === null) throw refuse(`this is ${show(diagram)}`)
  for (const key of ['inputs', 'outputs', 'wires', 'boxes', 'inputWires', 'outputWires'] as const) {
    if (!Array.isArray(diagram[key])) throw refuse(`${key} must be a list, not ${show(diagram[key])}`)
  }
  const { wires } = diagram
  // what a list is called is written out only where it is refused
  const names = (list: readonly unknown[], what: string, box?: Box): void => {
    for (let i = 0; i < list.length; i++) {
      const name = list[i]
      if (typeof name === 'string' && name !== '') continue
      throw refuse(`${what} ${ofBox(box)}${i + 1} must be a name, not ${show(name)}`)
    }
  }
  const positions = (list: readonly unknown[], what: string, box?: Box): void => {
    for (let i = 0; i < list.length; i++) {
      const v = list[i]
      if (Number.isInteger(v) && (v as number) >= 0 && (v as number) < wires.length) continue
      const place = `the position of one of the ${wires.length} wires`
      throw refuse(`${what} ${ofBox(box)}${i + 1} must be ${place}, not ${show(v)}`)
    }
  }
  names(wires, 'the object on wire')
  names(diagram.inputs, 'the type of input')
  names(diagram.outputs, 'the type of output')
  positions(diagram.inputWires, 'the wire of input')
  positions(diagram.outputWires, 'the wire of output')
  for (let b = 0; b < diagram.boxes.length; b++) {
    const placed: PlacedBox | undefined = diagram.boxes[b]
    if (typeof placed !== 'object' || placed === null) throw refuse(`box ${b + 1} is ${show(placed)}`)
    const { box, inputs: ins, outputs: outs } = placed
    if (typeof box !== 'object' || box === null) throw refuse(`box ${b + 1} holds no box, but ${show(box)}`)
    if (typeof box.name !== 'string' || box.name === '') throw refuse(`box ${b + 1} has no name`)
    const { inputs, outputs } = box
    if (!Array.isArray(inputs) || !Array.isArray(outputs) || !Array.isArray(ins) || !Array.isArray(outs))
      throw refuse(`inputs and outputs ${ofBox(box)}must be lists`)
    names(inputs, 'input type', box)
    names(outputs, 'output type', box)
    positions(ins, 'input wire', box)
    positions(outs, 'output wire', box)
    if (typeof box.deterministic !== 'boolean') throw refuse(`deterministic ${ofBox(box)}must be true or false`)
    if (box.kind !== 'channel') checkKind(box, refuse)
  }
}

/** What each kind of box besides a channel must be like. */
function checkKind(box: Box, refuse: (why: string) => CausalError): void {
  const { kind, inputs, outputs, value } = box
  const object = [...inputs, ...outputs].every((name, _, all) => name === all[0])
  switch (kind) {
    case 'uniform':
    case 'point':
      if (inputs.length > 0 || outputs.length !== 1)
        throw refuse(`a ${kind} state ${ofBox(box)}has no input and one output`)
      break
    case 'evidence':
      if (inputs.length !== 1 || outputs.length > 0) throw refuse(`evidence ${ofBox(box)}has one input and no output`)
      break
    case 'comparator':
      if (inputs.length !== 2 || outputs.length !== 1 || !object)
        throw refuse(`a comparator ${ofBox(box)}has two inputs and one output of one object`)
      break
    case 'normalized': {
      const { inside } = box
      if (inside === undefined) throw refuse(`the normalized box ${ofBox(box)}has nothing inside`)
      checkDiagramForm(inside)
      if (String(inside.inputs) !== String(inputs) || String(inside.outputs) !== String(outputs))
        throw refuse(`what is inside the normalized box ${ofBox(box)}has another type`)
      break
    }
    default:
      throw refuse(
        `the kind ${ofBox(box)}must be 'channel', 'uniform', 'point', 'evidence', 'comparator' or 'normalized', not ${show(kind)}`,
      )
  }
  const hasValue = kind === 'point' || kind === 'evidence'
  if (hasValue && typeof value !== 'string' && !Number.isFinite(value)) {
    throw refuse(`the value ${ofBox(box)}must be a text or a finite number, not ${show(value)}`)
  }
}

function ofBox(box?: Box): string {
  return box === undefined ? '' : `of box ${show(box.name)} `
}
