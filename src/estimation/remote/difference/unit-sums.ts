import { CausalError } from '../../../errors.js'
import { allPairs } from '../../../sql/statements/gram-fragment.js'
import { checkedRows, readNumber, readSum } from '../../../sql/statements/read-number.js'
import { alias, joined, number, rendered, sql } from '../../../sql/text/fragment.js'
import { tableChanged } from '../../../sql/warehouse/table-changed.js'
import { type RemoteDifference, startOf } from './read-difference-from.js'

/** The changes of units whose treatment begins together, from each time to the next. */
export interface ChangeSums {
  /** The place of the time at which treatment begins; −1 for never. */
  readonly start: number
  readonly count: number
  /** The T − 1 mean changes. */
  readonly mean: Float64Array
  /** (T − 1) × (T − 1) sums of products of deviations from them. */
  readonly scatter: Float64Array
}

/** The changes of units that are seen at each time, by when treatment begins: one scan, or several where it returns too few columns. */
export async function changeSums(difference: RemoteDifference): Promise<readonly ChangeSums[]> {
  const { asked, part, rows, times, means, groups } = difference
  const { dialect } = part.warehouse
  const p = times.length - 1
  const s = alias('s')
  const at = times.map(
    (time, j) =>
      sql`SUM(CASE WHEN ${alias('t')} = ${number(time)} THEN ${alias('d1')} ELSE 0e0 END) AS ${alias(`y${j}`)}`,
  )
  const whole = sql`COUNT(DISTINCT ${alias('t')}) = ${[String(times.length)]}`
  const units = sql`SELECT ${startOf} AS ${s}, ${joined(at, ', ')} FROM (${rows}) causalkit_rows GROUP BY ${alias('u')} HAVING ${whole}${[dialect.fence]}`
  const shift = Array.from({ length: p }, (_, j) => means[j + 1]! - means[j]!)
  const moves = shift.map(
    (move, j) => sql`${alias(`y${j + 1}`)} - ${alias(`y${j}`)} - ${number(move)} AS ${alias(`x${j}`)}`,
  )
  const changes = sql`SELECT ${s}, ${joined(moves, ', ')} FROM (${units}) causalkit_units${[dialect.fence]}`
  const x = shift.map((_, j) => alias(`x${j}`))
  const pairs = allPairs(p)
  const sums = [...x, ...pairs.map(([i, j]) => sql`${x[i]!} * ${x[j]!}`)]
  const found = new Map<number | null, { count: number; sums: number[] }>()
  const room = dialect.maxColumns - 2
  for (let from = 0; from < sums.length; from += room) {
    const some = sums.slice(from, from + room)
    const outputs = [s, sql`CAST(COUNT(*) AS ${[dialect.double]})`, ...some.map((is) => sql`SUM(${is})`)].map(
      (is, j) => sql`${is} AS ${alias(`c${j}`)}`,
    )
    const statement = sql`SELECT ${joined(outputs, ', ')} FROM (${changes}) causalkit_changes GROUP BY ${s}`
    await asked.ask(part, rendered(statement, dialect), (_, answer) => {
      const seen = new Set<number | null>()
      for (const row of checkedRows(answer)) {
        const [start, count] = [readNumber(row, 'c0'), readSum(row, 'c1')]
        if (seen.has(start)) throw new CausalError('engine', `the engine gave the group ${start} twice.`, { start })
        seen.add(start)
        const group = found.get(start) ?? { count, sums: [] }
        if (group.count !== count || group.sums.length !== from) throw tableChanged(group.count, count)
        group.sums.push(...some.map((_is, j) => readSum(row, `c${2 + j}`)))
        found.set(start, group)
      }
    })
  }
  for (const { start, units: there, gaps } of groups) {
    const count = found.get(start)?.count ?? 0
    if (count !== there - gaps) throw tableChanged(there - gaps, count)
  }
  return [...found].map(([start, group]) => {
    const { count } = group
    const own = group.sums.slice(0, p)
    const scatter = new Float64Array(p * p)
    for (const [k, [i, j]] of pairs.entries())
      scatter[i * p + j] = scatter[j * p + i] = group.sums[p + k]! - (own[i]! * own[j]!) / count
    return {
      start: start === null ? -1 : times.indexOf(start),
      count,
      mean: Float64Array.from(own, (sum, j) => sum / count + shift[j]!),
      scatter,
    }
  })
}
