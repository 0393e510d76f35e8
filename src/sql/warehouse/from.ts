import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { sourceText } from '../text/identifier.js'
import { checkedNames, conditionsText } from '../text/rows.js'
import type { SqlConditions, SqlSource } from '../types.js'
import type { RemoteRows, Warehouse } from './types.js'
import { checkWarehouse } from './warehouse.js'

/**
 * Which rows of a table count, and how often.
 *
 * @category SQL
 */
export interface FromOptions {
  /** The rows that count (default: all). */
  readonly where?: SqlConditions
  /** The column that says how often each row counts (default: once each). */
  readonly weights?: string
}

/**
 * Rows of a table in an engine, as a value that `momentsFrom`, `countsFrom`, `estimateEffectFrom` and their like take. Nothing is
 * asked of the engine yet.
 *
 * @param warehouse - the engine
 * @param source - a table's name, its path or a query
 * @param options - conditions, weights
 * @returns the rows, which stay where they are
 * @throws CausalError `invalid-argument` for a source or condition of the wrong form
 * @complexity O(1)
 * @category SQL
 * @example
 * const w = warehouse({ query: async () => [{ c0: 3, c1: 6, c2: 14 }], dialect: duckdb })
 * from(w, 'events', { where: { country: 'DE' } }).parts.length
 * //=> 1
 */
export function from(warehouse: Warehouse, source: SqlSource, options: FromOptions = {}): RemoteRows {
  return calledAs('from', () => {
    checkOptions('options', options, ['where', 'weights'])
    const { where, weights } = options
    checkWarehouse(warehouse)
    const part = Object.freeze({
      warehouse,
      source,
      ...(where === undefined ? {} : { where }),
      ...(weights === undefined ? {} : { weights }),
    })
    const rows = Object.freeze({ parts: Object.freeze([part]) })
    checkRemote(rows)
    return rows
  })
}

/** The door of every verb that asks an engine. */
export function checkRemote(rows: RemoteRows): void {
  if (typeof rows !== 'object' || rows === null || !Array.isArray(rows.parts) || rows.parts.length === 0) {
    throw new CausalError('invalid-argument', `expected rows as \`from\` makes them, got ${show(rows)}.`)
  }
  for (const part of rows.parts) {
    if (typeof part !== 'object' || part === null)
      throw new CausalError('invalid-argument', `expected rows as \`from\` makes them, got the part ${show(part)}.`)
    const { warehouse, source, where, weights } = part
    checkWarehouse(warehouse)
    sourceText(source, warehouse.dialect)
    conditionsText(where, warehouse.dialect)
    if (weights !== undefined) checkedNames('weight', [weights])
  }
}
