import type { Diagram } from '../../diagram/terms/types.js'

/** Tells a diagram from a graph. */
export function isDiagram(value: unknown): value is Diagram {
  return typeof value === 'object' && value !== null && 'wires' in value && 'boxes' in value
}
