import {
  gaussianKernel,
  hilbertSchmidtCriterion,
  kernelAlignment,
  kernelMatrix,
  type QuantumGate,
  quantumKernel,
  table,
} from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  readonly id: string
  readonly circuit: 'ryCz' | 'rxRzCz' | 'hRzRzz'
  readonly nQubits: number
  readonly nLayers: number
  readonly scale: number
  readonly x: readonly (readonly number[])[]
  readonly y: readonly number[]
  readonly gram: readonly (readonly number[])[]
  readonly alignment: number
  readonly centredAlignment: number
  readonly hsicBiased: number
}

const gates: Record<Case['circuit'], readonly QuantumGate[]> = {
  ryCz: ['ry', 'cz'],
  rxRzCz: ['rx', 'rz', 'cz'],
  hRzRzz: ['h', 'rz', 'rzz'],
}

conformance<Case, readonly Case[]>(
  'seeds/quantum_kernel',
  'seeds/quantum_kernel.json',
  (document) => document,
  (item) => {
    const points = table(
      Object.fromEntries(item.x[0]!.map((_, k) => [`x${k}`, Float64Array.from(item.x, (row) => row[k]!)])),
    )
    const circuit = { gates: gates[item.circuit], qubits: item.nQubits, layers: item.nLayers, scale: item.scale }
    const gram = kernelMatrix(quantumKernel(circuit), points)
    for (const [k, wanted] of item.gram.flat().entries()) expectClose(gram[k]!, wanted, 1e-9, 0, `gram ${k}`)
    const target = kernelMatrix(gaussianKernel({ width: 1 }), table({ y: Float64Array.from(item.y) }))
    expectClose(kernelAlignment(gram, target, { centred: false }), item.alignment, 1e-9, 0, 'alignment')
    expectClose(kernelAlignment(gram, target), item.centredAlignment, 1e-9, 0, 'centred alignment')
    expectClose(hilbertSchmidtCriterion(gram, target), item.hsicBiased, 1e-9, 0, 'HSIC')
  },
)
