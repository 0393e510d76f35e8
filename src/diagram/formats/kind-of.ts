import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Box, Diagram } from '../terms/types.js'

/** What the data beside a box say of its kind, where they fit its wires; else it is a channel. */
export function kindOf(
  kind: unknown,
  value: unknown,
  inputs: readonly string[],
  outputs: readonly string[],
): Pick<Box, 'kind' | 'value'> {
  const isState = inputs.length === 0 && outputs.length === 1
  const isValue = typeof value === 'string' || Number.isFinite(value)
  if (kind === 'uniform' && isState) return { kind }
  if (kind === 'point' && isState && isValue) return { kind, value: value as string | number }
  if (kind === 'evidence' && inputs.length === 1 && outputs.length === 0 && isValue)
    return { kind, value: value as string | number }
  const compares = inputs.length === 2 && outputs.length === 1 && inputs.every((object) => object === outputs[0])
  return kind === 'comparator' && compares ? { kind } : { kind: 'channel' }
}

/** A box around a diagram has no place in a format of boxes and wires. */
export function refuseNormalized(format: string, diagram: Diagram): void {
  const found = diagram.boxes.find(({ box }) => box.kind === 'normalized')
  if (found === undefined) return
  throw new CausalError(
    'not-supported',
    `box ${show(found.box.name)} is the normalization of a diagram, which ${format} cannot say: toJson keeps it.`,
    { box: found.box.name },
  )
}
