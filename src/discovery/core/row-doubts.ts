import type { Table } from '../../data/types.js'
import { tableWarnings } from '../../independence/core/make-test.js'

/** The field `warnings` of a search that takes the rows of a table for independent; none where nothing speaks against that. */
export function rowDoubts(data: Table<unknown, string>): { readonly warnings?: readonly string[] } {
  const warnings = tableWarnings(data)()
  return warnings.length > 0 ? { warnings: Object.freeze(warnings) } : {}
}
