import type { Cell } from '../../data/types.js'
import type { Tensor } from '../../probability/contraction/contract.js'
import { pick } from '../../probability/streams/fill.js'
import { choiceTable } from './discrete-tables.js'
import type { Worlds } from './worlds.js'

/**
 * The nodes that one quantile noise serves, as tables over finitely many intervals of [0, 1): between two neighbouring
 * breakpoints of any row, every row gives one and the same state.
 */
export function shareChoice(
  worlds: Worlds,
  readers: readonly number[],
  domains: readonly (readonly Cell[])[],
  sizes: number[],
  tensors: Tensor[],
): void {
  const tables = readers.map((i) => {
    const node = worlds.nodes[i]!
    return choiceTable(
      worlds,
      node,
      Array.from(node.inputs, (j) => domains[j]!),
    )
  })
  const k = domains[readers[0]!]!.length
  const { probabilities, values } = quantileTables(tables, k)
  const axis = sizes.length
  sizes.push(probabilities.length)
  tensors.push({ scope: [axis], values: probabilities, outputs: [axis] })
  for (const [t, i] of readers.entries())
    tensors.push({ scope: [...worlds.nodes[i]!.inputs, axis, i], values: values[t]!, outputs: [i] })
}

/**
 * Tables of choices that share one quantile noise, made deterministic: the intervals of the noise with their probabilities,
 * and for each table one of zeros and ones over its rows, the intervals and the k states.
 */
export function quantileTables(
  tables: readonly Float64Array[],
  k: number,
): { readonly probabilities: Float64Array; readonly values: readonly Float64Array[] } {
  const cuts = new Set<number>([0, 1])
  for (const table of tables) {
    for (let r = 0; r < table.length; r += k) {
      for (let s = 0, sum = 0; s < k - 1; s++) {
        sum += table[r + s]!
        cuts.add(Math.min(1, sum))
      }
    }
  }
  // breakpoints that differ by rounding alone are one
  const sorted = Float64Array.from(cuts).sort()
  const ends = sorted.filter((cut, c) => c > 0 && cut - sorted[c - 1]! >= 1e-15)
  const starts = ends.map((_, c) => (c === 0 ? 0 : ends[c - 1]!))
  const values = tables.map((table) => {
    const rows = table.length / k
    const out = new Float64Array(rows * ends.length * k)
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < ends.length; c++) {
        const s = pick(table, r * k, k, (starts[c]! + ends[c]!) / 2)
        out[(r * ends.length + c) * k + s] = 1
      }
    }
    return out
  })
  return { probabilities: ends.map((end, c) => end - starts[c]!), values }
}
