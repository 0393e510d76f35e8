import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  dag,
  doubleMachineLearning,
  type EffectEstimate,
  type Estimator,
  estimateEffect,
  estimateEffectFrom,
  from,
  keyBuckets,
  logisticRegression,
  normals,
  type RemoteRows,
  randomStream,
  ridge,
  table,
  together,
  uniforms,
  warehouse,
} from '../../../src/index.js'
import { type Engine, engines } from '../../support/engines.js'

const n = 1500
const z = normals(randomStream(51), n).values
const v = normals(randomStream(52), n).values
const e = normals(randomStream(53), n).values
const [u, g] = [uniforms(randomStream(54), n).values, uniforms(randomStream(55), n).values]
const rows = Array.from({ length: n }, (_, i) => {
  const site = g[i]! < 0.3 ? 'north' : g[i]! < 0.7 ? 'a "b"; --' : 'west'
  const treated = u[i]! < 1 / (1 + Math.exp(-(0.8 * z[i]! + (site === 'north' ? 0.5 : 0))))
  const dose = 1e5 + 0.7 * z[i]! - 0.4 * v[i]! + 3 * g[i]! + 2 * u[i]!
  const y = 1e6 + (treated ? 2 + 0.5 * z[i]! : 0) + 3 * z[i]! + (site === 'west' ? 1 : 0) + e[i]! + 0.3 * dose
  return [7 * i - 40, treated ? 'new' : 'old', dose, y, 40 + 10 * z[i]!, site, 1 + (i % 3), `u${i % 90}`] as const
})
const names = ['id', 'arm', 'dose', 'y', 'age', 'site', 'times', 'user'] as const
const tableOf = (list: typeof rows) =>
  table(Object.fromEntries(names.map((name, k) => [name, list.map((row) => row[k]!)]))) as never
const repeated = rows.flatMap((row) => Array.from({ length: row[6] }, () => row))
const kinds = {
  id: 'number',
  arm: 'category',
  dose: 'number',
  y: 'number',
  age: 'number',
  site: 'category',
  times: 'number',
  user: 'category',
} as const
const onArm = {
  graph: dag('age -> arm; age -> y; site -> arm; site -> y; arm -> y'),
  treatment: 'arm',
  outcome: 'y',
  contrast: { from: 'old', to: 'new' },
}
const onDose = {
  graph: dag('age -> dose; age -> y; site -> dose; site -> y; dose -> y'),
  treatment: 'dose',
  outcome: 'y',
}

const linear = { learner: ridge({ penalty: 0 }) }
const logistic = {
  model: 'interactive',
  learners: { outcome: ridge({ penalty: 0 }), treatment: logisticRegression() },
} as const
const byKey = { key: 'id', count: 4, seed: 3 }
const ids = (list: typeof rows): number[] => list.map((row) => row[0])
const foldsOf = (list: typeof rows) => keyBuckets(ids(list), { count: 4, seed: 3 })

function expectSame(found: EffectEstimate, direct: EffectEstimate): void {
  if (!found.estimated || !direct.estimated) throw new Error(JSON.stringify([found, direct]))
  expect(found.estimate / direct.estimate - 1).toBeCloseTo(0, 8)
  expect(found.standardError / direct.standardError - 1).toBeCloseTo(0, 8)
  for (const key of [
    'n',
    'formula',
    'contrast',
    'estimator',
    'adjustment',
    'standardErrorMethod',
    'population',
  ] as const)
    expect(found[key], key).toEqual(direct[key])
  expect(found.specification).toEqual(direct.specification)
  expect(found.warnings).toEqual(direct.warnings.filter((line) => !line.startsWith('rows seem to depend')))
  const { predictions: _p, sensitivity: _s, ...figures } = direct.diagnostics
  for (const [key, value] of Object.entries(figures)) {
    const [own, given] = [found.diagnostics[key], value].map((each) =>
      typeof each === 'number' ? [each] : Object.values(each as object),
    )
    for (const [k, figure] of given!.entries())
      expect(Math.abs(own![k] - figure), key).toBeLessThan(1e-8 * Math.max(1, Math.abs(figure)))
  }
}

for (const [name, make] of Object.entries(engines)) {
  describe(`double machine learning from ${name}`, () => {
    let engine: Engine | null = null
    beforeAll(async () => {
      engine = await make()
      if (engine === null) console.log(`engines of SQL: ${name} is not there`)
      const types = ['whole', 'text', 'number', 'number', 'number', 'text', 'whole', 'text'] as const
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
    const ask = (source: RemoteRows<string>, question: object, estimator: Estimator) =>
      estimateEffectFrom(source, { ...question, estimator } as never)
    const direct = (list: typeof rows, question: object, estimator: Estimator) =>
      estimateEffect(tableOf(list), { ...question, estimator } as never)

    for (const [what, question, options] of [
      ['partially linear, a treatment of numbers', onDose, linear],
      ['partially linear, numbers with a contrast', { ...onDose, contrast: { from: 1e5, to: 1e5 + 2 } }, linear],
      ['partially linear, two arms', onArm, linear],
      ['interactive', onArm, logistic],
    ] as const) {
      inEngine(`${what}: as from the rows with the same folds`, async (trial) => {
        const remote = doubleMachineLearning({ ...options, folds: byKey })
        const local = doubleMachineLearning({ ...options, folds: foldsOf(rows) })
        expectSame(await ask(trial(), question, remote), direct(rows, question, local))
      })
      inEngine(`${what}: clusters, weights and parts`, async (trial) => {
        const remote = doubleMachineLearning({ ...options, folds: byKey })
        const local = doubleMachineLearning({ ...options, folds: foldsOf(rows) })
        const clustered = { ...question, cluster: 'user' }
        expectSame(await ask(trial(), clustered, remote), direct(rows, clustered, local))
        const whole = direct(rows, question, local)
        const parts = together([trial({ where: { site: 'west' } }), trial({ where: { site: ['north', 'a "b"; --'] } })])
        expectSame(await ask(parts, question, remote), whole)
        const many = doubleMachineLearning({ ...options, folds: foldsOf(repeated) })
        expectSame(await ask(trial({ weights: 'times' }), question, remote), direct(repeated, question, many))
      })
    }
  })
}
