import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { onlyRow, readSum } from '../statements/read-number.js'
import { alias, type Fragment, joined, rendered, sql } from '../text/fragment.js'
import { identifier, sourceText } from '../text/identifier.js'
import { conditionsText, isWhole, numberOf, rowsOf } from '../text/rows.js'
import type { Asking } from './ask.js'
import type { RemotePart } from './types.js'

/** How many rows a part has, complete or not. */
export async function rowCount({ ask }: Asking, part: RemotePart): Promise<number> {
  const { dialect } = part.warehouse
  const count = sql`SELECT CAST(COUNT(*) AS ${[dialect.double]}) AS ${alias('c0')} FROM ${sourceText(part.source, dialect)}${conditionsText(part.where, dialect)}`
  return ask(part, rendered(count, dialect), (_, rows) => readSum(onlyRow(rows), 'c0'))
}

/**
 * Throws unless as many rows were summed up as there are: the error names the columns that lack values and how many, or says that
 * the table changed between two statements, or that the engine's sums leave rows out.
 */
export async function checkComplete(
  asking: Asking,
  part: RemotePart,
  rows: { readonly there: number; readonly used: number },
  columns: { readonly numbers: readonly string[]; readonly states: readonly string[] },
): Promise<void> {
  const { there, used } = rows
  if (used === there || (asking.leavesOut && used < there)) return
  const gaps = await gapsOf(asking, part, columns)
  const lacking = [...gaps].filter(([, count]) => count > 0)
  asking.within(part, () => {
    if (used > there || lacking.length === 0) {
      throw new CausalError(
        'engine',
        `there are ${there} rows and ${used} were summed up, though no column lacks a value: the table changed between two statements, or rows were lost or doubled. Ask for a fixed version of it.`,
        { there, used },
      )
    }
    throw new CausalError(
      'missing-values',
      `${there - used} of ${there} rows lack a value: ${lacking.map(([name, count]) => `${quoteNames([name])} in ${count}`).join(', ')}. Give \`incomplete: "leave out"\` to pass over them, or leave the columns out.`,
      { columns: lacking.map(([name]) => name), counts: lacking.map(([, count]) => count) },
    )
  })
}

/** {@link checkComplete} where the rows are still to be counted. */
export async function gapsIn(
  asking: Asking,
  part: RemotePart,
  used: number,
  columns: { readonly numbers: readonly string[]; readonly states: readonly string[] },
): Promise<void> {
  await checkComplete(asking, part, { there: await rowCount(asking, part), used }, columns)
}

/** In how many rows each column lacks a value. */
async function gapsOf(
  { ask }: Asking,
  part: RemotePart,
  { numbers, states }: { readonly numbers: readonly string[]; readonly states: readonly string[] },
): Promise<Map<string, number>> {
  const { source, where, weights, warehouse } = part
  const { dialect } = warehouse
  const measured = weights === undefined ? numbers : [...numbers, weights]
  const names = [...measured, ...states]
  const columns = names.map((name, j) => ({
    as: `d${j}`,
    is: j < measured.length ? numberOf(name, dialect) : [identifier(name, dialect)],
  }))
  const whole = (x: Fragment, j: number): Fragment =>
    j < measured.length ? isWhole(x, dialect) : sql`${x} IS NOT NULL`
  const counts = columns.map(({ as }, j) => {
    const test = whole(alias(as), j)
    return sql`SUM(CASE WHEN ${test} THEN 0e0 ELSE 1e0 END) AS ${alias(`c${j}`)}`
  })
  const statement = sql`SELECT ${joined(counts, ', ')} FROM (${rowsOf(columns, source, where, dialect)}) causalkit_rows`
  return ask(part, rendered(statement, dialect), (_, rows) => {
    const row = onlyRow(rows)
    return new Map(names.map((name, j) => [name, readSum(row, `c${j}`)]))
  })
}
