import { CausalError } from '../../errors.js'
import { onlyRow, readNumber, readSum } from '../../sql/statements/read-number.js'
import { alias, type Fragment, filled, joined, number, rendered, sql } from '../../sql/text/fragment.js'
import { bucketText } from '../../sql/text/hash.js'
import { identifier } from '../../sql/text/identifier.js'
import { isWhole, numberOf, rowsOf, textOf } from '../../sql/text/rows.js'
import type { Dialect, SqlRow } from '../../sql/types.js'
import type { Asking } from '../../sql/warehouse/ask.js'
import type { RemotePart } from '../../sql/warehouse/types.js'
import type { SquaresFound, SumsAsked, SumsFound } from '../core/types/sums.js'

/** A column of a design as it is made from a row in the engine. */
export type DesignColumn =
  | { readonly kind: 'number'; readonly column: string; readonly center: number; readonly scale: number }
  | { readonly kind: 'state'; readonly column: string; readonly state: string; readonly asNumber: boolean }
  | { readonly kind: 'group'; readonly column: string }
  | { readonly kind: 'fold'; readonly column: string; readonly count: number; readonly seed: number | string }
  | {
      readonly kind: 'arms'
      readonly column: string
      readonly states: readonly [string, string]
      readonly asNumber: boolean
    }

/** The columns by which rows are told and summed up, in the order of their names. */
export type DesignColumns = Readonly<Record<string, DesignColumn>>

/** One scan of each part: sums and largest values over the rows that are complete, and how many these are. */
export async function sumsOver(
  asking: Asking,
  columns: DesignColumns,
  asked: SumsAsked,
): Promise<SumsFound & { readonly rowCounts: readonly number[] }> {
  const sums = new Float64Array(asked.sums.length)
  const wanted = asked.largest ?? []
  const largest: number[] = wanted.map(() => Number.NEGATIVE_INFINITY)
  const rowCounts: number[] = []
  for (const part of asking.parts) {
    const { dialect } = part.warehouse
    const room = dialect.maxColumns - wanted.length - 2
    for (let from = 0; from === 0 || from < sums.length; from += room) {
      const some = asked.sums.slice(from, from + room)
      const statement = rendered(statementOf(part, columns, { ...asked, sums: some }), dialect)
      const rows = await asking.ask(part, statement, (_, answer) =>
        readSums(onlyRow(answer), { sums: some.length, largest: wanted.length, weighted: part.weights !== undefined }),
      )
      for (const [k, value] of rows.sums.entries()) sums[from + k]! += value
      for (const [k, value] of rows.largest.entries()) largest[k] = Math.max(largest[k]!, value)
      if (from === 0) rowCounts.push(rows.rowCount)
    }
  }
  return { sums, largest, rowCounts }
}

/** One scan: an expression summed up in each group of rows, and the squares of these sums. The rows lie in one part. */
export async function squaresOver(
  asking: Asking,
  columns: DesignColumns,
  {
    made,
    sum,
    groups,
  }: { readonly made: SumsAsked['columns']; readonly sum: Fragment; readonly groups: readonly string[] },
): Promise<SquaresFound & { readonly rowCounts: readonly number[] }> {
  const [part] = asking.parts as readonly [RemotePart]
  const { dialect } = part.warehouse
  const weighted = part.weights === undefined ? sum : sql`${alias('w')} * (${sum})`
  const keys = joined(groups.map(alias), ', ')
  const inner = sql`SELECT CAST(COUNT(*) AS ${[dialect.double]}) AS ${alias('m')}, SUM(${weighted}) AS ${alias('s')} FROM (${madeRows(part, columns, made)}) causalkit_rows GROUP BY ${keys}${[dialect.fence]}`
  const outer = sql`SELECT SUM(${alias('m')}) AS ${alias('c0')}, CAST(COUNT(*) AS ${[dialect.double]}) AS ${alias('c1')}, SUM(${alias('s')} * ${alias('s')}) AS ${alias('c2')} FROM (${inner}) causalkit_groups`
  const [rows, count, squares] = await asking.ask(part, rendered(outer, dialect), (_, answer) => {
    const row = onlyRow(answer)
    return [readNumber(row, 'c0') ?? 0, readSum(row, 'c1'), readNumber(row, 'c2') ?? 0] as const
  })
  return { count, squares, rowCounts: [rows] }
}

/** Sums and largest values over the rows that are complete, of all of them or by groups. */
export function statementOf(
  part: RemotePart,
  columns: DesignColumns,
  { columns: made, sums, largest = [] }: SumsAsked,
  by: readonly { readonly as: string; readonly is: Fragment }[] = [],
): Fragment {
  const { dialect } = part.warehouse
  const { weights } = part
  const weight = weights === undefined ? undefined : alias('w')
  const outputs = [
    sql`CAST(COUNT(*) AS ${[dialect.double]})`,
    ...sums.map((x) => sql`SUM(${weight === undefined ? x : sql`${weight} * (${x})`})`),
    ...largest.map((x) => sql`MAX(${x})`),
    ...(weight === undefined ? [] : [sql`MIN(${weight})`]),
  ].map((x, j) => sql`${x} AS ${alias(`c${j}`)}`)
  const rows = madeRows(part, columns, made)
  const keys = by.map(({ as, is }) => sql`${is} AS ${alias(as)}`)
  const groups =
    by.length === 0
      ? []
      : sql` GROUP BY ${joined(
          by.map(({ is }) => is),
          ', ',
        )}`
  return sql`SELECT ${joined([...keys, ...outputs], ', ')} FROM (${rows}) causalkit_rows${groups}`
}

/** The rows with columns that are computed from their own, one after the other. */
function madeRows(part: RemotePart, columns: DesignColumns, made: SumsAsked['columns']): Fragment {
  let rows = wholeRows(part, columns)
  for (const level of levelsOf(made)) {
    const more = level.map(({ name, is }) => sql`${is} AS ${alias(name)}`)
    rows = sql`SELECT causalkit_rows.*, ${joined(more, ', ')} FROM (${rows}) causalkit_rows${[part.warehouse.dialect.fence]}`
  }
  return rows
}

/** Columns that use none of each other are computed in one subquery. */
function levelsOf(made: SumsAsked['columns']): SumsAsked['columns'][] {
  const levels: (typeof made)[number][][] = []
  for (const column of made) {
    const last = levels.at(-1)
    const uses = (name: string): boolean =>
      column.is.some((part) => typeof part === 'object' && 'alias' in part && part.alias === name)
    if (last === undefined || last.some(({ name }) => uses(name))) levels.push([column])
    else last.push(column)
  }
  return levels
}

/** The rows of a part with the columns of the design, where all of these are known. */
function wholeRows(part: RemotePart, columns: DesignColumns): Fragment {
  const { source, where, weights, warehouse } = part
  const { dialect } = warehouse
  const list = Object.entries(columns).map(([as, column]) => ({ as, is: expression(column, dialect) }))
  if (weights !== undefined) list.push({ as: 'w', is: numberOf(weights, dialect) })
  const isKey = (kind: DesignColumn['kind'] | undefined): boolean => kind === 'group' || kind === 'fold'
  const whole = list.map(({ as }) =>
    isKey(columns[as]?.kind) ? sql`${alias(as)} IS NOT NULL` : isWhole(alias(as), dialect),
  )
  return sql`SELECT causalkit_rows.* FROM (${rowsOf(list, source, where, dialect)}) causalkit_rows WHERE ${joined(whole, ' AND ')}${[dialect.fence]}`
}

/** A column of a design as an expression over the row. */
export function expression(column: DesignColumn, dialect: Dialect): Fragment {
  if (column.kind === 'number') {
    const moved = sql`(${numberOf(column.column, dialect)} - ${number(column.center)})`
    return filled(dialect.factor, column.scale === 1 ? moved : sql`(${moved} * ${number(1 / column.scale)})`)
  }
  if (column.kind === 'group') return [identifier(column.column, dialect)]
  if (column.kind === 'fold') return [bucketText(column.column, column.count, column.seed, dialect)]
  const own = column.asNumber ? numberOf(column.column, dialect) : textOf(column.column, dialect)
  const state = (text: string): Fragment => [{ value: column.asNumber ? Number(text) : text }]
  if (column.kind === 'arms') {
    const [from, to] = column.states
    return sql`(CASE WHEN ${own} = ${state(to)} THEN 1e0 WHEN ${own} = ${state(from)} THEN 0e0 END)`
  }
  return sql`(CASE WHEN ${own} = ${state(column.state)} THEN 1e0 WHEN ${own} IS NOT NULL THEN 0e0 END)`
}

/** The sums and largest values of one row, and how many rows they are of. */
export function readSums(
  row: SqlRow,
  { sums, largest, weighted }: { readonly sums: number; readonly largest: number; readonly weighted: boolean },
): SumsFound & { readonly rowCount: number } {
  const rowCount = readNumber(row, 'c0') ?? 0
  if (rowCount === 0) throw new CausalError('too-few-rows', 'no row is complete.')
  const at = (from: number, count: number): number[] =>
    Array.from({ length: count }, (_, k) => readSum(row, `c${from + k}`))
  const lowest = weighted ? readSum(row, `c${1 + sums + largest}`) : 0
  if (lowest < 0) throw new CausalError('invalid-data', `a weight is ${lowest}: weights are numbers from 0.`)
  return { rowCount, sums: Float64Array.from(at(1, sums)), largest: at(1 + sums, largest) }
}
