import { CausalError } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { JsonSchema } from '../types.js'
import type { Tool, ToolInput } from './tool.js'

/** The input as a record whose fields have the types of the tool's schema; what they name is the verb's to check. */
export function checkedInput({ takes, required }: Tool, input: unknown): ToolInput {
  checkOptions('input', withoutNull(input), Object.keys(takes))
  const record = withoutNull(input) as ToolInput
  for (const key of required) {
    if (record[key] === undefined) {
      const message = `\`${key}\` is missing: ${String(takes[key]!['description'])}`
      throw new CausalError('invalid-argument', message, { missing: key })
    }
  }
  for (const [key, value] of Object.entries(record)) {
    if (fits(takes[key]!, value)) continue
    const one = takes[key]!['enum'] as readonly unknown[] | undefined
    const each = (takes[key]!['items'] as JsonSchema | undefined)?.['enum'] as readonly unknown[] | undefined
    const listed = (one ?? each ?? []).map(show).join(', ')
    const choice = listed === '' ? '' : one === undefined ? ` Each is one of ${listed}.` : ` It is one of ${listed}.`
    const message = `\`${key}\` is ${show(value)}, which does not fit: ${String(takes[key]!['description'])}${choice}`
    throw new CausalError('invalid-argument', message, { argument: key })
  }
  return record
}

/** Agents fill optional fields with null: as good as left out. */
function withoutNull(input: unknown): unknown {
  if (input === undefined || input === null) return {}
  if (typeof input !== 'object' || Array.isArray(input)) return input
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined))
}

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)

/** Whether a value fits a schema, of the words that these tools' schemas use. */
export function fits(schema: JsonSchema, value: unknown): boolean {
  const parts = schema as {
    readonly type?: string | readonly string[]
    readonly oneOf?: readonly JsonSchema[]
    readonly enum?: readonly unknown[]
    readonly items?: JsonSchema
    readonly properties?: Readonly<Record<string, JsonSchema>>
    readonly required?: readonly string[]
    readonly additionalProperties?: boolean
    readonly exclusiveMinimum?: number
    readonly exclusiveMaximum?: number
  }
  if (parts.oneOf !== undefined && parts.oneOf.filter((one) => fits(one, value)).length !== 1) return false
  if (parts.type !== undefined && !([] as string[]).concat(parts.type).includes(typeOf(value))) return false
  if (parts.enum !== undefined && !parts.enum.includes(value)) return false
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return false
    if (parts.exclusiveMinimum !== undefined && !(value > parts.exclusiveMinimum)) return false
    if (parts.exclusiveMaximum !== undefined && !(value < parts.exclusiveMaximum)) return false
  }
  if (Array.isArray(value)) return parts.items === undefined || value.every((item) => fits(parts.items!, item))
  if (typeof value === 'object' && value !== null) {
    const record = value as Readonly<Record<string, unknown>>
    const known = parts.properties ?? {}
    if ((parts.required ?? []).some((key) => !Object.hasOwn(record, key))) return false
    if (parts.additionalProperties === false && Object.keys(record).some((key) => !Object.hasOwn(known, key)))
      return false
    return Object.entries(known).every(([key, one]) => !Object.hasOwn(record, key) || fits(one, record[key]))
  }
  return true
}
