import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { costs, expectedTime } from '../../src/advise/suggestions/costs.js'

interface Measured {
  readonly costs: Readonly<Record<string, readonly [number, number, number]>>
  readonly worlds: readonly {
    readonly world: string
    readonly seeds: number
    readonly best: number
    readonly near: number
  }[]
}
const measured = JSON.parse(readFileSync('bench/advice/measured.json', 'utf8')) as Measured
const guide = readFileSync('docs/guides/which-method.md', 'utf8')

describe('what advice quotes', () => {
  it('are the costs that the bench stored', () => {
    expect(costs).toEqual(measured.costs)
    const [units] = costs['pc fisherZ']
    const { units: range } = expectedTime('pc fisherZ', 500, 10)
    expect(range[0]).toBeCloseTo(units / 3, 2)
    expect(range[1]).toBeCloseTo(units * 3, 1)
    const [, rows, columns] = costs.cdnod
    const larger = expectedTime('cdnod', 1000, 20).units[1] / expectedTime('cdnod', 500, 10).units[1]
    expect(larger / 2 ** (rows + columns)).toBeCloseTo(1, 0)
  })
  it('stands in the guide: how often the first suggestion was the best', () => {
    expect(measured.worlds.length).toBeGreaterThanOrEqual(9)
    for (const { world, best, near } of measured.worlds) {
      const row = guide.split('\n').find((line) => line.startsWith(`| ${world} | \``))
      expect(row, world).toContain(`| ${best} | ${near} |`)
    }
  })
})
