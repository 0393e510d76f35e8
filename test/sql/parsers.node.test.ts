import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import {
  aipw,
  cupedFrom,
  dag,
  differenceInDifferencesFrom,
  differenceInMeansFrom,
  doubleMachineLearning,
  estimateEffectFrom,
  fixedEffectsFrom,
  groupTimeEffectsFrom,
  ipw,
  laggedMomentsFrom,
  logisticRegression,
  normals,
  randomStream,
  regressionAdjustment,
  ridge,
} from '../../src/index.js'
import {
  bigQuery,
  clickHouse,
  countsFrom,
  countsSql,
  duckdb,
  from,
  gramSql,
  gramsFrom,
  momentsFrom,
  momentsSql,
  postgres,
  type RemoteRows,
  type SqlRow,
  sampleSql,
  snowflake,
  spark,
  sqlite,
  trino,
  warehouse,
} from '../../src/sql/index.js'
import { engines } from '../support/engines.js'

const dialects = { bigquery: bigQuery, clickhouse: clickHouse, duckdb, postgres, snowflake, spark, sqlite, trino }
const python = process.env['CAUSALKIT_SQL_PYTHON']
const isThere = python !== undefined && spawnSync(python, ['-c', 'import sqlglot']).status === 0

/** What a parser of each dialect says of the texts: an error for each that it does not take. */
const script = `
import json, sys, sqlglot
for dialect, text in json.load(sys.stdin):
    try:
        sqlglot.parse_one(text, read=dialect)
    except Exception as error:
        print(dialect, str(error)[:200], text)
`

const columns = {
  arm: 'category',
  y: 'number',
  'odd `x"': 'number',
  site: 'category',
  user: 'category',
  day: 'number',
  law: 'number',
} as const
const x = 'odd `x"'
const n = 240
const z = normals(randomStream(5), 2 * n).values
const rows = Array.from({ length: n }, (_, i) => {
  const user = Math.floor(i / 4)
  return [
    user % 2 === 0 ? 'a' : 'b',
    z[i]! + user / 30,
    z[n + i]!,
    i % 3 === 0 ? 'p' : 'q',
    `u${user}`,
    i % 4,
    user % 2 === 0 && i % 4 > 1 ? 1 : 0,
  ] as const
})

const learner = ridge({ penalty: 0 })
const folds = { key: 'day', count: 2 }
const panel = { treatment: 'law', outcome: 'y', unit: 'user', time: 'day' } as const

/** Every verb that asks an engine of its own accord, with clusters and without. */
const verbs: readonly ((events: RemoteRows<keyof typeof columns>) => Promise<unknown>)[] = [
  (events) => momentsFrom(events, ['y', x]),
  (events) => countsFrom(events, ['arm', 'site']),
  (events) => gramsFrom(events, ['y', x], { by: 'site', interactions: [['y', x]], buckets: { key: 'day', count: 3 } }),
  ...[{}, { cluster: 'user' }].flatMap((more) =>
    [
      regressionAdjustment(),
      ipw(),
      aipw(),
      doubleMachineLearning({ learner, folds }),
      doubleMachineLearning({
        model: 'interactive',
        learners: { outcome: learner, treatment: logisticRegression() },
        folds,
      }),
    ].map(
      (estimator) => (events: RemoteRows<keyof typeof columns>) =>
        estimateEffectFrom(events, {
          graph: dag({
            nodes: ['arm', 'y', x, 'site'],
            directed: [
              [x, 'arm'],
              [x, 'y'],
              ['site', 'y'],
              ['arm', 'y'],
              ['site', 'arm'],
            ],
          }),
          treatment: 'arm',
          outcome: 'y',
          contrast: { from: 'a', to: 'b' },
          estimator,
          ...more,
        } as never),
    ),
  ),
  (events) =>
    differenceInMeansFrom(events, {
      treatment: 'arm',
      outcome: 'y',
      strata: ['site'],
      contrast: { from: 'a', to: 'b' },
    }),
  (events) =>
    cupedFrom(events, {
      treatment: 'arm',
      outcome: 'y',
      adjustment: [x],
      cluster: 'user',
      contrast: { from: 'a', to: 'b' },
    }),
  (events) => differenceInDifferencesFrom(events, panel),
  (events) => differenceInDifferencesFrom(events, { ...panel, cluster: 'arm' }),
  (events) => groupTimeEffectsFrom(events, panel),
  (events) => laggedMomentsFrom(events, ['y', x], { time: 'day', unit: 'user', maxLag: 2 }),
  (events) =>
    fixedEffectsFrom(events, { treatment: x, outcome: 'y', unit: 'user', time: 'day' }, { effects: 'two-way' }),
]

/** What DuckDB answered, statement by statement. */
async function recorded(): Promise<readonly (readonly SqlRow[])[][]> {
  const engine = (await engines['DuckDB']!())!
  await engine.load(
    'events',
    { arm: 'text', y: 'number', [x]: 'number', site: 'text', user: 'text', day: 'whole', law: 'number' },
    rows,
  )
  const answers: (readonly SqlRow[])[][] = []
  for (const verb of verbs) {
    const own: (readonly SqlRow[])[] = []
    const query = async (text: string, parameters: readonly (string | number)[]): Promise<readonly SqlRow[]> => {
      own.push(await engine.query(text, parameters))
      return own.at(-1)!
    }
    await verb(from(warehouse({ query, dialect: duckdb }), 'events', { columns }))
    answers.push(own)
  }
  await engine.close()
  return answers
}

describe('statements read by a parser of their dialect', () => {
  it('hold its grammar', async (context) => {
    if (!isThere) {
      console.log('engines of SQL: a Python with sqlglot is not there')
      return context.skip()
    }
    const texts = Object.entries(dialects).flatMap(([name, dialect]) => {
      const options = { dialect, where: { 'a b': ['x', 2], c: -1.5e-3 }, weights: 'w' }
      return [
        momentsSql(['main', 'odd "name"'], ['x', 'y`z'], { ...options, shift: { x: -2.5 } }),
        gramSql('t', ['x', 'y'], { ...options, by: ['g', 'h'], interactions: [['x', 'y']] }),
        countsSql({ query: 'SELECT 1 AS g' }, ['g'], { dialect }),
        sampleSql('t', ['x', 'g'], { dialect, key: 'id', share: 0.1, categories: ['g'] }),
      ].map(({ text }) => [name, text])
    })
    const answers = await recorded()
    for (const [name, dialect] of Object.entries(dialects)) {
      for (const [v, verb] of verbs.entries()) {
        const own = [...answers[v]!]
        const query = async (text: string): Promise<readonly SqlRow[]> => {
          texts.push([name, text])
          return own.shift()!
        }
        await verb(
          from(warehouse({ query, dialect: { ...dialect, maxColumns: duckdb.maxColumns } }), 'events', { columns }),
        )
        expect(own).toEqual([])
      }
    }
    expect(texts.length).toBeGreaterThan(500)
    const { stdout, status } = spawnSync(python!, ['-c', script], { input: JSON.stringify(texts), encoding: 'utf8' })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  }, 60_000)
})
