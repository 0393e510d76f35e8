import { CausalError } from '../../errors.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import type { Generator } from '../../probability/streams/generator.js'
import type { DiscreteLesson } from './discrete-lesson.js'

/** One run of the algorithm. */
export interface EmRun {
  /** The tables, a row for each combination of parents' states. */
  readonly tables: readonly Float64Array[]
  readonly logLikelihood: number
  readonly iterations: number
  readonly converged: boolean
}

/** Where each pattern and each combination of latent states finds its cell in a node's table: the sum of two offsets. */
export interface EmIndex {
  readonly combinations: number
  readonly byPattern: readonly Int32Array[]
  readonly byLatent: readonly Int32Array[]
  readonly sizes: readonly number[]
}

/** More cells than this are not summed over in each step. */
const mostWork = 5e7

export function emIndex({ states, latent, parents, patterns, counts }: DiscreteLesson): EmIndex {
  const d = states.length
  const hidden = latent.flatMap((is, i) => (is ? [i] : []))
  const combinations = hidden.reduce((product, i) => product * states[i]!.length, 1)
  const work = combinations * counts.length * d
  if (work > mostWork)
    throw new CausalError(
      'too-large',
      `each step would sum over ${work} cells (${combinations} combinations of latent states at ${counts.length} different rows of ${d} variables; ${mostWork} at most): give fewer latent states.`,
      { work, most: mostWork },
    )
  const latentCode = (combination: number, node: number): number => {
    let left = combination
    for (const i of hidden) {
      const k = states[i]!.length
      if (i === node) return left % k
      left = Math.floor(left / k)
    }
    return 0
  }
  const byPattern: Int32Array[] = []
  const byLatent: Int32Array[] = []
  const sizes: number[] = []
  for (let i = 0; i < d; i++) {
    const scope = [...parents[i]!, i]
    const strides = scope.map((_, s) => scope.slice(s + 1).reduce((product, node) => product * states[node]!.length, 1))
    sizes.push(scope.reduce((product, node) => product * states[node]!.length, 1))
    byPattern.push(
      Int32Array.from(counts, (_, p) =>
        scope.reduce((sum, node, s) => sum + (latent[node]! ? 0 : strides[s]! * patterns[p * d + node]!), 0),
      ),
    )
    byLatent.push(
      Int32Array.from({ length: combinations }, (_, c) =>
        scope.reduce((sum, node, s) => sum + (latent[node]! ? strides[s]! * latentCode(c, node) : 0), 0),
      ),
    )
  }
  return { combinations, byPattern, byLatent, sizes }
}

/** Tables with rows from a flat Dirichlet: a start. */
export function randomTables({ states }: DiscreteLesson, { sizes }: EmIndex, random: Generator): Float64Array[] {
  return sizes.map((size, i) => {
    const k = states[i]!.length
    const table = Float64Array.from({ length: size }, () => random.exponential() + 1e-3)
    normalizeRows(table, k, table)
    return table
  })
}

/**
 * Expectation–maximisation (Dempster, Laird & Rubin 1977; Lauritzen 1995): expected counts of every table's cells given the rows,
 * then their frequencies. The log-likelihood (less the penalty of `smoothing`) never falls.
 */
export function emRun(
  lesson: DiscreteLesson,
  index: EmIndex,
  start: readonly Float64Array[],
  limits: { readonly maxIterations: number; readonly tolerance: number; readonly smoothing: number },
): EmRun {
  const { counts, states, rowCount } = lesson
  const { combinations, byPattern, byLatent } = index
  const d = states.length
  const tables = start.map((table) => table.slice())
  const expected = tables.map((table) => new Float64Array(table.length))
  const joint = new Float64Array(combinations)
  let before = Number.NEGATIVE_INFINITY
  for (let iteration = 1; ; iteration++) {
    for (const cells of expected) cells.fill(limits.smoothing)
    let logLikelihood = 0
    for (let p = 0; p < counts.length; p++) {
      joint.fill(1)
      for (let i = 0; i < d; i++) {
        const [table, base, offset] = [tables[i]!, byPattern[i]![p]!, byLatent[i]!]
        for (let c = 0; c < combinations; c++) joint[c]! *= table[base + offset[c]!]!
      }
      let total = 0
      for (let c = 0; c < combinations; c++) total += joint[c]!
      logLikelihood += counts[p]! * portableLog(total)
      if (total === 0) continue
      const scale = counts[p]! / total
      for (let i = 0; i < d; i++) {
        const [cells, base, offset] = [expected[i]!, byPattern[i]![p]!, byLatent[i]!]
        for (let c = 0; c < combinations; c++) cells[base + offset[c]!]! += scale * joint[c]!
      }
    }
    const gain = logLikelihood - before
    const converged = Math.abs(gain) <= limits.tolerance * rowCount
    if (converged || iteration > limits.maxIterations)
      return { tables, logLikelihood, iterations: iteration - 1, converged }
    before = logLikelihood
    for (let i = 0; i < d; i++) normalizeRows(expected[i]!, states[i]!.length, tables[i]!)
  }
}

/** Rows that sum to one; a row without any weight keeps what `out` holds. */
function normalizeRows(from: Float64Array, k: number, out: Float64Array): void {
  for (let r = 0; r < from.length; r += k) {
    let total = 0
    for (let s = 0; s < k; s++) total += from[r + s]!
    if (total > 0) for (let s = 0; s < k; s++) out[r + s] = from[r + s]! / total
  }
}
