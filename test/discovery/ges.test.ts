import { describe, expect, it } from 'vitest'
import {
  bicScore,
  boss,
  type CausalGraph,
  cpdagOf,
  dag,
  exactSearch,
  ges,
  type Score,
  type SearchProgress,
  table,
} from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'
import { expectCausalError } from '../support/errors.js'
import { populationMoments } from './population.js'
import { edgeTexts, hashed } from './support.js'

const graph = dag('A; B; C; D; A -> C <- B; C -> D')

describe('ges', () => {
  it('finds the class of a graph from its population', () => {
    const found = ges(bicScore(populationMoments(graph, 1, 1e6)))
    expect(found.graph).toEqual(cpdagOf(graph))
    expect(found.steps.reduce((sum, step) => sum + step.gain, 0)).toBeGreaterThan(0)
  })
  it('adds up to its score', () => {
    const score = bicScore(populationMoments(graph, 2, 1000))
    const { steps, score: total } = ges(score)
    const empty = score('A') + score('B') + score('C') + score('D')
    expect(total).toBeCloseTo(empty + steps.reduce((sum, step) => sum + step.gain, 0), 6)
  })
  it('turns undirected edges: without that it ends below the best class', () => {
    const dense = dag('A; B; C; D; E; B -> A; C -> A; C -> B; C -> E; D -> A; D -> B; D -> C; D -> E; E -> A')
    const score = bicScore(populationMoments(dense, 18, 60))
    const before = ges(score, { phases: ['forward', 'backward'] })
    // B — E is undirected: no arrow of this class gains by being turned
    expect(edgeTexts(before.graph)).toContain('["B","-","-","E"]')
    const found = ges(score)
    expect(found.steps.at(-1)).toMatchObject({ kind: 'turn', from: 'B', to: 'E' })
    expect(found.score).toBeGreaterThan(before.score + 1)
    expect(found.score).toBeCloseTo(exactSearch(score).score, 8)
  })
  it('takes any score with names', () => {
    const own: Score<'x' | '__proto__'> = Object.assign(
      (node: 'x' | '__proto__', parents: readonly string[] = []) => (node === 'x' ? parents.length : -parents.length),
      { variables: ['x', '__proto__'] as const },
    )
    expect(edgeTexts(ges(own, { phases: ['forward'] }).graph)).toHaveLength(1)
  })
  it('obeys maxParents, tells where it stands, and stops when asked to', () => {
    const score = bicScore(populationMoments(dag('A -> D <- B; C -> D'), 3, 1e5))
    const seen: SearchProgress[] = []
    const found = ges(score, { maxParents: 1, onProgress: (progress) => seen.push(progress) })
    for (const node of found.graph.nodes) {
      expect(found.graph.edges.filter((e) => e.to === node && e.toMark === 'arrow').length).toBeLessThanOrEqual(1)
    }
    expect(seen[0]?.stage).toBe('insert')
    expectCausalError(() => ges(score, { signal: { aborted: true } }), 'ges', 'aborted')
  })
  it('refuses what is no score, no phase, no limit', () => {
    const score = bicScore(populationMoments(graph, 1, 100))
    expectCausalError(() => ges({} as never), 'ges', 'invalid-argument')
    expectCausalError(() => ges(score, { phases: ['sideways' as never] }), 'ges', 'invalid-argument')
    expectCausalError(() => ges(score, { maxParents: Number.NaN }), 'ges', 'invalid-argument')
  })
  it('names the local score that failed', () => {
    const bad = Object.assign((node: 'x' | 'y') => (node === 'y' ? Number.NaN : 0), { variables: ['x', 'y'] as const })
    const error = expectCausalError(() => ges(bad), 'ges', 'invalid-data')
    expect(error.message).toContain('"y"')
  })
})

describe('too few rows', () => {
  const random = generator(3)
  const noise = (n: number, p: number): Score =>
    bicScore(
      table(
        Object.fromEntries(
          Array.from({ length: p }, (_, k) => [`V${k}`, Array.from({ length: n }, () => random.normal())]),
        ),
      ),
    )
  type Search = (
    score: Score,
    options?: { maxParents: number },
  ) => {
    readonly graph: CausalGraph
    readonly warnings: readonly string[]
  }
  const searches: Readonly<Record<string, Search>> = { ges, boss, exactSearch }
  it.each(Object.entries(searches))('%s refuses as many parents as rows', (name, search) => {
    for (const [n, p] of [
      [3, 3],
      [10, 15],
      [20, 30],
    ] as const) {
      const score = noise(n, p)
      const thrown = expectCausalError(() => search(score), name, 'too-few-rows')
      expect(thrown.message).toMatch(/maxParents/)
      // what the message advises is taken, and told of
      const { graph, warnings } = search(score, { maxParents: thrown.details['maxParents'] as number })
      expect(graph.edges.length).toBeLessThanOrEqual(2 * p)
      expect(warnings.join(' ')).toMatch(/by chance/)
    }
  })
  it('a score without rows of its own is not asked, and many rows need no word', () => {
    const bare: Score = Object.assign((_: string, parents: readonly string[] = []) => -parents.length, {
      variables: ['A', 'B', 'C'],
    })
    expect(ges(bare).graph.edges).toEqual([])
    expect(ges(noise(100, 4)).warnings).toEqual([])
  })
  it('warns of nodes with fewer than ten rows a parent', () => {
    const score = noise(12, 6)
    const { graph, warnings } = ges(score)
    expect(graph.edges.length).toBeGreaterThan(0)
    expect(warnings.join(' ')).toMatch(/more than one parent for each 10 of 12 rows/)
  })
  it('the score itself refuses', () => {
    const score = noise(5, 6)
    expect(Number.isFinite(score('V0', ['V1', 'V2', 'V3']))).toBe(true)
    expectCausalError(() => score('V0', ['V1', 'V2', 'V3', 'V4']), 'bicScore', 'too-few-rows')
  })
})

describe('bicScore', () => {
  it('is the score of its formula', () => {
    const data = table({ X: [1, 2, 3, 4], Y: [1, 3, 2, 4] })
    // r = 0.8, var with divisor 4 is 1.25
    const node = -2 * (1 + Math.log(1.25)) - 0.5 * Math.log(4)
    const score = bicScore(data)
    expect(score('Y')).toBeCloseTo(node, 12)
    expect(score('Y', ['X'])).toBeCloseTo(-2 * (1 + Math.log(1.25 * 0.36)) - Math.log(4), 12)
    expect(bicScore(data, { penalty: 3 })('Y')).toBeCloseTo(node - Math.log(4), 12)
  })
  it('lets a determined parent add nothing, and stays finite for a determined node', () => {
    const data = table({ X: [1, 2, 3, 4], Twin: [2, 4, 6, 8], Y: [1, 3, 2, 4] })
    const score = bicScore(data)
    expect(score('Y', ['X', 'Twin'])).toBeCloseTo(score('Y', ['X']) - 0.5 * Math.log(4), 12)
    expect(Number.isFinite(score('Twin', ['X']))).toBe(true)
  })
  it('refuses constant columns, missing values, itself as a parent, a bad penalty', () => {
    expectCausalError(() => bicScore(table({ X: [1, 1, 1], Y: [1, 2, 3] })), 'bicScore', 'constant-column')
    expectCausalError(() => bicScore(table({ X: [1, Number.NaN, 1], Y: [1, 2, 3] })), 'bicScore', 'missing-values')
    expectCausalError(() => bicScore(table({ X: ['a', 'b'], Y: [1, 2] })), 'bicScore', 'invalid-data')
    const fine = table({ X: [1, 2, 4], Y: [1, 2, 3] })
    expectCausalError(() => bicScore(fine, { penalty: 0 }), 'bicScore', 'invalid-argument')
    expectCausalError(() => bicScore(fine)('X', ['X']), 'bicScore', 'overlap')
    expectCausalError(() => bicScore(fine)('X', ['Z' as never]), 'bicScore', 'unknown-name')
    expectCausalError(() => bicScore(7 as never), 'bicScore', 'invalid-argument')
  })
})

describe('exactSearch', () => {
  it('copes with one node, and refuses too many', () => {
    expect(exactSearch(bicScore(populationMoments(dag('A'), 1, 100))).graph.nodes).toEqual(['A'])
    const many = dag({ nodes: Array.from({ length: 21 }, (_, i) => `V${i}`) })
    const error = expectCausalError(
      () => exactSearch(bicScore(populationMoments(many, 1, 100))),
      'exactSearch',
      'too-large',
    )
    expect(error.details).toMatchObject({ nodes: 21, localScores: 21 * 2 ** 20, maxParents: 7 })
    expectCausalError(
      () => exactSearch(bicScore(populationMoments(dag('A'), 1, 100)), { maxStates: 0 }),
      'exactSearch',
      'invalid-argument',
    )
  })
  it('finds the class of a graph of forty nodes', () => {
    const parts = Array.from({ length: 10 }, (_, i) => `A${i} -> C${i} <- B${i}; C${i} -> D${i}`)
    const truth = dag(parts.join('; '))
    const found = exactSearch(bicScore(populationMoments(truth, 4, 1e5)), { maxParents: 2 })
    expect(cpdagOf(found.graph)).toEqual(cpdagOf(truth))
  })
  it('says how far it came when its memory is full', () => {
    const score: Score = Object.assign(
      (node: string, parents: readonly string[] = []) => hashed(`${node}|${[...parents].sort().join(',')}`),
      { variables: Array.from({ length: 21 }, (_, i) => `V${i}`) },
    )
    const best = exactSearch(score, { maxParents: 2 })
    const error = expectCausalError(
      () => exactSearch(score, { maxParents: 2, maxStates: 5 }),
      'exactSearch',
      'too-large',
    )
    expect(error.details).toMatchObject({ nodes: 21, limit: 5 })
    expect(error.details['bound']).toBeGreaterThanOrEqual(best.score)
  })
  it('obeys maxParents', () => {
    const found = exactSearch(bicScore(populationMoments(dag('A -> D <- B; C -> D'), 3, 1e5)), { maxParents: 1 })
    for (const node of found.graph.nodes) {
      expect(found.graph.edges.filter((edge) => edge.to === node).length).toBeLessThanOrEqual(1)
    }
  })
})
