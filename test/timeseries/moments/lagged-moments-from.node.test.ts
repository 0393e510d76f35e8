import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  from,
  laggedCorrelation,
  laggedMoments,
  laggedMomentsFrom,
  normals,
  pcmciPlus,
  type RemoteRows,
  randomStream,
  series,
  table,
  together,
  warehouse,
} from '../../../src/index.js'
import { type Engine, engines } from '../../support/engines.js'

const odd = 'load "1"; --'
const z = normals(randomStream(41), 1200).values
// two hosts, steps of 5 from 0 on, a gap in each, in no order
const rows: (readonly (number | string | null)[])[] = []
for (const host of ['a', 'b']) {
  let [x, y] = [0, 0]
  for (let i = 0; i < 200; i++) {
    const at = (host === 'a' ? 0 : 400) + 2 * i
    y = 0.5 * y + 0.7 * x + z[at]!
    x = 0.6 * x + z[at + 1]!
    if (i % 61 !== 60) rows.push([5 * i, 1e6 + x, y, host])
  }
}
rows.sort((a, b) => (((a[0] as number) * 7919) % 101) - (((b[0] as number) * 7919) % 101))
const names = ['minute', 'cpu', odd, 'host'] as const
const kinds = { minute: 'number', cpu: 'number', [odd]: 'number', host: 'category' } as const
const local = (list: typeof rows) =>
  series(table(Object.fromEntries(names.map((name, k) => [name, list.map((row) => row[k] as number)]))) as never, {
    time: 'minute' as never,
    unit: 'host' as never,
  })

for (const [name, make] of Object.entries(engines)) {
  describe(`series from ${name}`, () => {
    let engine: Engine | null = null
    const types = { minute: 'whole', cpu: 'number', [odd]: 'number', host: 'text' } as const
    beforeAll(async () => {
      engine = await make()
      if (engine === null) console.log(`engines of SQL: ${name} is not there`)
      await engine?.load('metrics', types, rows)
      await engine?.load('doubled', types, [...rows, rows[5]!])
      await engine?.load('uneven', types, [...rows, [9999, 1, 1, 'a']])
      await engine?.load('lost', types, [...rows, [null, 1, 1, 'a']])
      await engine?.load(
        'holes',
        types,
        rows.map((row, i) => (i % 10 === 3 ? [row[0]!, null, row[2]!, row[3]!] : row)),
      )
    }, 120_000)
    afterAll(async () => {
      await engine?.close()
    })
    const clock = { time: 'minute', unit: 'host' } as const
    const inEngine = (
      what: string,
      test: (metrics: (source?: string, more?: object) => RemoteRows<keyof typeof kinds>) => Promise<void>,
    ): void => {
      it(what, async (context) => {
        if (engine === null) return context.skip()
        const { query, dialect } = engine
        await test((source = 'metrics', more = {}) =>
          from(warehouse({ query, dialect }), source, { columns: kinds, ...more }),
        )
      }, 300_000)
    }

    inEngine('moments of all lags are those of the series, gaps and recordings apart', async (metrics) => {
      const direct = laggedMoments(local(rows), { maxLag: 3 })
      const parts = together([
        metrics('metrics', { where: { host: 'a' } }),
        metrics('metrics', { where: { host: 'b' } }),
      ])
      for (const source of [metrics(), parts]) {
        const found = await laggedMomentsFrom(source, ['cpu', odd], { ...clock, maxLag: 3 })
        expect(found.names).toEqual(direct.names)
        expect([found.count, found.maxLag, found.variables]).toEqual([direct.count, 3, direct.variables])
        for (let k = 0; k < 8; k++) expect(found.mean[k]! - direct.mean[k]!).toBeCloseTo(0, 7)
        for (let k = 0; k < 64; k++) expect(found.covariance[k]! - direct.covariance[k]!).toBeCloseTo(0, 8)
      }
    })

    inEngine('and so the graph over time is', async (metrics) => {
      const moments = await laggedMomentsFrom(metrics(), ['cpu', odd], { ...clock, maxLag: 4 })
      const found = pcmciPlus(laggedCorrelation(moments), { maxLag: 2 })
      expect(found.graph).toEqual(pcmciPlus(laggedCorrelation(local(rows), { maxLag: 4 }), { maxLag: 2 }).graph)
      expect(found.graph.edges.map(({ from: a, to, lag }) => [a, to, lag])).toEqual([
        ['cpu', 'cpu', 1],
        ['cpu', odd, 1],
        [odd, odd, 1],
      ])
    })

    inEngine('windows with a missing cell do not count', async (metrics) => {
      const direct = laggedMoments(
        local(rows.map((row, i) => (i % 10 === 3 ? [row[0]!, Number.NaN, row[2]!, row[3]!] : row))),
        { maxLag: 2 },
      )
      const found = await laggedMomentsFrom(metrics('holes'), ['cpu', odd], { ...clock, maxLag: 2 })
      expect(found.count).toBe(direct.count)
      for (let k = 0; k < 36; k++) expect(found.covariance[k]! - direct.covariance[k]!).toBeCloseTo(0, 8)
    })

    inEngine('stamps that are wrong are named', async (metrics) => {
      const ask = (source: string, more: object = {}): Promise<unknown> =>
        laggedMomentsFrom(metrics(source), ['cpu'], { ...clock, ...more })
      await expect(ask('doubled')).rejects.toMatchObject({ code: 'invalid-data', details: { count: 1 } })
      await expect(ask('uneven')).rejects.toMatchObject({ code: 'invalid-data', details: { every: 5 } })
      await expect(ask('lost')).rejects.toMatchObject({ code: 'missing-values', details: { count: 1 } })
      await expect(ask('metrics', { every: 10 })).rejects.toMatchObject({ code: 'invalid-data' })
      await expect(ask('metrics', { unit: undefined })).rejects.toMatchObject({ code: 'invalid-data' })
      await expect(ask('metrics', { maxLag: 61 })).rejects.toMatchObject({ code: 'too-few-rows' })
      await expect(ask('metrics', { maxLag: 0.5 })).rejects.toMatchObject({ code: 'invalid-argument' })
    })
  })
}
