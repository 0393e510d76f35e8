import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Box } from '../terms/types.js'

/** Refuses a box that has a diagram inside: other formats have no place for it. */
export function refuseInside(box: Box): void {
  if (box.kind !== 'normalized') return
  throw new CausalError(
    'not-supported',
    `the normalized box ${show(box.name)} has a diagram inside, for which there is no place in this format.`,
    {
      box: box.name,
    },
  )
}

/** A box from its name and type, and from what was said of it: what it is, its value, its role. */
export function boxFromData(
  name: string,
  inputs: readonly string[],
  outputs: readonly string[],
  told: { readonly kind: unknown; readonly value: unknown; readonly deterministic: unknown; readonly role: unknown },
): Box {
  const { value, deterministic, role } = told
  const kind = kindOf(told.kind, inputs, outputs, value)
  return Object.freeze({
    name,
    inputs: Object.freeze([...inputs]),
    outputs: Object.freeze([...outputs]),
    kind,
    ...(kind === 'point' || kind === 'evidence' ? { value: value as string | number } : {}),
    deterministic: deterministic === true,
    ...(role === 'latent' || role === 'surgery' || role === 'hole' ? { role } : {}),
  })
}

/** The kind that was told, where the type and the value are like it; a channel otherwise. */
function kindOf(told: unknown, inputs: readonly string[], outputs: readonly string[], value: unknown): Box['kind'] {
  const [ins, outs] = [inputs.length, outputs.length]
  const isValue = typeof value === 'string' || Number.isFinite(value)
  if (told === 'uniform' && ins === 0 && outs === 1) return told
  if (told === 'point' && ins === 0 && outs === 1 && isValue) return told
  if (told === 'evidence' && ins === 1 && outs === 0 && isValue) return told
  const isOne = inputs[0] === inputs[1] && inputs[0] === outputs[0]
  return told === 'comparator' && ins === 2 && outs === 1 && isOne ? told : 'channel'
}
