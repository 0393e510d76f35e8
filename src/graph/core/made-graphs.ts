import type { CausalGraph } from '../types.js'

/** The graphs that this library made: they need no check. */
export const madeGraphs: WeakSet<CausalGraph> = new WeakSet<CausalGraph>()
