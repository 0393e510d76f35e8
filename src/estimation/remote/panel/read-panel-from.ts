import { CausalError } from '../../../errors.js'
import { asList, unknownName } from '../../../names.js'
import { show } from '../../../show.js'
import { onlyRow, readNumber, readSum } from '../../../sql/statements/read-number.js'
import { alias, type Fragment, joined, rendered, sql } from '../../../sql/text/fragment.js'
import { identifier } from '../../../sql/text/identifier.js'
import { isWhole, numberOf, rowsOf } from '../../../sql/text/rows.js'
import { type Asking, asking } from '../../../sql/warehouse/ask.js'
import { checkAsked } from '../../../sql/warehouse/from.js'
import { gapsIn } from '../../../sql/warehouse/row-count.js'
import type { RemoteOptions, RemotePart, RemoteRows } from '../../../sql/warehouse/types.js'
import { checkStrategy, requireOneRoleEach, requireRoles } from '../../core/designs/read-question.js'
import { checkPanelPopulation, panelSpecification } from '../../panel/read-regression.js'
import type { PanelQuestion, PanelSpecification } from '../../panel/types.js'

/** A panel whose rows stay in their engine. */
export interface RemotePanel {
  readonly asked: Asking
  readonly part: RemotePart
  /** The regressors, the treatment first, then the outcome. */
  readonly columns: readonly string[]
  /** Rough means of them. */
  readonly shift: readonly number[]
  readonly names: {
    readonly unit: string
    readonly time: string | undefined
    readonly cluster: string
  }
  readonly n: number
  readonly units: number
  readonly times: number | null
  readonly clusters: number
  /** Whether all rows of a unit, of a time, are in one cluster. */
  readonly unitsNested: boolean
  readonly timesNested: boolean
  readonly specification: PanelSpecification
}

/** Checks the question and counts units, times and clusters: three statements. */
export async function readPanelFrom(
  rows: RemoteRows,
  question: PanelQuestion,
  options: RemoteOptions,
): Promise<RemotePanel> {
  const asked = asking(rows, options)
  const part = onePart(asked)
  const { treatment, outcome, unit, time, adjustment, cluster } = rolesIn(rows, question)
  const columns = [treatment, ...adjustment, outcome]
  const names = { unit, time, cluster: cluster ?? unit }
  const { dialect } = part.warehouse
  const each = panelRows({ part, columns, names, shift: columns.map(() => 0) })
  const double = (is: Fragment): Fragment => sql`CAST(${is} AS ${[dialect.double]})`
  const [u, t, g] = [alias('u'), alias('t'), alias('g')]
  const distinct = (keys: readonly Fragment[]): Fragment =>
    sql`(SELECT ${double(sql`COUNT(*)`)} FROM (SELECT 1 AS ${alias('one')} FROM (${each}) causalkit_rows GROUP BY ${joined(keys, ', ')}) causalkit_groups)`
  const wanted: readonly (readonly Fragment[])[] = [
    [u],
    [g],
    [u, g],
    ...(time === undefined ? [] : [[t], [u, t], [t, g]]),
  ]
  const outputs = [
    double(sql`COUNT(*)`),
    ...columns.map((_, j) => sql`AVG(${alias(`d${j}`)})`),
    ...wanted.map(distinct),
  ].map((is, j) => sql`${is} AS ${alias(`c${j}`)}`)
  const statement = sql`SELECT ${joined(outputs, ', ')} FROM (${each}) causalkit_rows`
  const found = await asked.ask(part, rendered(statement, dialect), (_, answer) => {
    const row = onlyRow(answer)
    const n = readNumber(row, 'c0') ?? 0
    if (n === 0) throw new CausalError('too-few-rows', 'no row is complete.')
    const counts = wanted.map((_keys, k) => readSum(row, `c${1 + columns.length + k}`))
    return { n, shift: columns.map((_name, j) => readSum(row, `c${1 + j}`)), counts }
  })
  await gapsIn(asked, part, found.n, {
    numbers: columns,
    states: [...new Set([unit, names.cluster, ...(time === undefined ? [] : [time])])],
  })
  const [units, clusters, unitsInClusters, times = null, cells = found.n, timesInClusters = Number.NaN] =
    found.counts as [number, number, number, number?, number?, number?]
  if (cells < found.n) {
    throw new CausalError(
      'invalid-data',
      `${found.n - cells} rows stand beside another of the same ${show(unit)} and ${show(time)}: a unit has one row at a time.`,
      { rows: found.n, cells },
    )
  }
  for (const [name, count] of [
    [unit, units],
    [names.cluster, clusters],
  ] as const) {
    if (count < 2) {
      throw new CausalError('too-few-rows', `${show(name)} has one value only: nothing says how its values differ.`, {
        column: name,
      })
    }
  }
  return {
    asked,
    part,
    columns,
    shift: found.shift,
    names,
    n: found.n,
    units,
    times,
    clusters,
    unitsNested: unitsInClusters === units,
    timesNested: timesInClusters === times,
    specification: panelSpecification({ ...question, adjustment }),
  }
}

/** The rows that are complete: u, t and g tell unit, time and cluster, d0, d1 … the columns less their shift. */
export function panelRows({
  part: { source, where, warehouse },
  columns,
  names: { unit, time, cluster },
  shift,
}: Pick<RemotePanel, 'part' | 'columns' | 'names' | 'shift'>): Fragment {
  const { dialect } = warehouse
  const keys = [
    { as: 'u', is: [identifier(unit, dialect)] },
    ...(time === undefined ? [] : [{ as: 't', is: numberOf(time, dialect) }]),
    { as: 'g', is: [identifier(cluster, dialect)] },
  ]
  const numbers = columns.map((name, j) => ({
    as: `d${j}`,
    is: sql`${numberOf(name, dialect)} - ${[{ value: shift[j]! }]}`,
  }))
  const whole = [
    ...keys.map(({ as }) => (as === 't' ? isWhole(alias(as), dialect) : sql`${alias(as)} IS NOT NULL`)),
    ...numbers.map(({ as }) => isWhole(alias(as), dialect)),
  ]
  return sql`SELECT causalkit_rows.* FROM (${rowsOf([...keys, ...numbers], source, where, dialect)}) causalkit_rows WHERE ${joined(whole, ' AND ')}${[dialect.fence]}`
}

/** The only part: means of units are taken within one engine, over rows that count once. */
export function onePart({ parts }: Asking): RemotePart {
  const [part] = parts
  if (parts.length > 1) {
    throw new CausalError(
      'not-supported',
      `the rows of a unit are looked at in one engine, and there are ${parts.length} parts: ask one part, or bring the rows under one view.`,
      { parts: parts.length },
    )
  }
  if (part!.weights === undefined) return part!
  throw new CausalError('not-supported', 'a row of a panel counts once: leave `weights` out of `from`.', {
    weights: part!.weights,
  })
}

function rolesIn(
  rows: RemoteRows,
  question: PanelQuestion,
): Pick<PanelQuestion, 'treatment' | 'outcome' | 'unit' | 'time' | 'cluster'> & {
  readonly adjustment: readonly string[]
} {
  checkStrategy(question, 'panel')
  requireRoles(question, ['treatment', 'outcome', 'unit'])
  checkPanelPopulation(question)
  const { treatment, outcome, unit, time, cluster } = question
  const adjustment = asList<string>(question.adjustment)
  const numbers = [treatment, ...adjustment, outcome, ...(time === undefined ? [] : [time])]
  const all = [...numbers, unit, ...(cluster === undefined || cluster === unit ? [] : [cluster])]
  requireOneRoleEach(all.filter((name) => name !== cluster))
  checkAsked(rows, numbers, 'number')
  if (rows.columns !== undefined) {
    const known = Object.keys(rows.columns)
    for (const name of all) if (!known.includes(name)) throw unknownName('column', name, known)
  }
  return {
    treatment,
    outcome,
    unit,
    adjustment,
    ...(time === undefined ? {} : { time }),
    ...(cluster === undefined ? {} : { cluster }),
  }
}
