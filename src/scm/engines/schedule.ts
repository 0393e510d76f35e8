import type { Worlds } from './worlds.js'

/**
 * An order, inputs first, in which observed nodes come as early as they can, and nodes whose noise an observed node will
 * find as late as they can.
 */
export function schedule(worlds: Worlds, evidence: ReadonlyMap<number, unknown>): Int32Array {
  const { nodes } = worlds
  const found = new Set<number>()
  for (const i of evidence.keys()) if (nodes[i]!.noise >= 0) found.add(nodes[i]!.noise)
  const waiting = Int32Array.from(nodes, (node) => new Set(node.inputs).size)
  const readers: number[][] = nodes.map(() => [])
  for (const [i, node] of nodes.entries()) for (const k of new Set(node.inputs)) readers[k]!.push(i)
  const queues: { list: number[]; next: number }[] = [0, 1, 2].map(() => ({ list: [], next: 0 }))
  const add = (i: number): void => {
    const late = nodes[i]!.noise >= 0 && found.has(nodes[i]!.noise)
    queues[evidence.has(i) ? 0 : late ? 2 : 1]!.list.push(i)
  }
  for (let i = 0; i < nodes.length; i++) if (waiting[i] === 0) add(i)
  const order = new Int32Array(nodes.length)
  for (let length = 0; length < order.length; length++) {
    const queue = queues.find((q) => q.next < q.list.length)!
    const i = queue.list[queue.next++]!
    order[length] = i
    for (const child of readers[i]!) if (--waiting[child]! === 0) add(child)
  }
  return order
}
