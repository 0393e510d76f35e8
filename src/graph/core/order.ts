import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { cycleIn, kahnOrder } from './cycle.js'
import type { IndexedGraph } from './indexed.js'

export { kahnOrder } from './cycle.js'

/** Positions with parents first, or an error that lists one directed cycle. */
export function orderOrCycle(g: IndexedGraph): Int32Array {
  const order = kahnOrder(g)
  if (order.length === g.size) return order
  const cycle = cycleIn(g).map((i) => g.names[i]!)
  throw new CausalError('cycle', `the directed edges form a cycle through ${quoteNames(cycle)}.`, { cycle })
}
