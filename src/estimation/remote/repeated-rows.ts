import { onlyRow, readNumber } from '../../sql/statements/read-number.js'
import { alias, joined, rendered, sql } from '../../sql/text/fragment.js'
import { identifier } from '../../sql/text/identifier.js'
import { rowsOf } from '../../sql/text/rows.js'
import type { Asking } from '../../sql/warehouse/ask.js'

const probed = 10_000
/** Above this share of rows that differ they stay where they are: to bring them would be to bring the rows. */
const share = 0.3

/** Whether rows repeat each other in these columns: judged by the first rows of each part. */
export async function repeatedRows({ ask, parts }: Asking, names: readonly string[]): Promise<boolean> {
  for (const part of parts) {
    const { source, where, warehouse } = part
    const { dialect } = warehouse
    const columns = names.map((name, j) => ({ as: `k${j}`, is: [identifier(name, dialect)] }))
    const keys = joined(
      columns.map(({ as }) => alias(as)),
      ', ',
    )
    const first = sql`${rowsOf(columns, source, where, dialect)} LIMIT ${[String(probed)]}`
    const groups = sql`SELECT CAST(COUNT(*) AS ${[dialect.double]}) AS ${alias('m')} FROM (${first}) causalkit_rows GROUP BY ${keys}`
    const statement = sql`SELECT CAST(COUNT(*) AS ${[dialect.double]}) AS ${alias('c0')}, SUM(${alias('m')}) AS ${alias('c1')} FROM (${groups}) causalkit_groups`
    const [unique, rows] = await ask(part, rendered(statement, dialect), (_, answer) => {
      const row = onlyRow(answer)
      return [readNumber(row, 'c0') ?? 0, readNumber(row, 'c1') ?? 0] as const
    })
    if (unique > share * rows) return false
  }
  return true
}
