import { CausalError, calledAsAsync } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { momentsOf } from '../../sql/statements/read-moments.js'
import { onlyRow, readNumber, readSum } from '../../sql/statements/read-number.js'
import { alias, type Fragment, joined, number, rendered, sql } from '../../sql/text/fragment.js'
import { derivedSource, identifier } from '../../sql/text/identifier.js'
import { isWhole, numberOf, rowsOf } from '../../sql/text/rows.js'
import { type Asking, asking } from '../../sql/warehouse/ask.js'
import { checkAsked } from '../../sql/warehouse/from.js'
import { gramsOf, totalGram } from '../../sql/warehouse/grams-of.js'
import type { RemotePart, RemoteProgress, RemoteRows } from '../../sql/warehouse/types.js'
import { readLag } from '../core/read-lag.js'
import { laggedNames } from '../graphs/lagged-names.js'
import type { LaggedMoments } from '../types.js'
import { asLaggedMoments } from './lagged-moments.js'

/**
 * How rows in an engine follow each other, and how far back lags reach.
 *
 * @category Time series
 */
export interface LaggedMomentsFromOptions<M extends string = string> {
  /** The column of stamps, as numbers: cast dates in a query, to days or seconds. */
  readonly time: M
  /** The column that tells recordings apart. Left out, all rows are one recording. */
  readonly unit?: M
  /** The distance of two stamps that follow each other (default: the smallest that occurs). */
  readonly every?: number
  /** The largest lag (default 1). */
  readonly maxLag?: number
  /** Called before each statement. */
  readonly onProgress?: (progress: RemoteProgress) => void
  /** Stops between two statements. */
  readonly signal?: { readonly aborted: boolean }
}

/** How far a stamp may be from its place, as a share of a step: that of `series`. */
const slack = 0.01

/**
 * Means and covariances of variables at all lags, from rows that stay in their engine: what {@link laggedMoments} gives from a
 * {@link series}, up to rounding. The engine looks back by window functions; no lag reaches across a gap or into another recording.
 *
 * A window that lacks a cell does not count, as in `series`; stamps that stand twice, are missing or not at regular steps are errors. What
 * comes back goes into {@link laggedCorrelation}, and so into `pcmci` and `pcmciPlus`. Recordings may lie in several parts; one recording
 * that is cut in two loses the windows over the cut, as at a gap.
 *
 * @param rows - rows as `from` or `together` makes them, without weights
 * @param names - the variables: columns of numbers
 * @param options - stamps, recordings, step, largest lag; progress, signal
 * @returns moments of N (maxLag + 1) columns
 * @throws CausalError `missing-values` for rows without stamp or recording; `invalid-data` for stamps that stand twice or are irregular;
 *   `too-few-rows`; `engine`; `not-supported` for weights; `unknown-name`, `duplicate-name`, `invalid-argument`, `aborted`
 * @complexity one scan with a sort by recording and time and O((N maxLag)²) sums, one more with a sort, and two cheap statements
 * @category Time series
 * @example
 * const answers = [
 *   [{ c0: 1 }],
 *   [{ c0: 5, c1: 5, c2: 0, c3: 0 }],
 *   [{ c0: 4, c1: 30, c2: 15 }],
 *   [{ c0: 5 }],
 *   [{ c0: 4, c1: 0, c2: 0, c3: 115, c4: 57.5, c5: 28.75 }],
 * ]
 * const w = warehouse({ query: async () => answers.shift() ?? [], dialect: duckdb })
 * const m = await laggedMomentsFrom(from(w, 'metrics'), ['X'], { time: 'minute' })
 * m.names
 * //=> ['X[t]', 'X[t-1]']
 * m.count
 * //=> 4
 * m.mean
 * //=> [7.5, 3.75]
 */
export function laggedMomentsFrom<M extends string, const N extends M>(
  rows: RemoteRows<M>,
  names: readonly N[],
  options: LaggedMomentsFromOptions<NoInfer<M>>,
): Promise<LaggedMoments<N>> {
  return calledAsAsync('laggedMomentsFrom', async () => {
    checkOptions('options', options, ['time', 'unit', 'every', 'maxLag', 'onProgress', 'signal'], { every: 'number' })
    const { time, unit } = checkedObject('options', options)
    const { onProgress, signal } = options
    const asked = asking(rows, {
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(signal === undefined ? {} : { signal }),
    })
    const maxLag = readLag('maxLag', options.maxLag ?? 1, 0)
    checkAsked(rows, names, 'number')
    checkAsked(rows, [...names, time, ...(unit === undefined ? [] : [unit])])
    checkAsked(rows, [time], 'number')
    const every = readEvery(options.every)
    const clock = { time, unit }
    const parts: RemotePart[] = []
    const found = every ?? (await stepOf(asked, clock))
    for (const part of asked.parts) {
      if (part.weights !== undefined) {
        throw new CausalError('not-supported', 'a step of a series counts once: leave `weights` out of `from`.', {
          weights: part.weights,
        })
      }
      await checkStamps(asked, part, clock, found)
      const { where: _where, ...rest } = part
      parts.push({ ...rest, source: derivedSource(laggedRows(part, names, clock, { every: found, maxLag })) })
    }
    // the first steps of a stretch have no past: rows that lack it are left out by definition
    const columns = laggedNames(names, maxLag)
    const request = { names: columns, columns: columns.map((name) => [name]), by: [] }
    const total = totalGram(await gramsOf({ ...asked, parts, leavesOut: true }, request))
    if (total === null || total.count < 2) {
      throw new CausalError(
        'too-few-rows',
        `windows of ${maxLag + 1} steps need at least 2 times at which they are complete: there is ${total?.count ?? 0}. Take fewer lags, or leave out variables with missing cells.`,
        { count: total?.count ?? 0, maxLag },
      )
    }
    return asLaggedMoments(names, maxLag, momentsOf(total))
  })
}

/** The columns that say which recording a row belongs to, and when it was. */
interface Clock {
  readonly time: string
  readonly unit: string | undefined
}

function readEvery(every: number | undefined): number | undefined {
  if (every === undefined || (typeof every === 'number' && every > 0 && every < Number.POSITIVE_INFINITY)) return every
  throw new CausalError('invalid-argument', `\`every\` is ${show(every)}: give a distance above 0.`, { every })
}

/** Which rows follow each other. */
function over({ unit }: Clock): Fragment {
  return unit === undefined ? sql`(ORDER BY ${alias('t')})` : sql`(PARTITION BY ${alias('u')} ORDER BY ${alias('t')})`
}

/** Rows with stamp and recording, and columns under names of our own. */
function clockedRows(
  { source, where, warehouse: { dialect } }: RemotePart,
  { time, unit }: Clock,
  names: readonly string[] = [],
): Fragment {
  const columns = [
    { as: 't', is: numberOf(time, dialect) },
    ...(unit === undefined ? [] : [{ as: 'u', is: [identifier(unit, dialect)] }]),
    ...names.map((name, j) => ({ as: `x${j}`, is: numberOf(name, dialect) })),
  ]
  return rowsOf(columns, source, where, dialect)
}

/** How far each row is from the row before it, as a column `s`; NULL for the first of a recording. */
function steps(part: RemotePart, clock: Clock): Fragment {
  const w = over(clock)
  const t = alias('t')
  const isFirst = sql`ROW_NUMBER() OVER ${w} = 1`
  return sql`SELECT causalkit_rows.*, (CASE WHEN ${isFirst} THEN NULL ELSE ${t} - LAG(${t}, 1) OVER ${w} END) AS ${alias('s')} FROM (${clockedRows(part, clock)}) causalkit_rows`
}

/** The smallest distance of two stamps that follow each other, over all parts. */
async function stepOf({ ask, parts }: Asking, clock: Clock): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (const part of parts) {
    const statement = sql`SELECT MIN(${alias('s')}) AS ${alias('c0')} FROM (${steps(part, clock)}) causalkit_steps WHERE ${alias('s')} > 0e0`
    const own = await ask(part, rendered(statement, part.warehouse.dialect), (_, answer) =>
      readNumber(onlyRow(answer), 'c0'),
    )
    least = Math.min(least, own ?? Number.POSITIVE_INFINITY)
  }
  return least === Number.POSITIVE_INFINITY ? 1 : least
}

/** Throws for stamps that are missing, stand twice, or are not at regular steps. */
async function checkStamps(asked: Asking, part: RemotePart, clock: Clock, every: number): Promise<void> {
  const { dialect } = part.warehouse
  const [t, s] = [alias('t'), alias('s')]
  const ratio = sql`(${s} / ${number(every)})`
  const off = sql`(${ratio} - ROUND(${ratio}))`
  const isKnown =
    clock.unit === undefined ? isWhole(t, dialect) : sql`${isWhole(t, dialect)} AND ${alias('u')} IS NOT NULL`
  const count = (test: Fragment): Fragment => sql`SUM(CASE WHEN ${test} THEN 1e0 ELSE 0e0 END)`
  const outputs = [
    sql`CAST(COUNT(*) AS ${[dialect.double]})`,
    count(isKnown),
    count(sql`${s} = 0e0`),
    count(
      sql`${s} > 0e0 AND (${off} > ${number(slack)} OR ${off} < ${number(-slack)} OR ${ratio} < ${number(1 - slack)})`,
    ),
  ].map((is, j) => sql`${is} AS ${alias(`c${j}`)}`)
  const statement = sql`SELECT ${joined(outputs, ', ')} FROM (${steps(part, clock)}) causalkit_steps`
  await asked.ask(part, rendered(statement, dialect), (_, answer) => {
    const row = onlyRow(answer)
    const n = readNumber(row, 'c0') ?? 0
    if (n === 0) throw new CausalError('too-few-rows', 'there is no row.')
    const [known, twice, irregular] = [readSum(row, 'c1'), readSum(row, 'c2'), readSum(row, 'c3')]
    const { time, unit } = clock
    if (known < n) {
      throw new CausalError(
        'missing-values',
        `${n - known} of ${n} rows have no ${unit === undefined ? '' : `${show(unit)} or no `}${show(time)}: a row without a time has no place in a series. Leave such rows out in a query.`,
        { columns: unit === undefined ? [time] : [unit, time], count: n - known },
      )
    }
    if (twice > 0) {
      throw new CausalError(
        'invalid-data',
        `${twice} rows have the stamp of another in ${show(time)}: each time has one row. Take their mean in a query${unit === undefined ? ', or name the column that tells recordings apart as `unit`' : ''}.`,
        { column: time, count: twice },
      )
    }
    if (irregular > 0) {
      throw new CausalError(
        'invalid-data',
        `${irregular} stamps in ${show(time)} are no whole number of steps of ${every} after the one before: give the step as \`every\`, or bring the rows to regular times in a query.`,
        { column: time, count: irregular, every },
      )
    }
  })
}

/**
 * Each row with its past: `X[t]`, `X[t-1]` … Where the past is not whole the first variable is NULL, and the row drops out. Engines differ in
 * what they give where nothing stands so far back, so that the row's place in its recording is asked as well.
 */
function laggedRows(
  part: RemotePart,
  names: readonly string[],
  clock: Clock,
  { every, maxLag }: { readonly every: number; readonly maxLag: number },
): Fragment {
  const { dialect } = part.warehouse
  const w = over(clock)
  const t = alias('t')
  const past = sql`ROW_NUMBER() OVER ${w} > ${[String(maxLag)]} AND ${t} - LAG(${t}, ${[String(maxLag)]}) OVER ${w} < ${number((maxLag + 0.5) * every)}`
  const columns = laggedNames(names, maxLag).map((name, c) => {
    const [lag, x] = [Math.floor(c / names.length), alias(`x${c % names.length}`)]
    const value = lag === 0 ? x : sql`LAG(${x}, ${[String(lag)]}) OVER ${w}`
    const guarded = c === 0 && maxLag > 0 ? sql`(CASE WHEN ${past} THEN ${value} END)` : value
    return sql`${guarded} AS ${[identifier(name, dialect)]}`
  })
  return sql`SELECT ${joined(columns, ', ')} FROM (${clockedRows(part, clock, names)}) causalkit_rows`
}
