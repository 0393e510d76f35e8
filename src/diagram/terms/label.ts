import type { Box } from './types.js'

const labels = new WeakMap<Box, string>()

/** Everything that makes a box the generator that it is, as one text. */
export function boxLabel(box: Box): string {
  const known = labels.get(box)
  if (known !== undefined) return known
  const label = JSON.stringify([box.name, box.inputs, box.outputs, box.kind, box.deterministic, box.value ?? null])
  if (Object.isFrozen(box)) labels.set(box, label)
  return label
}
