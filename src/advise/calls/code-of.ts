import type { CallArgument, SuggestedCall } from './call-types.js'
import { isCall, isField, isUse } from './make-call.js'

/** A call as it would be written, with `table` for the data. */
export function codeOf(suggested: SuggestedCall): string {
  return `${suggested.call}(${suggested.with.map(textOf).join(', ')})`
}

function textOf(value: CallArgument): string {
  if (typeof value === 'string') return `'${value.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`
  if (isCall(value)) return codeOf(value)
  if (isUse(value)) return value.use
  if (isField(value)) return `${codeOf(value.of)}.${value.field}`
  if (isGraph(value)) return `graph`
  const parts = Object.entries(value).map(([key, part]) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)
    const text = textOf(part as CallArgument)
    return text === name ? name : `${name}: ${text}`
  })
  return `{ ${parts.join(', ')} }`
}

/** A graph that was given stands as a name: it would fill the page. */
const isGraph = (value: object): boolean => 'nodes' in value && 'edges' in value && 'kind' in value
