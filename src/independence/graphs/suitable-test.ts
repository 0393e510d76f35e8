import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { checkedTest } from '../core/check-test.js'
import type { IndependenceTest } from '../core/types.js'
import { gSquare } from '../discrete/g-square.js'
import { fisherZ } from '../gaussian/fisher-z.js'
import { conditionalGaussian } from '../mixed/conditional-gaussian.js'

/** A test as it is; for a table one that suits its columns: numbers, categories, or both. */
export function suitableTest(data: Table<unknown, string> | IndependenceTest): IndependenceTest {
  if (typeof data === 'function') return checkedTest(data)
  checkTable(data)
  const numeric = data.data.filter((column) => column instanceof Float64Array).length
  if (numeric === data.data.length) return fisherZ(data as never) as unknown as IndependenceTest
  if (numeric === 0) return gSquare(data as never) as unknown as IndependenceTest
  return conditionalGaussian(data as never) as unknown as IndependenceTest
}
