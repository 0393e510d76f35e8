import type { Diagram } from '../../diagram/terms/types.js'
import type { CausalGraph } from '../../graph/types.js'

/** Tells a diagram from a graph. */
export function isDiagram(value: CausalGraph | Diagram): value is Diagram {
  return typeof value === 'object' && value !== null && 'wires' in value && 'boxes' in value
}
