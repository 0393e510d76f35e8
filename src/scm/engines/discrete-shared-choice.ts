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
  const axis = sizes.length
  sizes.push(ends.length)
  tensors.push({ scope: [axis], values: ends.map((end, c) => end - starts[c]!), outputs: [axis] })
  for (const [t, i] of readers.entries()) {
    const table = tables[t]!
    const rows = table.length / k
    const values = new Float64Array(rows * ends.length * k)
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < ends.length; c++) {
        const s = pick(table, r * k, k, (starts[c]! + ends[c]!) / 2)
        values[(r * ends.length + c) * k + s] = 1
      }
    }
    tensors.push({ scope: [...worlds.nodes[i]!.inputs, axis, i], values, outputs: [i] })
  }
}
