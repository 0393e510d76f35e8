import type { Dialect } from '../types.js'
import { standardDialect } from './standard-dialect.js'

/**
 * ClickHouse; its parameters are called `p1`, `p2`, ….
 *
 * @category SQL
 * @example
 * countsSql('events', ['arm'], { dialect: clickHouse }).names
 * //=> ['arm']
 */
export const clickHouse: Dialect = standardDialect({
  name: 'ClickHouse',
  quote: '`',
  quoteInside: 'backslash',
  double: 'Nullable(Float64)',
  integer: 'CAST({x} AS Nullable(Int64))',
  text: 'CAST({x} AS Nullable(String))',
  numberParameter: '{p#:Float64}',
  textParameter: '{p#:String}',
})
