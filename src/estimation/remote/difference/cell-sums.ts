import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'
import { checkedRows, readNumber, readSum } from '../../../sql/statements/read-number.js'
import { alias, type Fragment, joined, number, rendered, sql } from '../../../sql/text/fragment.js'
import type { SqlRow } from '../../../sql/types.js'
import { tableChanged } from '../../../sql/warehouse/table-changed.js'
import type { RemoteDifference } from './read-difference-from.js'

/** The rows of one group, before and after. */
export interface GroupCells {
  readonly clusters: number
  readonly rows: readonly [before: number, after: number]
  /** Mean outcomes, above the mean of all. */
  readonly means: readonly [before: number, after: number]
}

/** What the clusters of one group sum up to. */
export interface GroupScores {
  /** Σ ψ², with ψ the corrected score of a cluster. */
  readonly square: number
  /** Of the matrix of Bell & McCaffrey, the trace, and that of its square. */
  readonly trace: number
  readonly traceOfSquare: number
}

/** Rows and sums of each cluster before and after: e whether it is treated in the end, n0 n1 y0 y1. */
function clusterRows({ part, rows, names }: RemoteDifference, from: number): Fragment {
  const fence = [part.warehouse.dialect.fence]
  const [t, d0, d1] = [alias('t'), alias('d0'), alias('d1')]
  const before = sql`${t} < ${number(from)}`
  const when = (test: Fragment, value: Fragment): Fragment => sql`SUM(CASE WHEN ${test} THEN ${value} ELSE 0e0 END)`
  const after = sql`${t} >= ${number(from)}`
  const made = [
    [sql`MAX(${d0})`, 'e'],
    [when(before, sql`1e0`), 'n0'],
    [when(after, sql`1e0`), 'n1'],
    [when(before, d1), 'y0'],
    [when(after, d1), 'y1'],
  ] as const
  // other names inside than outside: some engines take a name for what it stands for further left
  const inUnit = made.map(([is, name]) => sql`${is} AS ${alias(`u_${name}`)}`)
  const byUnit = names.cluster === names.unit
  const keys = byUnit ? [alias('u')] : [alias('u'), alias('g')]
  const units = sql`SELECT ${joined([...keys, ...inUnit], ', ')} FROM (${rows}) causalkit_rows GROUP BY ${joined(keys, ', ')}${fence}`
  const inCluster = (name: string): Fragment =>
    byUnit ? alias(`u_${name}`) : sql`${[name === 'e' ? 'MAX' : 'SUM']}(${alias(`u_${name}`)})`
  const list = [
    ...made.map(([, name]) => sql`${inCluster(name)} AS ${alias(name)}`),
    sql`${byUnit ? alias('u_e') : sql`MIN(${alias('u_e')})`} AS ${alias('low')}`,
  ]
  return sql`SELECT ${joined(list, ', ')} FROM (${units}) causalkit_units${byUnit ? [] : sql` GROUP BY ${alias('g')}`}${fence}`
}

/** The four means: one scan. */
export async function cellSums(difference: RemoteDifference, from: number): Promise<readonly GroupCells[]> {
  const { names } = difference
  const outputs = [
    sql`CASE WHEN ${alias('low')} < ${alias('e')} THEN 1e0 ELSE 0e0 END`,
    ...['n0', 'n1', 'y0', 'y1'].map(alias),
  ].map((is) => sql`SUM(${is})`)
  const found = await byGroup(difference, clusterRows(difference, from), outputs, (row, count) => {
    const [both, n0, n1, y0, y1] = [1, 2, 3, 4, 5].map((k) => readSum(row, `c${k}`)) as [
      number,
      number,
      number,
      number,
      number,
    ]
    if (both > 0) {
      throw new CausalError(
        'not-supported',
        `${both} clusters of ${show(names.cluster)} have units that are treated in the end and units that are not, and sums are for clusters of one kind: draw whole clusters with sampleFrom and ${show(names.cluster)} as key.`,
        { cluster: names.cluster, count: both },
      )
    }
    return { clusters: count, rows: [n0, n1] as const, means: [y0 / n0, y1 / n1] as const }
  })
  const used = found.reduce((sum, { rows }) => sum + rows[0] + rows[1], 0)
  if (used !== difference.n) throw tableChanged(difference.n, used)
  return found
}

/**
 * CR2 where each cluster is of one group: with h its share of a cell's rows and e its sum of deviations from the cell's mean, the
 * correction (I − H)^(−1/2) divides e by √(1 − h), so that ψ = e₁ / N₁ √(1 − h₁) − e₀ / N₀ √(1 − h₀). Of the matrix M of Bell & McCaffrey,
 * M_gg = h₀ / N₀ + h₁ / N₁ and M_gh = −(a_g a_h / N₀ + b_g b_h / N₁) with a = h₀ / √(1 − h₀), b = h₁ / √(1 − h₁). One scan.
 */
export async function scoreSums(
  difference: RemoteDifference,
  from: number,
  cells: readonly GroupCells[],
): Promise<readonly GroupScores[]> {
  const fence = [difference.part.warehouse.dialect.fence]
  const e = alias('e')
  const [a, b, h0, h1, psi, r0, r1] = ['a', 'b', 'h0', 'h1', 'psi', 'r0', 'r1'].map(alias) as [
    Fragment,
    Fragment,
    Fragment,
    Fragment,
    Fragment,
    Fragment,
    Fragment,
  ]
  // the group's own figures, by whether it is treated
  const own = (of: (cell: GroupCells) => number): Fragment =>
    sql`(CASE WHEN ${e} = 1e0 THEN ${number(of(cells[1]!))} ELSE ${number(of(cells[0]!))} END)`
  const N = [own((cell) => cell.rows[0]), own((cell) => cell.rows[1])] as const
  const left = (h: Fragment): Fragment => sql`SQRT(CASE WHEN ${h} < 1e0 THEN 1e0 - ${h} ELSE 1e0 END)`
  const shares = sql`SELECT causalkit_clusters.*, ${alias('n0')} / ${N[0]} AS ${h0}, ${alias('n1')} / ${N[1]} AS ${h1}, (${alias('y0')} - ${alias('n0')} * ${own((cell) => cell.means[0])}) / ${N[0]} AS ${r0}, (${alias('y1')} - ${alias('n1')} * ${own((cell) => cell.means[1])}) / ${N[1]} AS ${r1} FROM (${clusterRows(difference, from)}) causalkit_clusters${fence}`
  const bent = sql`SELECT causalkit_shares.*, ${h0} / ${left(h0)} AS ${a}, ${h1} / ${left(h1)} AS ${b}, ${r1} / ${left(h1)} - ${r0} / ${left(h0)} AS ${psi} FROM (${shares}) causalkit_shares${fence}`
  const between = sql`(${a} * ${a} / ${N[0]} + ${b} * ${b} / ${N[1]})`
  const outputs = [
    sql`${psi} * ${psi}`,
    sql`(${h0} / ${N[0]} + ${h1} / ${N[1]}) * (${h0} / ${N[0]} + ${h1} / ${N[1]})`,
    sql`${a} * ${a}`,
    sql`${a} * ${b}`,
    sql`${b} * ${b}`,
    sql`${between} * ${between}`,
    sql`${alias('n0')} + ${alias('n1')}`,
  ].map((is) => sql`SUM(${is})`)
  let used = 0
  const found = await byGroup(difference, bent, outputs, (row, _count, at) => {
    const sums = [1, 2, 3, 4, 5, 6].map((k) => readSum(row, `c${k}`)) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    const [square, diagonal, aa, ab, bb, same] = sums
    used += readNumber(row, 'c7') ?? 0
    const [n0, n1] = cells[at]!.rows
    return {
      square,
      trace: 1 / n0 + 1 / n1,
      traceOfSquare: diagonal + (aa / n0) ** 2 + (2 * ab ** 2) / (n0 * n1) + (bb / n1) ** 2 - same,
    }
  })
  if (used !== difference.n) throw tableChanged(difference.n, used)
  return found
}

/** Sums over clusters of the never treated, then of the treated. */
async function byGroup<R>(
  { asked, part }: RemoteDifference,
  clusters: Fragment,
  outputs: readonly Fragment[],
  read: (row: SqlRow, count: number, group: 0 | 1) => R,
): Promise<readonly R[]> {
  const { dialect } = part.warehouse
  const list = [sql`CAST(COUNT(*) AS ${[dialect.double]})`, ...outputs].map((is, j) => sql`${is} AS ${alias(`c${j}`)}`)
  const statement = sql`SELECT ${alias('e')} AS ${alias('k0')}, ${joined(list, ', ')} FROM (${clusters}) causalkit_clusters GROUP BY ${alias('e')}`
  return asked.ask(part, rendered(statement, dialect), (_, answer) => {
    const rows = checkedRows(answer)
    return ([0, 1] as const).map((group) => {
      const own = rows.filter((row) => readSum(row, 'k0') === group)
      if (own.length !== 1)
        throw new CausalError('engine', `sums of two groups were asked for, and the engine gave ${rows.length} rows.`, {
          rows: rows.length,
        })
      return read(own[0]!, readSum(own[0]!, 'c0'), group)
    })
  })
}
