import { onlyRow, readNumber, readSum } from '../../../sql/statements/read-number.js'
import { alias, type Fragment, joined, number, rendered, sql } from '../../../sql/text/fragment.js'
import { tableChanged } from '../../../sql/warehouse/table-changed.js'
import { panelRows, type RemotePanel } from './read-panel-from.js'

/** Which effects are taken out. */
export type PanelEffects = 'unit' | 'time' | 'two-way'

/** The sums of products of what is left of the columns, and of the columns about their means. */
export interface WithinSums {
  readonly within: Float64Array
  /** p sums of squares. */
  readonly about: Float64Array
}

/**
 * The rows less the means of their units, of their times, or of both: x − x̄ᵢ − x̄ₜ + x̄ in a balanced panel. Means are taken of
 * numbers near 0, twice where one set is taken out, so that rounding leaves nothing of large means.
 */
function withinRows(panel: RemotePanel, effects: PanelEffects): Fragment {
  const { columns, part } = panel
  const fence = [part.warehouse.dialect.fence]
  const [u, t] = [alias('u'), alias('t')]
  const keys = joined([u, ...(panel.names.time === undefined ? [] : [t]), alias('g')], ', ')
  const d = columns.map((_, j) => alias(`d${j}`))
  const mean = (x: Fragment, over: Fragment): Fragment => sql`SUM(${x}) OVER ${over} / COUNT(*) OVER ${over}`
  const own = effects === 'time' ? t : u
  const out = d.map((x, j) => {
    const first = sql`${x} - ${mean(x, sql`(PARTITION BY ${own})`)}`
    const both = sql`${first} - ${mean(x, sql`(PARTITION BY ${t})`)} + ${mean(x, sql`()`)}`
    return sql`${effects === 'two-way' ? both : first} AS ${alias(`x${j}`)}`
  })
  return sql`SELECT ${keys}, ${joined([...d, ...out], ', ')} FROM (${panelRows(panel)}) causalkit_rows${fence}`
}

/** Sums of products of what the effects leave: one scan. */
export async function withinSums(panel: RemotePanel, effects: PanelEffects): Promise<WithinSums> {
  const { asked, part, columns, n } = panel
  const p = columns.length
  const x = columns.map((_, j) => alias(`x${j}`))
  const pairs = x.flatMap((_, i) => x.slice(0, i + 1).map((_, j) => [i, j] as const))
  const outputs = [
    sql`CAST(COUNT(*) AS ${[part.warehouse.dialect.double]})`,
    ...pairs.map(([i, j]) => sql`SUM(${x[i]!} * ${x[j]!})`),
    ...columns.map((_, j) => sql`SUM(${alias(`d${j}`)} * ${alias(`d${j}`)})`),
  ].map((is, j) => sql`${is} AS ${alias(`c${j}`)}`)
  const statement = sql`SELECT ${joined(outputs, ', ')} FROM (${withinRows(panel, effects)}) causalkit_within`
  return asked.ask(part, rendered(statement, part.warehouse.dialect), (_, answer) => {
    const row = onlyRow(answer)
    checkRows(n, readNumber(row, 'c0') ?? 0)
    const within = new Float64Array(p * p)
    for (const [k, [i, j]] of pairs.entries()) within[i * p + j] = within[j * p + i] = readSum(row, `c${1 + k}`)
    const about = Float64Array.from(columns, (_name, j) => readSum(row, `c${1 + pairs.length + j}`))
    return { within, about }
  })
}

/** Σ over clusters of s sᵀ, with s the sum over a cluster's rows of regressors times residual: one scan. */
export async function clusterScores(
  panel: RemotePanel,
  effects: PanelEffects,
  coefficients: Float64Array,
): Promise<Float64Array> {
  const { asked, part, n } = panel
  const { dialect } = part.warehouse
  const k = coefficients.length
  const x = Array.from({ length: k }, (_, j) => alias(`x${j}`))
  const fitted = x.map((each, j) => sql`${number(coefficients[j]!)} * ${each}`)
  const residual = sql`${alias(`x${k}`)} - (${joined(fitted, ' + ')})`
  const withResidual = sql`SELECT causalkit_within.*, ${residual} AS ${alias('e')} FROM (${withinRows(panel, effects)}) causalkit_within${[dialect.fence]}`
  const s = x.map((_, j) => alias(`s${j}`))
  const sums = x.map((each, j) => sql`SUM(${each} * ${alias('e')}) AS ${s[j]!}`)
  const each = sql`SELECT CAST(COUNT(*) AS ${[dialect.double]}) AS ${alias('m')}, ${joined(sums, ', ')} FROM (${withResidual}) causalkit_rows GROUP BY ${alias('g')}${[dialect.fence]}`
  const pairs = s.flatMap((_, i) => s.slice(0, i + 1).map((_, j) => [i, j] as const))
  const outputs = [sql`SUM(${alias('m')})`, ...pairs.map(([i, j]) => sql`SUM(${s[i]!} * ${s[j]!})`)].map(
    (is, j) => sql`${is} AS ${alias(`c${j}`)}`,
  )
  const statement = sql`SELECT ${joined(outputs, ', ')} FROM (${each}) causalkit_clusters`
  return asked.ask(part, rendered(statement, dialect), (_, answer) => {
    const row = onlyRow(answer)
    checkRows(n, readSum(row, 'c0'))
    const meat = new Float64Array(k * k)
    for (const [at, [i, j]] of pairs.entries()) meat[i * k + j] = meat[j * k + i] = readSum(row, `c${1 + at}`)
    return meat
  })
}

function checkRows(before: number, now: number): void {
  if (before !== now) throw tableChanged(before, now)
}
