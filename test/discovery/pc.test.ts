import { describe, expect, it } from 'vitest'
import {
  cpdagOf,
  dag,
  dSeparation,
  type IndependenceTest,
  knowledge,
  pc,
  type SearchProgress,
  type TestResult,
} from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'
import { edgeTexts, plain, whimsicalTest } from './support.js'

const fork = dag('Z -> X -> Y <- Z; X -> W')

describe('pc', () => {
  it('finds the class of a graph from the oracle', () => {
    const { graph, isExtendable, ambiguous, nearAlpha } = pc(dSeparation(fork))
    expect(graph).toEqual(cpdagOf(fork))
    expect({ isExtendable, ambiguous, nearAlpha }).toEqual({ isExtendable: true, ambiguous: [], nearAlpha: [] })
  })
  it('reports the first separating set of each pair, and how many tests it took', () => {
    const { separatingSets, tests } = pc(dSeparation(dag('A -> B -> C')), { colliderRule: 'sepset' })
    expect(separatingSets).toEqual([{ x: 'A', y: 'C', given: ['B'] }])
    // three without a set; then A-B given C, A-C given B, B-A given C, B-C given A, C-B given A
    expect(tests).toBe(8)
  })
  it('has no edge between independent columns, and copes with one column and with none', () => {
    expect(pc(dSeparation(dag('A; B; C'))).graph.edges).toEqual([])
    expect(pc(dSeparation(dag('A'))).graph.nodes).toEqual(['A'])
    expect(pc(dSeparation(dag({ nodes: [] }))).graph.nodes).toEqual([])
  })
  it('knows names of any form', () => {
    const [a, b, c, d] = oddNames as [string, string, string, string]
    const graph = dag({
      nodes: [a, b, c, d],
      directed: [
        [a, c],
        [b, c],
        [c, d],
      ],
    })
    expect(pc(dSeparation(graph)).graph).toEqual(cpdagOf(graph))
  })
  it('stops growing the conditioning sets at maxConditioningSize', () => {
    const diamond = dag('A -> B -> D <- C <- A')
    expect(edgeTexts(pc(dSeparation(diamond), { maxConditioningSize: 1 }).graph)).toHaveLength(5)
    expect(edgeTexts(pc(dSeparation(diamond), { maxConditioningSize: 2 }).graph)).toHaveLength(4)
  })
  it('tells where it stands, and stops when asked to', () => {
    const seen: SearchProgress[] = []
    pc(dSeparation(fork), { onProgress: (progress) => seen.push(progress) })
    expect(seen[0]).toEqual({ stage: 'skeleton', level: 0, done: 1, total: 4, tests: 3 })
    expect(seen.at(-1)?.stage).toBe('colliders')
    const signal = { aborted: false }
    const stop = (): unknown =>
      pc(dSeparation(fork), {
        signal,
        onProgress: ({ level }) => {
          signal.aborted = level === 1
        },
      })
    expectCausalError(stop, 'pc', 'aborted')
    expect(AbortSignal.abort().aborted).toBe(true)
    expectCausalError(() => pc(dSeparation(fork), { signal: AbortSignal.abort() }), 'pc', 'aborted')
  })

  describe('with answers that contradict each other', () => {
    // A and C independent, and nothing else: but A ⊥ C | B as well, so that B both is and is not a collider
    const both = answers(['A', 'B', 'C'], (x, y) => (x === 'A' && y === 'C' ? 0.9 : 0.001))
    it('leaves an ambiguous triple alone and says so', () => {
      for (const colliderRule of ['majority', 'conservative'] as const) {
        const { graph, ambiguous } = pc(both, { colliderRule })
        expect(ambiguous).toEqual([{ x: 'A', middle: 'B', y: 'C' }])
        expect(graph.edges.every((edge) => edge.toMark === 'tail')).toBe(true)
      }
      expect(edgeTexts(pc(both, { colliderRule: 'sepset' }).graph)).toEqual(['["A","-",">","B"]', '["B",">","-","C"]'])
    })
    it('marks an edge that two colliders claim, and says that no DAG fits', () => {
      // a square whose opposite corners are independent given nothing: every corner is a collider
      const square = answers(['A', 'B', 'C', 'D'], (x, y, given) =>
        given.length === 0 && ((x === 'A' && y === 'C') || (x === 'B' && y === 'D')) ? 0.9 : 0.001,
      )
      const { graph, isExtendable } = pc(square, { repair: false })
      expect(graph.kind).toBe('pdag')
      expect(graph.edges.every((edge) => edge.fromMark === 'arrow' && edge.toMark === 'arrow')).toBe(true)
      expect(isExtendable).toBe(false)
      const kept = pc(square, { conflicts: 'keep' }).graph
      expect(kept.edges.every((edge) => edge.fromMark === 'tail' && edge.toMark === 'arrow')).toBe(true)
    })
    it('lists the decisions near alpha with their p-values', () => {
      const near = answers(['A', 'B', 'C'], (x, y, given) =>
        x === 'A' && y === 'B' ? 0.04 : x === 'B' && y === 'C' && given.length === 0 ? 0.06 : 1e-9,
      )
      const { nearAlpha } = pc(near, { alpha: 0.05 })
      expect(nearAlpha).toEqual([
        { x: 'A', y: 'B', given: [], pValue: expect.closeTo(0.04, 12), adjacent: true },
        { x: 'B', y: 'C', given: [], pValue: expect.closeTo(0.06, 12), adjacent: false },
      ])
    })
  })

  describe('with knowledge', () => {
    const chain = dSeparation(dag('X -> Y -> Z'))
    it('invents no collider where it forbids an edge both ways', () => {
      const known = knowledge({
        forbidden: [
          ['X', 'Z'],
          ['Z', 'X'],
        ],
      })
      for (const colliderRule of ['sepset', 'union', 'conservative', 'majority', 'max-p', 'definite-max-p'] as const) {
        const { graph, separatingSets } = pc(chain, { knowledge: known, colliderRule })
        expect(edgeTexts(graph)).toEqual(['["X","-","-","Y"]', '["Y","-","-","Z"]'])
        expect(separatingSets).toEqual([])
      }
    })
    it('keeps a required edge and carries its direction on', () => {
      const { graph } = pc(chain, { knowledge: knowledge({ required: [['X', 'Y']] }) })
      expect(edgeTexts(graph)).toEqual(['["X","-",">","Y"]', '["Y","-",">","Z"]'])
      expect(graph.kind).toBe('mpdag')
      // even one that the data speak against
      const { graph: forced } = pc(chain, { knowledge: knowledge({ required: [['X', 'Z']] }) })
      expect(edgeTexts(forced)).toContain('["X","-",">","Z"]')
    })
    it('never orients against the tiers, whatever the tests say', () => {
      const names = ['A', 'B', 'C', 'D', 'E', 'F']
      const known = knowledge({ tiers: [['C', 'F'], ['A', 'B'], ['D']] })
      for (let seed = 0; seed < 40; seed++) {
        const { graph } = pc(whimsicalTest(names, seed), { alpha: 0.2, knowledge: known })
        for (const { from, to, fromMark, toMark } of graph.edges) {
          const tier = (name: string): number => known.tiers.findIndex((list) => list.includes(name as never))
          if (tier(from) < 0 || tier(to) < 0 || tier(from) === tier(to)) continue
          expect([fromMark, toMark]).toEqual(tier(from) < tier(to) ? ['tail', 'arrow'] : ['arrow', 'tail'])
        }
      }
    })
    it('refuses a name that the test does not know', () => {
      const error = expectCausalError(
        () => pc(chain, { knowledge: knowledge({ required: [['X', 'Yy']] }) as never }),
        'pc',
        'unknown-name',
      )
      expect(error.message).toContain('"Y"')
    })
  })

  describe('with bad input', () => {
    it('refuses alpha outside (0, 1) and other options out of range', () => {
      const test = dSeparation(fork)
      for (const alpha of [0, 1, -1, 2, Number.NaN])
        expectCausalError(() => pc(test, { alpha }), 'pc', 'invalid-argument')
      for (const maxConditioningSize of [-1, 0.5, Number.NaN])
        expectCausalError(() => pc(test, { maxConditioningSize }), 'pc', 'invalid-argument')
      expectCausalError(() => pc(test, { colliderRule: 'best' as never }), 'pc', 'invalid-argument')
      expectCausalError(() => pc(test, { conflicts: 'fight' as never }), 'pc', 'invalid-argument')
      expectCausalError(() => pc({} as never), 'pc', 'invalid-argument')
    })
    it('names the query on which a test failed', () => {
      const failing = answers(['A', 'B', 'C'], (_x, _y, given) => {
        if (given.length === 1) throw new Error('singular')
        return 0.001
      })
      const error = expectCausalError(() => pc(failing), 'pc', 'invalid-data')
      expect(error.message).toContain('"A" and "B" given "C" failed: singular')
      expect(error.details).toMatchObject({ x: 'A', y: 'B', given: ['C'] })
      const empty = answers(['A', 'B'], () => Number.NaN)
      expect(expectCausalError(() => pc(empty), 'pc', 'invalid-data').message).toContain('NaN')
    })
    it('does the same with and without a plan', () => {
      expect(pc(plain(dSeparation(fork)))).toEqual(pc(dSeparation(fork)))
    })
  })
})

/** A test with made-up p-values; x and y come in column order. */
function answers(
  variables: readonly string[],
  pValue: (x: string, y: string, given: readonly string[]) => number,
): IndependenceTest {
  const test = (x: string, y: string, given: readonly string[] = []): TestResult => {
    const [a, b] = variables.indexOf(x) < variables.indexOf(y) ? [x, y] : [y, x]
    const p = pValue(a, b, given)
    return { tested: true, statistic: 0, pValue: p, logPValue: Math.log(p), method: 'made up' }
  }
  return Object.assign(test, { variables })
}
