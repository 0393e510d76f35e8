import type { Dialect } from '../types.js'
import { standardDialect } from './standard-dialect.js'

/**
 * PostgreSQL, and engines that speak as it does.
 *
 * @category SQL
 * @example
 * countsSql('events', ['arm'], { dialect: postgres }).names
 * //=> ['arm']
 */
export const postgres: Dialect = standardDialect({
  name: 'PostgreSQL',
  double: 'DOUBLE PRECISION',
  text: 'CAST({x} AS TEXT)',
  numberParameter: 'CAST($# AS DOUBLE PRECISION)',
  textParameter: 'CAST($# AS TEXT)',
  // it stops at products that underflow, and computes a subquery anew for each aggregate
  factor: '(CASE WHEN ABS({x}) < 1e-150 THEN 0e0 ELSE {x} END)',
  // NaN equals itself here, and x - x is one if x is infinite; of a test of equality it believes that next to no row passes
  finite: "{x} - {x} <> 'NaN'",
  fence: ' OFFSET 0',
})
