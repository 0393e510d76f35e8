import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Diagram } from './types.js'

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
  const names = (list: readonly unknown[], what: string): void => {
    for (const [i, name] of list.entries()) {
      if (typeof name !== 'string' || name === '') throw refuse(`${what} ${i + 1} must be a name, not ${show(name)}`)
    }
  }
  const positions = (list: readonly unknown[], what: string): void => {
    for (const [i, v] of list.entries()) {
      if (Number.isInteger(v) && (v as number) >= 0 && (v as number) < wires.length) continue
      throw refuse(`${what} ${i + 1} must be the position of one of the ${wires.length} wires, not ${show(v)}`)
    }
  }
  names(wires, 'the object on wire')
  names(diagram.inputs, 'the type of input')
  names(diagram.outputs, 'the type of output')
  positions(diagram.inputWires, 'the wire of input')
  positions(diagram.outputWires, 'the wire of output')
  for (const [b, placed] of diagram.boxes.entries()) {
    if (typeof placed !== 'object' || placed === null) throw refuse(`box ${b + 1} is ${show(placed)}`)
    const { box, inputs: ins, outputs: outs } = placed
    if (typeof box !== 'object' || box === null) throw refuse(`box ${b + 1} holds no box, but ${show(box)}`)
    if (typeof box.name !== 'string' || box.name === '') throw refuse(`box ${b + 1} has no name`)
    const what = `of box ${show(box.name)}`
    if (![box.inputs, box.outputs, ins, outs].every(Array.isArray))
      throw refuse(`inputs and outputs ${what} must be lists`)
    names(box.inputs, `input type ${what}`)
    names(box.outputs, `output type ${what}`)
    positions(ins, `input wire ${what}`)
    positions(outs, `output wire ${what}`)
    if (typeof box.deterministic !== 'boolean') throw refuse(`deterministic ${what} must be true or false`)
    if (box.kind === 'channel') continue
    if (box.kind !== 'uniform' && box.kind !== 'point') {
      throw refuse(`the kind ${what} must be 'channel', 'uniform' or 'point', not ${show(box.kind)}`)
    }
    if (box.inputs.length > 0 || box.outputs.length !== 1)
      throw refuse(`a ${box.kind} state ${what} has no input and one output`)
    if (box.kind === 'point' && typeof box.value !== 'string' && !Number.isFinite(box.value)) {
      throw refuse(`the value ${what} must be a text or a finite number, not ${show(box.value)}`)
    }
  }
}
