import fc from 'fast-check'
import { expect, it } from 'vitest'
import { answersOf } from '../../../examples/playground/src/model/answers'
import { summaryOf } from '../../../examples/playground/src/model/histogram'
import {
  firstSettings,
  isSettings,
  type Mechanism,
  type ModelSettings,
} from '../../../examples/playground/src/model/settings'
import { measuredOf } from '../../../examples/playground/src/model/structure'
import { whatIf } from '../../../examples/playground/src/model/what-if'
import { structure } from './support'

const names = ['A', 'B', 'C', 'D', 'E']

/** A graph of up to five nodes, with mechanisms of both kinds and one variable set. */
const cases = fc
  .record({
    edges: fc.subarray(
      names.flatMap((from, i) => names.slice(i + 1).map((to) => `${from} -> ${to}`)),
      { minLength: 3, maxLength: 6 },
    ),
    hidden: fc.subarray(['A <-> E', 'B <-> D'], { maxLength: 1 }),
    kinds: fc.array(fc.constantFrom<Mechanism['kind']>('linear', 'linear', 'logistic'), { minLength: 5, maxLength: 5 }),
    weight: fc.integer({ min: -20, max: 20 }),
    seed: fc.nat(1000),
  })
  .map(({ edges, hidden, kinds, weight, seed }) => {
    const made = structure([...edges, ...hidden].join('; '))
    const mechanisms = Object.fromEntries(
      made.nodes.map(({ name, parents }) => [
        name,
        {
          kind: kinds[names.indexOf(name)] ?? ('linear' as const),
          coefficients: Object.fromEntries(parents.map((parent) => [parent, weight / 10])),
        },
      ]),
    )
    const settings: ModelSettings = { ...firstSettings, mechanisms, seed, rowCount: 10_000 }
    return { made, settings }
  })

it('draws rows whose means are those that the library computes, in both worlds', () => {
  let exact = 0
  fc.assert(
    fc.property(cases, ({ made, settings }) => {
      expect(isSettings(JSON.parse(JSON.stringify(settings)))).toBe(true)
      const measured = measuredOf(made)
      const [cause] = measured
      const found = answersOf({
        settings: { ...settings, set: { [cause!]: 1 } },
        structure: made,
        cause,
        effect: measured.at(-1),
      })
      for (const [i, name] of found.names.entries())
        for (const [column, mean] of [
          [found.observed[i]!, found.means[i]!.observed],
          [found.intervened![i]!, found.means[i]!.intervened!],
        ] as const) {
          expect(mean.why, name).toBeUndefined()
          const drawn = summaryOf(column)
          const error = Math.hypot(drawn.sd / Math.sqrt(column.length), mean.error)
          // one comparison in 500 million is farther off by chance, more where the errors are estimated from skewed draws
          expect(Math.abs(drawn.mean - mean.value!), name).toBeLessThanOrEqual(6 * error + 1e-9)
          if (mean.exact) exact += 1
        }
      expect(found.intervened![0]!.every((value) => value === 1)).toBe(true)
      const { doneFrom, doneTo, done } = found.seeDo!
      const doubt = 6 * (doneFrom.error + doneTo.error + done.error) + 1e-9
      expect(Math.abs(doneTo.value! - doneFrom.value! - done.value!)).toBeLessThanOrEqual(doubt)
    }),
    { numRuns: 30 },
  )
  expect(exact).toBeGreaterThan(50)
})

it('leaves a row as it is when nothing is altered, or when a value is "altered" to what it was', () => {
  let rows = 0
  fc.assert(
    fc.property(cases, ({ made, settings }) => {
      const measured = measuredOf(made)
      const { observed } = answersOf({
        settings: { ...settings, rowCount: 1000 },
        structure: made,
        cause: undefined,
        effect: undefined,
      })
      const row = Object.fromEntries(measured.map((name, i) => [name, observed[i]![0]!]))
      for (const line of whatIf(settings, made, row)) if (!line.hidden) expect(line.wouldBe.value).toBe(row[line.name])
      for (const line of whatIf({ ...settings, altered: { [measured[0]!]: row[measured[0]!]! } }, made, row))
        if (!line.hidden) {
          expect(line.wouldBe.value, line.wouldBe.why).toBeCloseTo(row[line.name]!, 6)
          rows += 1
        }
    }),
    { numRuns: 30 },
  )
  expect(rows).toBeGreaterThan(60)
})
