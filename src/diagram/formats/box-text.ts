import { boxLabel } from '../terms/label.js'
import type { Box, Diagram } from '../terms/types.js'

/** The words of the text syntax that are no names of boxes. */
export const keywords: ReadonlySet<string> = new Set([
  ...['id', 'copy', 'discard', 'swap', 'permute'],
  ...['uniform', 'point', 'evidence', 'comparator', 'normalized'],
])

/** A name that stands in the text as it is. */
export const plainName: RegExp = /^[\p{L}_][\p{L}\p{N}_'′]*$/u

/** A name, in double quotes unless it is plain. */
export function nameText(name: string): string {
  return plainName.test(name) ? name : quoted(name)
}

/** `A, B`: objects, as they stand in brackets. */
export function objectsText(objects: readonly string[]): string {
  return objects.map(nameText).join(', ')
}

/** Writes boxes: the first of a name with its type, the same box later on by its name alone. */
export function boxWriter(arrow: string, withTypes: boolean, whole: (inside: Diagram) => string): (box: Box) => string {
  const first = new Map<string, string>()
  return (box) => {
    const [traits, plain] = traitsOf(box)
    const listed = traits.length > 0 ? ` | ${traits.join(' ')}` : ''
    if (box.kind !== 'channel') return `${box.kind}[${kindText(box, whole)}${listed}]`
    const name = keywords.has(box.name) ? `"${box.name}"` : nameText(box.name)
    const key = `${boxLabel(box)}${box.role ?? ''}`
    const known = first.get(box.name)
    if (known === undefined) first.set(box.name, key)
    if (known === key || (known === undefined && !withTypes && plain)) return name
    const [from, to] = [objectsText(box.inputs), objectsText(box.outputs)]
    return `${name}[${from}${from === '' ? '' : ' '}${arrow}${to === '' ? '' : ' '}${to}${listed}]`
  }
}

/** A box as it is called in a drawing: its name, with what is said of it; a state of its own kind as in the text. */
export function boxCaption(box: Box, whole: (inside: Diagram) => string): string {
  const [traits] = traitsOf(box)
  const listed = traits.length > 0 ? ` | ${traits.join(' ')}` : ''
  if (box.kind !== 'channel') return `${box.kind}[${kindText(box, whole)}${listed}]`
  return `${nameText(box.name)}${listed}`
}

/** What stands in the brackets of a box that is no channel. */
function kindText(box: Box, whole: (inside: Diagram) => string): string {
  const object = nameText((box.outputs[0] ?? box.inputs[0])!)
  if (box.kind === 'normalized') return quoted(whole(box.inside!))
  if (box.kind !== 'point' && box.kind !== 'evidence') return object
  return `${object} = ${typeof box.value === 'string' ? quoted(box.value) : String(box.value)}`
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** How a box of each kind is called unless told. */
function usualName({ kind, name, inputs, outputs, value }: Box): string {
  const names = {
    channel: name,
    uniform: 'uniform',
    point: `${outputs[0]} = ${value}`,
    evidence: `${inputs[0]} is ${value}`,
    comparator: `compare ${outputs[0]}`,
    normalized: 'normalize',
  }
  return names[kind]
}

/** What stands behind the bar, and whether that is nothing. */
function traitsOf(box: Box): [string[], boolean] {
  const traits = [
    ...(box.deterministic === (box.kind === 'point') ? [] : [box.deterministic ? 'function' : 'chance']),
    ...(box.role === undefined ? [] : [box.role]),
    ...(box.name === usualName(box) ? [] : [`called ${nameText(box.name)}`]),
  ]
  return [traits, traits.length === 0]
}
