import type { Dialect } from '../types.js'
import { standardDialect } from './standard-dialect.js'

/**
 * DuckDB, in Node, in the browser or anywhere else.
 *
 * @category SQL
 * @example
 * countsSql('events', ['arm'], { dialect: duckdb }).names
 * //=> ['arm']
 */
export const duckdb: Dialect = standardDialect({ name: 'DuckDB' })
