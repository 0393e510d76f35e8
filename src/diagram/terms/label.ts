import { show } from '../../show.js'
import type { Box } from './types.js'

const labels = new WeakMap<Box, string>()

/** What stands for a point; anything but a text or a number is refused where a diagram is checked. */
const plainValue = (value: unknown): unknown =>
  typeof value === 'string' || typeof value === 'number' ? value : value === undefined ? null : show(value)

/** Everything that makes a box the generator that it is, as one text. */
export function boxLabel(box: Box): string {
  const known = labels.get(box)
  if (known !== undefined) return known
  const label = JSON.stringify([box.name, box.inputs, box.outputs, box.kind, box.deterministic, plainValue(box.value)])
  if (Object.isFrozen(box)) labels.set(box, label)
  return label
}
