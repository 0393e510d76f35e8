import { exponentOf, powerOfTwo } from '../../numeric/special/portable-bits.js'
import { kernelOf, MOST_AXES } from './contraction-kernels.js'
import type { ContractionPlan } from './contraction-plan.js'
import { oneOf, type Semiring } from './semiring.js'

const NONE = new Float64Array(0)

/** Runs the steps on the values; with `scaled`, powers of two are taken out on the way and reported. */
export function runPlan(
  plan: ContractionPlan,
  tensors: readonly { readonly values: Float64Array }[],
  starts: Int32Array,
  semiring: Semiring,
  scaled: boolean,
): { values: Float64Array; logScale: number } {
  const { code, offsets, work, cells } = plan.program
  const one = Float64Array.of(oneOf(semiring))
  const operands = plan.used.length === 0 ? [one] : plan.used.map((t) => tensors[t]!.values)
  const inputs = operands.length
  const space = work > 0 ? new Float64Array(work) : NONE
  const values = new Float64Array(cells)
  const kernel = kernelOf(semiring)
  const count = new Int32Array(2 * MOST_AXES)
  let doublings = 0
  for (let p = 0; p < code.length; ) {
    const a = code[p]!
    const b = code[p + 1]!
    const offset = code[p + 2]!
    const n = code[p + 4]!
    const m = code[p + 5]!
    kernel(
      a < inputs ? operands[a]! : space,
      a < inputs ? (starts[plan.used[a]!] ?? 0) : offsets[a - inputs]!,
      b < 0 ? one : b < inputs ? operands[b]! : space,
      b < 0 ? 0 : b < inputs ? (starts[plan.used[b]!] ?? 0) : offsets[b - inputs]!,
      offset < 0 ? values : space,
      Math.max(offset, 0),
      code[p + 3]!,
      code,
      p + 6,
      n,
      m,
      count,
    )
    if (scaled) doublings += rescale(offset < 0 ? values : space, Math.max(offset, 0), code[p + 3]!)
    p += 6 + 3 * (n + m)
  }
  return { values, logScale: doublings * Math.LN2 }
}

/** Brings cells whose largest is far from one near it, by a power of two, which loses nothing; the power taken out. */
function rescale(table: Float64Array, start: number, cells: number): number {
  let largest = 0
  for (let i = start; i < start + cells; i++) if (table[i]! > largest) largest = table[i]!
  if (largest === 0 || (largest > 1e-90 && largest < 1e90)) return 0
  const power = Math.max(-1000, Math.min(1000, exponentOf(largest)))
  const factor = powerOfTwo(-power)
  for (let i = start; i < start + cells; i++) table[i]! *= factor
  return power
}
