import { describe, expect, it } from 'vitest'
import {
  type LaggedTest,
  laggedCorrelation,
  laggedGraph,
  laggedSeparation,
  lpcmci,
  series,
  table,
} from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { expectCausalError } from '../../support/errors.js'
import { marksOf } from './true-marks.js'

const hidden = laggedGraph('U[t-1] -> X; U[t-2] -> Y; X[t-1] -> X; Y[t-1] -> Y')
const oracle = laggedSeparation(hidden, { nodes: ['X', 'Y'] })

/** Two series that a hidden one drives, Y a step later; Z follows Y. */
function driven(steps: number) {
  const random = generator(7)
  const rows = Array.from({ length: steps + 100 }, () => ({ u: random.normal(), X: 0, Y: 0, Z: 0 }))
  for (let t = 2; t < rows.length; t++) {
    const [now, last] = [rows[t]!, rows[t - 1]!]
    now.X = 0.6 * last.X + 0.8 * last.u + random.normal()
    now.Y = 0.6 * last.Y + 0.8 * rows[t - 2]!.u + random.normal()
    now.Z = 0.5 * last.Z + 0.7 * last.Y + random.normal()
  }
  return series(table(rows.slice(100).map(({ X, Y, Z }) => ({ X, Y, Z }))))
}

describe('lpcmci', () => {
  it('says that a hidden cause acts on two variables', () => {
    const { graph, separatingSets, warnings } = lpcmci(oracle, { maxLag: 2 })
    expect(graph.kind).toBe('lagged-pag')
    expect(marksOf(graph).get('X[t-1] Y')).toEqual(['arrow', 'arrow'])
    expect(marksOf(graph).get('Y[t-1] Y')![1]).toBe('arrow')
    expect(separatingSets.length).toBeGreaterThan(0)
    expect(warnings).toEqual([])
  })

  it('finds it in data, and what follows', () => {
    const { graph, tests } = lpcmci(laggedCorrelation(driven(2000), { maxLag: 2 }), { maxLag: 2, alpha: 0.01 })
    const found = marksOf(graph)
    expect(found.get('X[t-1] Y')).toEqual(['arrow', 'arrow'])
    expect(found.get('Y[t-1] Z')).toEqual(['tail', 'arrow'])
    expect(found.has('X[t-0] Z')).toBe(false)
    expect(tests).toBeGreaterThan(10)
  })

  it('takes knowledge: what is no cause has an arrow, what is one stays', () => {
    const [from, to] = ['X', 'Y'] as const
    const none = lpcmci(oracle, { maxLag: 1, knowledge: { forbidden: [{ from, to, lag: 1 }] } })
    expect(marksOf(none.graph).get('X[t-1] Y')![0]).toBe('arrow')
    const kept = lpcmci(oracle, { maxLag: 1, knowledge: { required: [{ from: 'Y', to: 'X', lag: 1 }] } })
    expect(marksOf(kept.graph).get('Y[t-1] X')).toEqual(['tail', 'arrow'])
    const both = { required: [{ from, to, lag: 1 }], forbidden: [{ from, to }] }
    expectCausalError(() => lpcmci(oracle, { knowledge: both }), 'lpcmci', 'contradiction')
  })

  it('keeps what could not be tested, and names it', () => {
    const silent: LaggedTest<'X' | 'Y'> = Object.assign(
      (...[x, y, given]: Parameters<typeof oracle>) =>
        x.name !== y.name && Math.abs(x.lag - y.lag) === 0
          ? ({ tested: false, reason: 'too-few-rows', message: 'Too few rows.', method: 'none', witness: {} } as const)
          : oracle(x, y, given),
      { variables: ['X', 'Y'] as const },
    )
    const { graph, untested, warnings } = lpcmci(silent)
    expect(marksOf(graph).has('X[t-0] Y')).toBe(true)
    expect(untested[0]).toMatchObject({ x: { name: 'X' }, y: { name: 'Y', lag: 0 }, given: [], reason: 'too-few-rows' })
    expect(warnings[0]).toContain('X[t] — Y[t]')
  })

  it('says where larger sets might separate', () => {
    const { warnings } = lpcmci(oracle, { maxLag: 2, maxConditioningSize: 0, preliminaryIterations: 0 })
    expect(warnings.join()).toContain('maxConditioningSize')
  })

  it('reports progress, and stops when it is told to', () => {
    const stages = new Set<string>()
    lpcmci(oracle, { onProgress: ({ stage }) => stages.add(stage) })
    expect([...stages]).toEqual(['preliminary 1', 'ancestors', 'non-ancestors'])
    expectCausalError(() => lpcmci(oracle, { signal: { aborted: true } }), 'lpcmci', 'aborted')
  })

  it('refuses what it cannot search', () => {
    const short = laggedCorrelation(driven(50), { maxLag: 1 })
    expectCausalError(() => lpcmci(short, { maxLag: 2 }), 'lpcmci', 'invalid-argument')
    expectCausalError(() => lpcmci(oracle, { maxLag: 0 }), 'lpcmci', 'invalid-argument')
    expectCausalError(() => lpcmci(oracle, { alpha: 1 }), 'lpcmci', 'invalid-argument')
    expectCausalError(() => lpcmci(oracle, { preliminaryIterations: -1 }), 'lpcmci', 'invalid-argument')
    expectCausalError(() => lpcmci(oracle, { maxlag: 1 } as never), 'lpcmci', 'unknown-option')
    expectCausalError(() => lpcmci((() => 1) as never), 'lpcmci', 'invalid-argument')
  })
})
