import type { IndexedGraph } from '../../graph/indexed.js'
import { shareCause } from './factors.js'
import type { Network } from './network.js'

/**
 * The ancestral components that hold the roots: what hangs together with them through unknown values, which are summed
 * over, and through hidden causes. Known values separate: the edges out of the conditions are gone.
 */
export function connectedTo(g: IndexedGraph, copies: Network, roots: readonly number[]): Uint8Array {
  const found = new Uint8Array(copies.length)
  const stack = [...new Set(roots)]
  for (const i of stack) found[i] = 1
  while (stack.length > 0) {
    const i = stack.pop()!
    for (let j = 0; j < copies.length; j++) {
      if (found[j] === 1) continue
      const joined =
        shareCause(g, copies[i]!.variable, copies[j]!.variable) ||
        copies[i]!.parents.includes(j) ||
        copies[j]!.parents.includes(i)
      if (!joined) continue
      found[j] = 1
      stack.push(j)
    }
  }
  return found
}
