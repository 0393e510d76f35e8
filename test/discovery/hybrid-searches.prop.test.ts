import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bdeuScore,
  bicScore,
  boss,
  cpdagOf,
  dag,
  dSeparation,
  exactSearch,
  fci,
  fisherZ,
  ges,
  gfci,
  grasp,
  gSquare,
  hillClimbing,
  type IndependenceTest,
  knowledge,
  type Moments,
  mmhc,
  type Score,
  type ScoreSearch,
  simulateDag,
  simulateLinear,
  table,
} from '../../src/index.js'
import { arbitraryDag } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'
import { populationMoments } from './population.js'
import { edgeTexts, hashed } from './support.js'

const seeds = fc.integer({ min: 0, max: 1e6 })

/** The moments of some of the columns. */
function marginal<N extends string>({ names, count, mean, covariance }: Moments<N>, kept: readonly N[]): Moments<N> {
  const at = kept.map((name) => names.indexOf(name))
  const p = names.length
  return {
    names: kept,
    count,
    mean: Float64Array.from(at, (i) => mean[i]!),
    covariance: Float64Array.from({ length: at.length ** 2 }, (_, k) => {
      return covariance[at[Math.floor(k / at.length)]! * p + at[k % at.length]!]!
    }),
  }
}

describe('grasp', () => {
  it('finds the class of the graph from a large population', () => {
    fc.assert(
      fc.property(arbitraryDag(1, 6), seeds, (g, seed) => {
        expect(grasp(bicScore(populationMoments(g, seed, 1e12))).graph).toEqual(cpdagOf(g))
      }),
      { numRuns: 40 },
    )
  })
  it('reports the score of its graph, at most the optimum, and comes nearer to it than ges', () => {
    let ours = 0
    let greedy = 0
    for (let seed = 0; seed < 25; seed++) {
      const g = simulateDag(8, { degree: 4.5, seed })
      const score = bicScore(populationMoments(g, seed, 150))
      const optimum = exactSearch(score).score
      const found = grasp(score)
      expect(found.score).toBeLessThanOrEqual(optimum + 1e-7)
      ours += optimum - found.score
      greedy += optimum - ges(score).score
      expect(grasp(score, { seed: 0 })).toEqual(found)
    }
    expect(ours).toBeLessThan(greedy)
  })
  it('goes deeper where it is told to', () => {
    let gained = 0
    for (let seed = 0; seed < 25; seed++) {
      const score = bicScore(populationMoments(simulateDag(8, { degree: 5, seed }), seed, 100))
      const shallow = grasp(score, { depth: 1 }).score
      const deep = grasp(score, { depth: 4 }).score
      gained += deep - shallow
    }
    expect(gained).toBeGreaterThan(0)
  })
  it('refuses bad settings, and stops when asked to', () => {
    const score = bicScore(populationMoments(dag('A -> B'), 1, 100))
    expectCausalError(() => grasp(score, { depth: 0 }), 'grasp', 'invalid-argument')
    expectCausalError(() => grasp(score, { starts: 0.5 }), 'grasp', 'invalid-argument')
    expectCausalError(() => grasp({} as never), 'grasp', 'invalid-argument')
    expectCausalError(() => grasp(score, { signal: { aborted: true } }), 'grasp', 'aborted')
  })
})

describe('hillClimbing', () => {
  it('reports the score of its graph, at most the optimum; a tabu list and restarts only help', () => {
    let gained = 0
    fc.assert(
      fc.property(arbitraryDag(2, 6), seeds, (g, seed) => {
        const score = bicScore(populationMoments(g, seed, 60))
        const plain = hillClimbing(score, { tabu: 0 })
        const tabu = hillClimbing(score)
        const again = hillClimbing(score, { restarts: 3 })
        const best = exactSearch(score).score
        for (const { graph, score: total } of [plain, tabu, again]) {
          const sum = graph.nodes.reduce(
            (s, v) =>
              s +
              score(
                v,
                graph.edges.filter((e) => e.to === v).map((e) => e.from),
              ),
            0,
          )
          expect(total).toBeCloseTo(sum, 8)
          expect(total).toBeLessThanOrEqual(best + 1e-8)
        }
        expect(tabu.score).toBeGreaterThanOrEqual(plain.score - 1e-8)
        expect(again.score).toBeGreaterThanOrEqual(tabu.score - 1e-8)
        gained += again.score - plain.score
      }),
      { numRuns: 60 },
    )
    expect(gained).toBeGreaterThan(0)
  })
  it('no change of one edge raises the score where it ends', () => {
    fc.assert(
      fc.property(arbitraryDag(2, 5), seeds, (g, seed) => {
        const score = bicScore(populationMoments(g, seed, 60))
        const found = hillClimbing(score, { tabu: 0 })
        const pairs = found.graph.edges.map(({ from, to }) => [from, to] as const)
        for (const a of g.nodes) {
          for (const b of g.nodes) {
            if (a === b) continue
            const rest = pairs.filter(([x, y]) => !((x === a && y === b) || (x === b && y === a)))
            for (const changed of [rest, [...rest, [a, b] as const]]) {
              let other: ReturnType<typeof dag>
              try {
                other = dag({ nodes: g.nodes, directed: changed as never })
              } catch {
                continue
              }
              const total = other.nodes.reduce(
                (s, v) => s + score(v as never, other.edges.filter((e) => e.to === v).map((e) => e.from) as never),
                0,
              )
              expect(total).toBeLessThanOrEqual(found.score + 1e-7)
            }
          }
        }
      }),
      { numRuns: 30 },
    )
  })
  it('obeys maxParents, and refuses bad settings', () => {
    const score = bicScore(populationMoments(dag('A -> D <- B; C -> D'), 3, 1e5))
    const found = hillClimbing(score, { maxParents: 1, restarts: 2 })
    for (const node of found.graph.nodes) {
      expect(found.graph.edges.filter((edge) => edge.to === node).length).toBeLessThanOrEqual(1)
    }
    expectCausalError(() => hillClimbing(score, { tabu: -1 }), 'hillClimbing', 'invalid-argument')
    expectCausalError(() => hillClimbing(score, { restarts: 0.5 }), 'hillClimbing', 'invalid-argument')
    expectCausalError(() => hillClimbing({} as never), 'hillClimbing', 'invalid-argument')
    expectCausalError(() => hillClimbing(score, { signal: { aborted: true } }), 'hillClimbing', 'aborted')
  })
})

describe('mmhc', () => {
  it('has the true skeleton as its candidates where the test is never wrong', () => {
    let edges = 0
    fc.assert(
      fc.property(arbitraryDag(1, 6), seeds, (g, seed) => {
        const score = bicScore(populationMoments(g, seed, 1e9))
        const found = mmhc(dSeparation(g), score)
        const skeleton = g.edges.map(({ from, to }) => [from, to].sort().join()).sort()
        expect(found.candidates.map(({ x, y }) => [x, y].sort().join()).sort()).toEqual(skeleton)
        edges += skeleton.length
        for (const { from, to } of found.graph.edges) expect(skeleton).toContain([from, to].sort().join())
      }),
      { numRuns: 60 },
    )
    expect(edges).toBeGreaterThan(50)
  })
  it('finds nearly always the class of the graph where test and score know the population', () => {
    let same = 0
    for (let seed = 0; seed < 60; seed++) {
      const g = simulateDag(6, { degree: 2.2, seed })
      const found = mmhc(dSeparation(g), bicScore(populationMoments(g, seed, 1e9)), { restarts: 5 })
      same += JSON.stringify(edgeTexts(cpdagOf(found.graph))) === JSON.stringify(edgeTexts(cpdagOf(g))) ? 1 : 0
    }
    expect(same).toBeGreaterThanOrEqual(57)
  })
  it('keeps a pair that could not be tested', () => {
    const test = Object.assign(
      () => ({ tested: false, reason: 'too-few-rows', message: 'no rows', method: 'none', witness: {} }) as never,
      { variables: ['A', 'B'] as const },
    )
    const score = bicScore(populationMoments(dag('A -> B'), 1, 1000))
    expect(mmhc(test, score).candidates).toEqual([{ x: 'A', y: 'B' }])
  })
  it('refuses test and score of different columns', () => {
    const score = bicScore(populationMoments(dag('A -> B'), 1, 100))
    expectCausalError(() => mmhc(dSeparation(dag('A -> C')), score as never), 'mmhc', 'invalid-argument')
    expectCausalError(() => mmhc(dSeparation(dag('A -> B')), 7 as never), 'mmhc', 'invalid-argument')
  })
})

describe('gfci', () => {
  it.each<[string, ScoreSearch | undefined]>([
    ['ges', undefined],
    ['boss', (score, options) => boss(score, { starts: 2, ...options })],
    ['exactSearch', exactSearch],
  ])('started from %s is fci where test and score know the population', (_, search) => {
    let hidden = 0
    let fewer = 0
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 8 }), seeds, (p, seed) => {
        const full = simulateDag(p, { degree: 2.4, seed })
        const latents = full.nodes.filter((name) => hashed(`${seed}|${name}|hidden`) < 0.3)
        const kept = full.nodes.filter((name) => !latents.includes(name))
        if (kept.length < 2) return
        const graph = dag({
          nodes: full.nodes,
          directed: full.edges.map(({ from, to }) => [from, to] as const),
          latents,
        })
        const score = bicScore(marginal(populationMoments(full, seed, 1e12), kept))
        const test = dSeparation(graph)
        const found = gfci(test, score, search === undefined ? {} : { search: search as never })
        const whole = fci(test)
        expect(edgeTexts(found.graph)).toEqual(edgeTexts(whole.graph))
        if (latents.length > 0) hidden++
        if (found.tests < whole.tests) fewer++
      }),
      { numRuns: 40 },
    )
    expect(hidden).toBeGreaterThan(20)
    expect(fewer).toBeGreaterThan(10)
  })
  it('permuting columns permutes the answer', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { data } = simulateLinear(simulateDag(6, { degree: 2.5, seed }), 200, { seed })
        const columns = data.columns.map((name, i) => [name, Array.from(data.data[i] as Float64Array)] as const)
        const other = table(Object.fromEntries([...columns].reverse()))
        const one = gfci(fisherZ(data), bicScore(data))
        expect(edgeTexts(gfci(fisherZ(other), bicScore(other)).graph)).toEqual(edgeTexts(one.graph))
        // the columns of the score may stand in another order than those of the test
        expect(edgeTexts(gfci(fisherZ(data), bicScore(other) as never).graph)).toEqual(edgeTexts(one.graph))
      }),
      { numRuns: 20 },
    )
  })
  it('obeys knowledge as fci does: no tail where a cause is excluded, one where it is required', () => {
    let required = 0
    let excluded = 0
    fc.assert(
      fc.property(seeds, (seed) => {
        const names = ['A', 'B', 'C', 'D', 'E']
        const { data } = simulateLinear(simulateDag(names, { degree: 2, seed }), 150, { seed })
        const pair = (k: number): readonly [string, string] => {
          const a = Math.floor(5 * hashed(`${seed}|${k}`))
          return [names[a]!, names[(a + 1 + Math.floor(4 * hashed(`${seed}|${k}|to`))) % 5]!]
        }
        const isOther = (one: readonly [string, string]): boolean => JSON.stringify(one) !== JSON.stringify(pair(0))
        const known = knowledge({ required: [pair(0)], forbidden: [pair(1), pair(2), pair(3)].filter(isOther) })
        const { graph } = gfci(fisherZ(data) as IndependenceTest, bicScore(data) as Score, { knowledge: known })
        const markAt = (at: string, to: string): string | undefined => {
          const edge = graph.edges.find((e) => (e.from === at && e.to === to) || (e.from === to && e.to === at))
          return edge?.from === at ? edge.fromMark : edge?.toMark
        }
        for (const [a, b] of known.forbidden) {
          expect(markAt(a, b)).not.toBe('tail')
          if (markAt(a, b) !== undefined) excluded++
        }
        for (const [a, b] of known.required) {
          expect([markAt(a, b), markAt(b, a)]).toEqual(['tail', 'arrow'])
          required++
        }
      }),
      { numRuns: 60 },
    )
    expect(Math.min(required, excluded)).toBeGreaterThan(30)
  })
  it('refuses what is no search, and stops when asked to', () => {
    const g = dag('A -> B')
    const score = bicScore(populationMoments(g, 1, 100))
    expectCausalError(() => gfci(dSeparation(g), score as never, { search: 7 as never }), 'gfci', 'invalid-argument')
    expectCausalError(() => gfci(dSeparation(g), score as never, { signal: { aborted: true } }), 'gfci', 'aborted')
    expectCausalError(() => gfci(dSeparation(dag('A -> C')), score as never), 'gfci', 'invalid-argument')
    const elsewhere = () => ({ graph: dag('A -> C') })
    expectCausalError(
      () => gfci(dSeparation(g), score as never, { search: elsewhere as never }),
      'gfci',
      'invalid-argument',
    )
  })
})

it('a discrete sample goes through all of them', () => {
  const random = simulateLinear(dag('A; B; C; A -> C <- B'), 800, { seed: 2 }).data
  const data = table(
    Object.fromEntries(random.columns.map((name, i) => [name, Array.from(random.data[i] as Float64Array, Math.sign)])),
  )
  const score = bdeuScore(data)
  const best = edgeTexts(cpdagOf(exactSearch(score).graph))
  expect(best.length).toBeGreaterThan(1)
  expect(edgeTexts(grasp(score).graph)).toEqual(best)
  expect(edgeTexts(cpdagOf(hillClimbing(score, { restarts: 2 }).graph))).toEqual(best)
  expect(edgeTexts(cpdagOf(mmhc(gSquare(data), score, { restarts: 2 }).graph))).toEqual(best)
})
