import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  aipw,
  dag,
  type EffectEstimate,
  type Estimator,
  entropyBalancing,
  estimateEffect,
  estimateEffectFrom,
  from,
  ipw,
  normals,
  type RemoteRows,
  randomStream,
  regressionAdjustment,
  standardization,
  table,
  together,
  twoStageLeastSquares,
  uniforms,
  warehouse,
} from '../../../src/index.js'
import { type Engine, engines } from '../../support/engines.js'

const n = 2000
const odd = 'a "b"; --'
const z = normals(randomStream(11), n).values
const v = normals(randomStream(12), n).values
const e = normals(randomStream(13), n).values
const u = uniforms(randomStream(14), n).values
const g = uniforms(randomStream(15), n).values
const rows = Array.from({ length: n }, (_, i) => {
  const site = g[i]! < 0.3 ? 'north' : g[i]! < 0.7 ? odd : 'west'
  const age = 40 + 10 * z[i]!
  const pull = 0.8 * z[i]! + (site === 'north' ? 0.5 : 0) - 0.3 * v[i]!
  const treated = u[i]! < 1 / (1 + Math.exp(-pull))
  const y = 1e6 + (treated ? 2 + 0.5 * z[i]! : 0) + 3 * z[i]! + (site === 'west' ? 1 : 0) + e[i]!
  return [
    treated ? 'new' : 'old',
    y,
    age,
    v[i]!,
    site,
    Math.round(2 * z[i]!),
    1 + (i % 3),
    `u${Math.floor(i / 8)}`,
    i % 31,
  ] as const
})
const names = ['arm', 'y', 'age', odd, 'site', 'band', 'times', 'user', 'day'] as const
const local = table({
  arm: rows.map((row) => row[0]),
  y: rows.map((row) => row[1]),
  age: rows.map((row) => row[2]),
  [odd]: rows.map((row) => row[3]),
  site: rows.map((row) => row[4]),
  band: rows.map((row) => row[5]),
  user: rows.map((row) => row[7]),
  day: rows.map((row) => row[8]),
}) as never
const repeated = rows.flatMap((row) => Array.from({ length: row[6] }, () => row))
const localRepeated = table({
  arm: repeated.map((row) => row[0]),
  y: repeated.map((row) => row[1]),
  age: repeated.map((row) => row[2]),
  [odd]: repeated.map((row) => row[3]),
  site: repeated.map((row) => row[4]),
  user: repeated.map((row) => row[7]),
}) as never

const kinds = {
  arm: 'category',
  y: 'number',
  age: 'number',
  [odd]: 'number',
  site: 'category',
  band: 'number',
  user: 'category',
  day: 'number',
} as const
const quoted = JSON.stringify(odd)
const graph = dag(`age -> arm; age -> y; ${quoted} -> arm; ${quoted} -> y; site -> arm; site -> y; arm -> y`)
const contrast = { from: 'old', to: 'new' }

function expectSame(found: EffectEstimate, direct: EffectEstimate): void {
  if (!found.estimated || !direct.estimated) throw new Error(JSON.stringify([found, direct]))
  expect(found.estimate / direct.estimate - 1).toBeCloseTo(0, 8)
  expect(found.standardError / direct.standardError - 1).toBeCloseTo(0, 8)
  expect(found.n).toBe(direct.n)
  for (const key of [
    'formula',
    'contrast',
    'estimator',
    'adjustment',
    'standardErrorMethod',
    'population',
    'specification',
  ] as const)
    expect(found[key]).toEqual(direct[key])
  expect(found.warnings).toEqual(direct.warnings.filter((line) => !line.startsWith('rows seem to depend')))
  for (const [key, value] of Object.entries(direct.diagnostics)) {
    const own = found.diagnostics[key]
    if (typeof value !== 'number' || own === undefined || own === value) continue
    expect(Math.abs((own as number) - value), key).toBeLessThan(1e-7 * Math.max(1e-4, Math.abs(value)))
  }
}

for (const [name, make] of Object.entries(engines)) {
  describe(`effects from ${name}`, () => {
    let engine: Engine | null = null
    beforeAll(async () => {
      engine = await make()
      if (engine === null) console.log(`engines of SQL: ${name} is not there`)
      const types = ['text', 'number', 'number', 'number', 'text', 'whole', 'whole', 'text', 'whole'] as const
      await engine?.load('trial', Object.fromEntries(names.map((column, k) => [column, types[k]!])), rows)
    }, 120_000)
    afterAll(async () => {
      await engine?.close()
    })
    const inEngine = (what: string, test: (trial: (options?: object) => RemoteRows<string>) => Promise<void>): void => {
      it(what, async (context) => {
        if (engine === null) return context.skip()
        const { query, dialect } = engine
        await test((options = {}) => from(warehouse({ query, dialect }), 'trial', { columns: kinds, ...options }))
      }, 300_000)
    }
    const ask = (source: RemoteRows<string>, estimator: Estimator, more: object = {}) =>
      estimateEffectFrom(source, { graph, treatment: 'arm', outcome: 'y', contrast, estimator, ...more } as never)
    const direct = (data: never, estimator: Estimator, more: object = {}) =>
      estimateEffect(data, { graph, treatment: 'arm', outcome: 'y', contrast, estimator, ...more } as never)

    for (const estimator of [regressionAdjustment(), ipw(), aipw()]) {
      inEngine(`${estimator.name}: as from the rows`, async (trial) => {
        expectSame(await ask(trial(), estimator), direct(local, estimator))
      })
      inEngine(`${estimator.name}: weights count rows, parts add up`, async (trial) => {
        expectSame(await ask(trial({ weights: 'times' }), estimator), direct(localRepeated, estimator))
        const parts = together([trial({ where: { site: ['north', odd] } }), trial({ where: { site: 'west' } })])
        expectSame(await ask(parts, estimator), direct(local, estimator))
      })
    }

    inEngine('clusters, one way and two, with rows that count more than once', async (trial) => {
      for (const estimator of [regressionAdjustment(), ipw(), aipw()]) {
        for (const more of [
          { cluster: 'user' },
          { cluster: 'day', clusterErrors: 'CR0' },
          { cluster: ['user', 'day'] },
        ])
          expectSame(await ask(trial(), estimator, more), direct(local, estimator, more))
        const more = { cluster: 'user' }
        expectSame(await ask(trial({ weights: 'times' }), estimator, more), direct(localRepeated, estimator, more))
      }
      const parts = together([trial({ where: { site: ['north', odd] } }), trial({ where: { site: 'west' } })])
      await expect(ask(parts, ipw(), { cluster: 'user' })).rejects.toMatchObject({ code: 'not-supported' })
      await expect(ask(trial(), ipw(), { cluster: 'user', clusterErrors: 'CR3' })).rejects.toMatchObject({
        code: 'not-supported',
      })
      await expect(ask(trial({ where: { day: 3 } }), regressionAdjustment(), { cluster: 'day' })).rejects.toMatchObject(
        { code: 'too-few-rows' },
      )
    })

    inEngine('means and covariances are enough for regression without interactions and two stages', async (trial) => {
      const shape = dag('band -> age -> y')
      const question = { graph: shape, treatment: 'age', outcome: 'y' }
      for (const estimator of [
        regressionAdjustment({ interactions: false, standardErrors: 'classical' }),
        twoStageLeastSquares({ standardErrors: 'classical' }),
      ])
        expectSame(
          await estimateEffectFrom(trial(), { ...question, estimator } as never),
          estimateEffect(local, { ...question, estimator } as never),
        )
    })

    inEngine('few rows that differ come with their counts, for any estimator', async (trial) => {
      const shape = dag('site -> arm -> band; site -> band')
      const question = { graph: shape, treatment: 'arm', outcome: 'band', contrast }
      for (const estimator of [
        standardization(),
        ipw({ population: 'ATT' }),
        entropyBalancing(),
        regressionAdjustment(),
      ])
        expectSame(
          await estimateEffectFrom(trial(), { ...question, estimator } as never),
          estimateEffect(local, { ...question, estimator } as never),
        )
    })
  })
}
