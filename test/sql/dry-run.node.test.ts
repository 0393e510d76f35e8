import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  aipw,
  countsFrom,
  cupedFrom,
  dag,
  differenceInDifferencesFrom,
  differenceInMeansFrom,
  doubleMachineLearning,
  dryRun,
  duckdb,
  entropyBalancing,
  estimateEffectFrom,
  fisherZFrom,
  fixedEffectsFrom,
  from,
  gramsFrom,
  groupTimeEffectsFrom,
  gSquareFrom,
  ipw,
  laggedMomentsFrom,
  logisticRegression,
  momentsFrom,
  normals,
  type RemoteRows,
  randomStream,
  regressionAdjustment,
  ridge,
  sampleFrom,
  together,
  uniforms,
  warehouse,
} from '../../src/index.js'
import { type Engine, engines } from '../support/engines.js'

const [units, times] = [100, 6]
const n = units * times
const z = normals(randomStream(91), 3 * n).values
const u = uniforms(randomStream(92), n).values
/** A panel, which serves as a trial and a series too. */
const rows = Array.from({ length: n }, (_, i) => {
  const [unit, time] = [Math.floor(i / times), 1 + (i % times)]
  const site = unit % 3 === 0 ? 'north' : 'south'
  const arm = u[i]! < 1 / (1 + Math.exp(-z[i]! / 2)) ? 'new' : 'old'
  const law = unit % 2 === 0 && time >= 4 ? 1 : 0
  const dose = z[n + i]! + z[i]! / 2
  return [
    i,
    unit,
    time,
    site,
    arm,
    law,
    z[i]!,
    dose,
    5 + z[i]! + dose + law + z[2 * n + i]!,
    `u${unit}`,
    u[i]! > 0.4 ? 'yes' : 'no',
  ] as const
})
const kinds = {
  id: 'number',
  unit: 'number',
  time: 'number',
  site: 'category',
  arm: 'category',
  law: 'number',
  x: 'number',
  dose: 'number',
  y: 'number',
  user: 'category',
  well: 'category',
} as const
const types = [
  'whole',
  'whole',
  'whole',
  'text',
  'text',
  'number',
  'number',
  'number',
  'number',
  'text',
  'text',
] as const
const states = { arm: ['new', 'old'], site: ['north', 'south'], time: ['1', '2', '3', '4', '5', '6'] }
const contrast = { from: 'old', to: 'new' }
const onArm = {
  graph: dag('x -> arm; x -> y; site -> arm; site -> y; arm -> y'),
  treatment: 'arm',
  outcome: 'y',
  contrast,
}
const onDose = { graph: dag('x -> dose; x -> y; dose -> y'), treatment: 'dose', outcome: 'y' }
const panel = { treatment: 'law', outcome: 'y', unit: 'user', time: 'time' }
const linear = { learner: ridge({ penalty: 0 }), folds: { key: 'id' } }
const learners = { outcome: ridge({ penalty: 0 }), treatment: logisticRegression() }

type Verb = (rows: RemoteRows<string>) => Promise<unknown>
const effect =
  (question: object, estimator: object): Verb =>
  (source) =>
    estimateEffectFrom(source, { ...question, estimator } as never)
const verbs: Readonly<Record<string, Verb>> = {
  moments: (source) => momentsFrom(source, ['x', 'y']),
  counts: (source) => countsFrom(source, ['arm', 'site']),
  'sums by groups': (source) => gramsFrom(source, ['x', 'y'], { by: 'site', interactions: [['x', 'y']] }),
  'sums by buckets': (source) => gramsFrom(source, ['x'], { buckets: { key: 'id' } }),
  sample: (source) => sampleFrom(source, ['x', 'site'], { key: 'id', share: 0.5 }),
  'lagged moments': (source) => laggedMomentsFrom(source, ['x', 'y'], { time: 'time', unit: 'user', maxLag: 2 }),
  fisherZ: (source) => fisherZFrom(source, ['x', 'y', 'dose']),
  gSquare: (source) => gSquareFrom(source, ['arm', 'site']),
  'regression by moments': effect(onDose, regressionAdjustment({ interactions: false, standardErrors: 'classical' })),
  'balancing by counts': effect(
    { graph: dag('site -> arm -> well; site -> well'), treatment: 'arm', outcome: 'well', contrast },
    entropyBalancing(),
  ),
  regression: effect(onArm, regressionAdjustment()),
  'regression with clusters': effect({ ...onArm, cluster: 'user' }, regressionAdjustment()),
  ipw: effect(onArm, ipw()),
  aipw: effect(onArm, aipw()),
  'partially linear': effect(onDose, doubleMachineLearning(linear)),
  'partially linear, arms': effect(onArm, doubleMachineLearning(linear)),
  interactive: effect(onArm, doubleMachineLearning({ model: 'interactive', learners, folds: { key: 'id', count: 3 } })),
  'difference in means': (source) =>
    differenceInMeansFrom(source, { treatment: 'arm', outcome: 'y', contrast, strata: ['site'] }),
  'difference in means with clusters': (source) =>
    differenceInMeansFrom(source, {
      treatment: 'site',
      outcome: 'y',
      cluster: 'user',
      contrast: { from: 'north', to: 'south' },
    }),
  cuped: (source) => cupedFrom(source, { treatment: 'arm', outcome: 'y', adjustment: ['x'], contrast }),
  'fixed effects': (source) => fixedEffectsFrom(source, { ...panel, treatment: 'dose', adjustment: ['x'] }),
  'two-way fixed effects': (source) => fixedEffectsFrom(source, panel, { effects: 'two-way' }),
  'difference in differences': (source) => differenceInDifferencesFrom(source, panel),
  'effects by group and time': (source) => groupTimeEffectsFrom(source, panel),
}

for (const name of ['DuckDB', 'SQLite', 'PostgreSQL'] as const) {
  describe(`a dry run for ${name}`, () => {
    let engine: Engine | null = null
    beforeAll(async () => {
      engine = await engines[name]!()
      if (engine === null) console.log(`engines of SQL: ${name} is not there`)
      await engine?.load('trial', Object.fromEntries(Object.keys(kinds).map((key, k) => [key, types[k]!])), rows)
    }, 120_000)
    afterAll(async () => {
      await engine?.close()
    })

    for (const [what, verb] of Object.entries(verbs)) {
      it(`${what}: says what is asked`, async (context) => {
        if (engine === null) return context.skip()
        const real: string[] = []
        const spy: Engine['query'] = (text, parameters) => {
          real.push(text)
          return engine!.query(text, parameters)
        }
        const source = from(warehouse({ query: spy, dialect: engine.dialect }), 'trial', { columns: kinds })
        const plan = await dryRun(source as RemoteRows<string>, verb, { states })
        expect(real).toEqual([])
        await verb(source as RemoteRows<string>)
        expect(plan.statements.map(({ text }) => text)).toEqual([...new Set(real)])
        for (const { text, repeats } of plan.statements)
          if (real.filter((own) => own === text).length > 1) expect(repeats, text).toBe(true)
        expect(plan.mostScans).toBeGreaterThanOrEqual(real.length - 1)
      })
    }
  })
}

describe('a dry run', () => {
  const never = warehouse({
    query: async () => {
      throw new Error('asked')
    },
    dialect: duckdb,
  })

  it('shows conditions and states, and a gap for what follows from answers', async () => {
    const source = from(never, 'visits', { columns: { x: 'number' }, where: { site: 'north', year: 2024 } })
    const plan = await dryRun(source, (rows) => momentsFrom(rows, ['x']))
    expect(plan.statements.map(({ parameters }) => parameters)).toEqual([
      [null, 'north', 2024],
      ['north', 2024],
      [null, 'north', 2024],
    ])
    expect(plan).toMatchObject({ scans: 2, mostScans: 2 })
  })

  it('asks each part', async () => {
    const parts = together([from(never, 'a'), from(never, 'b')])
    const plan = await dryRun(parts, (rows) => countsFrom(rows, ['site']))
    expect(plan.statements.map(({ part }) => part)).toEqual([0, 0, 1, 1])
  })

  it('passes on what is wrong with the question', async () => {
    const source = from(never, 'visits', { columns: { x: 'number' } })
    await expect(dryRun(source, (rows) => momentsFrom(rows as never, ['z'] as never))).rejects.toThrow('"z"')
    await expect(dryRun(source, 'momentsFrom' as never)).rejects.toMatchObject({ code: 'invalid-argument' })
  })
})
