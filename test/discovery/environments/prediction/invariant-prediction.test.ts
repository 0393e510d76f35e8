import { describe, expect, it } from 'vitest'
import {
  dag,
  dSeparation,
  type InvariantPrediction,
  invariantPrediction,
  kci,
  kernelRidge,
  normals,
  randomStream,
  splitStream,
  table,
} from '../../../../src/index.js'
import { expectCausalError } from '../../../support/errors.js'

const noise = (name: string, n: number) => normals(splitStream(randomStream('icp'), name), n).values

/** X → Y → Z with environments a, b, c that move X and Z. */
function chain(n: number, noiseOfY: (e: number) => number = () => 1) {
  const [x, y, z] = ['x', 'y', 'z'].map((name) => noise(name, 3 * n))
  return table(
    Array.from({ length: 3 * n }, (_, i) => {
      const e = i % 3
      const X = x![i]! * (1 + e) + e
      const Y = 2 * X + y![i]! * noiseOfY(e)
      return { E: ['a', 'b', 'c'][e]!, X, Y, Z: Y + z![i]! * (1 + e) }
    }),
  )
}
const asked = { outcome: 'Y', environment: 'E' } as const
const sure = (answer: ReturnType<typeof invariantPrediction>): InvariantPrediction => {
  if (!answer.invariant) throw new Error(answer.message)
  return answer as InvariantPrediction
}

describe('invariantPrediction', () => {
  it.each(['residuals', 'chow'] as const)('finds the cause, its effect and what is guaranteed (%s)', (method) => {
    const found = sure(invariantPrediction(chain(200), { ...asked, method }) as never)
    expect(found.parents).toEqual(['X'])
    expect(found.emptyBecause).toBeNull()
    expect(found.level).toEqual({ parents: 0.95, intervals: 0.9 })
    expect(found.sets).toHaveLength(4)
    const [X, Z] = found.predictors
    expect(X!.pValue).toBeLessThan(0.01)
    expect(X!.interval![0]).toBeGreaterThan(1.5)
    expect(X!.interval![1]).toBeLessThan(2.5)
    expect(Z!.pValue).toBeGreaterThan(0.05)
    expect(Z!.interval![0]).toBeLessThanOrEqual(0)
    expect(found.environments).toEqual(['a', 'b', 'c'].map((name) => ({ name, n: 200 })))
  })

  it('gives the p-values and intervals that the definitions give in SciPy', () => {
    const h = (i: number, k: number): number => ((i * 7919 + k * 104729 + i * i * 31 * (k + 1)) % 1009) / 1009 - 0.5
    const rows = Array.from({ length: 36 }, (_, i) => {
      const X = h(i, 1) * (1 + (i % 3))
      const W = h(i, 2) + 0.3 * (i % 3)
      const Y = 2 * X - W + h(i, 3)
      return { E: i % 3, X, W, Y, Z: Y + h(i, 4) * (1 + 2 * (i % 3)) }
    })
    // lstsq; ttest_ind(equal_var=False) and f; D' inv(I + A inv(A'A) A') D by matrices of full size
    const wanted = [
      ['', 0.012347538264636148, 0.054656547601877825],
      ['X', 0.08822221612108941, 0.030176425247058682],
      ['W', 7.718630525498682e-5, 0.0033370642286939837],
      ['Z', 0.00017590898899505145, 2.565386235550514e-5],
      ['X,W', 1, 0.42262886897990304],
      ['X,Z', 0.1138065176586121, 0.04283736747676839],
      ['W,Z', 1.2050874049402555e-5, 9.194431209556332e-6],
      ['X,W,Z', 1, 0.05817601517729293],
    ] as const
    const [residuals, chow] = (['gaussian-residuals', 'chow'] as const).map((method) =>
      sure(invariantPrediction(table(rows), { ...asked, method }) as never),
    )
    for (const [k, [set, first, second]] of wanted.entries()) {
      expect(residuals!.sets[k]!.predictors.join()).toBe(set)
      expect(residuals!.sets[k]!.pValue! / first).toBeCloseTo(1, 8)
      expect(chow!.sets[k]!.pValue! / second).toBeCloseTo(1, 8)
    }
    // causalicp 0.1 accepts the same sets
    expect(residuals!.accepted.map(({ predictors }) => predictors.join())).toEqual(['X', 'X,W', 'X,Z', 'X,W,Z'])
    expect(residuals!.parents).toEqual(['X'])
    // one accepted set: the interval is that of its regression
    const alone = sure(invariantPrediction(table(rows), { ...asked, predictors: ['X', 'W'], method: 'chow' }) as never)
    expect(alone.accepted.map(({ predictors }) => predictors.join())).toEqual(['', 'X,W'])
    expect(alone.predictors[0]!.interval![1]).toBeCloseTo(2.072076764693486, 9)
    expect(alone.predictors[1]!.interval![0]).toBeCloseTo(-1.1723069555292456, 9)
  })

  it('tells a violated model from an empty intersection', () => {
    const violated = invariantPrediction(
      chain(200, (e) => 1 + 2 * e),
      asked,
    )
    expect(violated).toMatchObject({ invariant: false, reason: 'no-invariant-set' })
    expect(violated.sets.every(({ accepted }) => !accepted)).toBe(true)

    const alike = table(
      Array.from({ length: 200 }, (_, i) => ({
        E: i % 2,
        X: noise('x', 200)[i]!,
        Y: noise('y', 200)[i]! + noise('x', 200)[i]!,
      })),
    )
    expect(invariantPrediction(alike, asked)).toMatchObject({
      invariant: true,
      parents: [],
      emptyBecause: 'empty-set-invariant',
    })

    // two copies of the cause: either will do, and none is in all sets
    const t = noise('x', 300)
    const copies = table(
      Array.from({ length: 300 }, (_, i) => {
        const X = t[i]! + 5 * (i % 2)
        return { E: i % 2, X, W: X + 0.01 * noise('w', 300)[i]!, Y: X + noise('y', 300)[i]! }
      }),
    )
    const found = sure(invariantPrediction(copies, asked) as never)
    expect(found).toMatchObject({ parents: [], emptyBecause: 'sets-disagree' })
    expect(found.accepted.some(({ predictors }) => predictors.length === 0)).toBe(false)
  })

  it('works on a test, and with the oracle names what every separating set holds', () => {
    const g = dag('E -> X -> Y; E -> W -> Y; Y -> Z; E -> Z')
    const found = sure(invariantPrediction(dSeparation(g), asked))
    expect([...found.parents].sort()).toEqual(['W', 'X'])
    expect(found.level).toEqual({ parents: 0.95, intervals: null })
    expect(found.predictors.every(({ interval }) => interval === null)).toBe(true)
    const moved = invariantPrediction(dSeparation(dag('E -> Y; X -> Y')), asked)
    expect(moved.invariant).toBe(false)
  })

  it('finds a cause that is not linear', () => {
    const [x, y] = [noise('x', 300), noise('y', 300)]
    const rows = table(
      Array.from({ length: 300 }, (_, i) => {
        const X = x[i]! * (i % 2 === 0 ? 1 : 2)
        const Y = X * X + 0.5 * y[i]!
        return { E: i % 2, X, Y }
      }),
    )
    expect(sure(invariantPrediction(rows, { ...asked, method: 'nonlinear' }) as never).parents).toEqual(['X'])
    expect(
      sure(invariantPrediction(rows, { ...asked, method: 'nonlinear', learner: kernelRidge() }) as never).parents,
    ).toEqual(['X'])
    expect(sure(invariantPrediction(kci(rows), asked) as never).parents).toEqual(['X'])
    // a line does not see it: the sets differ in their residuals
    expect(invariantPrediction(rows, asked).invariant).toBe(false)
  })

  it('counts a set that could not be tested as not rejected, and says so', () => {
    const never = Object.assign(
      (_x: string, _y: string, given: readonly string[] = []) =>
        given.length === 1
          ? ({ tested: true, statistic: 9, pValue: 0, logPValue: Number.NEGATIVE_INFINITY, method: 'mine' } as const)
          : ({ tested: false, reason: 'sparse', message: 'no', witness: {}, method: 'mine' } as const),
      { variables: ['E', 'X', 'Y'] },
    )
    const found = sure(invariantPrediction(never as never, asked as never))
    expect(found.accepted).toEqual([{ predictors: [], pValue: null, accepted: true }])
    expect(found.warnings.join()).toContain('could not be tested')
  })

  it('counts the kurtosis of the noise, and warns where a test does not', () => {
    const heavy = chain(200)
    const cubed = table({
      ...Object.fromEntries(heavy.columns.map((name, c) => [name, heavy.data[c]!])),
      Y: (heavy.data[1] as Float64Array).map((x, i) => 2 * x + noise('y', 600)[i]! ** 3),
    } as never)
    const p = (method: 'residuals' | 'gaussian-residuals') =>
      invariantPrediction(cubed as never, { ...asked, method } as never)
    const causes = (answer: ReturnType<typeof p>) =>
      answer.sets.find(({ predictors }) => predictors.join() === 'X')!.pValue!
    expect(causes(p('residuals'))).toBeGreaterThan(causes(p('gaussian-residuals')))
    expect(p('gaussian-residuals').warnings.join()).toContain('heavier tails')
    expect(p('residuals').warnings).toEqual([])
    expect(invariantPrediction(chain(200), { ...asked, method: 'chow' }).warnings).toEqual([])
  })

  it('says what is wrong', () => {
    const data = chain(20)
    const ask = (source: unknown, question: object) => () =>
      invariantPrediction(source as never, { ...asked, ...question } as never)
    const fails = (call: () => unknown, code: Parameters<typeof expectCausalError>[2]) =>
      expectCausalError(call, 'invariantPrediction', code)
    fails(ask(data, { outcome: 'Q' }), 'unknown-name')
    fails(ask(data, { outcome: 'E' }), 'overlap')
    fails(ask(data, { predictors: ['X', 'Y'] }), 'overlap')
    fails(ask(data, { alpha: 0 }), 'invalid-argument')
    fails(ask(data, { method: 'exact' }), 'invalid-argument')
    fails(ask(data, { learner: kernelRidge() }), 'invalid-argument')
    fails(ask(data, { maxSize: 0.5 }), 'invalid-argument')
    fails(ask(data, { gamma: 1 }), 'unknown-option')
    fails(ask(data, { signal: { aborted: true } }), 'aborted')
    fails(ask(dSeparation(dag('E -> Y')), { method: 'chow' }), 'invalid-argument')
    fails(ask(table({ E: [1, 1, 1, 1], X: [1, 2, 3, 5], Y: [2, 1, 4, 3] }), {}), 'invalid-data')
    fails(ask(table({ E: [1, 1, 1, 1, 2], X: [1, 2, 3, 5, 4], Y: [2, 1, 4, 3, 5] }), {}), 'too-few-rows')
    const two = { E: [1, 1, 1, 1, 2, 2, 2, 2], Y: [2, 1, 4, 3, 5, 7, 6, 9] }
    fails(ask(table({ ...two, X: [1, 1, 1, 1, 1, 1, 1, 1] }), {}), 'constant-column')
    fails(ask(table({ ...two, X: [1, 2, 3, 4, 5, Number.NaN, 7, 8] }), {}), 'missing-values')
    fails(ask(table({ ...two, X: two.Y.map((v) => 2 * v) }), {}), 'collinear')
    fails(ask(table({ ...two, X: [1, 3, 2, 4, 6, 5, 8, 7], W: [2, 6, 4, 8, 12, 10, 16, 14] }), {}), 'collinear')
    const wide = Object.fromEntries(Array.from({ length: 17 }, (_, k) => [`x${k}`, [...noise(`x${k}`, 60)]]))
    fails(
      ask(table({ E: Array.from({ length: 60 }, (_, i) => i % 2), Y: [...noise('y', 60)], ...wide }), {}),
      'too-large',
    )
  })
})
