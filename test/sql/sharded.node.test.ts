import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  dag,
  differenceInMeans,
  differenceInMeansFrom,
  doubleMachineLearning,
  estimateEffect,
  estimateEffectFrom,
  from,
  keyBuckets,
  moments,
  momentsFrom,
  normals,
  postgres,
  randomStream,
  regressionAdjustment,
  ridge,
  table,
  together,
  uniforms,
  warehouse,
} from '../../src/index.js'
import { loader } from '../support/engines.js'
import { type PostgresServer, postgresServer } from '../support/postgres-server.js'

const n = 900
const z = normals(randomStream(81), 2 * n).values
const u = uniforms(randomStream(82), n).values
const rows = Array.from({ length: n }, (_, i) => {
  const t = u[i]! < 0.3 + (z[i]! > 0 ? 0.4 : 0) ? 1 : 0
  return [i % 3, i, t, z[i]!, 1e6 + 2 * t + z[i]! + z[n + i]!] as const
})
const local = table({
  t: rows.map((row) => row[2]),
  x: rows.map((row) => row[3]),
  y: rows.map((row) => row[4]),
})
const kinds = { id: 'number', t: 'number', x: 'number', y: 'number' } as const

/** Rows of a partitioned table in a server of which each partition lies in another: they are summed up there, and the sums travel. */
describe('PostgreSQL over three servers', () => {
  let servers: PostgresServer[] = []
  const asked: [text: string, parameters: readonly (string | number)[]][] = []
  beforeAll(async () => {
    for (let k = 0; k < 3; k++) {
      const server = await postgresServer()
      if (server === null) {
        console.log('engines of SQL: PostgreSQL is not there')
        return
      }
      servers.push(server)
      const columns = { shard: 'whole', id: 'whole', t: 'whole', x: 'number', y: 'number' } as const
      await loader('postgres', server.ask)(
        'local_events',
        columns,
        rows.filter(([shard]) => shard === k),
      )
    }
    const [first] = servers
    await first!.ask('CREATE EXTENSION postgres_fdw')
    await first!.ask(
      'CREATE TABLE events (shard BIGINT, id BIGINT, t BIGINT, x DOUBLE PRECISION, y DOUBLE PRECISION) PARTITION BY LIST (shard)',
    )
    for (const [k, { folder }] of servers.entries()) {
      await first!.ask(
        `CREATE SERVER shard_${k} FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '${folder}', dbname 'postgres', fdw_tuple_cost '1000')`,
      )
      await first!.ask(`CREATE USER MAPPING FOR causalkit SERVER shard_${k} OPTIONS (user 'causalkit')`)
      await first!.ask(
        `CREATE FOREIGN TABLE events_${k} PARTITION OF events FOR VALUES IN (${k}) SERVER shard_${k} OPTIONS (table_name 'local_events')`,
      )
    }
  }, 300_000)
  afterAll(async () => {
    for (const server of servers) await server.stop()
    servers = []
  }, 120_000)

  // a fence would keep PostgreSQL from sending an aggregate to a shard, and so may cheap rows: what rows cost is said with each server
  const shards = () => {
    asked.length = 0
    const [first] = servers
    const query = async (text: string, parameters: readonly (string | number)[]) => {
      asked.push([text, parameters])
      return first!.ask(text, parameters)
    }
    const engine = warehouse({ query, dialect: { ...postgres, fence: '' } })
    return together(servers.map((_, k) => from(engine, `events_${k}`, { columns: kinds })))
  }
  /** How many rows come from a shard at most, by the plans of all statements but those of a few first rows. */
  const rowsSent = async (): Promise<number> => {
    let most = 0
    for (const [text, parameters] of asked) {
      if (text.includes('LIMIT 10000')) continue
      const plan = (await servers[0]!.ask(`EXPLAIN (VERBOSE, ANALYZE) ${text}`, parameters))
        .map((row) => String(row['QUERY PLAN']))
        .join('\n')
      expect(plan, text).toContain('Foreign Scan')
      expect(plan, text).toMatch(/Remote SQL: SELECT .*(count|sum)\(/)
      const scans = [...plan.matchAll(/Foreign Scan.*actual time=\S+ rows=(\d+)/g)].map((found) => Number(found[1]))
      most = Math.max(most, ...scans)
    }
    return most
  }
  const test = (what: string, run: () => Promise<void>): void => {
    it(what, async (context) => (servers.length === 3 ? run() : context.skip()), 300_000)
  }

  test('moments and experiments are summed up in the shards', async () => {
    const found = await momentsFrom(shards(), ['x', 'y'])
    const direct = moments(table({ x: rows.map((row) => row[3]), y: rows.map((row) => row[4]) }))
    for (let k = 0; k < 4; k++) expect(found.covariance[k]! / direct.covariance[k]!).toBeCloseTo(1, 9)
    expect(await rowsSent()).toBe(1)
    const question = { treatment: 't', outcome: 'y', contrast: { from: 0, to: 1 } } as const
    const lift = await differenceInMeansFrom(shards(), question)
    const own = differenceInMeans(local, question)
    if (!lift.estimated || !own.estimated) throw new Error('no estimate')
    expect(lift.standardError / own.standardError).toBeCloseTo(1, 9)
    expect(await rowsSent()).toBe(2)
  })

  test('effects too: regression, and double machine learning with folds by a key', async () => {
    const question = { graph: dag('x -> t; x -> y; t -> y'), treatment: 't', outcome: 'y' } as const
    const folds = { key: 'id', count: 4 }
    const learner = ridge({ penalty: 0 })
    const ids = rows.map(([, id]) => id)
    for (const [remote, here] of [
      [regressionAdjustment(), regressionAdjustment()],
      [
        doubleMachineLearning({ learner, folds }),
        doubleMachineLearning({ learner, folds: keyBuckets(ids, { count: 4 }) }),
      ],
    ] as const) {
      const found = await estimateEffectFrom(shards(), { ...question, estimator: remote })
      const direct = estimateEffect(local, { ...question, estimator: here })
      if (!found.estimated || !direct.estimated) throw new Error('no estimate')
      expect(found.estimate / direct.estimate).toBeCloseTo(1, 8)
      expect(found.standardError / direct.standardError).toBeCloseTo(1, 8)
      // at most one for each fold
      expect(await rowsSent()).toBeLessThanOrEqual(4)
    }
  })

  test('a shard that is lost is an error that says which, and no number', async () => {
    await servers[1]!.stop()
    for (const ask of [
      () => momentsFrom(shards(), ['x', 'y']),
      () => differenceInMeansFrom(shards(), { treatment: 't', outcome: 'y' }),
      () =>
        estimateEffectFrom(shards(), {
          ...{ graph: dag('x -> t; x -> y; t -> y'), treatment: 't', outcome: 'y' },
          estimator: regressionAdjustment(),
        }),
    ])
      await expect(ask()).rejects.toMatchObject({
        code: 'engine',
        message: expect.stringContaining('part 2 of 3 (PostgreSQL, "events_1")'),
        details: { part: 1 },
      })
  })
})
