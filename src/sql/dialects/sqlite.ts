import type { Dialect } from '../types.js'
import { standardDialect } from './standard-dialect.js'

/**
 * SQLite, whose columns may hold anything: a cell that is not a number counts as missing.
 *
 * @category SQL
 * @example
 * countsSql('events', ['arm'], { dialect: sqlite }).names
 * //=> ['arm']
 */
export const sqlite: Dialect = standardDialect({
  name: 'SQLite',
  // in double quotes a column that is not there would be read as a text
  quote: '`',
  double: 'REAL',
  // a text would be read as 0
  number: "(CASE WHEN typeof({x}) IN ('integer', 'real') THEN CAST({x} AS REAL) END)",
  integer: "(CASE WHEN typeof({x}) = 'integer' THEN {x} END)",
  text: 'CAST({x} AS TEXT)',
  fence: ' LIMIT -1 OFFSET 0',
})
