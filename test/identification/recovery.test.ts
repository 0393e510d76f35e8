import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Admg,
  admg,
  type Dag,
  dag,
  evaluateEstimand,
  type Factor,
  recoverFromMissingness,
  recoverFromSelection,
  toText,
} from '../../src/index.js'
import {
  assignments,
  enumerate,
  type ModelGraph,
  probabilityOf,
  randomModel,
  truths,
  valueAt,
} from '../support/enumerated-model.js'
import { expectCausalError } from '../support/errors.js'

const modelOf = (g: Dag | Admg): ModelGraph => ({
  nodes: g.nodes,
  directed: g.edges.filter((e) => e.fromMark === 'tail').map((e) => [e.from, e.to] as const),
  bidirected: g.edges.filter((e) => e.fromMark === 'arrow').map((e) => [e.from, e.to] as const),
})

/** The joint as it is seen: where an indicator is 0 its variable shows a third state, `missing`, or wrongly 0. */
function asSeen(joint: Factor, missing: ReadonlyMap<string, string>, third = true): Factor {
  const names = joint.variables.map((v) => v.name)
  const variables = names.map((name) => ({
    name,
    states: third && missing.has(name) ? ['0', '1', 'missing'] : ['0', '1'],
  }))
  const values = new Float64Array(variables.reduce((n, v) => n * v.states.length, 1))
  for (const at of assignments(names)) {
    const cell = variables.reduce((i, { name, states }) => {
      const hidden = missing.has(name) && at.get(missing.get(name)!) === 0
      return i * states.length + (!hidden ? at.get(name)! : third ? 2 : 0)
    }, 0)
    values[cell]! += probabilityOf(joint, at)
  }
  return { variables, values }
}

describe('recoverFromMissingness', () => {
  const cases: [string, Dag | Admg, Record<string, string>, string, string | null][] = [
    ['completely at random', dag('X -> Y; R'), { Y: 'R' }, 'Y', 'P(Y | R = 1)'],
    ['at random', dag('X -> Y; X -> R'), { Y: 'R' }, 'Y', 'Σ_X P(Y | X, R = 1) P(X)'],
    ['not at random: the value itself decides', dag('X -> Y; Y -> R'), { Y: 'R' }, 'Y', null],
    [
      'not at random, but recoverable: X hides Y, and X is hidden at random',
      dag('X -> Y; X -> RY; RX'),
      { X: 'RX', Y: 'RY' },
      'Y',
      '',
    ],
    [
      'not at random: each hides the other (block-parallel)',
      dag('X -> Y; X -> RY; Y -> RX'),
      { X: 'RX', Y: 'RY' },
      'Y',
      '[Σ_X [P(Y, X, RX = 1, RY = 1) / P(RY = 1 | X, RX = 1)]] / P(RX = 1 | Y, RY = 1)',
    ],
    ['a ring of hiding', dag('A -> B -> C; A -> RB; B -> RC; C -> RA'), { A: 'RA', B: 'RB', C: 'RC' }, 'C', ''],
    ['itself, behind another', dag('X -> Y; X -> RY; Y -> RY'), { Y: 'RY' }, 'Y', null],
    ['each at random given a third', admg('Z -> X; Z -> Y; Z -> RX; Z -> RY; X <-> Y'), { X: 'RX', Y: 'RY' }, 'X', ''],
  ]
  it.each(cases)('%s', (_, g, missing, outcome, wanted) => {
    const list = Object.entries(missing).map(([variable, observed]) => ({ variable, observed }))
    const answer = recoverFromMissingness(g, { missing: list, outcome })
    if (wanted === null) {
      expect(answer.status).toBe('not-derivable')
      return
    }
    if (answer.status !== 'identifiable') throw new Error(answer.status)
    if (wanted !== '') expect(toText(answer.estimand)).toBe(wanted)
    const joint = enumerate(randomModel(modelOf(g), 11))
    const result = evaluateEstimand(answer.estimand, asSeen(joint, new Map(Object.entries(missing))))
    for (const state of [0, 1])
      expect(result.values[state]).toBeCloseTo(probabilityOf(joint, new Map([[outcome, state]])), 10)
  })

  it('is Theorem 2 of Mohan, Pearl & Tian for two that hide each other, with a derivation', () => {
    const g = dag('Smoking -> Weight; Smoking -> seenWeight; Weight -> seenSmoking')
    const missing = [
      { variable: 'Smoking', observed: 'seenSmoking' },
      { variable: 'Weight', observed: 'seenWeight' },
    ] as const
    const answer = recoverFromMissingness(g, { outcome: ['Smoking', 'Weight'], missing })
    if (answer.status !== 'identifiable') throw new Error(answer.status)
    expect(toText(answer.estimand)).toBe(
      'P(Smoking, Weight, seenSmoking = 1, seenWeight = 1) / [P(seenSmoking = 1 | Weight, seenWeight = 1) P(seenWeight = 1 | Smoking, seenSmoking = 1)]',
    )
    expect(answer.derivation.at(-1)).toMatchObject({ rule: 'divide', of: ['Smoking', 'Weight'] })
    for (const [i, { from }] of answer.derivation.entries()) for (const k of from) expect(k).toBeLessThan(i)
    // an effect, by the same rule in the search
    const effect = recoverFromMissingness(g, { do: 'Smoking', outcome: 'Weight', missing })
    if (effect.status !== 'identifiable') throw new Error(effect.status)
    const model = randomModel(modelOf(g), 5)
    const seen = asSeen(enumerate(model), new Map(missing.map((m) => [m.variable, m.observed])))
    const result = evaluateEstimand(effect.estimand, seen)
    for (const { at, value } of truths(model, ['Smoking'], ['Weight'], []))
      expect(result.values[at.get('Smoking')! * 3 + at.get('Weight')!]).toBeCloseTo(value, 10)
  })

  it('gives the truth in random models of random m-graphs, or nothing', () => {
    let recovered = 0
    let byDivision = 0
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 12 - 1 }), fc.integer({ min: 1, max: 1000 }), (bits, seed) => {
        const names = ['A', 'B', 'C'] as const
        const indicators = ['RA', 'RB', 'RC'] as const
        const pool: [string, string][] = [
          ['A', 'B'],
          ['A', 'C'],
          ['B', 'C'],
          ...names.flatMap((v) => indicators.filter((r) => r !== `R${v}`).map((r): [string, string] => [v, r])),
          ['RA', 'RB'],
          ['RB', 'RC'],
          ['A', 'RA'],
        ]
        // arrows between indicators, and onto the own one, are rare
        // most often C and A hide each other
        const hides = seed % 4 !== 1
        const directed: [string, string][] = pool.filter(
          ([a, b], k) =>
            (hides && ((a === 'A' && b === 'RC') || (a === 'C' && b === 'RA'))) ||
            ((bits >> k) & 1 && (k < 9 || (bits >> (k - 5)) & 1)),
        )
        const g: Dag = dag({ nodes: [...names, ...indicators] as string[], directed })
        const missing = names.map((variable, k) => ({ variable, observed: indicators[k]! }))
        const question = seed % 4 < 2 ? { outcome: 'C' } : { outcome: 'C', given: 'A' }
        const answer = recoverFromMissingness(g, { missing, ...question, budget: 3000 })
        if (answer.status !== 'identifiable') return
        recovered++
        if (answer.derivation.some((s) => s.rule === 'divide')) byDivision++
        const joint = enumerate(randomModel(modelOf(g), seed))
        const seen = asSeen(joint, new Map(missing.map((m) => [m.variable, m.observed])), false)
        const result = evaluateEstimand(answer.estimand, seen)
        const given = 'given' in question ? ['A'] : []
        for (const at of assignments([...given, 'C'])) {
          const below = probabilityOf(joint, new Map([...at].filter(([name]) => name === 'A')))
          const cell = result.variables.reduce((i, { name, states }) => i * states.length + at.get(name)!, 0)
          expect(result.values[cell]).toBeCloseTo(probabilityOf(joint, at) / below, 9)
        }
      }),
      { numRuns: 100 },
    )
    expect(recovered).toBeGreaterThan(10)
    expect(byDivision).toBeGreaterThan(2)
  })

  it('recovers effects too', () => {
    const g = dag('Z -> X -> Y; Z -> Y; Z -> R; X -> R')
    const answer = recoverFromMissingness(g, { missing: [{ variable: 'Y', observed: 'R' }], do: 'X', outcome: 'Y' })
    if (answer.status !== 'identifiable') throw new Error(answer.status)
    const model = randomModel(modelOf(g), 12)
    const result = evaluateEstimand(answer.estimand, asSeen(enumerate(model), new Map([['Y', 'R']])))
    for (const { at, value } of truths(model, ['X'], ['Y'], []))
      expect(result.values[at.get('X')! * 3 + at.get('Y')!]).toBeCloseTo(value, 10)
  })

  it('refuses questions about the indicators, and unknown names', () => {
    const g = dag('X -> Y; R')
    const at = 'recoverFromMissingness'
    const missing = [{ variable: 'Y', observed: 'R' }] as const
    expectCausalError(() => recoverFromMissingness(g, { missing, outcome: 'R' }), at, 'invalid-argument')
    expectCausalError(
      () => recoverFromMissingness(g, { missing: [{ variable: 'Y', observed: 'Y' }], outcome: 'X' }),
      at,
      'overlap',
    )
    expectCausalError(
      () => recoverFromMissingness(g, { missing: [{ variable: 'Y', observed: 'Q' as 'R' }], outcome: 'X' }),
      at,
      'unknown-name',
    )
  })
})

describe('recoverFromSelection', () => {
  it('gives formulas that are true of the whole population', () => {
    const g = dag('Z -> X -> Y; Z -> Y; Z -> S; X -> S')
    const inner = dag('Z -> X -> Y; Z -> Y')
    const answer = recoverFromSelection(inner, {
      do: 'X',
      outcome: 'Y',
      selectedBy: ['Z', 'X'],
      available: [{ selected: true }, { over: ['Z'], selected: false }],
    })
    if (answer.status !== 'identifiable') throw new Error(answer.status)
    expect(toText(answer.estimand)).toBe('Σ_Z P^selected(Y | X, Z) P(Z)')
    const model = randomModel(modelOf(g), 13)
    const joint = enumerate(model)
    const table = (names: string[], fixed: [string, number][]): Factor => ({
      variables: names.map((name) => ({ name, states: ['0', '1'] })),
      values: Float64Array.from(assignments(names), (at) => probabilityOf(joint, new Map([...at, ...fixed]))),
    })
    const result = evaluateEstimand(answer.estimand, [
      { domain: 'selected', joint: table(['Z', 'X', 'Y'], [['S', 1]]) },
      { joint: table(['Z'], []) },
    ])
    for (const { at, value } of truths(model, ['X'], ['Y'], [])) expect(valueAt(result, at)).toBeCloseTo(value, 10)
  })
})
