import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexed } from '../../../src/graph/core/indexed.js'
import { permutationsOf } from '../../../src/independence/graphs/permutations.js'
import { renamedEquivalence } from '../../../src/independence/graphs/renamed-equivalence.js'
import {
  cached,
  dag,
  dSeparation,
  falsify,
  fisherZ,
  type IndependenceTest,
  linear,
  markovEquivalent,
  normal,
  sample,
  scm,
  table,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

describe('falsify', () => {
  it('judges a graph against the oracle of the true one', () => {
    const truth = dag('A -> B -> C -> D -> E')
    expect(falsify(truth, dSeparation(truth))).toMatchObject({ violations: 0, rejected: 0, verdict: 'fits' })
    const wrong = falsify(dag('C -> A -> E -> B -> D'), dSeparation(truth))
    expect(wrong.violations).toBeGreaterThan(0)
    expect(wrong.rejected).toBeGreaterThan(0)
    expect(wrong.verdict).toBe('falsified')
    expect(wrong.failed.length).toBe(wrong.violations)
    expect(falsify(dag('A -> B; A -> C; B -> C'), dSeparation(dag('A -> B; A -> C; B -> C')))).toMatchObject({
      tests: 0,
      verdict: 'uninformative',
    })
    expect(falsify(truth, dSeparation(truth), { seed: 4 })).toEqual(falsify(truth, dSeparation(truth), { seed: 4 }))
  })

  it('says of a true chain of four that permutations cannot tell, whatever the seed', () => {
    const model = scm({
      A: normal(),
      B: linear({ A: 1 }, normal()),
      C: linear({ B: 1 }, normal()),
      D: linear({ C: 1 }, normal()),
    })
    const data = sample(model, 2000, { seed: 1 })
    for (const seed of [1, 2, 3])
      for (const permutations of [24, 100, 2000]) {
        const result = falsify(dag('A -> B -> C -> D'), data, { seed, draws: permutations })
        expect(result).toMatchObject({ verdict: 'uninformative', rejected: 0, exact: true, pEquivalent: 2 / 24 })
        expect(result.explanation).toContain('8.3 %')
      }
  })

  it('never says that a graph fits beside an implication that is rejected', () => {
    const model = scm({
      a: normal(0, 1),
      b: linear({ a: 1 }, normal(0, 1)),
      c: linear({ b: 1, a: 0.5 }, normal(0, 1)),
      d: linear({ c: 1 }, normal(0, 1)),
      e: linear({ d: 1 }, normal(0, 1)),
    })
    const result = falsify(dag('a -> b -> c -> d -> e'), fisherZ(sample(model, 1000, { seed: 2 })), {
      draws: 200,
    })
    expect(result.verdict).toBe('falsified')
    expect(result.rejected).toBe(1)
    expect(result.failed).toContainEqual(expect.objectContaining({ x: 'c', y: 'a', given: ['b'] }))
    expect(result.pValue).toBeLessThan(0.05)
    expect(result.explanation).toContain('better than chance, and still contradicted')
    expect(result.explanation).not.toMatch(/fits?\b/)
    // the whole table: what is rejected, with its strength
    expect(result.conditions.length).toBe(result.tests)
    const row = result.conditions.find(({ x, y }) => x === 'c' && y === 'a')!
    expect(row).toMatchObject({ tested: true, rejected: true, n: 1000 })
    expect(row.tested && row.effect! > 0.3 && row.interval![0] < row.effect! && row.effect! < row.interval![1]).toBe(
      true,
    )
  })

  it('takes data too few to reject anything for no evidence', () => {
    const model = scm({
      A: normal(),
      B: normal(),
      C: normal(),
      D: normal(),
      E: normal(),
      F: linear({ A: 0.1 }, normal()),
    })
    const result = falsify(dag('A; B; C; D; E; F'), fisherZ(sample(model, 12, { seed: 5 })))
    expect(result.verdict).toBe('uninformative')
  })

  it('counts a test without a p-value neither for nor against', () => {
    const truth = dag('A -> B -> C -> D -> E')
    const oracle = dSeparation(truth)
    const blind = Object.assign(
      (x: string, y: string, given?: readonly string[]) => ({
        ...oracle(x as 'A', y as 'B', given as never),
        pValue: Number.NaN,
      }),
      { variables: oracle.variables },
    ) as IndependenceTest<'A' | 'B' | 'C' | 'D' | 'E'>
    expect(falsify(truth, cached(blind))).toMatchObject({ violations: 0, untested: 6, verdict: 'uninformative' })
  })

  it('says when there are too few permutations for the level', () => {
    const truth = dag('A -> B -> C -> D -> E')
    const result = falsify(truth, dSeparation(truth), { draws: 10, seed: 2 })
    expect(result.verdict).toBe('uninformative')
    expect(result.explanation).toContain('ask for 19 or more')
  })

  it('refuses unknown columns and levels that are none', () => {
    expectCausalError(() => falsify(dag('A -> Q'), table({ A: [1, 2, 3], B: [1, 2, 3] })), 'falsify', 'unknown-name')
    expectCausalError(
      () => falsify(dag('A -> B'), dSeparation(dag('A -> B')), { alpha: 2 }),
      'falsify',
      'invalid-argument',
    )
  })
})

describe('what falsify is made of', () => {
  it('equivalence under other names is markovEquivalent', () => {
    const names = ['A', 'B', 'C', 'D']
    let equivalent = 0
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        (bits, at) => {
          const edges: [number, number][] = []
          for (let b = 0, k = 0; b < 4; b++) for (let a = 0; a < b; a++, k++) if (bits[k]) edges.push([a, b])
          const graphOf = (to: (i: number) => number) =>
            dag(`${names.join('; ')}; ${edges.map(([a, b]) => `${names[to(a)]} -> ${names[to(b)]}`).join('; ')}`)
          const graph = graphOf((i) => i)
          // the graph's own order of nodes is that of the text
          const same = renamedEquivalence(indexed(graph))(Int32Array.from(at))
          expect(same).toBe(
            markovEquivalent(
              graph,
              graphOf((i) => at[i]!),
            ),
          )
          if (same) equivalent++
        },
      ),
      { numRuns: 300 },
    )
    expect(equivalent).toBeGreaterThan(5)
  })
  it('all permutations are each there once', () => {
    for (const [n, count] of [
      [1, 1],
      [2, 2],
      [3, 6],
      [4, 24],
      [5, 120],
    ] as const) {
      const { isComplete, each } = permutationsOf(n, 120, 0)
      expect(isComplete).toBe(true)
      const seen = Array.from(each(), (at) => at.join())
      expect(new Set(seen).size).toBe(count)
      expect(seen.length).toBe(count)
    }
    expect(permutationsOf(6, 120, 0).isComplete).toBe(false)
    expect(Array.from(permutationsOf(200, 50, 0).each()).length).toBe(50)
  })
})
