import { describe, expect, it } from 'vitest'
import {
  admg,
  type CausalGraph,
  type CounterfactualEvent,
  type CounterfactualIdentification,
  counterfactualWorldsGraph,
  dag,
  evaluateEstimand,
  identifyCounterfactual,
  toText,
  unidentifiableCounterfactualGraph,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'

/** `Y=1@X=0,Z=1` is Y = 1 had X been 0 and Z 1. */
const atom = (text: string): CounterfactualEvent => {
  const [fact, world] = text.split('@')
  const [variable, value] = fact!.split('=') as [string, string]
  return {
    variable,
    value,
    ...(world === undefined ? {} : { do: Object.fromEntries(world.split(',').map((p) => p.split('='))) }),
  }
}
const atoms = (text: string): CounterfactualEvent[] => (text === '' ? [] : text.split(' ').map(atom))
const ask = (graph: CausalGraph, event: string, given = ''): CounterfactualIdentification =>
  identifyCounterfactual(graph, { event: atoms(event), given: atoms(given) })
const said = (answer: CounterfactualIdentification): string =>
  answer.identifiable ? toText(answer.estimand) : answer.reason

describe('identifyCounterfactual with conditions', () => {
  it('refuses conditions in two worlds that hang together with the event', () => {
    const edge = dag('X -> Y')
    for (const event of ['X=0', 'X=0@Y=1', 'X=1']) expect(said(ask(edge, event, 'Y=1@X=0 Y=1'))).toBe('conflict')
    const chain = dag('X -> M -> Y')
    expect(said(ask(chain, 'X=0', 'M=1@X=0 Y=1'))).toBe('conflict')
    expect(said(ask(chain, 'X=0', 'M=0 Y=0@X=0'))).toBe('conflict')
  })

  it('answers what conditions in other worlds do not touch', () => {
    expect(said(ask(dag('X -> Y'), 'X=0', 'Y=1@X=0'))).toBe('P(X = 0)')
    expect(said(ask(dag('X -> Y; W -> X'), 'W=0', 'Y=1@X=0 Y=0@X=1'))).toBe('P(W = 0)')
  })

  it('uses the condition, and the event beside it, for consistency', () => {
    const bow = admg('X -> Y; X <-> Y')
    expect(said(ask(bow, 'X=0', 'Y=1@X=0'))).toBe('P(X = 0, Y = 1) / P(Y = 1 | do(X = 0))')
    expect(said(ask(bow, 'Y=1@X=0', 'X=0'))).toBe('P(Y = 1 | X = 0)')
    expect(said(ask(bow, 'Y=1@X=0', 'X=1'))).toBe('conflict')
  })

  it('says 0 and 1 where consistency decides', () => {
    const edge = dag('X -> Y')
    expect(said(ask(edge, 'Y=1@X=0', 'X=0 Y=0'))).toBe('0')
    expect(said(ask(edge, 'Y=0@X=0', 'X=0 Y=0'))).toBe('1')
    expect(said(ask(edge, 'Y=1@X=1 Y=0 X=1'))).toBe('0')
    expect(said(ask(edge, 'Y=1', 'Y=1@X=1 Y=1'))).toBe('1')
    expect(said(ask(edge, 'X=0@X=1', 'X=0'))).toBe('0')
  })

  it('names the conditions that contradict each other', () => {
    const edge = dag('X -> Y')
    const twice = ask(edge, 'X=1', 'Y=1@X=0 Y=0 X=0')
    expect(twice).toMatchObject({
      reason: 'impossible-condition',
      variable: 'Y',
      witness: [
        { value: { variable: 'Y', state: '0' }, do: [{ variable: 'X', state: '0' }] },
        { value: { variable: 'Y', state: '1' }, do: [{ variable: 'X', state: '0' }] },
      ],
    })
    const set = ask(edge, 'Y=1', 'X=0@X=1')
    expect(set).toMatchObject({ reason: 'impossible-condition', variable: 'X' })
    expect(!set.identifiable && set.message).toBe('the conditions have probability 0: "X" is set to 1, and is to be 0.')
  })

  it('shows the factor that no experiment shows', () => {
    const answer = ask(dag('X -> M -> Y'), 'Y=1@X=1 Y=0@X=0')
    expect(answer).toMatchObject({ reason: 'conflict', district: ['M'], variable: 'M' })
    expect(!answer.identifiable && answer.message).toBe(
      'the event beside the conditions depends on P(M[X = 0] = M, M[X = 1] = M\'), which has "M" at two values at once: no experiment shows both.',
    )
  })

  it('writes formulas as textbooks do', () => {
    expect(said(ask(dag('Z -> X -> Y; Z -> Y'), 'Y=1@X=0', 'X=1'))).toBe('Σ_Z P(Y = 1 | Z, X = 0) P(Z | X = 1)')
    expect(said(ask(dag('W -> Z; W -> X; Z -> X; X -> Y; Z -> Y'), 'Y=1@X=0', 'X=1'))).toBe(
      'Σ_Z P(Y = 1 | Z, X = 0) P(Z | X = 1)',
    )
    expect(said(ask(admg('X -> M -> Y; X <-> Y'), 'Y=1@X=1', 'X=0'))).toBe('Σ_M P(Y = 1 | M, X = 0) P(M | X = 1)')
    expect(said(ask(counterfactualWorldsGraph, 'Y=1@X=0', 'X=1 Z=0@D=0 D=0'))).toBe(
      'Σ_W P(Y = 1 | W, X = 1, Z = 0) P(W | X = 0)',
    )
    expect(said(ask(unidentifiableCounterfactualGraph, 'Y=1@X=0', 'X=1 Z=0@D=0 D=0'))).toBe('conflict')
  })

  it('keeps what it is given', () => {
    const query = deepFreeze({ event: atoms('Y=1@X=0'), given: atoms('X=1') })
    expect(said(identifyCounterfactual(dag('X -> Y') as CausalGraph, query))).toBe('P(Y = 1 | X = 0)')
  })
})

describe('nested counterfactuals', () => {
  const untreated = { variable: 'M', do: { X: 0 } } as const

  it('gives the natural direct and indirect effect', () => {
    const g = dag('X -> M -> Y; X -> Y')
    const across = identifyCounterfactual(g, { event: { variable: 'Y', value: 1, do: { X: 1, M: untreated } } })
    expect(said(across)).toBe('Σ_M P(Y = 1 | M, X = 1) P(M | X = 0)')
    const z = dag('Z -> X; Z -> M; Z -> Y; X -> M -> Y; X -> Y')
    const confounded = identifyCounterfactual(z, { event: { variable: 'Y', value: 1, do: { X: 1, M: untreated } } })
    expect(said(confounded)).toBe('Σ_{Z, M} P(Y = 1 | Z, M, X = 1) P(M | Z, X = 0) P(Z)')
  })

  it('is the plain world where the nested value is that of the same world', () => {
    const g = admg('X -> M -> Y; X -> Y; M <-> Y')
    const nested = identifyCounterfactual(g, {
      event: { variable: 'Y', value: 1, do: { X: 0, M: { variable: 'M', do: { X: 0 } } } },
    })
    expect(said(nested)).toBe(said(ask(g, 'Y=1@X=0')))
  })

  it('refuses the recanting witness, and a mediator with a hidden common cause', () => {
    const recanting = identifyCounterfactual(dag('X -> L -> M -> Y; L -> Y; X -> Y'), {
      event: { variable: 'Y', value: 1, do: { X: 1, M: untreated } },
    })
    expect(recanting).toMatchObject({ identifiable: false, reason: 'conflict', variable: 'L' })
    const hidden = identifyCounterfactual(admg('X -> M -> Y; X -> Y; M <-> Y'), {
      event: { variable: 'Y', value: 1, do: { X: 1, M: untreated } },
    })
    expect(hidden).toMatchObject({ identifiable: false, reason: 'conflict', variable: 'X' })
  })

  it('gives path-specific effects over two mediators, and for the treated', () => {
    const g = dag('X -> A -> B -> Y; X -> Y; A -> Y')
    // X -> Y alone carries the treatment
    const direct = identifyCounterfactual(g, {
      event: { variable: 'Y', value: 1, do: { X: 1, A: { variable: 'A', do: { X: 0 } } } },
    })
    expect(said(direct)).toBe('Σ_A P(Y = 1 | A, X = 1) P(A | X = 0)')
    const treated = identifyCounterfactual(dag('Z -> X -> M -> Y; X -> Y; Z -> Y'), {
      event: { variable: 'Y', value: 1, do: { X: 1, M: untreated } },
      given: { variable: 'X', value: 0 },
    })
    expect(said(treated)).toBe('Σ_{Z, M} P(Y = 1 | Z, M, X = 1) P(Z | X = 0) P(M | X = 0)')
  })

  it('is a value: the effect in a table, by hand', () => {
    const g = dag('X -> M -> Y; X -> Y')
    const answer = identifyCounterfactual(g, { event: { variable: 'Y', value: 1, do: { X: 1, M: untreated } } })
    const m = [0.2, 0.7]
    const y = [
      [0.1, 0.4],
      [0.3, 0.9],
    ]
    const values = new Float64Array(8)
    for (const x of [0, 1]) {
      for (const mm of [0, 1]) {
        const p = 0.5 * (mm === 1 ? m[x]! : 1 - m[x]!)
        values[x * 4 + mm * 2 + 1] = p * y[x]![mm]!
        values[x * 4 + mm * 2] = p * (1 - y[x]![mm]!)
      }
    }
    const joint = { variables: ['X', 'M', 'Y'].map((name) => ({ name, states: ['0', '1'] })), values }
    // Σ_m P(y | X = 1, m) P(m | X = 0) = .3 × .8 + .9 × .2
    expect(answer.identifiable && evaluateEstimand(answer.estimand, joint).values[0]).toBeCloseTo(0.42, 12)
  })

  it('refuses what is no world', () => {
    const at = 'identifyCounterfactual'
    const g = dag('X -> M -> Y')
    const ask = (world: unknown) => () =>
      identifyCounterfactual(g, { event: { variable: 'Y', value: 1, do: world as { X: 1 } } })
    expectCausalError(ask({ M: { variable: 'X' } }), at, 'invalid-argument')
    expectCausalError(ask({ M: { variable: 'M', do: 3 } }), at, 'invalid-argument')
    expectCausalError(ask({ M: { value: 1 } }), at, 'invalid-argument')
    expectCausalError(ask({ M: { variable: 'M', do: { Q: 1 } } }), at, 'unknown-name')
    expectCausalError(ask([1]), at, 'invalid-argument')
    expectCausalError(ask({ M: { variable: 'M', did: { X: 1 } } }), at, 'unknown-option')
    const misspelt = { variable: 'Y', value: 1, doo: { X: 1 } } as { variable: 'Y'; value: 1 }
    expectCausalError(() => identifyCounterfactual(g, { event: misspelt }), at, 'unknown-option')
    const circle: { M: unknown } = { M: null }
    circle.M = { variable: 'M', do: circle }
    expectCausalError(ask(circle), at, 'invalid-argument')
    expectCausalError(() => identifyCounterfactual(g, null as never), at, 'invalid-argument')
  })

  it('copes with a thousand nested worlds', () => {
    const g = dag('X -> M -> Y')
    let world: { X?: number; M?: unknown } = { X: 0 }
    for (let k = 0; k < 1000; k++) world = { M: { variable: 'M', do: world } }
    const deep = identifyCounterfactual(g, { event: { variable: 'Y', value: 1, do: world as { X: 0 } } })
    expect(said(deep)).toBe('P(Y = 1 | X = 0)')
  })
})

describe('size', () => {
  it('answers twenty nodes and three worlds', () => {
    const nodes = Array.from({ length: 20 }, (_, i) => `V${i}`)
    const g = dag({ nodes, directed: nodes.slice(1).map((name, i) => [`V${i}`, name] as const) })
    const answer = ask(g, 'V19=1@V10=0', 'V3=1 V9=0@V2=0')
    expect(said(answer)).toBe('P(V19 = 1 | V10 = 0)')
  })
})
