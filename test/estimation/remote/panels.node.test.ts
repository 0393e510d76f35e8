import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  fixedEffects,
  fixedEffectsFrom,
  from,
  normals,
  type PanelEffect,
  type RefusedDesign,
  type RemoteRows,
  randomStream,
  table,
  together,
  warehouse,
} from '../../../src/index.js'
import { type Engine, engines } from '../../support/engines.js'

const [units, times] = [60, 8]
const z = normals(randomStream(31), units * times * 3).values
const rows = Array.from({ length: units * times }, (_, i) => {
  const unit = Math.floor(i / times)
  const time = i % times
  const x = z[3 * i]! + unit / 10
  const tax = 1e5 + z[3 * i + 1]! + 0.5 * x + unit / 20 + time / 5
  const y = 1e6 - 1.4 * tax + 0.8 * x + unit + time ** 2 + (1 + (unit % 3)) * z[3 * i + 2]!
  return [`u${unit}`, 2000 + time, tax, x, y, `r${unit % 25}`, unit] as const
})
const names = ['state', 'year', 'tax', 'x', 'y', 'region', 'fixed'] as const
const tableOf = (list: readonly (readonly (string | number)[])[]) =>
  table(Object.fromEntries(names.map((name, k) => [name, list.map((row) => row[k]!)]))) as never
const kinds = {
  state: 'category',
  year: 'number',
  tax: 'number',
  x: 'number',
  y: 'number',
  region: 'category',
  fixed: 'number',
} as const
const question = { treatment: 'tax', outcome: 'y', unit: 'state', time: 'year', adjustment: ['x'] }

function expectSame(found: PanelEffect | RefusedDesign, direct: PanelEffect | RefusedDesign): void {
  if (!found.estimated || !direct.estimated) throw new Error(JSON.stringify([found, direct]))
  const near = (a: number, b: number, what: string): void => expect(a / b, what).toBeCloseTo(1, 7)
  for (const [k, coefficient] of direct.coefficients.entries()) {
    expect(found.coefficients[k]!.name).toBe(coefficient.name)
    near(found.coefficients[k]!.estimate, coefficient.estimate, coefficient.name)
    near(found.coefficients[k]!.standardError, coefficient.standardError, coefficient.name)
    near(found.coefficients[k]!.interval[1], coefficient.interval[1], coefficient.name)
  }
  for (const key of [
    'formula',
    'estimator',
    'standardErrorMethod',
    'specification',
    'warnings',
    'n',
    'degreesOfFreedom',
  ] as const)
    expect(found[key], key).toEqual(direct[key])
  const { influenceOf: _of, ...diagnostics } = direct.diagnostics
  expect(found.diagnostics).toEqual(diagnostics)
}

for (const [name, make] of Object.entries(engines)) {
  describe(`panels from ${name}`, () => {
    let engine: Engine | null = null
    beforeAll(async () => {
      engine = await make()
      if (engine === null) console.log(`engines of SQL: ${name} is not there`)
      const types = ['text', 'whole', 'number', 'number', 'number', 'text', 'whole'] as const
      const columns = Object.fromEntries(names.map((column, k) => [column, types[k]!]))
      await engine?.load('panel', columns, rows)
      await engine?.load('gaps', columns, rows.slice(3))
      await engine?.load('doubled', columns, [...rows, rows[7]!])
    }, 120_000)
    afterAll(async () => {
      await engine?.close()
    })
    const inEngine = (what: string, test: (panel: (source?: string) => RemoteRows<string>) => Promise<void>): void => {
      it(what, async (context) => {
        if (engine === null) return context.skip()
        const { query, dialect } = engine
        await test((source = 'panel') => from(warehouse({ query, dialect }), source, { columns: kinds }))
      }, 300_000)
    }

    inEngine('effects of units, of times and of both, by each rule and cluster', async (panel) => {
      const local = tableOf(rows)
      for (const effects of ['unit', 'time', 'two-way'] as const)
        for (const more of [{}, { cluster: 'region' }])
          for (const standardErrors of ['classical', 'CR0', 'CR1'] as const) {
            const asked = { ...question, ...more } as never
            const options = { effects, standardErrors }
            expectSame(await fixedEffectsFrom(panel(), asked, options), fixedEffects(local, asked, options))
          }
    })

    inEngine('a panel with gaps: units alone; both effects are refused', async (panel) => {
      expectSame(
        await fixedEffectsFrom(panel('gaps'), question),
        fixedEffects(tableOf(rows.slice(3)), question as never),
      )
      await expect(fixedEffectsFrom(panel('gaps'), question, { effects: 'two-way' })).rejects.toMatchObject({
        code: 'not-supported',
        details: { rows: units * times - 3, units, times },
      })
    })

    inEngine('what cannot be estimated is said by name', async (panel) => {
      const still = await fixedEffectsFrom(panel(), { ...question, treatment: 'fixed' })
      expect(still).toMatchObject({ estimated: false, reason: 'collinear', witness: { column: 'fixed' } })
      await expect(fixedEffectsFrom(panel('doubled'), question)).rejects.toMatchObject({ code: 'invalid-data' })
      await expect(fixedEffectsFrom(together([panel(), panel('gaps')]), question)).rejects.toMatchObject({
        code: 'not-supported',
      })
      await expect(fixedEffectsFrom(panel(), { ...question, treatment: 'region' })).rejects.toMatchObject({
        code: 'invalid-data',
      })
      const { time: _time, ...timeless } = question
      await expect(fixedEffectsFrom(panel(), timeless, { effects: 'two-way' })).rejects.toMatchObject({
        code: 'invalid-argument',
      })
    })
  })
}
