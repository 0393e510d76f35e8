import type { Dialect } from '../types.js'
import { standardDialect } from './standard-dialect.js'

/**
 * Google BigQuery.
 *
 * @category SQL
 * @example
 * countsSql('events', ['arm'], { dialect: bigQuery }).names
 * //=> ['arm']
 */
export const bigQuery: Dialect = standardDialect({
  name: 'BigQuery',
  quote: '`',
  quoteInside: 'backslash',
  double: 'FLOAT64',
  integer: 'CAST({x} AS INT64)',
  text: 'CAST({x} AS STRING)',
  modulo: 'MOD({a}, {b})',
})
