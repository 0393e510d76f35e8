import { describe, expect, it } from 'vitest'
import {
  box,
  CausalError,
  compose,
  copy,
  dag,
  diagramOf,
  doValue,
  gaussian,
  identity,
  interpret,
  logarithmic,
  openAt,
  relational,
  sampling,
  stochastic,
  symbolic,
  tensor,
  toText,
  twinDiagram,
  withOutputs,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('effects', () => {
  // a disease, its test, and evidence drawn as a box without outputs
  const evidence = compose(box('test', ['D'], ['T']), box('evidence', ['T'], []))
  const d = compose(box('disease', [], ['D']), copy('D'), tensor(identity('D'), evidence))
  const meanings = {
    disease: [0.01, 0.99],
    test: [
      [0.9, 0.1],
      [0.05, 0.95],
    ],
    evidence: [0.8, 0.2],
  }

  it('are refused by name where what they say would be lost', () => {
    const refused = expectCausalError(() => interpret(d, stochastic, meanings), 'interpret', 'not-probability')
    expect(refused.message).toContain('"evidence"')
    expect(refused.message).toContain('disintegrate')
    expectCausalError(
      () => interpret(d, stochastic, { ...meanings, evidence: [-5, 'x'] as never }),
      'interpret',
      'type-mismatch',
    )
    expectCausalError(
      () => interpret(d, stochastic, { ...meanings, evidence: [-5, 1] }),
      'interpret',
      'not-probability',
    )
    const half = [Math.log(0.5), Math.log(0.5)]
    const logs = { disease: half, test: [half, half], evidence: half }
    expectCausalError(() => interpret(d, logarithmic, logs), 'interpret', 'not-probability')
    const normal = { disease: { covariance: [1] }, test: { matrix: [[1]] }, evidence: { mean: [1] } }
    expectCausalError(() => interpret(d, gaussian, normal), 'interpret', 'type-mismatch')
    const programs = { disease: () => 1, test: () => 1, evidence: () => 1 }
    expectCausalError(() => interpret(d, sampling, programs, { seed: 1 }), 'interpret', 'not-supported')
    expectCausalError(() => interpret(d, symbolic, {}), 'interpret', 'not-supported')
    expectCausalError(() => twinDiagram(d, { do: { D: 1 }, query: 'D' }), 'twinDiagram', 'not-supported')
    const { evidence: _, ...rest } = meanings
    expectCausalError(() => interpret(d, stochastic, rest), 'interpret', 'unknown-name')
  })

  it('that say nothing are channels into nothing', () => {
    const values = interpret(d, stochastic, { ...meanings, evidence: [1, 1] }).values
    expect([...values]).toEqual([0.01, 0.99])
    const logs = {
      disease: meanings.disease.map(Math.log),
      test: [
        [0, -Infinity],
        [-Infinity, 0],
      ],
      evidence: [0, 0],
    }
    expect(interpret(d, logarithmic, logs).values[0]).toBeCloseTo(Math.log(0.01), 12)
    const nothing = { disease: { covariance: [2] }, test: { matrix: [[1]] }, evidence: {} }
    expect(interpret(d, gaussian, nothing).covariance).toEqual([[2]])
  })

  it('count in relations', () => {
    const possible = {
      disease: [1, 1],
      test: [
        [1, 0],
        [0, 1],
      ],
      evidence: [1, 0],
    }
    expect([...interpret(d, relational, possible).values]).toEqual([1, 0])
  })
})

describe('the sizes of wires', () => {
  const pair = box('s', [], ['A', 'B'])

  it('are not misread from a matrix of one row or one column', () => {
    const row = [[0.1, 0.2, 0.3, 0.4]]
    expectCausalError(() => interpret(pair, stochastic, { s: row }), 'interpret', 'type-mismatch')
    const told = interpret(pair, stochastic, { s: row }, { sizes: { A: 2 } })
    expect(told.variables.map((v) => v.states.length)).toEqual([2, 2])
    expect([...told.values]).toEqual([0.1, 0.2, 0.3, 0.4])
    const known = interpret(tensor(pair, box('b', [], ['B'])), stochastic, { s: row, b: [0.5, 0.5] })
    expect(known.variables.map((v) => v.states.length)).toEqual([2, 2, 2])
    const single = interpret(pair, stochastic, { s: row }, { sizes: { A: 1 } })
    expect(single.variables.map((v) => v.states.length)).toEqual([1, 4])
    const nested = interpret(pair, stochastic, {
      s: [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
    })
    expect(nested.variables.map((v) => v.states.length)).toEqual([2, 2])
    const column = [[1], [1], [0], [1]]
    expectCausalError(
      () => interpret(box('e', ['A', 'B'], []), relational, { e: column }),
      'interpret',
      'type-mismatch',
    )
    const effect = interpret(box('e', ['A', 'B'], []), relational, { e: column }, { sizes: { B: 2 } })
    expect(effect.variables.map((v) => v.states.length)).toEqual([2, 2])
    expect(interpret(box('t', [], ['A']), stochastic, { t: [[0.25, 0.75]] }).variables[0]!.states).toEqual(['0', '1'])
  })
})

/** The code of the CausalError that a call throws. */
function codeOf(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    if (error instanceof CausalError) return error.code
    throw error
  }
  return 'none'
}

describe('meanings from untyped code', () => {
  it('that hold themselves, nest unevenly or hold no numbers are refused', () => {
    const cyclic: unknown[] = []
    cyclic.push(cyclic, cyclic)
    const mixed: unknown[] = [0.5]
    mixed.push(mixed)
    let shared: unknown = 1
    for (let k = 0; k < 40; k++) shared = [shared, shared]
    const wide = box(
      'w',
      [],
      Array.from({ length: 40 }, (_, i) => `W${i}`),
    )
    for (const semantics of [stochastic, logarithmic, relational]) {
      for (const bad of [
        cyclic,
        mixed,
        [[0.5], 0.5],
        [['x', 1]],
        [1n],
        7,
        null,
        'half',
        Symbol('s'),
        { variables: [null] },
      ]) {
        expect(codeOf(() => interpret(box('s', [], ['A']), semantics, { s: bad as never }))).toMatch(
          /^(type-mismatch|invalid-argument)$/,
        )
      }
      expectCausalError(() => interpret(wide, semantics, { w: shared as never }), 'interpret', 'too-large')
    }
    for (const bad of [
      cyclic,
      mixed,
      null,
      7,
      { mean: cyclic },
      { covariance: cyclic },
      { matrix: [mixed] },
      { mean: 3 },
    ]) {
      expect(codeOf(() => interpret(box('s', [], ['A']), gaussian, { s: bad as never }))).toMatch(
        /^(type-mismatch|invalid-argument)$/,
      )
    }
    const circle = () => cyclic as never
    expectCausalError(
      () => interpret(box('s', [], ['A']), sampling, { s: circle }, { seed: 1 }),
      'interpret',
      'type-mismatch',
    )
  })

  it('a channel with other inputs than the box is not read as if it fitted', () => {
    const f = interpret(
      box('f', ['A', 'B'], ['C']),
      stochastic,
      { f: Array.from({ length: 4 }, () => [0.5, 0.5]) },
      { sizes: { A: 2, B: 2 } },
    )
    const error = expectCausalError(
      () => interpret(box('g', ['A'], ['B', 'C']), stochastic, { g: f }),
      'interpret',
      'type-mismatch',
    )
    expect(error.message).toContain('2 inputs')
  })
})

describe('symbolic', () => {
  it('refuses what a formula cannot say', () => {
    const model = diagramOf(dag('X -> Y'))
    const formula = (d: Parameters<typeof interpret>[0]) => interpret(d, symbolic, {})
    for (const d of [
      copy('A'),
      identity('A'),
      openAt(model, 'X').diagram,
      withOutputs(model, ['X', 'X']),
      doValue(model, 'X', 1).diagram,
      compose(copy('A'), box('q', ['A', 'A'], ['B'])),
    ]) {
      expectCausalError(() => formula(d), 'interpret', 'not-supported')
    }
    expect(toText(formula(withOutputs(openAt(model, 'X').diagram, 'Y')))).toBe('P(Y | X)')
    expect(toText(formula(withOutputs(doValue(model, 'X', 1).diagram, 'Y')))).toBe('P(Y | X = 1)')
    expect(toText(formula(box('q', ['A', 'A'], ['B'])))).toBe("P^q(B | A, A')")
  })
})
