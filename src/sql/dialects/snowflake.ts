import type { Dialect } from '../types.js'
import { standardDialect } from './standard-dialect.js'

/**
 * Snowflake. Its unquoted names are in capitals, and names are quoted here: say `EVENTS` for a table made as `events`.
 *
 * @category SQL
 * @example
 * countsSql('events', ['arm'], { dialect: snowflake }).names
 * //=> ['arm']
 */
export const snowflake: Dialect = standardDialect({
  name: 'Snowflake',
})
