/** A value from untyped code as it stands in a message: never long, never an error of its own. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
  if (typeof value === 'function' || (typeof value === 'object' && value !== null)) {
    return Array.isArray(value) ? 'a list' : `a ${typeof value === 'function' ? 'function' : 'record'}`
  }
  return String(value)
}
