import { portableCos, portableSin } from '../../numeric/special/portable-sin.js'

/** A circuit with nothing left open. */
interface Layers {
  readonly gates: readonly ('h' | 'rx' | 'ry' | 'rz' | 'cz' | 'rzz')[]
  readonly qubits: number
  readonly layers: number
  readonly scale: number
}

/** The states that a circuit makes of points: 2^qubits amplitudes each, one point after another. */
export function stateVectors(
  columns: readonly Float64Array[],
  rowCount: number,
  { gates, qubits, layers, scale }: Layers,
): { readonly real: Float64Array; readonly imaginary: Float64Array } {
  const size = 2 ** qubits
  const real = new Float64Array(rowCount * size)
  const imaginary = new Float64Array(rowCount * size)
  const angle = new Float64Array(qubits)
  for (let i = 0; i < rowCount; i++) {
    const re = real.subarray(i * size, (i + 1) * size)
    const im = imaginary.subarray(i * size, (i + 1) * size)
    re[0] = 1
    for (let q = 0; q < qubits; q++) angle[q] = scale * columns[q % columns.length]![i]!
    for (let layer = 0; layer < layers; layer++) {
      for (const gate of gates) {
        if (gate === 'cz' || gate === 'rzz') {
          for (let q = 0; q + 1 < qubits; q++) coupled(re, im, gate, qubits, q, angle[q]! * angle[q + 1]!)
        } else for (let q = 0; q < qubits; q++) single(re, im, gate, size >> (q + 1), angle[q]!)
      }
    }
  }
  return { real, imaginary }
}

/** A gate on the qubit whose bit is `bit`: for each pair of amplitudes that differ in it alone. */
function single(re: Float64Array, im: Float64Array, gate: 'h' | 'rx' | 'ry' | 'rz', bit: number, angle: number): void {
  const c = portableCos(angle / 2)
  const s = portableSin(angle / 2)
  for (let k = 0; k < re.length; k++) {
    if ((k & bit) !== 0) continue
    const l = k | bit
    const a = re[k]!
    const b = im[k]!
    const d = re[l]!
    const e = im[l]!
    if (gate === 'h') {
      re[k] = (a + d) * Math.SQRT1_2
      im[k] = (b + e) * Math.SQRT1_2
      re[l] = (a - d) * Math.SQRT1_2
      im[l] = (b - e) * Math.SQRT1_2
    } else if (gate === 'ry') {
      re[k] = c * a - s * d
      im[k] = c * b - s * e
      re[l] = s * a + c * d
      im[l] = s * b + c * e
    } else if (gate === 'rx') {
      // off the diagonal −i sin(θ / 2)
      re[k] = c * a + s * e
      im[k] = c * b - s * d
      re[l] = c * d + s * b
      im[l] = c * e - s * a
    } else {
      // diag(e^{−iθ/2}, e^{iθ/2})
      re[k] = c * a + s * b
      im[k] = c * b - s * a
      re[l] = c * d - s * e
      im[l] = c * e + s * d
    }
  }
}

/** A gate on qubits q and q + 1 that is diagonal. */
function coupled(
  re: Float64Array,
  im: Float64Array,
  gate: 'cz' | 'rzz',
  qubits: number,
  q: number,
  angle: number,
): void {
  const one = 1 << (qubits - 1 - q)
  const two = one >> 1
  const c = portableCos(angle / 2)
  const s = portableSin(angle / 2)
  for (let k = 0; k < re.length; k++) {
    const a = (k & one) !== 0
    const b = (k & two) !== 0
    if (gate === 'cz') {
      if (!(a && b)) continue
      re[k] = -re[k]!
      im[k] = -im[k]!
    } else {
      const turn = a === b ? -s : s
      const x = re[k]!
      const y = im[k]!
      re[k] = c * x - turn * y
      im[k] = c * y + turn * x
    }
  }
}
