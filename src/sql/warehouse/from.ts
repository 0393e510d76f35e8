import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, unknownName } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { sourceText } from '../text/identifier.js'
import { checkedNames, conditionsText } from '../text/rows.js'
import type { SqlConditions, SqlSource } from '../types.js'
import type { ColumnKind, RemoteRows, Warehouse } from './types.js'
import { checkWarehouse } from './warehouse.js'

/**
 * Which rows of a table count, and how often.
 *
 * @category SQL
 */
export interface FromOptions<N extends string = string> {
  /** What the columns hold that may be asked for: others are refused, and the compiler knows the names. */
  readonly columns?: Readonly<Record<N, ColumnKind>>
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
 * @param options - columns, conditions, weights
 * @returns the rows, which stay where they are
 * @throws CausalError `invalid-argument` for a source or condition of the wrong form
 * @complexity O(1)
 * @category SQL
 * @example
 * const w = warehouse({ query: async () => [{ c0: 3, c1: 6, c2: 14 }], dialect: duckdb })
 * from(w, 'events', { where: { country: 'DE' } }).parts.length
 * //=> 1
 */
export function from<const N extends string = string>(
  warehouse: Warehouse,
  source: SqlSource,
  options: FromOptions<N> = {},
): RemoteRows<N> {
  return calledAs('from', () => {
    checkOptions('options', options, ['columns', 'where', 'weights'])
    const { columns, where, weights } = options
    checkWarehouse(warehouse)
    const part = Object.freeze({
      warehouse,
      source,
      ...(where === undefined ? {} : { where }),
      ...(weights === undefined ? {} : { weights }),
    })
    const rows = Object.freeze({
      parts: Object.freeze([part]),
      ...(columns === undefined ? {} : { columns: Object.freeze({ ...columns }) }),
    })
    checkRemote(rows)
    return rows
  })
}

/** The door of every verb that asks an engine. */
export function checkRemote(rows: RemoteRows): void {
  if (typeof rows !== 'object' || rows === null || !Array.isArray(rows.parts) || rows.parts.length === 0) {
    throw new CausalError('invalid-argument', `expected rows as \`from\` makes them, got ${show(rows)}.`)
  }
  if (rows.columns !== undefined) checkColumns(rows.columns)
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

function checkColumns(columns: Readonly<Record<string, ColumnKind>>): void {
  const list = Object.entries(checkedObject('columns', columns))
  if (list.length === 0)
    throw new CausalError('invalid-argument', 'name at least one of the columns, or leave them out.')
  for (const [name, kind] of list) {
    if (kind !== 'number' && kind !== 'category') {
      throw new CausalError(
        'invalid-argument',
        `the column ${show(name)} holds "number" or "category", got ${show(kind)}.`,
        { column: name },
      )
    }
  }
}

/** Columns that are asked for: each once, and where the columns were told one of them, of the kind that is needed. */
export function checkAsked(rows: RemoteRows, names: readonly string[], needed?: ColumnKind): void {
  checkedNames('column', names)
  if (rows.columns === undefined) return
  const known = new Map(Object.entries(rows.columns))
  for (const name of names) {
    const kind = known.get(name)
    if (kind === undefined) throw unknownName('column', name, known.keys())
    if (needed !== undefined && kind !== needed) {
      throw new CausalError(
        'invalid-data',
        `the column ${show(name)} holds categories, and numbers are needed: count it, or group by it.`,
        { column: name },
      )
    }
  }
}
