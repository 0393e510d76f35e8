import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { typeText } from '../terms/make.js'
import type { Box, Diagram } from '../terms/types.js'

/**
 * An effect (a box without outputs) that is a channel is certain of nothing: it gives `one` for each input. A likelihood or
 * a predicate is none, and what it says would be lost; it is therefore refused.
 */
export function checkEffect(box: Box, values: Float64Array, one: number): void {
  const row = values.findIndex((x) => !(Math.abs(x - one) <= 1e-8))
  if (row < 0) return
  throw new CausalError(
    'not-probability',
    `box ${show(box.name)} has no outputs and holds ${values[row]} in row ${row + 1}: a channel into nothing gives ${one} for each input. ${wayOut(box)}`,
    { box: box.name, row, value: values[row] },
  )
}

/** Refuses diagrams with effects where nothing that an effect says could count. */
export function refuseEffects(semantics: string, diagram: Diagram): void {
  refusePartial(semantics, diagram)
  const found = diagram.boxes.find((placed) => placed.box.outputs.length === 0)
  if (found === undefined) return
  throw new CausalError(
    'not-supported',
    `box ${show(found.box.name)} has no outputs: ${semantics} has no use for what it says. ${wayOut(found.box)}`,
    { box: found.box.name },
  )
}

/** Refuses the boxes that are no channels by their kind, and normalizations of such. */
export function refusePartial(semantics: string, diagram: Diagram): void {
  const found = diagram.boxes.find(({ box }) => ['evidence', 'comparator', 'normalized'].includes(box.kind))
  if (found === undefined) return
  const { name, kind } = found.box
  throw new CausalError(
    'not-supported',
    `box ${show(name)} is ${kind === 'normalized' ? 'a normalization' : kind === 'evidence' ? 'evidence' : 'a comparator'}, which has no meaning in ${semantics}: read the diagram in substochastic.`,
    { box: name, kind },
  )
}

/** Refuses evidence and comparators where only channels have a meaning; inside a normalized box they are at home. */
export function refuseComparing(semantics: string, diagram: Diagram): void {
  const found = diagram.boxes.find(({ box }) => box.kind === 'evidence' || box.kind === 'comparator')
  if (found === undefined) return
  const { name, kind } = found.box
  throw new CausalError(
    'not-supported',
    `box ${show(name)} is ${kind === 'evidence' ? 'evidence' : 'a comparator'} and no channel: read the diagram in substochastic, or put normalizeBox around the part that it conditions; in ${semantics} alone it has no meaning.`,
    { box: name, kind },
  )
}

/** How to condition on evidence instead. */
const wayOut = (box: Box): string =>
  `To condition on evidence, read the diagram in substochastic, or keep ${typeText(box.inputs)} as outputs and use disintegrate; to ignore it, use discard.`
