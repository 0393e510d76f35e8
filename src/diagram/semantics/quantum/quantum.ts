import { CausalError } from '../../../errors.js'
import { checkOptions } from '../../../options.js'
import { contract, type Tensor } from '../../../probability/contraction/contract.js'
import { show } from '../../../show.js'
import { type IndexedDiagram, indexedDiagram } from '../../terms/indexed.js'
import { pruned } from '../../terms/prune.js'
import type { Box } from '../../terms/types.js'
import { refusePartial } from '../effect.js'
import type { Semantics } from '../semantics.js'
import type { TensorOptions } from '../tensor-semantics.js'
import { statesOfObjects } from '../tensor-sizes.js'
import { productBasis, traces } from './hermitian-basis.js'
import { type QuantumBox, readQuantum, type Superoperator } from './kraus-box.js'

/**
 * A completely positive map that preserves the trace.
 *
 * @category Diagrams
 */
export interface QuantumChannel {
  /** The objects on its inputs, with the dimensions of their spaces. */
  readonly inputs: readonly { readonly name: string; readonly dimension: number }[]
  /** The objects on its outputs. */
  readonly outputs: readonly { readonly name: string; readonly dimension: number }[]
  /**
   * Its Choi matrix Σ |i⟩⟨j| ⊗ Φ(|i⟩⟨j|), inputs before outputs, the last wire fastest: of a state the density matrix, of a map
   * into nothing the identity.
   */
  readonly choi: { readonly re: readonly (readonly number[])[]; readonly im: readonly (readonly number[])[] }
}

/**
 * What {@link quantum} is told besides the boxes.
 *
 * @category Diagrams
 */
export type QuantumOptions = Pick<TensorOptions, 'sizes' | 'budget'>

/**
 * Diagrams as quantum channels: each object a space of finite dimension, each box a completely positive map that preserves the
 * trace, given by Kraus operators.
 *
 * A discarded wire is traced out, a uniform state is maximally mixed, a point state is the basis state of that number. Nothing
 * can be copied: a diagram that reads a wire twice is refused by name, and so is a classical table that was not encoded by
 * {@link krausOf}. Boxes that no output depends on are left out, as trace-preserving maps allow.
 *
 * @category Diagrams
 * @example
 * const h = Math.SQRT1_2
 * const bell = compose(tensor(box('zero', [], ['A']), box('zero', [], ['A'])), tensor(box('H', ['A'], ['A']), identity('A')), box('CNOT', ['A', 'A'], ['A', 'A']))
 * const gates = {
 *   zero: { kraus: [{ re: [[1], [0]] }] },
 *   H: { kraus: [{ re: [[h, h], [h, -h]] }] },
 *   CNOT: { kraus: [{ re: [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]] }] },
 * }
 * interpret(bell, quantum, gates).choi.re
 * //=> [[0.5, 0, 0, 0.5], [0, 0, 0, 0], [0, 0, 0, 0], [0.5, 0, 0, 0.5]]
 * interpret(compose(bell, tensor(identity('A'), discard('A'))), quantum, gates).choi.re
 * //=> [[0.5, 0], [0, 0.5]]
 */
export const quantum: Semantics<QuantumBox, QuantumChannel, QuantumOptions> = Object.freeze({
  name: 'quantum',
  read: readQuantumDiagram,
})

function readQuantumDiagram(
  given: IndexedDiagram,
  meaningOf: (box: Box) => QuantumBox,
  options: Partial<QuantumOptions>,
): QuantumChannel {
  checkOptions('options', options, ['sizes', 'budget'])
  refusePartial('quantum', given.diagram)
  const d = indexedDiagram(pruned(given))
  const { diagram } = d
  checkReaders(d)
  const read = new Map<Box, Superoperator>()
  for (const { box } of diagram.boxes) if (box.kind === 'channel') read.set(box, readQuantum(box, meaningOf(box)))
  const dimensions = dimensionsOf(d, read, options)
  const dimension = (object: string): number => dimensions.get(object)!.length
  const tensors: Tensor[] = diagram.boxes.map(({ box, inputs, outputs }) => ({
    scope: [...inputs, ...outputs],
    values: boxTensor(box, read.get(box), dimension),
  }))
  const readers = readersOf(d)
  // what nobody reads is traced out
  for (const [v, object] of diagram.wires.entries())
    if (readers[v] === 0) tensors.push({ scope: [v], values: traces(dimension(object)) })
  // an input that goes straight through still has an axis for each end
  const wires = diagram.wires.map((object) => dimension(object) ** 2)
  const through = diagram.outputWires.map((v) => (diagram.inputWires.includes(v) ? v : -1))
  const ends = diagram.outputWires.map((v, k) => {
    if (through[k] === -1) return v
    const size = wires[v]!
    const end = wires.push(size) - 1
    tensors.push({ scope: [v, end], values: identityValues(size) })
    return end
  })
  const { values } = contract({
    cardinalities: wires,
    tensors,
    keep: [...diagram.inputWires, ...ends],
    ...(options.budget === undefined ? {} : { limits: options.budget }),
  })
  const named = (list: readonly string[]) =>
    Object.freeze(list.map((name) => Object.freeze({ name, dimension: dimension(name) })))
  return Object.freeze({
    inputs: named(diagram.inputs),
    outputs: named(diagram.outputs),
    choi: choiOf(values, diagram.inputs.map(dimension), diagram.outputs.map(dimension)),
  })
}

function identityValues(size: number): Float64Array {
  const values = new Float64Array(size * size)
  for (let a = 0; a < size; a++) values[a * size + a] = 1
  return values
}

function readersOf({ diagram, wireCount }: IndexedDiagram): Int32Array {
  const readers = new Int32Array(wireCount)
  for (const { inputs } of diagram.boxes) for (const v of inputs) readers[v]!++
  for (const v of diagram.outputWires) readers[v]!++
  return readers
}

function checkReaders(d: IndexedDiagram): void {
  const copied = readersOf(d).findIndex((count) => count > 1)
  if (copied < 0) return
  const object = d.diagram.wires[copied]!
  throw new CausalError(
    'not-supported',
    `the wire of ${show(object)} is read more than once: there is no copying of quantum states. Prepare or encode each reader's state by a box of its own.`,
    { object },
  )
}

function dimensionsOf(
  d: IndexedDiagram,
  read: ReadonlyMap<Box, Superoperator>,
  options: Partial<QuantumOptions>,
): Map<string, readonly string[]> {
  const shapes = [...read].map(([box, { inputs, outputs }]) => ({
    box,
    read: {
      values: new Float64Array(inputs * outputs),
      sizes: [...box.inputs, ...box.outputs].map(() => -1),
      rows: inputs,
      columns: outputs,
    },
  }))
  const sizes = options.sizes === undefined ? {} : { sizes: options.sizes }
  const found = statesOfObjects(new Set(d.diagram.wires), shapes, sizes, { points: [], given: new Map() })
  const size = (objects: readonly string[]): number => objects.reduce((p, name) => p * found.get(name)!.length, 1)
  for (const [box, { inputs, outputs }] of read) {
    if (size(box.inputs) === inputs && size(box.outputs) === outputs) continue
    throw new CausalError(
      'type-mismatch',
      `box ${show(box.name)} maps dimension ${inputs} to ${outputs}, but its wires make ${size(box.inputs)} and ${size(box.outputs)}.`,
      { box: box.name, actual: [inputs, outputs], expected: [size(box.inputs), size(box.outputs)] },
    )
  }
  return found
}

/** A box in the Hermitian bases of its wires: the real number tr(B_b Φ(B_a)) for each a of the inputs and b of the outputs. */
function boxTensor(box: Box, map: Superoperator | undefined, dimension: (object: string) => number): Float64Array {
  if (map === undefined) return stateTensor(box, dimension(box.outputs[0]!))
  const ins = productBasis(box.inputs.map(dimension))
  const outs = productBasis(box.outputs.map(dimension))
  const { inputs: n, outputs: m, re, im } = map
  const values = new Float64Array(ins.length * outs.length)
  for (const [a, from] of ins.entries()) {
    for (const [b, to] of outs.entries()) {
      let sum = 0
      for (const x of from) {
        for (const y of to) {
          // (B_b)_o′o Φ(E_ii′)_oo′ (B_a)_ii′
          const at = ((y.column * m + y.row) * n + x.row) * n + x.column
          const weight = { re: x.re * y.re - x.im * y.im, im: x.re * y.im + x.im * y.re }
          sum += weight.re * re[at]! - weight.im * im[at]!
        }
      }
      values[a * outs.length + b] = sum
    }
  }
  return values
}

function stateTensor(box: Box, d: number): Float64Array {
  if (box.kind === 'uniform') return traces(d).map((x) => x / d)
  const { value } = box
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value >= d) {
    throw new CausalError(
      'unknown-name',
      `${show(box.outputs[0])} has no basis state ${show(value)}: there are 0 to ${d - 1}.`,
      { object: box.outputs[0], state: value },
    )
  }
  return Float64Array.from({ length: d * d }, (_, a) => (a === value ? 1 : 0))
}

function choiOf(
  values: Float64Array,
  inputs: readonly number[],
  outputs: readonly number[],
): { re: readonly (readonly number[])[]; im: readonly (readonly number[])[] } {
  const [ins, outs] = [productBasis(inputs), productBasis(outputs)]
  const m = Math.round(Math.sqrt(outs.length))
  const size = m * Math.round(Math.sqrt(ins.length))
  const re = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  const im = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (const [a, from] of ins.entries()) {
    for (const [b, to] of outs.entries()) {
      const w = values[a * outs.length + b]!
      if (w === 0) continue
      // the transpose of the basis of the inputs, beside that of the outputs
      for (const x of from) {
        for (const y of to) {
          const [row, column] = [x.column * m + y.row, x.row * m + y.column]
          re[row]![column]! += w * (x.re * y.re - x.im * y.im)
          im[row]![column]! += w * (x.re * y.im + x.im * y.re)
        }
      }
    }
  }
  const frozen = (rows: number[][]) => Object.freeze(rows.map((row) => Object.freeze(row)))
  return Object.freeze({ re: frozen(re), im: frozen(im) })
}
