/** Data as plain JSON: typed arrays as lists, and what JSON cannot hold as null. */
export function plainJson(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return plain(data) as Readonly<Record<string, unknown>>
}

function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, plain)
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Map) return [...value].map(plain)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return value.toString()
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') return null
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]))
}
