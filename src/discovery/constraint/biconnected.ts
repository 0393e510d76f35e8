import type { Adjacency } from '../../graph/core/indexed.js'

/**
 * The biconnected component of every half-edge: two edges have the same one when they lie on a common cycle. Hopcroft &
 * Tarjan 1973, without recursion. O(n + m).
 */
export function biconnectedComponents({ start, node }: Adjacency, twin: Int32Array): Int32Array {
  const n = start.length - 1
  const component = new Int32Array(node.length).fill(-1)
  const depth = new Int32Array(n).fill(-1)
  const low = new Int32Array(n)
  const next = start.slice(0, n)
  const edges: number[] = []
  let components = 0
  for (let root = 0; root < n; root++) {
    if (depth[root] !== -1) continue
    depth[root] = 0
    /** The half-edges by which the nodes on the way were entered. */
    const way: number[] = []
    let a = root
    for (;;) {
      if (next[a]! < start[a + 1]!) {
        const k = next[a]!++
        const b = node[k]!
        if (depth[b] === -1) {
          edges.push(k)
          way.push(k)
          depth[b] = depth[a]! + 1
          low[b] = depth[b]!
          a = b
        } else if (depth[b]! < depth[a]! && twin[k] !== way.at(-1)) {
          edges.push(k)
          low[a] = Math.min(low[a]!, depth[b]!)
        }
        continue
      }
      const entered = way.pop()
      if (entered === undefined) break
      const parent = node[twin[entered]!]!
      low[parent] = Math.min(low[parent]!, low[a]!)
      if (low[a]! >= depth[parent]!) {
        for (let k = edges.pop(); k !== undefined; k = edges.pop()) {
          component[k] = components
          component[twin[k]!] = components
          if (k === entered) break
        }
        components++
      }
      a = parent
    }
  }
  return component
}
