import { describe, expect, it } from 'vitest'
import {
  abduct,
  bernoulli,
  categorical,
  cpt,
  dag,
  evaluateModel,
  fitScm,
  intervene,
  latent,
  linear,
  logistic,
  mechanism,
  normal,
  sample,
  scm,
  table,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const truth = scm({
  X: normal(0, 1),
  G: cpt([], { low: 0.4, high: 0.6 }),
  B: logistic({ X: 1 }),
  Y: mechanism(['X', 'B'], normal(0, 0.5), ({ X, B }: { X: number; B: number }, u: number) => X * X + B + u),
})
const rows = sample(truth, 400, { seed: 2 })

describe('evaluateModel', () => {
  it('has nothing against the model that the rows come from', () => {
    const found = evaluateModel(truth, rows, { rows: 150 })
    expect(found.mechanisms.map(({ variable }) => variable)).toEqual(['X', 'G', 'B', 'Y'])
    for (const one of found.mechanisms) {
      if (!one.judged) throw new Error(one.message)
      expect(one.calibration.pValue).toBeGreaterThan(0.005)
      expect(one.n).toBe(400)
      for (const { pValue, n } of one.independence) {
        expect(pValue).toBeGreaterThan(0.005)
        expect(n).toBe(150)
      }
    }
    expect(found.energy).toMatchObject({ n: 150, permutations: 199, seed: 0 })
    expect(found.energy.pValue).toBeGreaterThan(0.01)
    expect(found.warnings).toEqual([])
    const [x, g] = found.mechanisms
    if (!x?.judged || !g?.judged) throw new Error('not judged')
    // E|X − x| − ½ E|X − X′| of a standard normal is 1 / √π on average
    expect(Math.abs(x.crps! - 1 / Math.sqrt(Math.PI))).toBeLessThan(0.05)
    expect(g.crps).toBeNull()
    // Σ p²
    expect(Math.abs(g.hitRate! - 0.52)).toBeLessThan(0.05)
  })

  it('sees a bend that a line misses, a spread that is wrong, and rows from elsewhere', () => {
    const line = fitScm(dag('X -> Y'), sample(truth, 400, { seed: 3 }))
    const [, y] = evaluateModel(line, rows, { rows: 150 }).mechanisms
    if (!y?.judged) throw new Error('not judged')
    expect(y.independence[0]!.pValue).toBeLessThan(0.001)
    const wide = scm({ X: normal(0, 2) })
    const found = evaluateModel(wide, rows, { rows: 150 })
    expect(found.mechanisms[0]).toMatchObject({ judged: true })
    const [x] = found.mechanisms
    if (!x?.judged) throw new Error('not judged')
    expect(x.calibration.pValue).toBeLessThan(1e-6)
    expect(found.energy.pValue).toBeLessThan(0.02)
    expect(found.warnings.join()).toContain('does not name the columns "G", "B" and "Y"')
  })

  it('its p-values are uniform under the truth', () => {
    let [low, total] = [0, 0]
    for (let s = 0; s < 40; s++) {
      const found = evaluateModel(truth, sample(truth, 60, { seed: `u${s}` }), { draws: 49, rows: 20, seed: s })
      for (const one of found.mechanisms) {
        if (!one.judged) continue
        total++
        if (one.calibration.pValue < 0.1) low++
      }
    }
    expect(total).toBe(160)
    expect(low / total).toBeGreaterThan(0.03)
    expect(low / total).toBeLessThan(0.19)
  })

  it('says which mechanisms cannot be judged', () => {
    const hidden = scm({
      U: latent(normal(0, 1)),
      X: linear({ U: 1 }, normal(0, 1)),
      Y: linear({ X: 1 }, null),
      Z: bernoulli(0.5),
    })
    const data = sample(hidden, 50)
    const found = evaluateModel(intervene(hidden, { Z: 1 }), data, { rows: 20 })
    expect(found.mechanisms.map((one) => (one.judged ? 'judged' : one.reason))).toEqual([
      'latent-parent',
      'no-noise',
      'intervened',
    ])
    expect(found.warnings.join()).toContain('"X", "Y" and "Z"')
  })

  it('refuses what it cannot read', () => {
    expectCausalError(() => evaluateModel(truth, table({ X: [1, 2] }) as never), 'evaluateModel', 'too-few-rows')
    expectCausalError(
      () => evaluateModel(truth, table({ X: new Float64Array(30) }) as never),
      'evaluateModel',
      'unknown-name',
    )
    expectCausalError(
      () => evaluateModel(scm({ X: normal(0, 1) }), rows, { draws: 1 }),
      'evaluateModel',
      'invalid-argument',
    )
    expectCausalError(
      () => evaluateModel(abduct(scm({ X: normal(0, 1) }), { X: 1 }), rows),
      'evaluateModel',
      'not-supported',
    )
    const states = scm({ G: categorical({ mid: 0.5, high: 0.5 }) })
    expectCausalError(() => evaluateModel(states, rows), 'evaluateModel', 'unknown-name')
  })
})
