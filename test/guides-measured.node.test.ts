import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

// The guides quote tables that benches make: each has its place, and is not empty; what the pages of levels say agrees with
// the figures that were stored.

interface Cell {
  readonly test: string
  readonly world: string
  readonly n: number
  readonly power: boolean
  readonly draws: number
  readonly tested: number
  readonly rejected: readonly number[]
}

const guide = (name: string): string => readFileSync(`docs/guides/${name}`, 'utf8')
const stored = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

function between(text: string, word: string): string {
  const begin = `<!-- measured: ${word} -->`
  return text.slice(text.indexOf(begin) + begin.length, text.indexOf('<!-- /measured -->', text.indexOf(begin)))
}

describe('measured tables', () => {
  const { cells } = stored('bench/validity/measured.json') as { readonly cells: readonly Cell[] }
  it('stand in the guides', () => {
    for (const [file, word] of [
      ['which-test.md', 'scopes'],
      ['which-test.md', 'power'],
      ['table-to-graph.md', 'accuracy'],
    ] as const)
      expect(between(guide(file), word).split('\n').length).toBeGreaterThan(8)
  })
  it('say of every test what was stored of it', () => {
    const page = guide('test-levels.md')
    let compared = 0
    for (const cell of cells) {
      if (cell.power || cell.tested < 30) continue
      const part = page.slice(page.indexOf(`## ${cell.test}\n`))
      const row = part
        .slice(0, part.indexOf('\n## ', 3) + 1 || undefined)
        .split('\n')
        .find((line) => line.startsWith(`| ${cell.world} |`))
      const rate = (cell.rejected[1]! / cell.tested).toFixed(3).replace(/^0/, '')
      expect(`${cell.test}, ${cell.world}: ${row}`).toContain(rate)
      compared++
    }
    expect(compared).toBeGreaterThan(500)
  })
  it('hold at most one rate in a hundred too large within the scope of the tests', () => {
    const rows = between(guide('which-test.md'), 'scopes')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
    let large = 0
    let all = 0
    for (const row of rows) {
      const [, a, b] = /\| (\d+) of (\d+) \| \d+ \|/.exec(row) ?? [0, '0', '0']
      large += Number(a)
      all += Number(b)
    }
    expect(all).toBeGreaterThan(1000)
    expect(large).toBeLessThanOrEqual(all / 100)
  })
})
