import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkDialect } from '../dialects/check-dialect.js'
import type { Warehouse } from './types.js'

/**
 * An SQL engine as a value: a function that runs a statement, and the engine's dialect. The function is yours, so that drivers,
 * credentials and networks stay out of this library.
 *
 * @param settings - `query` and `dialect`
 * @returns the engine, for {@link from}
 * @throws CausalError `invalid-argument` for a query that is no function or a dialect that is not whole
 * @complexity O(1)
 * @category SQL
 * @example
 * const w = warehouse({ query: async (text, parameters) => [{ c0: 3 }], dialect: duckdb })
 * w.dialect.name
 * //=> 'DuckDB'
 */
export function warehouse(settings: Warehouse): Warehouse {
  return calledAs('warehouse', () => {
    checkOptions('settings', settings, ['query', 'dialect'])
    checkWarehouse(settings)
    return Object.freeze({ query: settings.query, dialect: settings.dialect })
  })
}

/** Throws unless it can be asked. */
export function checkWarehouse(given: Warehouse): void {
  if (typeof given !== 'object' || given === null || typeof given.query !== 'function') {
    throw new CausalError(
      'invalid-argument',
      `a warehouse is { query: async (text, parameters) => rows, dialect }, got ${show(given)}.`,
    )
  }
  checkDialect(given.dialect)
}
