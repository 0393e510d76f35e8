import fc from 'fast-check'
import { expect, it } from 'vitest'
import { causalTree } from '../../../../src/estimation/effects-by-group/forest/causal-tree.js'
import { generator } from '../../../../src/probability/streams/stream.js'

it('grows the same tree from weights as from so many equal rows', () => {
  let questions = 0
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 60, max: 300 }), (seed, n) => {
      const draw = generator(seed)
      const columns = 3
      const codes = Array.from({ length: columns }, () => Uint8Array.from({ length: n }, () => draw.integer(12)))
      const binnings = codes.map(() => ({ bins: 12, cuts: null, rank: null }))
      const w = Float64Array.from({ length: n }, () => draw.uniform() - 0.5)
      const y = Float64Array.from({ length: n }, () => draw.normal())
      const weights = Float64Array.from({ length: n }, () => 1 + draw.integer(3))
      const copies = Int32Array.from([...weights.keys()].flatMap((i) => new Array<number>(weights[i]!).fill(i)))
      const half = n >> 1
      const limits = { columns: 2, minLeaf: 8, balance: 1 / 16 }
      const all = Int32Array.from({ length: n }, (_, i) => i)
      const a = causalTree(
        { n, binnings, codes },
        all.slice(0, half),
        all.slice(half),
        { w, y, weights },
        limits,
        generator(seed),
      )
      const place = Int32Array.from({ length: copies.length }, (_, k) => k)
      const b = causalTree(
        { n: copies.length, binnings, codes: codes.map((column) => Uint8Array.from(copies, (i) => column[i]!)) },
        place.filter((k) => copies[k]! < half),
        place.filter((k) => copies[k]! >= half),
        {
          w: Float64Array.from(copies, (i) => w[i]!),
          y: Float64Array.from(copies, (i) => y[i]!),
          weights: null,
        },
        limits,
        generator(seed),
      )
      expect(a.tree).toEqual(b.tree)
      expect(a.mass).toEqual(b.mass)
      for (let k = 0; k < a.means.length; k++) expect(a.means[k]).toBeCloseTo(b.means[k]!, 10)
      questions += a.tree.feature.filter((f) => f >= 0).length
    }),
  )
  expect(questions).toBeGreaterThan(500)
})
