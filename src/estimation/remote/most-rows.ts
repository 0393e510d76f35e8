import { onlyRow, readNumber } from '../../sql/statements/read-number.js'
import { alias, joined, rendered, sql } from '../../sql/text/fragment.js'
import { identifier } from '../../sql/text/identifier.js'
import { rowsOf } from '../../sql/text/rows.js'
import type { Asking } from '../../sql/warehouse/ask.js'
import type { ColumnKind } from '../../sql/warehouse/types.js'

const probed = 10_000
/** Below this share of rows that differ, they and their counts are a summary of the rows. */
const share = 0.3
/** The most rows that differ which are brought here, where rows repeat each other. */
const mostRepeated = 200_000
/** The most combinations which are brought where all columns hold categories, whatever the share. */
const mostCombinations = 2_000
/** A column of numbers holds categories where it takes at most so many values, each twice on average. */
const mostValues = 20

/**
 * How many rows that differ may be brought here with their counts, judged by the first rows of each part: 0 where that would be to
 * bring a table of numbers.
 */
export async function mostRows(
  { ask, parts }: Asking,
  names: readonly string[],
  kinds: Readonly<Record<string, ColumnKind>>,
): Promise<number> {
  const numbers = names.flatMap((name, j) => (kinds[name] === 'number' ? [j] : []))
  let most = mostRepeated
  for (const part of parts) {
    const { source, where, warehouse } = part
    const { dialect } = warehouse
    const columns = names.map((name, j) => ({ as: `k${j}`, is: [identifier(name, dialect)] }))
    const keys = joined(
      columns.map(({ as }) => alias(as)),
      ', ',
    )
    const first = sql`${rowsOf(columns, source, where, dialect)} LIMIT ${[String(probed)]}`
    const groups = sql`SELECT CAST(COUNT(*) AS ${[dialect.double]}) AS ${alias('m')}, ${keys} FROM (${first}) causalkit_rows GROUP BY ${keys}`
    const double = (j: number) => sql`CAST(COUNT(DISTINCT ${alias(`k${j}`)}) AS ${[dialect.double]})`
    const outputs = [sql`CAST(COUNT(*) AS ${[dialect.double]})`, sql`SUM(${alias('m')})`, ...numbers.map(double)].map(
      (is, j) => sql`${is} AS ${alias(`c${j}`)}`,
    )
    const statement = sql`SELECT ${joined(outputs, ', ')} FROM (${groups}) causalkit_groups`
    const own = await ask(part, rendered(statement, dialect), (_, answer) => {
      const row = onlyRow(answer)
      const [unique, rows] = [readNumber(row, 'c0') ?? 0, readNumber(row, 'c1') ?? 0]
      if (unique <= share * rows) return mostRepeated
      if (unique > mostCombinations) return 0
      const values = numbers.map((_j, k) => readNumber(row, `c${2 + k}`) ?? 0)
      return values.every((count) => count <= Math.min(mostValues, rows / 2)) ? mostCombinations : 0
    })
    most = Math.min(most, own)
  }
  return most
}
