import type { Dialect } from '../types.js'
import { standardDialect } from './standard-dialect.js'

/**
 * Trino, and Presto and Athena.
 *
 * @category SQL
 * @example
 * countsSql('events', ['arm'], { dialect: trino }).names
 * //=> ['arm']
 */
export const trino: Dialect = standardDialect({
  name: 'Trino',
})
