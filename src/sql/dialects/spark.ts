import type { Dialect } from '../types.js'
import { standardDialect } from './standard-dialect.js'

/**
 * Apache Spark SQL (3.5 or later, for parameters), and Databricks.
 *
 * @category SQL
 * @example
 * countsSql('events', ['arm'], { dialect: spark }).names
 * //=> ['arm']
 */
export const spark: Dialect = standardDialect({
  name: 'Spark',
  quote: '`',
  text: 'CAST({x} AS STRING)',
})
