import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  differenceInDifferences,
  differenceInDifferencesFrom,
  from,
  groupTimeEffects,
  groupTimeEffectsFrom,
  normals,
  type RemoteRows,
  randomStream,
  table,
  together,
  warehouse,
} from '../../../src/index.js'
import { type Engine, engines } from '../../support/engines.js'

const [units, times] = [60, 6]
const z = normals(randomStream(71), units * (times + 1)).values
/** Units that begin at 3, at 4, at 6 and never; levels of units are far larger than changes. */
const starts = [2003, 2004, 2006, null]
const rows = Array.from({ length: units * times }, (_, i) => {
  const [unit, time] = [Math.floor(i / times), 2001 + (i % times)]
  const start = starts[unit % 4]!
  const law = start !== null && time >= start ? 1 : 0
  const y = 1e6 + 1e4 * z[unit]! + 3 * (time - 2000) + z[units + i]! + law * (2 + 0.5 * (time - (start ?? 0)))
  return [`u${unit}`, time, law, y, `r${unit % 20}`, unit] as const
})
type Rows = readonly (readonly (string | number)[])[]
const names = ['shop', 'year', 'law', 'jobs', 'region', 'key'] as const
const tableOf = (list: Rows) =>
  table(Object.fromEntries(names.map((name, k) => [name, list.map((row) => row[k]!)]))) as never
const kinds = {
  shop: 'category',
  year: 'number',
  law: 'number',
  jobs: 'number',
  region: 'category',
  key: 'number',
} as const
/** Two groups: those that begin at 4, and those that never do, some not seen at all times. */
const two = rows.filter(
  ([, time, , , , unit]) => unit % 4 === 1 || (unit % 4 === 3 && !(unit % 5 === 0 && time > 2004)),
)
const early = [...rows, ...Array.from({ length: times }, (_, t) => ['e1', 2001 + t, 1, 7 + t, 'r1', 900] as const)]
/** One unit of those that are never treated was last seen before treatment begins. */
const lost = two.filter(([, time, , , , unit]) => !(unit === 3 && time > 2002))
const gaps = rows.filter(([, time, , , , unit]) => !(unit % 9 === 0 && time === 2002))
/** Three people of each shop at each time, others each time. */
const people = two.flatMap(([shop, year, law, jobs, region, key], i) =>
  Array.from({ length: 1 + (i % 3) }, (_, k) => [shop, year, law, jobs + ((i * (k + 3)) % 7), region, key] as const),
)
const question = { treatment: 'law', outcome: 'jobs', unit: 'shop', time: 'year' }

/** Numbers agree to 8 digits, all else is the same; what only rows can tell is left out. */
function expectSame(found: unknown, direct: unknown, path = ''): void {
  if (typeof direct === 'number' && typeof found === 'number') {
    if (found !== direct) expect(Math.abs(found - direct), path).toBeLessThan(1e-8 * Math.max(1, Math.abs(direct)))
  } else if (typeof direct === 'object' && direct !== null && !(direct instanceof Float64Array)) {
    const left = (value: object) => Object.keys(value).filter((key) => key !== 'influence' && key !== 'influenceOf')
    expect(left(found as object).sort(), path).toEqual(left(direct).sort())
    for (const key of left(direct)) expectSame((found as never)[key], (direct as never)[key], `${path}.${key}`)
  } else if (!(direct instanceof Float64Array)) expect(found, path).toEqual(direct)
}

for (const [name, make] of Object.entries(engines)) {
  describe(`differences from ${name}`, () => {
    let engine: Engine | null = null
    beforeAll(async () => {
      engine = await make()
      if (engine === null) console.log(`engines of SQL: ${name} is not there`)
      const types = ['text', 'whole', 'number', 'number', 'text', 'whole'] as const
      const columns = Object.fromEntries(names.map((column, k) => [column, types[k]!]))
      for (const [source, list] of Object.entries({ rows, two, lost, early, gaps, people }))
        await engine?.load(source, columns, list)
      await engine?.load('ends', columns, [...rows, ['u0', 2010, 0, 1, 'r0', 0]])
      await engine?.load('partly', columns, [...rows.slice(1), ['u0', 2001, 0.5, 1, 'r0', 0]])
    }, 120_000)
    afterAll(async () => {
      await engine?.close()
    })
    const inEngine = (what: string, test: (panel: (source?: string) => RemoteRows<string>) => Promise<void>): void => {
      it(what, async (context) => {
        if (engine === null) return context.skip()
        const { query, dialect } = engine
        await test((source = 'rows') => from(warehouse({ query, dialect }), source, { columns: kinds }))
      }, 300_000)
    }

    inEngine('effects by group and time, under each rule, are those of the rows', async (panel) => {
      for (const options of [
        {},
        { comparison: 'not-yet-treated', summary: 'event' },
        { basePeriod: 'universal', summary: 'simple' },
        { anticipation: 1, summary: 'time', comparison: 'not-yet-treated' },
      ] as const) {
        const direct = groupTimeEffects(tableOf(rows), question as never, options)
        expect(direct.estimated).toBe(true)
        expectSame(await groupTimeEffectsFrom(panel(), question, options), direct)
      }
    })

    inEngine('a unit that was not seen once treatment began is refused, as from rows', async (panel) => {
      const refused = { code: 'invalid-data', message: expect.stringContaining('whether they were treated') }
      await expect(differenceInDifferencesFrom(panel('lost'), question)).rejects.toMatchObject(refused)
      expect(() => differenceInDifferences(tableOf(lost), question as never)).toThrow('whether they were treated')
    })

    inEngine('units with gaps and units always treated are left out and told', async (panel) => {
      for (const [source, list] of [
        ['gaps', gaps],
        ['early', early],
      ] as const) {
        const found = await groupTimeEffectsFrom(panel(source), question)
        const direct = groupTimeEffects(tableOf(list), question as never)
        if (!found.estimated || !direct.estimated) throw new Error('no estimate')
        expect(found.warnings[0]).toContain('left out')
        expectSame({ ...found, warnings: found.warnings.length }, { ...direct, warnings: direct.warnings.length })
      }
    })

    inEngine('two groups: by unit, by cluster, and of cross-sections', async (panel) => {
      for (const more of [{}, { cluster: 'region' }]) {
        const asked = { ...question, ...more }
        const found = await differenceInDifferencesFrom(panel('two'), asked)
        expectSame(found, differenceInDifferences(tableOf(two), asked as never))
        const options = { crossSections: true }
        expectSame(
          await differenceInDifferencesFrom(panel('people'), asked, options),
          differenceInDifferences(tableOf(people), asked as never, options),
        )
      }
    })

    inEngine('what a difference cannot be made of is refused by name', async (panel) => {
      const code = (promise: Promise<unknown>, expected: string) =>
        expect(promise).rejects.toMatchObject({ code: expected })
      await code(groupTimeEffectsFrom(panel('people'), question), 'invalid-data')
      await code(differenceInDifferencesFrom(panel('people'), question), 'invalid-data')
      await code(groupTimeEffectsFrom(panel('ends'), question), 'not-supported')
      await code(groupTimeEffectsFrom(panel('partly'), question), 'invalid-data')
      await code(differenceInDifferencesFrom(panel(), question), 'not-supported')
      await code(groupTimeEffectsFrom(panel(), { ...question, adjustment: ['key'] }), 'not-supported')
      await code(groupTimeEffectsFrom(panel(), { ...question, cluster: 'region' }), 'not-supported')
      await code(groupTimeEffectsFrom(panel(), { ...question, outcome: 'region' }), 'invalid-data')
      await code(groupTimeEffectsFrom(together([panel(), panel('gaps')]), question), 'not-supported')
      const treated = from(panel().parts[0]!.warehouse, 'rows', { columns: kinds, where: { key: [0, 1, 4, 5] } })
      const refused = { estimated: false, reason: 'no-comparison' }
      expect(await groupTimeEffectsFrom(treated as never, question as never)).toMatchObject(refused)
      const alike = from(panel().parts[0]!.warehouse, 'rows', { columns: kinds, where: { key: [0, 4, 8] } })
      expect(await differenceInDifferencesFrom(alike as never, question as never)).toMatchObject(refused)
      const single = from(panel().parts[0]!.warehouse, 'rows', { columns: kinds, where: { key: [0, 3, 7] } })
      expect(await differenceInDifferencesFrom(single as never, question as never)).toMatchObject({
        estimated: false,
        reason: 'no-spread',
      })
    })
  })
}
