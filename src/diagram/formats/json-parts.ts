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

/** A record of JSON. */
export function recordIn(what: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
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
