import { describe, expect, it } from 'vitest'
import { admg, box, compose, effectByComb, findComb, interpret, stochastic } from '../../src/index.js'
import { admgModel } from './admg-model.js'
import { distance } from './arbitrary.js'

describe('effectByComb', () => {
  it('is the truncated factorisation on random models', () => {
    let found = 0
    let unaffected = 0
    for (let seed = 1; seed <= 400; seed++) {
      const { graph, joint, treatment, outcome, truth } = admgModel(seed)
      const comb = findComb(graph, treatment, outcome)
      if (!comb.applicable) continue
      found++
      if (!comb.teeth.some(({ given, withTreatment }) => !withTreatment && given.includes(treatment))) unaffected++
      const effect = effectByComb(joint, comb)
      expect(effect.support.every(Boolean)).toBe(true)
      expect(distance(effect.channel.values, truth)).toBeLessThan(1e-9)
    }
    expect(found).toBeGreaterThan(300)
    expect(unaffected).toBeGreaterThan(10)
  })

  it('with empty cells, computes what does not hang on them and refuses the rest', () => {
    let [kept, refused] = [0, 0]
    for (let seed = 1; seed <= 200; seed++) {
      const { graph, joint, treatment, outcome, truth } = admgModel(seed, 0.5)
      const comb = findComb(graph, treatment, outcome)
      if (!comb.applicable) continue
      const { channel, support } = effectByComb(joint, comb)
      const columns = truth.length / support.length
      // other joints with full support, as near as one likes: what is determined is the same in their limit
      const near = [1, 2].map((other) => {
        const noise = joint.values.map((_, i) => 1 + ((i * i * other + 7 * i + other) % 11))
        const sum = noise.reduce((total, x) => total + x, 0)
        const values = joint.values.map((p, i) => (1 - 1e-9) * p + (1e-9 * noise[i]!) / sum)
        return effectByComb({ ...joint, values }, comb).channel.values
      })
      for (const [row, determined] of support.entries()) {
        const cells = [row * columns, (row + 1) * columns] as const
        if (determined) {
          kept++
          expect(distance(channel.values.slice(...cells), truth.slice(...cells))).toBeLessThan(1e-9)
          continue
        }
        refused++
        expect(channel.values.slice(...cells).every(Number.isNaN)).toBe(true)
        expect(distance(near[0]!.slice(...cells), near[1]!.slice(...cells))).toBeGreaterThan(1e-7)
      }
    }
    expect(kept).toBeGreaterThan(250)
    expect(refused).toBeGreaterThan(10)
  })

  it('a parent that only the treatment hears of is no hidden cause (the five-node graph of the field report)', () => {
    // W -> X, W <-> M, M -> Y, X <-> Y, W <-> Z <-> Y: without W, X and M would look independent given nothing
    const graph = admg('W -> X; M -> Y; W <-> Z; W <-> M; Y <-> Z; Y <-> X')
    const comb = findComb(graph, 'X', 'Y')
    expect(comb.applicable && comb.discarded).toEqual(['Z'])
    expect(comb.applicable && comb.order).toEqual(['M', 'Y', 'W', 'X'])
    // the tooth of the outcome asks neither for the treatment nor for what leads to it
    expect(comb.applicable && comb.teeth[1]).toEqual({ variable: 'Y', given: ['M'], withTreatment: true })
  })

  it('computes a row that comes out the same however a hole is filled', () => {
    // X is always 0; M under X = 1 was never seen, but Y does not listen to it
    const joint = interpret(
      compose(box('X', [], ['X']), box('rest', ['X'], ['X', 'M', 'Y'])),
      stochastic,
      {
        X: [1, 0],
        rest: [
          [0.12, 0.28, 0.18, 0.42, 0, 0, 0, 0],
          [0, 0, 0, 0, 0.25, 0.25, 0.25, 0.25],
        ],
      },
      { sizes: { X: 2, M: 2, Y: 2 } },
    )
    const named = { ...joint, variables: joint.variables.slice(-3) }
    const comb = findComb(admg('X -> M -> Y'), 'X', 'Y')
    const effect = comb.applicable ? effectByComb(named, comb) : null
    expect(effect?.support).toEqual([true, true])
    expect(Array.from(effect!.channel.values, (x) => Math.round(x * 1e9) / 1e9)).toEqual([0.3, 0.7, 0.3, 0.7])
    expect(effect?.undefinedAt).toEqual([{ variable: 'M', given: 'X = 1' }])
  })
})
