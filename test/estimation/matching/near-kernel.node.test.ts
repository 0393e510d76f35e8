import { afterEach, expect, it, vi } from 'vitest'
import { matchRows } from '../../../src/estimation/matching/match-rows.js'
import { placedRows } from '../../../src/estimation/matching/rows-at-places.js'
import { generator } from '../../../src/probability/streams/stream.js'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

it('without WebAssembly the same rows are found', async () => {
  const random = generator('plain')
  const [n, dimension] = [3000, 10]
  const points = Float64Array.from({ length: n * dimension }, () => random.normal())
  const places = { n, dimension, points, cell: new Int32Array(n), cells: 1 }
  const rows = Array.from({ length: n }, (_, i) => i)
  const arms = [rows.filter((i) => i % 3 === 0), rows.filter((i) => i % 3 > 0)] as const
  for (const replacement of [true, false]) {
    const plan = { neighbours: 2, replacement, caliper: Number.POSITIVE_INFINITY, priority: new Float64Array(n) }
    const withKernel = matchRows(placedRows(arms[0], places), placedRows(arms[1], places), plan)
    vi.stubGlobal('WebAssembly', undefined)
    vi.resetModules()
    const plain = await import('../../../src/estimation/matching/rows-at-places.js')
    const placed = arms.map((arm) => plain.placedRows(arm, places))
    expect(matchRows(placed[0]!, placed[1]!, plan)).toEqual(withKernel)
    vi.unstubAllGlobals()
  }
})
