import { boxLabel } from '../terms/label.js'
import type { Box } from '../terms/types.js'

/** The words of the text syntax that are no names of boxes. */
export const keywords: ReadonlySet<string> = new Set([
  'id',
  'copy',
  'discard',
  'swap',
  'permute',
  'uniform',
  'point',
  'evidence',
  'compare',
])

/** A name that stands in the text as it is. */
export const plainName: RegExp = /^[\p{L}_][\p{L}\p{N}_'′]*$/u

/** A name, in double quotes unless it is plain. */
export function nameText(name: string): string {
  return plainName.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`
}

/** `A, B`: objects, as they stand in brackets. */
export function objectsText(objects: readonly string[]): string {
  return objects.map(nameText).join(', ')
}

/** Writes boxes: the first of a name with its type, the same box later on by its name alone. */
export function boxWriter(arrow: string, withTypes: boolean): (box: Box) => string {
  const first = new Map<string, string>()
  return (box) => {
    const [traits, plain] = traitsOf(box)
    const listed = traits.length > 0 ? ` | ${traits.join(' ')}` : ''
    if (box.kind === 'uniform') return `uniform[${nameText(box.outputs[0]!)}${listed}]`
    if (box.kind === 'point' || box.kind === 'evidence') {
      const value = typeof box.value === 'string' ? `"${box.value.replace(/["\\]/g, '\\$&')}"` : String(box.value)
      return `${box.kind}[${nameText(box.outputs[0] ?? box.inputs[0]!)} = ${value}${listed}]`
    }
    if (box.kind === 'comparator') return `compare[${nameText(box.outputs[0]!)}${listed}]`
    const name = keywords.has(box.name) ? `"${box.name}"` : nameText(box.name)
    const key = `${boxLabel(box)}${box.role ?? ''}`
    const known = first.get(box.name)
    if (known === undefined) first.set(box.name, key)
    if (known === key || (known === undefined && !withTypes && plain)) return name
    const [from, to] = [objectsText(box.inputs), objectsText(box.outputs)]
    return `${name}[${from}${from === '' ? '' : ' '}${arrow}${to === '' ? '' : ' '}${to}${listed}]`
  }
}

/** What stands behind the bar, and whether that is nothing. */
function traitsOf(box: Box): [string[], boolean] {
  const usual = box.kind === 'point'
  const name = {
    channel: box.name,
    normalized: box.name,
    uniform: 'uniform',
    point: `${box.outputs[0]} = ${box.value}`,
    evidence: `${box.inputs[0]} is ${box.value}`,
    comparator: `compare ${box.inputs[0]}`,
  }[box.kind]
  const traits = [
    ...(box.deterministic === usual ? [] : [box.deterministic ? 'function' : 'chance']),
    ...(box.role === undefined ? [] : [box.role]),
    ...(box.name === name ? [] : [`called ${nameText(box.name)}`]),
  ]
  return [traits, traits.length === 0]
}
