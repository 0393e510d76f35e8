import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { growShrinkTrees } from '../../../src/discovery/order/grow-shrink-trees.js'
import { scoreCache } from '../../../src/discovery/score/score-cache.js'
import { bicScore, boss, ges, type Score, simulateDag, simulateLinear, type Table, table } from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { edgeTexts } from '../support.js'

const seeds = fc.integer({ min: 0, max: 1e6 })

/** The same score without its plan: every local score is asked for. */
function unplanned<N extends string>(score: Score<N>): Score<N> {
  return Object.assign((node: N, parents?: readonly N[]) => score(node, parents), {
    variables: score.variables,
    n: score.n!,
    local: score.local!,
  })
}

function sample(p: number, degree: number, n: number, seed: number): Table {
  return simulateLinear(simulateDag(p, { degree, seed }), n, { seed }).data
}

describe('ges by columns', () => {
  it.each([
    { p: 4, degree: 2, n: 40, runs: 60 },
    { p: 8, degree: 3, n: 200, runs: 40 },
    { p: 12, degree: 7, n: 100, runs: 25 },
    { p: 25, degree: 3, n: 500, runs: 8 },
    { p: 20, degree: 10, n: 400, runs: 5 },
  ])(
    'comes to the class that the search by local scores comes to: $p columns, degree $degree',
    ({ p, degree, n, runs }) => {
      let steps = 0
      fc.assert(
        fc.property(
          seeds,
          fc.constantFrom(undefined, 2),
          fc.constantFrom(undefined, 2.5),
          (seed, maxParents, penalty) => {
            const score = bicScore(sample(p, degree, n, seed), penalty === undefined ? {} : { penalty })
            const options = maxParents === undefined ? {} : { maxParents }
            const found = ges(score, options)
            const other = ges(unplanned(score), options)
            expect(edgeTexts(found.graph)).toEqual(edgeTexts(other.graph))
            expect(found.score).toBeCloseTo(other.score, 6)
            expect(found.steps.map(({ kind }) => kind)).toEqual(other.steps.map(({ kind }) => kind))
            steps += found.steps.length
          },
        ),
        { numRuns: runs },
      )
      expect(steps).toBeGreaterThan(runs)
    },
  )
  it('each phase alone too', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom('forward', 'backward', 'turning'), (seed, phase) => {
        const score = bicScore(sample(9, 4, 80, seed))
        // started from a dense graph of another world, so that every phase has something to do
        const start = simulateDag(9, { degree: 5, seed: seed + 1 })
        const found = ges(score, { phases: [phase], start })
        expect(edgeTexts(found.graph)).toEqual(edgeTexts(ges(unplanned(score), { phases: [phase], start }).graph))
      }),
      { numRuns: 60 },
    )
  })
  it('with columns that stand twice or are all but determined', () => {
    let twice = 0
    fc.assert(
      fc.property(seeds, fc.constantFrom(0, 1e-9, 1e-6, 1e-3), (seed, noise) => {
        const data = sample(6, 3, 100, seed)
        const random = generator(seed)
        const columns = Object.fromEntries(
          data.columns.map((name, i) => [name, Array.from(data.data[i] as Float64Array)]),
        )
        const first = columns[data.columns[0]!]!
        const second = columns[data.columns[1]!]!
        const score = bicScore(
          table({
            ...columns,
            Twin: first.map((v) => 3 * v + noise * random.normal()),
            Sum: first.map((v, i) => v + second[i]! + noise * random.normal()),
          }),
        )
        const found = ges(score)
        const other = ges(unplanned(score))
        // what is left of a determined column is a floor, which is not the same in all members of a class: only an end is sure
        expect(Number.isFinite(found.score)).toBe(true)
        expect(found.steps.length).toBeLessThan(200)
        if (noise >= 1e-3) {
          expect(edgeTexts(found.graph)).toEqual(edgeTexts(other.graph))
          twice++
        }
      }),
      { numRuns: 60 },
    )
    expect(twice).toBeGreaterThan(5)
  })
})

describe('boss by grow–shrink trees', () => {
  it.each([
    { p: 4, degree: 2, n: 40, runs: 40 },
    { p: 9, degree: 4, n: 150, runs: 25 },
    { p: 20, degree: 3, n: 300, runs: 6 },
  ])('comes to the class that local scores come to: $p columns, degree $degree', ({ p, degree, n, runs }) => {
    let edges = 0
    fc.assert(
      fc.property(seeds, fc.constantFrom(undefined, 2), (seed, maxParents) => {
        const score = bicScore(sample(p, degree, n, seed))
        const options = maxParents === undefined ? { starts: 2 } : { starts: 2, maxParents }
        const found = boss(score, options)
        const other = boss(unplanned(score), options)
        expect(edgeTexts(found.graph)).toEqual(edgeTexts(other.graph))
        expect(found.order).toEqual(other.order)
        edges += found.graph.edges.length
      }),
      { numRuns: runs },
    )
    expect(edges).toBeGreaterThan(runs)
  })
  it('trees that are dropped grow to the same', () => {
    const score = bicScore(sample(15, 4, 200, 1))
    const scores = scoreCache(score)
    const limits = { maxParents: 14, known: null }
    const trees = growShrinkTrees(scores, scores.plan!, limits)
    const capped = growShrinkTrees(scores, scores.plan!, limits, 1000)
    const random = generator(5)
    for (let k = 0; k < 500; k++) {
      const node = Math.floor(15 * random.uniform())
      const within = Int32Array.of(Math.floor(2 ** 15 * random.uniform()) & ~(1 << node))
      expect(capped(node, within)).toEqual(trees(node, within))
    }
  })
})
