import { CausalError } from '../../../errors.js'
import { unknownName } from '../../../names.js'
import { show } from '../../../show.js'
import { checkedRows, readNumber, readSum } from '../../../sql/statements/read-number.js'
import { alias, type Fragment, joined, number, rendered, sql } from '../../../sql/text/fragment.js'
import { type Asking, asking } from '../../../sql/warehouse/ask.js'
import { checkAsked } from '../../../sql/warehouse/from.js'
import { gapsIn } from '../../../sql/warehouse/row-count.js'
import { tableChanged } from '../../../sql/warehouse/table-changed.js'
import type { RemoteOptions, RemotePart, RemoteRows } from '../../../sql/warehouse/types.js'
import { checkStrategy, requireOneRoleEach, requireRoles } from '../../core/designs/read-question.js'
import { constant } from '../../core/regression/design.js'
import { checkTreatedPopulation, differenceSpecification } from '../../difference-in-differences/read-difference.js'
import type {
  DifferenceInDifferencesQuestion,
  DifferenceInDifferencesSpecification,
} from '../../difference-in-differences/types.js'
import { onePart, panelRows } from '../panel/read-panel-from.js'

/** Units whose treatment begins at one time. */
export interface StartGroup {
  /** That time; null for units that are never treated. */
  readonly start: number | null
  readonly units: number
  /** How many of them are not seen at each time. */
  readonly gaps: number
  /** The earliest time at which one of them was last seen untreated; null where none was. */
  readonly lastUntreated: number | null
}

/** A difference-in-differences design whose rows stay in their engine. */
export interface RemoteDifference {
  readonly asked: Asking
  readonly part: RemotePart
  readonly names: { readonly unit: string; readonly time: string; readonly cluster: string }
  /** The complete rows: u, t and g tell unit, time and cluster, d0 is the treatment, d1 the outcome less its mean. */
  readonly rows: Fragment
  readonly n: number
  readonly times: readonly number[]
  /** The mean outcome, and at each time what it is above that. */
  readonly mean: number
  readonly means: readonly number[]
  readonly groups: readonly StartGroup[]
  readonly specification: DifferenceInDifferencesSpecification
}

/** The most times that are told apart. */
const mostTimes = 60

/** Checks the question, and asks which times there are, and when treatment begins in how many units: two scans. */
export async function readDifferenceFrom(
  rows: RemoteRows,
  question: DifferenceInDifferencesQuestion,
  options: RemoteOptions,
  crossSections: boolean,
): Promise<RemoteDifference> {
  const asked = asking(rows, options)
  const part = onePart(asked)
  const names = rolesIn(rows, question)
  const { treatment, outcome } = question
  const rowsAbout = (mean: number): Fragment =>
    panelRows({ part, columns: [treatment, outcome], names, shift: [0, mean] })
  const found = await timesIn({ asked, part, names }, rowsAbout(0), question)
  const n = found.reduce((sum, { count }) => sum + count, 0)
  const mean = found.reduce((sum, each) => sum + each.sum, 0) / n
  const difference = {
    ...{ asked, part, names, n, mean, rows: rowsAbout(mean) },
    times: found.map(({ time }) => time),
    means: found.map(({ count, sum }) => sum / count - mean),
  }
  return {
    ...difference,
    groups: await startsIn(difference, treatment, crossSections),
    specification: differenceSpecification(question),
  }
}

/** The times with their rows and sums of outcomes; treatments that are not 0 and 1 are refused. */
async function timesIn(
  { asked, part, names }: Pick<RemoteDifference, 'asked' | 'part' | 'names'>,
  rows: Fragment,
  { treatment, outcome }: DifferenceInDifferencesQuestion,
): Promise<readonly { readonly time: number; readonly count: number; readonly sum: number }[]> {
  const { dialect } = part.warehouse
  const [t, d0, d1] = [alias('t'), alias('d0'), alias('d1')]
  const outputs = [
    t,
    sql`CAST(COUNT(*) AS ${[dialect.double]})`,
    sql`SUM(${d1})`,
    sql`SUM(${d0})`,
    sql`SUM(CASE WHEN ${d0} = 0e0 OR ${d0} = 1e0 THEN 0e0 ELSE 1e0 END)`,
  ].map((is, j) => sql`${is} AS ${alias(`c${j}`)}`)
  const statement = sql`SELECT ${joined(outputs, ', ')} FROM (${rows}) causalkit_rows GROUP BY ${t} LIMIT ${[String(mostTimes + 1)]}`
  const found = await asked.ask(part, rendered(statement, dialect), (_, answer) =>
    checkedRows(answer).map((row) => {
      const [time, count, sum, treated, wrong] = [0, 1, 2, 3, 4].map((k) => readSum(row, `c${k}`)) as [
        number,
        number,
        number,
        number,
        number,
      ]
      return { time, count, sum, treated, wrong }
    }),
  )
  const total = (key: 'count' | 'treated' | 'wrong'): number => found.reduce((sum, each) => sum + each[key], 0)
  if (found.length > mostTimes) {
    throw new CausalError(
      'not-supported',
      `${show(names.time)} has more than ${mostTimes} values: bring it to fewer times in a query, such as months of days.`,
      { column: names.time },
    )
  }
  const twice = new Set(found.map(({ time }) => time)).size < found.length
  if (twice) throw new CausalError('engine', 'the engine gave a time twice.', { column: names.time })
  const states = names.cluster === names.unit ? [names.unit] : [names.unit, names.cluster]
  await gapsIn(asked, part, total('count'), { numbers: [treatment, outcome, names.time], states })
  if (found.length === 0) throw new CausalError('too-few-rows', 'no row is complete.')
  if (total('wrong') > 0) {
    throw new CausalError(
      'invalid-data',
      `the treatment ${show(treatment)} must be 0 (not yet treated) or 1 (treated) in each row, and is neither in ${total('wrong')} rows.`,
      { column: treatment },
    )
  }
  if (total('treated') === 0 || total('treated') === total('count')) throw constant(treatment)
  return found.sort((a, b) => a.time - b.time)
}

/** When treatment begins in how many units; treatments that end and rows that stand twice are refused. */
async function startsIn(
  { asked, part, names, rows, n, times }: Omit<RemoteDifference, 'groups' | 'specification'>,
  treatment: string,
  crossSections: boolean,
): Promise<readonly StartGroup[]> {
  const { dialect } = part.warehouse
  const [t, s, l, m, q] = [alias('t'), alias('s'), alias('l'), alias('m'), alias('q')]
  const double = (is: Fragment): Fragment => sql`CAST(${is} AS ${[dialect.double]})`
  const units = sql`SELECT ${startOf} AS ${s}, MAX(CASE WHEN ${alias('d0')} = 0e0 THEN ${t} END) AS ${l}, ${double(sql`COUNT(*)`)} AS ${m}, ${double(sql`COUNT(DISTINCT ${t})`)} AS ${q} FROM (${rows}) causalkit_rows GROUP BY ${alias('u')}${[dialect.fence]}`
  const where = (test: Fragment): Fragment => sql`SUM(CASE WHEN ${test} THEN 1e0 ELSE 0e0 END)`
  const outputs = [
    s,
    double(sql`COUNT(*)`),
    sql`SUM(${m})`,
    sql`SUM(${m} - ${q})`,
    where(sql`${l} > ${s}`),
    where(sql`${q} < ${number(times.length)}`),
    sql`MIN(${l})`,
  ].map((is, j) => sql`${is} AS ${alias(`c${j}`)}`)
  const statement = sql`SELECT ${joined(outputs, ', ')} FROM (${units}) causalkit_units GROUP BY ${s}`
  const found = await asked.ask(part, rendered(statement, dialect), (_, answer) =>
    checkedRows(answer).map((row) => {
      const [own, rowCount, twice, ended, gaps] = [1, 2, 3, 4, 5].map((k) => readSum(row, `c${k}`)) as [
        number,
        number,
        number,
        number,
        number,
      ]
      return {
        start: readNumber(row, 'c0'),
        units: own,
        rowCount,
        twice,
        ended,
        gaps,
        lastUntreated: readNumber(row, 'c6'),
      }
    }),
  )
  const total = (key: 'units' | 'rowCount' | 'twice' | 'ended'): number =>
    found.reduce((sum, each) => sum + each[key], 0)
  if (total('rowCount') !== n) throw tableChanged(n, total('rowCount'))
  if (!crossSections && total('twice') > 0) {
    throw new CausalError(
      'invalid-data',
      `${total('twice')} rows stand beside another of the same ${show(names.unit)} and ${show(names.time)}: a unit has one row at a time.`,
      { rows: n, twice: total('twice') },
    )
  }
  if (total('ended') > 0) {
    throw new CausalError(
      'not-supported',
      `${show(treatment)} goes back to 0 in ${total('ended')} units, or is 0 and 1 in them at one time: this design is for treatments that stay once they began.`,
      { units: total('ended') },
    )
  }
  if (total('units') < 2)
    throw new CausalError('too-few-rows', `${show(names.unit)} has one value only: there is nobody to compare with.`, {
      column: names.unit,
    })
  const order = (start: number | null): number => start ?? Number.POSITIVE_INFINITY
  return found
    .map(({ start, units: own, gaps, lastUntreated }) => ({ start, units: own, gaps, lastUntreated }))
    .sort((a, b) => (order(a.start) < order(b.start) ? -1 : 1))
}

/** When the treatment of a unit begins: NULL for never. */
export const startOf: Fragment = sql`MIN(CASE WHEN ${alias('d0')} = 1e0 THEN ${alias('t')} END)`

function rolesIn(rows: RemoteRows, question: DifferenceInDifferencesQuestion): RemoteDifference['names'] {
  checkStrategy(question, 'difference-in-differences')
  requireRoles(question, ['treatment', 'outcome', 'unit', 'time'])
  checkTreatedPopulation(question)
  const { treatment, outcome, unit, time, adjustment, cluster } = question
  if (adjustment !== undefined && adjustment.length > 0) {
    throw new CausalError(
      'not-supported',
      'sums over units adjust for nothing: leave `adjustment` out, or draw whole units with sampleFrom for groupTimeEffects.',
      { option: 'adjustment' },
    )
  }
  const all = [treatment, outcome, time, unit, ...(cluster === undefined || cluster === unit ? [] : [cluster])]
  requireOneRoleEach(all)
  checkAsked(rows, [treatment, outcome, time], 'number')
  if (rows.columns !== undefined) {
    const known = Object.keys(rows.columns)
    for (const name of all) if (!known.includes(name)) throw unknownName('column', name, known)
  }
  return { unit, time, cluster: cluster ?? unit }
}
