import type { CausalGraph } from '../types.js'

/** The graphs that this library made: they need no check. */
export const madeGraphs = new WeakSet<CausalGraph>()
