import type { IndexedGraph } from '../../graph/core/indexed.js'
import { type Network, sharers } from './network.js'

/**
 * The ancestral components that hold the roots: what hangs together with them through unknown values, which are summed
 * over, and through hidden causes. Known values separate: the edges out of the conditions are gone.
 */
export function connectedTo(g: IndexedGraph, copies: Network, roots: readonly number[]): Uint8Array {
  const near = sharers(g, copies)
  const children: number[][] = copies.map(() => [])
  for (const [i, { parents }] of copies.entries()) {
    for (const p of parents) if (typeof p === 'number') children[p]!.push(i)
  }
  const found = new Uint8Array(copies.length)
  const stack = [...roots]
  while (stack.length > 0) {
    const i = stack.pop()!
    if (found[i] === 1) continue
    found[i] = 1
    stack.push(...near(i), ...children[i]!)
    for (const p of copies[i]!.parents) if (typeof p === 'number') stack.push(p)
  }
  return found
}
