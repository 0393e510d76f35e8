import { describe, expect, it } from 'vitest'
import {
  addFewRows,
  addRows,
  binSums,
  type Cut,
  nextPass,
  scanBins,
  scanFilled,
} from '../../src/learners/trees/bin-sums.js'
import { binned } from '../../src/learners/trees/bins.js'
import { sampledTree } from '../../src/learners/trees/sampled-tree.js'
import { leafOf, rowMajor } from '../../src/learners/trees/tree.js'
import { fillSample, treeSample } from '../../src/learners/trees/tree-sample.js'
import { generator } from '../../src/probability/streams/stream.js'

/** p columns of whole numbers from 0 to 8, outcomes, weights. */
function made(seed: string, n: number, p: number, weighted: boolean) {
  const draw = generator(seed)
  const columns = Array.from({ length: p }, () => Float64Array.from({ length: n }, () => draw.integer(9)))
  const y = Float64Array.from({ length: n }, (_, i) => columns[0]![i]! + draw.normal())
  const weights = weighted ? Float64Array.from({ length: n }, () => 1 + draw.integer(3)) : null
  const features = columns.map((values, k) => ({ name: `x${k}`, values, levels: null }))
  const total = weights?.reduce((sum, w) => sum + w, 0) ?? n
  const data = binned({ n, outcome: 'y', features, y, binary: false, weights, total, seed: 1 }, y)
  const sample = treeSample(n, p, weighted)
  const words = new Int32Array(rowMajor(data.codes, n, sample.width).buffer)
  fillSample(sample, words, Int32Array.from(y.keys()), y, weights)
  return { data, sample, y, weights: weights ?? new Float64Array(n).fill(1), draw }
}

describe.each([
  [3, 40, false],
  [5, 300, false],
  [7, 300, true],
] as const)('a tree of %i columns on %i rows (weighted: %s)', (p, n, weighted) => {
  it('splits each node where squares fall most, by a look at all cuts of all columns', () => {
    const { data, sample, y, weights, draw } = made(`tree ${p}`, n, p, weighted)
    const minLeaf = 5
    const tree = sampledTree(sample, n, data.binnings, { columns: p, minLeaf }, draw)
    const rowsOf = tree.feature.length === 1 ? [] : [{ node: 0, rows: [...y.keys()] }]
    let asked = 0
    for (let at = rowsOf.pop(); at !== undefined; at = rowsOf.pop()) {
      const { node, rows } = at
      const weightOf = (part: number[]) => part.reduce((sum, i) => sum + weights[i]!, 0)
      const square = (part: number[]) => part.reduce((sum, i) => sum + weights[i]! * y[i]!, 0) ** 2 / weightOf(part)
      const gain = (f: number, bin: number): number => {
        const [left, right] = [true, false].map((side) => rows.filter((i) => data.codes[f]![i]! <= bin === side))
        if (weightOf(left!) < minLeaf || weightOf(right!) < minLeaf) return 0
        return square(left!) + square(right!) - square(rows)
      }
      const gains = data.codes.flatMap((_, f) => Array.from({ length: 9 }, (_, bin) => gain(f, bin)))
      const [f, bin, child] = [tree.feature[node]!, tree.bin[node]!, tree.child[node]!]
      if (f < 0) {
        expect(Math.max(...gains)).toBeLessThan(1e-9)
        expect(tree.value[node]).toBeCloseTo(rows.reduce((sum, i) => sum + weights[i]! * y[i]!, 0) / weightOf(rows), 10)
        for (const i of rows) expect(leafOf(tree, data.codes, i)).toBe(node)
        continue
      }
      asked++
      expect(gain(f, bin)).toBeCloseTo(Math.max(...gains), 8)
      for (const side of [0, 1])
        rowsOf.push({ node: child + side, rows: rows.filter((i) => (data.codes[f]![i]! <= bin ? 0 : 1) === side) })
    }
    expect(asked).toBeGreaterThan(3)
  })

  it('finds the same cut among all bins and among those that have rows, and leaves the bins empty', () => {
    const { data, sample, y, weights } = made(`scan ${p}`, n, p, weighted)
    const S = y.reduce((sum, v, i) => sum + weights[i]! * v, 0)
    const node = { start: 0, end: n, S, H: weights.reduce((sum, w) => sum + w, 0), least: 5 }
    const order = Int32Array.from({ length: p }, (_, f) => f)
    const cuts = [true, false].map((all): Cut => {
      const best: Cut = { gain: 0, over: 1, feature: -1, bin: 0 }
      const sums = binSums()
      const pass = { column: new Int32Array(4), base: new Int32Array(4) }
      for (let c = 0; c < p; c += 4) {
        const used = nextPass(pass, order, c, p)
        if (all) addRows(sample, node, pass, sums)
        else addFewRows(sample, node, pass, sums)
        for (let lane = 0; lane < used; lane++) {
          if (all) scanBins(sums, lane, c + lane, data.binnings[c + lane]!.bins, node, best)
          else scanFilled(sums, lane, c + lane, node, best)
        }
      }
      // all lanes that are read are clear again; the one that no one reads is not
      expect(sums.weight.subarray(0, 4 * 256).every((v) => v === 0)).toBe(true)
      expect(sums.filled.subarray(0, 4 * 8).every((v) => v === 0)).toBe(true)
      return best
    })
    expect(cuts[0]).toEqual(cuts[1])
    expect(cuts[0]!.feature).toBe(0)
  })
})
