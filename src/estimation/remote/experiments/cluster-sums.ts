import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'
import { checkedRows, onlyRow, readNumber, readState, readSum } from '../../../sql/statements/read-number.js'
import { alias, type Fragment, joined, number, rendered, sql } from '../../../sql/text/fragment.js'
import { identifier } from '../../../sql/text/identifier.js'
import { isWhole, numberOf, rowsOf } from '../../../sql/text/rows.js'
import { tableChanged } from '../../../sql/warehouse/table-changed.js'
import type { RemotePart } from '../../../sql/warehouse/types.js'
import { expression } from '../rows-in-engine.js'
import type { Weights } from './arm-moments.js'
import type { ArmSums, RemoteExperiment } from './read-experiment-from.js'

/** The clusters of an arm, in a stratum: how many, and sums over them, with h the share that a cluster has of the arm's rows. */
export interface ArmClusters {
  readonly count: number
  /** Σ e² / (1 − h), with e a cluster's sum of deviations from the arm's mean. */
  readonly residual: number
  /** Σ h². */
  readonly share: number
  /** Σ h² / (1 − h). */
  readonly corrected: number
  /** Σ h⁴ / (1 − h)². */
  readonly fourth: number
}

/** What the clusters of each arm sum up to: one scan. */
export async function clusterSums(
  experiment: RemoteExperiment,
  cluster: string,
  weights: Weights,
): Promise<{ readonly count: number; readonly of: (sums: ArmSums) => ArmClusters }> {
  const [part] = experiment.asked.parts as readonly [RemotePart]
  const found = await sumsByCluster(experiment, part, cluster, weights)
  const none = { count: 0, residual: 0, share: 0, corrected: 0, fourth: 0 }
  return {
    count: [...found.values()].reduce((sum, { count }) => sum + count, 0),
    of: ({ arm, states }) => found.get(JSON.stringify([arm, ...states])) ?? none,
  }
}

/** Throws where a cluster has rows of both arms: the closed form is for clusters of one treatment. */
export async function checkWithinArms(experiment: RemoteExperiment): Promise<void> {
  const { cluster } = experiment.names
  if (cluster === undefined) return
  const [part] = experiment.asked.parts as readonly [RemotePart]
  const { dialect } = part.warehouse
  const [arm, g] = [alias('arm'), alias('g')]
  const rows = keyedRows(experiment, part, cluster, [])
  const inner = sql`SELECT ${g} FROM (${rows}) causalkit_rows GROUP BY ${g} HAVING MIN(${arm}) <> MAX(${arm})`
  const statement = sql`SELECT CAST(COUNT(*) AS ${[dialect.double]}) AS ${alias('c0')} FROM (${inner}) causalkit_groups`
  const count = await experiment.asked.ask(part, rendered(statement, dialect), (_, answer) =>
    readSum(onlyRow(answer), 'c0'),
  )
  if (count === 0) return
  throw new CausalError(
    'not-supported',
    `${count} clusters of ${show(cluster)} have rows of both treatments, and sums are for treatment drawn by cluster: use estimateEffectFrom with \`cluster\`, or draw whole clusters with sampleFrom and ${show(cluster)} as key.`,
    { cluster, count },
  )
}

async function sumsByCluster(
  experiment: RemoteExperiment,
  part: RemotePart,
  cluster: string,
  weights: Weights,
): Promise<ReadonlyMap<string, ArmClusters>> {
  const { asked, names, sums } = experiment
  const { dialect } = part.warehouse
  const { shift } = sums[0]!.gram
  // those of weight 0 too: a row counts if all columns are there, as in the sums of the arms
  const terms = [...names.covariates, names.outcome].map(
    (name, j) => sql`${number(weights[j]!)} * (${numberOf(name, dialect)} - ${number(shift[j]!)})`,
  )
  const rows = keyedRows(experiment, part, cluster, [{ as: 'd', is: joined(terms, ' + ') }])
  const strata = names.strata.map((_, j) => alias(`k${j}`))
  const list = joined([alias('arm'), ...strata], ', ')
  const [n, s, d, h, e] = [alias('n'), alias('s'), alias('d'), alias('h'), alias('e')]
  const fence = [dialect.fence]
  const w = part.weights === undefined ? sql`1e0` : alias('w')
  const each = sql`SELECT ${list}, SUM(${w}) AS ${n}, SUM(${w} * ${d}) AS ${s} FROM (${rows}) causalkit_rows GROUP BY ${list}, ${alias('g')}${fence}`
  const over = sql`OVER (PARTITION BY ${list})`
  const shares = sql`SELECT ${list}, ${n}, ${n} / SUM(${n}) ${over} AS ${h}, ${s} - ${n} * SUM(${s}) ${over} / SUM(${n}) ${over} AS ${e} FROM (${each}) causalkit_clusters WHERE ${n} > 0e0${fence}`
  // the only cluster of its arm has h = 1, and is refused by its count
  const left = sql`(CASE WHEN ${h} < 1e0 THEN 1e0 - ${h} ELSE 1e0 END)`
  const outputs = [
    sql`SUM(${n})`,
    sql`CAST(COUNT(*) AS ${[dialect.double]})`,
    sql`SUM(${e} * ${e} / ${left})`,
    sql`SUM(${h} * ${h})`,
    sql`SUM(${h} * ${h} / ${left})`,
    sql`SUM((${h} * ${h} / ${left}) * (${h} * ${h} / ${left}))`,
  ].map((is, j) => sql`${is} AS ${alias(`c${j}`)}`)
  const statement = sql`SELECT ${list}, ${joined(outputs, ', ')} FROM (${shares}) causalkit_shares GROUP BY ${list}`
  const { found, used } = await asked.ask(part, rendered(statement, dialect), (_, answer) => {
    const found = new Map<string, ArmClusters>()
    let used = 0
    for (const row of checkedRows(answer)) {
      const states = strata.map((_key, k) => readState(row, `k${k}`, names.strata[k]!))
      const at = (c: number): number => readNumber(row, `c${c}`) ?? 0
      used += at(0)
      found.set(JSON.stringify([readSum(row, 'arm'), ...states]), {
        ...{ count: at(1), residual: at(2), share: at(3), corrected: at(4), fourth: at(5) },
      })
    }
    return { found, used }
  })
  checkUsed(experiment, used, cluster)
  return found
}

/** Throws where rows without a cluster, or another version of the table, were summed up. */
function checkUsed({ n }: RemoteExperiment, used: number, cluster: string): void {
  if (used === n) return
  throw used < n
    ? new CausalError(
        'missing-values',
        `${n - used} of ${n} rows lack ${show(cluster)}, or the table changed between two statements: leave such rows out in a query.`,
        { columns: [cluster], counts: [n - used] },
      )
    : tableChanged(n, used)
}

/** The rows of the two arms, told by arm, strata and cluster, with what more is computed; weights where rows have them. */
function keyedRows(
  { names, treatmentStates, isNumber }: RemoteExperiment,
  { source, where, weights, warehouse: { dialect } }: RemotePart,
  cluster: string,
  more: readonly { readonly as: string; readonly is: Fragment }[],
): Fragment {
  const arms = { kind: 'arms', column: names.treatment, states: treatmentStates, asNumber: isNumber } as const
  const numbers = [
    { as: 'arm', is: expression(arms, dialect) },
    ...more,
    ...(weights === undefined ? [] : [{ as: 'w', is: numberOf(weights, dialect) }]),
  ]
  const keys = [
    ...names.strata.map((name, j) => ({ as: `k${j}`, is: [identifier(name, dialect)] })),
    { as: 'g', is: [identifier(cluster, dialect)] },
  ]
  const whole = [
    ...numbers.map(({ as }) => isWhole(alias(as), dialect)),
    ...keys.map(({ as }) => sql`${alias(as)} IS NOT NULL`),
  ]
  return sql`SELECT causalkit_rows.* FROM (${rowsOf([...numbers, ...keys], source, where, dialect)}) causalkit_rows WHERE ${joined(whole, ' AND ')}${[dialect.fence]}`
}
