import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bootstrapGrams,
  column,
  counts,
  countsFrom,
  from,
  gramsFrom,
  moments,
  momentsFrom,
  normals,
  randomStream,
  sampleFrom,
  table,
  together,
  uniforms,
  warehouse,
} from '../../src/index.js'
import { type Engine, engines } from '../support/engines.js'

const n = 3000
const u = uniforms(randomStream(1), n).values
const z = normals(randomStream(2), n).values
const e = normals(randomStream(3), n).values
const odd = 'a"; drop table events; --'
const rows = Array.from({ length: n }, (_, i) => {
  const x = 1e9 + z[i]!
  const y = 2 * z[i]! + e[i]!
  return [i, x, y, u[i]! < 0.3 ? 'old' : odd, Math.floor(u[i]! * 7) - 3] as const
})
const local = table({
  x: rows.map((row) => row[1]),
  y: rows.map((row) => row[2]),
  arm: rows.map((row) => row[3]),
  [odd]: rows.map((row) => row[4]),
})

/** The rows of which the hash of 0 … 2999 with seed 5 takes one in a hundred: the definition, in whole numbers of any size. */
const idsDrawn = [
  175, 181, 259, 309, 609, 621, 785, 831, 1064, 1252, 1330, 1614, 1898, 2080, 2415, 2467, 2501, 2636, 2731, 2872, 2964,
]

for (const [name, make] of Object.entries(engines)) {
  describe(`rows that stay in ${name}`, () => {
    let engine: Engine | null = null
    beforeAll(async () => {
      engine = await make()
      if (engine === null) console.log(`engines of SQL: ${name} is not there`)
      await engine?.load('events', { id: 'whole', x: 'number', y: 'number', arm: 'text', [odd]: 'whole' }, rows)
    }, 120_000)
    afterAll(async () => {
      await engine?.close()
    })
    const inEngine = (what: string, test: (engine: Engine) => Promise<void>): void => {
      it(what, async (context) => {
        if (engine === null) return context.skip()
        await test(engine)
      }, 300_000)
    }
    const events = (engine: Engine, options = {}) =>
      from(warehouse({ query: engine.query, dialect: engine.dialect }), 'events', options)

    inEngine('moments are those of the rows, at a mean of 1e9 too', async (engine) => {
      const found = await momentsFrom(events(engine), ['x', 'y', odd])
      const direct = moments(table({ x: column(local, 'x'), y: column(local, 'y'), [odd]: column(local, odd) }))
      expect(found.count).toBe(n)
      for (let k = 0; k < 9; k++) expect(found.covariance[k]! / direct.covariance[k]! - 1).toBeCloseTo(0, 9)
      for (let k = 0; k < 3; k++) expect(found.mean[k]! - direct.mean[k]!).toBeCloseTo(0, 6)
    })

    inEngine('counts are those of the rows, whatever stands in a name or a value', async (engine) => {
      const found = await countsFrom(events(engine), ['arm', odd])
      const direct = counts(local, ['arm', odd])
      expect(found.variables[1]).toEqual(direct.variables[1])
      expect([...found.variables[0]!.states].sort()).toEqual([...direct.variables[0]!.states].sort())
      const turned = found.variables[0]!.states[0] !== direct.variables[0]!.states[0]
      const half = direct.values.length / 2
      const expected = turned ? [...direct.values.slice(half), ...direct.values.slice(0, half)] : [...direct.values]
      expect([...found.values]).toEqual(expected)
    })

    inEngine('sums by groups and interactions are those of the rows of each group', async (engine) => {
      const groups = await gramsFrom(events(engine), ['y', odd], { by: 'arm', interactions: [['y', odd]] })
      expect(groups.map(({ states }) => states[0])).toEqual([odd, 'old'])
      for (const { states, gram } of groups) {
        const own = rows.filter((row) => row[3] === states[0])
        expect(gram.names).toEqual(['y', odd, `y:${odd}`])
        expect(gram.count).toBe(own.length)
        const d = own.map((row) => [row[2] - gram.shift[0]!, row[4] - gram.shift[1]!, row[2] * row[4] - gram.shift[2]!])
        for (let i = 0; i < 3; i++) {
          expect(gram.sums[i]).toBeCloseTo(
            d.reduce((sum, x) => sum + x[i]!, 0),
            6,
          )
          for (let j = 0; j < 3; j++)
            expect(gram.products[3 * i + j]).toBeCloseTo(
              d.reduce((sum, x) => sum + x[i]! * x[j]!, 0),
              5,
            )
        }
      }
    })

    inEngine('random buckets bootstrap a mean as the formula has it', async (engine) => {
      const groups = await gramsFrom(events(engine), ['y'], { buckets: { key: 'id', count: 500 } })
      expect(groups.length).toBeGreaterThan(490)
      const found = bootstrapGrams(groups, (m) => m.mean[0]!, { draws: 2000, seed: 4 })
      const direct = moments(table({ y: column(local, 'y') }))
      expect(found.estimate).toBeCloseTo(direct.mean[0]!, 9)
      // known to 1 / sqrt(2 x 499) = 3 %, and draws to 1.6 %
      expect(found.standardError / Math.sqrt(direct.covariance[0]! / n)).toBeCloseTo(1, 0.9)
    })

    inEngine('the same rows are drawn in every engine', async (engine) => {
      const drawn = await sampleFrom(events(engine), ['id', 'y', 'arm'], {
        key: 'id',
        categories: ['arm'],
        share: 0.01,
        seed: 5,
      })
      const ids = column(drawn, 'id') as Float64Array
      expect([...ids].sort((a, b) => a - b)).toEqual(idsDrawn)
      expect([...(column(drawn, 'y') as Float64Array)]).toEqual([...ids].map((id) => rows[id]![2]))
    })

    inEngine('conditions, weights and parts: each row counts as often as it should', async (engine) => {
      const old = await momentsFrom(events(engine, { where: { arm: 'old', [odd]: [-3, -2] } }), ['y'])
      const own = rows.filter((row) => row[3] === 'old' && row[4] < -1)
      expect(old.count).toBe(own.length)
      expect(old.mean[0]).toBeCloseTo(own.reduce((sum, row) => sum + row[2], 0) / own.length, 9)
      const weighted = await momentsFrom(events(engine, { weights: 'id' }), ['y'])
      const direct = moments(table({ y: column(local, 'y') }), { weights: rows.map((row) => row[0]) })
      expect(weighted.count).toBe(direct.count)
      expect(weighted.covariance[0]).toBeCloseTo(direct.covariance[0]!, 9)
      const parts = together([events(engine, { where: { arm: 'old' } }), events(engine, { where: { arm: odd } })])
      const whole = await momentsFrom(events(engine), ['x', 'y'])
      const added = await momentsFrom(parts, ['x', 'y'])
      for (let k = 0; k < 4; k++) expect(added.covariance[k]).toBeCloseTo(whole.covariance[k]!, 9)
      expect((await countsFrom(parts, [odd])).values).toEqual((await countsFrom(events(engine), [odd])).values)
    })

    inEngine('a gap is counted and named, or left out when asked', async (engine) => {
      await engine.load('gaps', { a: 'number', b: 'number', c: 'text' }, [
        [1, 2, 'x'],
        [null, 3, 'x'],
        [4, null, 'y'],
        [5, 7, null],
        [6, 1, 'y'],
      ])
      const gaps = from(warehouse({ query: engine.query, dialect: engine.dialect }), 'gaps')
      await expect(momentsFrom(gaps, ['a', 'b'])).rejects.toMatchObject({
        code: 'missing-values',
        details: { columns: ['a', 'b'], counts: [1, 1] },
      })
      await expect(countsFrom(gaps, ['c'])).rejects.toMatchObject({
        code: 'missing-values',
        details: { columns: ['c'] },
      })
      expect((await momentsFrom(gaps, ['a', 'b'], { incomplete: 'leave out' })).count).toBe(3)
      expect((await countsFrom(gaps, ['c'], { incomplete: 'leave out' })).values).toEqual(Float64Array.of(2, 2))
    })

    inEngine('wide tables are summed up in blocks', async (engine) => {
      const names = Array.from({ length: 12 }, (_, k) => `w${k}`)
      const wide = Array.from({ length: 40 }, (_, i) =>
        names.map((_, k) => normals(randomStream(100 * i + k), 1).values[0]!),
      )
      await engine.load('wide', Object.fromEntries(names.map((name) => [name, 'number' as const])), wide)
      const narrow = { ...engine.dialect, maxColumns: 30 }
      const found = await momentsFrom(from(warehouse({ query: engine.query, dialect: narrow }), 'wide'), names)
      const direct = moments(table(Object.fromEntries(names.map((name, k) => [name, wide.map((row) => row[k]!)]))))
      for (let k = 0; k < 144; k++) expect(found.covariance[k]).toBeCloseTo(direct.covariance[k]!, 9)
    })

    inEngine('a table or column that is not there is an error of the engine, named', async (engine) => {
      await expect(
        momentsFrom(from(warehouse({ query: engine.query, dialect: engine.dialect }), 'nowhere'), ['x']),
      ).rejects.toMatchObject({
        code: 'engine',
        message: expect.stringContaining(engine.name),
      })
      await expect(momentsFrom(events(engine), ['z'])).rejects.toMatchObject({ code: 'engine' })
      await expect(countsFrom(events(engine), ['z'])).rejects.toMatchObject({ code: 'engine' })
    })
  })
}
