import type { ClassState } from './class-state.js'

/**
 * Makes the member the one in which the undirected component of the nodes `first` is directed along an order that starts
 * with them; other components stay. The order is a maximum cardinality search (Tarjan & Yannakakis 1984): of the nodes
 * that are left, one with the most neighbours before it is next, so that no v-structure comes into being.
 */
export function directComponent({ size: n, pa, ch, ne }: ClassState, first: readonly number[]): void {
  const { stride, words } = ne
  const count = new Int32Array(n).fill(-1) // neighbours before it; −1: outside the component, −2: done
  const members = [first[0]!]
  count[first[0]!] = 0
  const buckets: number[][] = [[]]
  const eachNeighbor = (node: number, visit: (other: number) => void): void => {
    for (let w = 0, k = node * stride; w < stride; w++, k++) {
      for (let bits = words[k]!; bits !== 0; bits &= bits - 1) visit((w << 5) + 31 - Math.clz32(bits & -bits))
    }
  }
  for (const node of members) {
    buckets[0]!.push(node)
    eachNeighbor(node, (other) => {
      if (count[other] !== -1) return
      count[other] = 0
      members.push(other)
    })
  }
  let top = 0
  const place = (node: number): void => {
    count[node] = -2
    eachNeighbor(node, (other) => {
      if (count[other] === -2) return
      ch.add(node, other)
      pa.add(other, node)
      ch.remove(other, node)
      pa.remove(node, other)
      const now = ++count[other]!
      if (now === buckets.length) buckets.push([])
      buckets[now]!.push(other)
      if (now > top) top = now
    })
  }
  for (const node of first) place(node)
  while (top >= 0) {
    const node = buckets[top]!.pop()
    if (node === undefined) top--
    else if (count[node] === top) place(node)
  }
}
