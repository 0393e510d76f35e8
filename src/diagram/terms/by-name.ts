import { CausalError } from '../../errors.js'

/**
 * Things by name: an object, or a Map where a name could be a key that objects have already (`__proto__`).
 *
 * @category Diagrams
 */
export type ByName<V> = Readonly<Record<string, V>> | ReadonlyMap<string, V>

/** The entries as a Map. */
export function mapOf<V>(what: string, named: ByName<V> | undefined): ReadonlyMap<string, V> {
  if (named instanceof Map) return named
  if (named === undefined) return new Map()
  if (typeof named !== 'object' || named === null) {
    throw new CausalError('invalid-argument', `${what} must be an object or a Map.`)
  }
  return new Map(Object.entries(named))
}
