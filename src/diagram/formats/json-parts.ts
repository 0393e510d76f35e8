import { CausalError } from '../../errors.js'
import { show } from '../../show.js'

/** The data of a JSON text; anything else is taken as it is. */
export function jsonValue(json: unknown): unknown {
  if (typeof json !== 'string') return json
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new CausalError('parse', `the text is not JSON: ${(error as Error).message}.`)
  }
}

/** The fields that are looked for in records of others, whatever stands in them. */
export type JsonFields = {
  readonly [K in
    | ('factory' | 'inside' | 'dom' | 'cod' | 'left' | 'right' | 'z' | 'is_dagger' | 'data')
    | ('id' | 'ports' | 'children' | 'edges' | 'properties' | 'portkind' | 'type' | 'point')
    | ('source' | 'sourcePort' | 'target' | 'targetPort')
    | ('name' | 'kind' | 'value' | 'deterministic' | 'role')]?: unknown
}

/** A record of JSON. */
export function recordIn(what: string, value: unknown): JsonFields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonFields
  throw new CausalError('invalid-argument', `${what} must be a record, got ${show(value)}.`)
}

/** A list of JSON. */
export function listIn(what: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new CausalError('invalid-argument', `${what} must be a list, got ${show(value)}.`)
}

/** A name of JSON. */
export function nameIn(what: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw new CausalError('invalid-argument', `${what} must be a name, got ${show(value)}.`)
}
