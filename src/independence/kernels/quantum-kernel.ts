import { CausalError } from '../../errors.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import { stateVectors } from './state-vectors.js'
import type { Kernel } from './types.js'

/**
 * A layer's gates, one after another, each on every qubit (or on neighbours in a chain): `h` Hadamard; `rx`, `ry`, `rz`
 * rotations by the scaled feature; `cz` controlled Z; `rzz` exp(−i θ Z⊗Z / 2) with θ the product of neighbours' angles.
 *
 * @category Independence tests
 */
export type QuantumGate = 'h' | 'rx' | 'ry' | 'rz' | 'cz' | 'rzz'

/**
 * A circuit that writes a point into the state of some qubits.
 *
 * @category Independence tests
 */
export interface QuantumCircuit {
  /** The gates of one layer, in order. */
  readonly gates: readonly QuantumGate[]
  /** How many qubits (1 to 14); qubit q is turned by coordinate q modulo the number of coordinates. */
  readonly qubits: number
  /** How often the layer is applied (default 1). */
  readonly layers?: number
  /** What a coordinate is multiplied by to give an angle in radians (default 1). */
  readonly scale?: number
}

const gates: readonly string[] = ['h', 'rx', 'ry', 'rz', 'cz', 'rzz']

/**
 * A quantum kernel: the squared overlap |⟨ψ(a)|ψ(b)⟩|² of the states that a circuit makes of two points, by exact
 * simulation of the state vector.
 *
 * It is an ordinary kernel that a quantum computer could evaluate; simulated here, it is not faster than others.
 * `pc(kci(table, { kernel: quantumKernel(circuit) }))` is qPC.
 *
 * @param circuit - gates, qubits, layers and scale
 * @returns the kernel; qubit 0 is the most significant
 * @throws CausalError `invalid-argument`
 * @complexity O(layers · gates · qubits · 2^qubits) a point, O(2^qubits) a pair of points
 * @category Independence tests
 * @example
 * const circuit = { gates: ['ry', 'cz'], qubits: 1 } as const
 * kernelMatrix(quantumKernel(circuit), table({ X: [0, Math.PI / 2] }))
 * //=> [1, 0.5, 0.5, 1]
 */
export function quantumKernel(circuit: QuantumCircuit): Kernel {
  return madeBy('quantumKernel', [circuit], () => {
    checkOptions('circuit', circuit, ['gates', 'qubits', 'layers', 'scale'], {
      qubits: 'number',
      layers: 'number',
      scale: 'number',
    })
    const { qubits, layers = 1, scale = 1 } = checkedObject('circuit', circuit)
    const bad = checkedList('gates', circuit.gates).find((gate) => !gates.includes(gate))
    if (bad !== undefined || circuit.gates.length === 0) {
      throw new CausalError(
        'invalid-argument',
        `a layer holds gates out of ${gates.join(', ')}, got ${show(circuit.gates)}.`,
        { gates: circuit.gates },
      )
    }
    if (!Number.isInteger(qubits) || qubits < 1 || qubits > 14 || !Number.isInteger(layers) || layers < 1) {
      throw new CausalError(
        'invalid-argument',
        `qubits go from 1 to 14 and layers from 1 on, in whole numbers; got ${show(qubits)} and ${show(layers)}.`,
        { qubits, layers },
      )
    }
    if (!Number.isFinite(scale)) {
      throw new CausalError('invalid-argument', `the scale must be finite, got ${show(scale)}.`, { scale })
    }
    return Object.freeze<Kernel>({
      name: `quantum, ${circuit.gates.join('-')} on ${qubits} qubits, ${layers} layers`,
      gram: ({ columns, rowCount }) => {
        const size = 2 ** qubits
        const { real, imaginary } = stateVectors(columns, rowCount, { gates: circuit.gates, qubits, layers, scale })
        return {
          size: rowCount,
          diagonal: (out) => void out.fill(1),
          column: (j, out) => {
            for (let i = 0; i < rowCount; i++) {
              let re = 0
              let im = 0
              for (let s = 0; s < size; s++) {
                const a = real[i * size + s]!
                const b = imaginary[i * size + s]!
                const c = real[j * size + s]!
                const d = imaginary[j * size + s]!
                re += a * c + b * d
                im += a * d - b * c
              }
              out[i] = i === j ? 1 : re * re + im * im
            }
          },
        }
      },
    })
  })
}
