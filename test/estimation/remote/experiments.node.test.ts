import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  cuped,
  cupedFrom,
  differenceInMeans,
  differenceInMeansFrom,
  type ExperimentEstimate,
  from,
  normals,
  type RemoteRows,
  randomStream,
  table,
  together,
  uniforms,
  warehouse,
} from '../../../src/index.js'
import { type Engine, engines } from '../../support/engines.js'

const n = 900
const odd = 'a "b"; --'
const z = normals(randomStream(21), n).values
const e = normals(randomStream(22), n).values
const u = uniforms(randomStream(23), n).values
// users of 1 to 5 visits each; treatment is drawn by user, a third arm among them
const users: number[] = []
for (let user = 0; users.length < n; user++) for (let k = 0; k <= user % 5; k++) users.push(user)
const rows = Array.from({ length: n }, (_, i) => {
  const user = users[i]!
  const arm = [odd, 'new', odd, 'new', 'other'][Math.floor(5 * u[user]!)]!
  const before = 20 + 3 * z[i]! + z[user]!
  const after = 1e6 + 0.7 * before + (arm === 'new' ? 1.5 : 0) + 2 * z[user]! + e[i]!
  return [
    arm,
    after,
    before,
    e[i]! ** 2,
    `u${user}`,
    user % 3 === 0 ? 'east' : 'west',
    1 + (i % 3),
    arm === 'new' ? 1 : arm === odd ? 0 : 2,
  ] as const
})
const names = ['arm', 'after', 'before', 'noise', 'user', 'site', 'times', 'code'] as const
const tableOf = (list: readonly (readonly (string | number)[])[]) =>
  table(Object.fromEntries(names.map((name, k) => [name, list.map((row) => row[k]!)]))) as never
const local = tableOf(rows)
const repeated = tableOf(rows.flatMap((row) => Array.from({ length: row[6] }, () => row)))
const kinds = {
  arm: 'category',
  after: 'number',
  before: 'number',
  noise: 'number',
  user: 'category',
  site: 'category',
  code: 'number',
} as const
const question = { treatment: 'arm', outcome: 'after', contrast: { from: odd, to: 'new' } } as const

function expectSame(found: ExperimentEstimate, direct: ExperimentEstimate): void {
  if (!found.estimated || !direct.estimated) throw new Error(JSON.stringify([found, direct]))
  for (const key of ['estimate', 'standardError', 'degreesOfFreedom'] as const)
    expect(found[key]! / direct[key]!, key).toBeCloseTo(1, 8)
  // far in the tail a p-value is more sensitive than what it is made of
  expect(found.pValue / direct.pValue).toBeCloseTo(1, 5)
  expect(found.n).toBe(direct.n)
  for (const key of ['formula', 'estimator', 'standardErrorMethod', 'specification', 'warnings', 'population'] as const)
    expect(found[key], key).toEqual(direct[key])
  expect(found.relative!.estimate / direct.relative!.estimate).toBeCloseTo(1, 8)
  expect(found.relative!.standardError / direct.relative!.standardError).toBeCloseTo(1, 8)
  const { influenceOf: _of, ...diagnostics } = direct.diagnostics
  expect(Object.keys(found.diagnostics).sort()).toEqual(Object.keys(diagnostics).sort())
  for (const [key, value] of Object.entries(diagnostics))
    if (typeof value === 'number') expect((found.diagnostics[key] as number) / value, key).toBeCloseTo(1, 8)
    else expect(found.diagnostics[key]).toEqual(value)
}

for (const [name, make] of Object.entries(engines)) {
  describe(`experiments from ${name}`, () => {
    let engine: Engine | null = null
    beforeAll(async () => {
      engine = await make()
      if (engine === null) console.log(`engines of SQL: ${name} is not there`)
      const types = ['text', 'number', 'number', 'number', 'text', 'text', 'whole', 'whole'] as const
      await engine?.load('visits', Object.fromEntries(names.map((column, k) => [column, types[k]!])), rows)
    }, 120_000)
    afterAll(async () => {
      await engine?.close()
    })
    const inEngine = (
      what: string,
      test: (visits: (options?: object) => RemoteRows<string>) => Promise<void>,
    ): void => {
      it(what, async (context) => {
        if (engine === null) return context.skip()
        const { query, dialect } = engine
        await test((options = {}) => from(warehouse({ query, dialect }), 'visits', { columns: kinds, ...options }))
      }, 300_000)
    }

    inEngine('differences in means: rows, strata, clusters, both', async (visits) => {
      for (const more of [{}, { strata: ['site'] }, { cluster: 'user' }, { cluster: 'user', strata: ['site'] }]) {
        const asked = { ...question, ...more } as never
        expectSame(await differenceInMeansFrom(visits(), asked), differenceInMeans(local, asked))
        expectSame(await differenceInMeansFrom(visits({ weights: 'times' }), asked), differenceInMeans(repeated, asked))
      }
      const numbers = { treatment: 'code', outcome: 'after', contrast: { from: 0, to: 1 }, cluster: 'user' } as never
      expectSame(await differenceInMeansFrom(visits(), numbers), differenceInMeans(local, numbers))
    })

    inEngine('CUPED: rows, strata, clusters; parts add up', async (visits) => {
      for (const more of [{}, { strata: ['site'] }, { cluster: 'user' }]) {
        const asked = { ...question, adjustment: ['before', 'noise'], ...more } as never
        expectSame(await cupedFrom(visits(), asked), cuped(local, asked))
      }
      const asked = { ...question, adjustment: ['before'] } as never
      const parts = together([visits({ where: { site: 'east' } }), visits({ where: { site: 'west' } })])
      expectSame(await cupedFrom(parts, asked), cuped(local, asked))
      await expect(cupedFrom(parts, { ...question, adjustment: ['before'], cluster: 'user' })).rejects.toMatchObject({
        code: 'not-supported',
      })
    })

    inEngine('rows with a gap in a covariate are left out of every sum, those by cluster too', async (visits) => {
      const asked = { ...question, adjustment: ['before', 'noise'], cluster: 'user' } as never
      const whole = rows.filter((_, i) => i % 9 !== 4)
      const holes = rows.map((row, i) => (i % 9 === 4 ? [row[0], row[1], null, ...row.slice(3)] : row))
      const types = ['text', 'number', 'number', 'number', 'text', 'text', 'whole', 'whole'] as const
      await engine!.load('holes', Object.fromEntries(names.map((column, k) => [column, types[k]!])), holes as never)
      const { warehouse: w } = visits().parts[0]!
      const found = await cupedFrom(from(w, 'holes', { columns: kinds }), asked, { incomplete: 'leave out' })
      expectSame(found, cuped(tableOf(whole), asked))
    })

    inEngine('what sums cannot tell is refused by name', async (visits) => {
      const ask = (more: object): Promise<ExperimentEstimate> =>
        differenceInMeansFrom(visits(), { ...question, ...more } as never)
      await expect(ask({ cluster: 'site' })).rejects.toMatchObject({ code: 'not-supported', details: { count: 2 } })
      await expect(ask({ contrast: undefined })).rejects.toMatchObject({ name: 'CausalError' })
      await expect(ask({ adjustment: ['before'] })).rejects.toMatchObject({ code: 'invalid-argument' })
      await expect(ask({ outcome: 'site' })).rejects.toMatchObject({ code: 'not-supported' })
      await expect(ask({ strata: ['user', 'user'] })).rejects.toMatchObject({ code: 'overlap' })
      const lonely = await ask({ strata: ['user'] })
      expect(lonely).toMatchObject({ estimated: false, reason: 'no-comparison' })
      await expect(cupedFrom(visits(), question as never)).rejects.toMatchObject({ code: 'invalid-argument' })
    })
  })
}
