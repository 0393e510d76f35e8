import { describe, expect, it } from 'vitest'
import {
  adjustmentSets,
  admg,
  backDoorSets,
  cpdag,
  dag,
  doCalculus,
  frontDoorSets,
  identify,
  identifyCounterfactual,
  identifyFromExperiments,
  instruments,
  isAdjustmentSet,
  mag,
  optimalAdjustmentSet,
  pag,
  pdag,
  recoverFromSelection,
  toText,
  transport,
  verifyDerivation,
} from '../../src/index.js'
import { numbers } from '../support/enumerated-model.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'

const text = (r: ReturnType<typeof identify>): string => (r.identifiable ? toText(r.estimand) : 'no')
const confounded = dag('Z -> X -> Y; Z -> Y')

describe('identify', () => {
  it('reads as the textbooks do', () => {
    expect(text(identify(confounded, { do: 'X', outcome: 'Y' }))).toBe('Σ_Z P(Y | X, Z) P(Z)')
    expect(text(identify(admg('X -> M -> Y; X <-> Y'), { do: 'X', outcome: 'Y' }))).toBe(
      "Σ_M P(M | X) Σ_X' P(Y | M, X') P(X')",
    )
    const napkin = admg('W -> Z -> X -> Y; W <-> X; W <-> Y')
    expect(text(identify(napkin, { do: 'X', outcome: 'Y' }))).toBe(
      'any_Z [[Σ_W P(X, Y | Z, W) P(W)] / [Σ_W P(X | Z, W) P(W)]]',
    )
    const verma = admg('A -> B -> C -> D; B <-> D')
    expect(text(identify(verma, { do: ['B', 'C'], outcome: 'D' }))).toBe('any_A Σ_B P(D | C, A, B) P(B | A)')
    expect(text(identify(dag('X -> Y; X -> Z'), { do: 'Y', outcome: 'Z' }))).toBe('P(Z)')
    expect(text(identify(confounded, { do: 'X', outcome: 'Y', given: 'Z' }))).toBe('P(Y | X, Z)')
  })

  it('projects latent nodes out, and never speaks of them', () => {
    const g = dag({
      nodes: ['U', 'X', 'M', 'Y'],
      directed: [
        ['U', 'X'],
        ['U', 'Y'],
        ['X', 'M'],
        ['M', 'Y'],
      ],
      latents: ['U'],
    })
    const answer = identify(g, { do: 'X', outcome: 'Y' })
    expect(answer.identifiable && answer.strategy).toBe('front-door')
    expect(JSON.stringify(answer)).not.toContain('"U"')
    expectCausalError(() => identify(g, { do: 'U', outcome: 'Y' } as never), 'identify', 'latent')
  })

  it('copes with names that break careless code', () => {
    const g = dag({
      nodes: ['constructor', '__proto__', 'a,b'],
      directed: [
        ['a,b', 'constructor'],
        ['a,b', '__proto__'],
        ['constructor', '__proto__'],
      ],
    })
    expect(text(identify(g, { do: 'constructor', outcome: '__proto__' }))).toBe(
      'Σ_{"a,b"} P(__proto__ | constructor, "a,b") P("a,b")',
    )
  })

  it('answers on a chain of 100,000 nodes', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => `v${i}`)
    const g = dag({ nodes, directed: nodes.slice(1).map((name, i) => [nodes[i]!, name] as const) })
    expect(text(identify(g, { do: 'v10', outcome: 'v99999' }))).toBe('P(v99999 | v10)')
    expect([...adjustmentSets(g, { treatment: 'v10', outcome: 'v99999' })]).toEqual([[]])
    expect(optimalAdjustmentSet(g, { treatment: 'v10', outcome: 'v99999' })).toEqual({ found: true, set: [] })
    expect(doCalculus(2, g, { outcome: 'v99999', nodes: 'v10' }).applies).toBe(true)
  })

  it('finds a front door in a chain of 20,000 mediators', () => {
    const nodes = Array.from({ length: 20_002 }, (_, i) => `v${i}`)
    const directed = nodes.slice(1).map((name, i) => [nodes[i]!, name] as const)
    const g = admg({ nodes, directed, bidirected: [['v0', 'v20001']] })
    const answer = identify(g, { do: 'v0', outcome: 'v20001' })
    expect(answer.identifiable && answer.strategy).toBe('front-door')
    expect(answer.identifiable && answer.set.length).toBe(1)
  })

  it('gives frozen answers and leaves its input alone', () => {
    const query = deepFreeze({ do: ['X'], outcome: ['Y'] } as const)
    const answer = identify(confounded, query)
    expect(Object.isFrozen(answer) && Object.isFrozen(answer.derivation)).toBe(true)
  })

  it('refuses questions that make no sense', () => {
    const at = 'identify'
    expectCausalError(() => identify(confounded, { do: 'X', outcome: 'X' }), at, 'overlap')
    expectCausalError(() => identify(confounded, { do: 'Q' as 'X', outcome: 'Y' }), at, 'unknown-name')
    expectCausalError(() => identify(confounded, { do: 'X', outcome: [] }), at, 'invalid-argument')
    expectCausalError(() => identify(confounded, { do: 'X', outcome: 'Y', given: ['X'] }), at, 'overlap')
    expectCausalError(() => identify(pdag('Z -> X -- Y'), { do: 'X', outcome: 'Y' }), at, 'not-supported')
    expectCausalError(() => identify(confounded, null as never), at, 'invalid-argument')
  })
})

describe('verifyDerivation', () => {
  it('finds the step that was tampered with', () => {
    const g = admg('W -> Z -> X -> Y; W <-> X; W <-> Y')
    const query = { do: 'X', outcome: 'Y' } as const
    const answer = identify(g, query)
    const changed = answer.derivation.map((s) =>
      s.rule === 'wider-district' ? { ...s, sets: [['X', 'Y'] as const] } : s,
    )
    const verdict = verifyDerivation(g, query, { ...answer, derivation: changed } as typeof answer)
    expect(verdict.valid).toBe(false)
    expect(verdict).toMatchObject({ valid: false, reason: 'rule' })
    expect(!verdict.valid && answer.derivation[verdict.step!]!.rule).toBe('wider-district')
  })
})

describe('adjustment', () => {
  const query = { treatment: 'X', outcome: 'Y' } as const

  it('lists lazily: the first of a million sets costs little', () => {
    const nodes = ['X', 'Y']
    const directed: [string, string][] = [['X', 'Y']]
    for (let k = 0; k < 20; k++) {
      nodes.push(`A${k}`, `B${k}`)
      directed.push([`A${k}`, 'X'], [`A${k}`, `B${k}`], [`B${k}`, 'Y'])
    }
    const sets = adjustmentSets(dag({ nodes, directed }), query)
    for (const set of sets) {
      expect(set.length).toBe(20)
      break
    }
    let count = 0
    for (const _ of sets) if (++count === 500) break
    expect(count).toBe(500)
  })

  it('takes nodes that must be in, and nodes that must be out', () => {
    const g = dag('A -> X -> Y; A -> B -> Y; C -> Y')
    expect([...adjustmentSets(g, { ...query, include: ['C'] })]).toEqual([
      ['A', 'C'],
      ['B', 'C'],
    ])
    expect([...adjustmentSets(g, { ...query, exclude: ['A'] })]).toEqual([['B']])
    expect(isAdjustmentSet(g, { ...query, exclude: ['A'] }, ['A'])).toEqual({
      valid: false,
      reason: 'excluded-node',
      witness: ['A'],
    })
    expect(isAdjustmentSet(g, { ...query, include: ['C'] }, ['A'])).toEqual({
      valid: false,
      reason: 'missing-node',
      witness: ['C'],
    })
  })

  it('says why a set is not valid', () => {
    const m = dag('A -> X -> Y; A -> M <- B; B -> Y')
    expect(isAdjustmentSet(m, query, ['M'])).toEqual({
      valid: false,
      reason: 'open-path',
      witness: ['X', 'A', 'M', 'B', 'Y'],
    })
    expect(isAdjustmentSet(cpdag('X -- Y'), query, [])).toEqual({
      valid: false,
      reason: 'not-amenable',
      witness: ['X', 'Y'],
    })
    expect(isAdjustmentSet(mag('X -> Y'), query, [])).toEqual({
      valid: false,
      reason: 'not-amenable',
      witness: ['X', 'Y'],
    })
    expect(isAdjustmentSet(mag('Z -> X -> Y'), query, [])).toEqual({ valid: true })
    expect(isAdjustmentSet(pag('A o-> X <-o B; X -> Y'), query, [])).toEqual({ valid: true })
  })

  it('knows the pitfalls: mediators, colliders, latent causes', () => {
    expect([...backDoorSets(dag('X -> C <- Y'), query)]).toEqual([[]])
    expect(isAdjustmentSet(dag('X -> C <- Y; X -> Y'), query, ['C']).valid).toBe(false)
    const hidden = dag({
      nodes: ['X', 'Y', 'U'],
      directed: [
        ['U', 'X'],
        ['U', 'Y'],
        ['X', 'Y'],
      ],
      latents: ['U'],
    })
    expect([...adjustmentSets(hidden, query)]).toEqual([])
    expect(optimalAdjustmentSet(hidden, query)).toMatchObject({
      found: false,
      reason: 'no-valid-set',
      witness: ['X', 'Y'],
    })
    expect(optimalAdjustmentSet(dag('A -> X -> Y <- B; A -> Y'), query)).toEqual({ found: true, set: ['A', 'B'] })
  })

  it('gives the set of lowest variance, or says why there is none', () => {
    const both = { treatment: 'X', outcome: ['Y', 'W'] } as const
    expect(optimalAdjustmentSet(dag('C -> X -> Y; C -> W'), both)).toEqual({ found: true, set: ['C'] })
    expect(optimalAdjustmentSet(dag('W -> V -> X -> Y'), both)).toEqual({ found: true, set: ['V'] })
    expect(optimalAdjustmentSet(dag('W -> X -> Y'), both)).toMatchObject({ found: false, reason: 'no-valid-set' })
    expect(optimalAdjustmentSet(dag('A -> X; A -> Y <- B'), query)).toEqual({ found: true, set: ['A', 'B'] })
    // a latent mediator, and latent noise, are no hindrance; a measured effect of the outcome's hidden cause is one
    const nodes = ['X', 'Y', 'A', 'U'] as const
    const hides = (...directed: ['X' | 'Y' | 'A' | 'U', 'X' | 'Y' | 'A' | 'U'][]) =>
      optimalAdjustmentSet(dag({ nodes, directed, latents: ['U'] }), query)
    expect(hides(['X', 'U'], ['U', 'Y'], ['A', 'Y'])).toEqual({ found: true, set: ['A'] })
    expect(hides(['X', 'Y'], ['U', 'Y'], ['A', 'Y'])).toEqual({ found: true, set: ['A'] })
    const refused = hides(['X', 'Y'], ['U', 'Y'], ['U', 'A'])
    expect(refused).toMatchObject({ found: false, reason: 'hidden-cause', witness: ['Y'] })
    expect(!refused.found && refused.message).toContain('adjustmentSets()')
    expect(optimalAdjustmentSet(cpdag('X -- Y'), query)).toMatchObject({ found: false, reason: 'not-amenable' })
  })

  it('refuses what it has no criterion for', () => {
    expectCausalError(() => adjustmentSets(pdag('Z -> X -- Y'), query), 'adjustmentSets', 'not-supported')
    expectCausalError(
      () => adjustmentSets(cpdag('X -- Y'), { ...query, effect: 'direct' }),
      'adjustmentSets',
      'not-supported',
    )
    expectCausalError(() => adjustmentSets(mag('X -- Y'), query), 'adjustmentSets', 'not-supported')
    expectCausalError(() => backDoorSets(cpdag('X -- Y'), query), 'backDoorSets', 'not-supported')
    expectCausalError(() => optimalAdjustmentSet(mag('X -> Y'), query), 'optimalAdjustmentSet', 'not-supported')
    expectCausalError(
      () => adjustmentSets(confounded, { ...query, effect: 'both' as 'total' }),
      'adjustmentSets',
      'invalid-argument',
    )
    expectCausalError(() => isAdjustmentSet(confounded, query, ['X']), 'isAdjustmentSet', 'overlap')
    expectCausalError(
      () => adjustmentSets(confounded, { ...query, include: ['Z'], exclude: ['Z'] }),
      'adjustmentSets',
      'overlap',
    )
  })
})

describe('front doors and instruments', () => {
  it('lists several front doors', () => {
    const g = admg('X -> A -> B -> Y; X <-> Y')
    expect([...frontDoorSets(g, { treatment: 'X', outcome: 'Y' })]).toEqual([['A'], ['B']])
    expect([...frontDoorSets(g, { treatment: 'X', outcome: 'Y', exclude: ['A'] })]).toEqual([['B']])
    expectCausalError(
      () => frontDoorSets(mag('X -> Y'), { treatment: 'X', outcome: 'Y' }),
      'frontDoorSets',
      'not-supported',
    )
  })

  it('finds the first front door of a chain of 10,000 mediators at once, and all of a shorter one', () => {
    const chain = (n: number) => {
      const nodes = Array.from({ length: n }, (_, i) => `v${i}`)
      const directed = nodes.slice(1).map((name, i) => [nodes[i]!, name] as const)
      const last = nodes.at(-1)!
      return frontDoorSets(admg({ nodes, directed, bidirected: [['v0', last]] }), { treatment: 'v0', outcome: last })
    }
    for (const set of chain(10_000)) {
      expect(set.length).toBe(1)
      break
    }
    expect([...chain(300)].length).toBe(298)
  })

  it('finds an instrument behind colliders, which a listing by ancestors misses', () => {
    const query = { treatment: 'X', outcome: 'Y' } as const
    const g = admg('Z -> C <- D; D -> X -> Y; X <-> Y')
    expect([...instruments(g, query)]).toEqual([
      { instrument: 'C', given: [] },
      { instrument: 'D', given: [] },
      { instrument: 'Z', given: ['C'] },
    ])
    const far = admg('Z -> C <- D -> E <- F -> X -> Y; X <-> Y')
    expect([...instruments(far, query)].filter(({ instrument }) => instrument === 'Z')).toEqual([
      { instrument: 'Z', given: ['C', 'E'] },
    ])
    expect([...instruments(far, { ...query, sets: 'one', exclude: ['F'] })]).toEqual([
      { instrument: 'E', given: [] },
      { instrument: 'C', given: ['E'] },
      { instrument: 'D', given: ['E'] },
      { instrument: 'Z', given: ['C', 'E'] },
    ])
    expectCausalError(() => instruments(g, { treatment: ['X', 'D'], outcome: 'Y' }), 'instruments', 'invalid-argument')
    expectCausalError(() => instruments(g, { ...query, sets: 'some' as 'one' }), 'instruments', 'invalid-argument')
    expectCausalError(() => instruments(g, { ...query, budget: 0 }), 'instruments', 'invalid-argument')
    expectCausalError(
      () => instruments(cpdag('X -- Y'), { treatment: 'X', outcome: 'Y' }),
      'instruments',
      'not-supported',
    )
  })
})

describe('instruments of large graphs', () => {
  /** Random arrows and bidirected edges, as many for each node whatever the size. */
  const randomGraph = (n: number) => {
    const next = numbers(n)
    const draw = (count: number): [string, string][] => {
      const found = new Map<string, [string, string]>()
      while (found.size < count) {
        const [a, b] = [next(), next()].map((u) => Math.floor(u * n)).sort((i, j) => i - j) as [number, number]
        if (a !== b) found.set(`${a} ${b}`, [`v${a}`, `v${b}`])
      }
      return [...found.values()]
    }
    const nodes = Array.from({ length: n }, (_, i) => `v${i}`)
    return admg({ nodes, directed: draw(1.5 * n), bidirected: draw(0.15 * n) })
  }

  it('costs no more than what is asked for, and gives up aloud', () => {
    const g = randomGraph(100)
    const query = { treatment: 'v50', outcome: 'v99' } as const
    const take = (count: number): string[] => {
      const found: string[] = []
      for (const { instrument, given } of instruments(g, query)) {
        found.push(`${instrument} ${given}`)
        if (found.length === count) break
      }
      return found
    }
    const some = take(150)
    expect(new Set(some).size).toBe(150)
    expect(take(1)).toEqual(some.slice(0, 1))
    const error = expectCausalError(
      () => Array.from(instruments(g, { ...query, budget: 3 })),
      'instruments',
      'too-large',
    )
    expect(error.details['unfinished']).not.toEqual([])
  })
})

describe('doCalculus', () => {
  it('shows the equation and the path in its way', () => {
    const rule = doCalculus(3, dag('X -> Y'), { outcome: 'Y', nodes: 'X' })
    expect(rule.applies).toBe(false)
    expect(toText(rule.left)).toBe('P(Y | do(X))')
    expect(toText(rule.right)).toBe('P(Y)')
    expect(!rule.applies && rule.witness).toEqual(['X', 'Y'])
    // both sides of each rule's equation
    const sides = ([1, 2, 3] as const).map((r) => {
      const { left: one, right: other } = doCalculus(r, dag('A -> B -> C; W; D'), {
        outcome: ['D', 'C'],
        nodes: 'B',
        do: 'A',
        given: 'W',
      })
      return `${toText(one)} = ${toText(other)}`
    })
    expect(sides).toEqual([
      'P(C, D | do(A), B, W) = P(C, D | do(A), W)',
      'P(C, D | do(A, B), W) = P(C, D | do(A), B, W)',
      'P(C, D | do(A, B), W) = P(C, D | do(A), W)',
    ])
    expect(doCalculus(1, dag('A -> B -> C'), { outcome: 'C', nodes: 'A', given: 'B' }).applies).toBe(true)
    expectCausalError(
      () => doCalculus(4 as 1, confounded, { outcome: 'Y', nodes: 'X' }),
      'doCalculus',
      'invalid-argument',
    )
    expectCausalError(() => doCalculus(1, cpdag('X -- Y'), { outcome: 'Y', nodes: 'X' }), 'doCalculus', 'not-supported')
    expectCausalError(() => doCalculus(1, confounded, { outcome: 'Y', nodes: 'Y' }), 'doCalculus', 'overlap')
  })
})

describe('experiments and other populations', () => {
  it('combines experiments, and names the thicket when they do not suffice', () => {
    const g = admg('X1 -> Y; X2 -> Y; X1 <-> Y; X2 <-> Y')
    const both = identifyFromExperiments(g, { do: ['X1', 'X2'], outcome: 'Y', available: [{ do: ['X1', 'X2'] }] })
    expect(both.identifiable && toText(both.estimand)).toBe('P(Y | do(X1, X2))')
    const none = identifyFromExperiments(g, { do: ['X1', 'X2'], outcome: 'Y', available: [{ do: 'X1' }, {}] })
    expect(none.identifiable).toBe(false)
    expect(!none.identifiable && none.thicket?.district).toEqual(['Y'])
    expect(!none.identifiable && none.thicket?.obstacles.map((o) => o.hedge?.F)).toEqual([
      ['Y', 'X2'],
      ['X1', 'Y', 'X2'],
    ])
    const hidden = identifyFromExperiments(g, { do: 'X1', outcome: 'Y', available: [{ over: ['Y'] }] })
    expect(!hidden.identifiable && hidden.reason).toBe('not-identifiable')
    const tooLittle = identifyFromExperiments(dag('X -> Y'), { do: 'X', outcome: 'Y', available: [{ over: ['Y'] }] })
    expect(!tooLittle.identifiable && [tooLittle.reason, tooLittle.thicket]).toEqual(['not-derivable', null])
  })

  it('carries an experiment over, or says where the populations differ', () => {
    const g = admg('X -> Y; X <-> Y')
    const same = transport(g, { selection: 'X', do: 'X', outcome: 'Y' })
    expect(same.identifiable && toText(same.estimand)).toBe('P^source(Y | do(X))')
    const other = transport(g, { selection: 'Y', do: 'X', outcome: 'Y' })
    expect(!other.identifiable && other.thicket?.obstacles[1]?.differs).toEqual(['Y'])
    expectCausalError(
      () => transport(g, { selection: 'Y', do: 'X', outcome: 'Y', available: [{ domain: 'mars' }] }),
      'transport',
      'unknown-name',
    )
    const several = transport(g, {
      selection: [
        { domain: 'a', nodes: ['Y'] },
        { domain: 'b', nodes: [] },
      ],
      do: 'X',
      outcome: 'Y',
    })
    expect(several.identifiable && toText(several.estimand)).toBe('P^b(Y | do(X))')
  })

  it('never calls a cut-off search a no', () => {
    const g = dag('A -> B -> C -> D; A -> D')
    const available = [{ selected: true }, { selected: false, over: ['A'] }] as const
    const query = { do: 'B', outcome: 'D', selectedBy: 'C', available, budget: 3 } as const
    expect(recoverFromSelection(g, query).status).toBe('undecided')
    expectCausalError(
      () => recoverFromSelection(g, { ...query, budget: 0 }),
      'recoverFromSelection',
      'invalid-argument',
    )
    const many = Array.from({ length: 20 }, (_, i) => `v${i}`)
    expectCausalError(
      () =>
        recoverFromSelection(dag({ nodes: many }), {
          do: 'v0',
          outcome: 'v1',
          selectedBy: [],
          available: [{ selected: true, over: ['v0', 'v1'] }],
        }),
      'recoverFromSelection',
      'too-large',
    )
  })
})

describe('identifyCounterfactual', () => {
  const y = (value: number, x: number) => ({ variable: 'Y', value, do: { X: x } }) as const

  it('knows that necessity is not identifiable, and the effect on the treated behind a front door is', () => {
    const pn = identifyCounterfactual(dag('X -> Y'), {
      event: y(0, 0),
      given: [
        { variable: 'X', value: 1 },
        { variable: 'Y', value: 1 },
      ],
    })
    expect(pn.identifiable).toBe(false)
    expect(!pn.identifiable && pn.reason).toBe('conflict')
    const ett = identifyCounterfactual(admg('X -> M -> Y; X <-> Y'), {
      event: y(1, 1),
      given: { variable: 'X', value: 0 },
    })
    expect(ett.identifiable && ett.from).toBe('observations')
  })

  it('tells the impossible from the unidentifiable', () => {
    const g = dag('X -> Y')
    const never = identifyCounterfactual(g, { event: [y(1, 1), y(0, 1)] })
    expect(never.identifiable && toText(never.estimand)).toBe('0')
    const forced = identifyCounterfactual(g, { event: { variable: 'X', value: 1, do: { X: 1 } } })
    expect(forced.identifiable && toText(forced.estimand)).toBe('1')
    const condition = identifyCounterfactual(g, { event: y(1, 1), given: { variable: 'X', value: 0, do: { X: 1 } } })
    expect(!condition.identifiable && condition.reason).toBe('impossible-condition')
  })

  it('says when experiments are needed', () => {
    const bow = identifyCounterfactual(admg('X -> Y; X <-> Y'), { event: y(1, 1) })
    expect(bow.identifiable && bow.from).toBe('experiments')
    expect(bow.identifiable && toText(bow.estimand)).toBe('P(Y = 1 | do(X = 1))')
    expect(bow.identifiable && bow.hedge?.F).toEqual(['X', 'Y'])
  })

  it('refuses what is no query', () => {
    const at = 'identifyCounterfactual'
    const g = dag('X -> Y')
    expectCausalError(() => identifyCounterfactual(g, { event: [] }), at, 'invalid-argument')
    expectCausalError(
      () => identifyCounterfactual(g, { event: { variable: 'Q' as 'X', value: 1 } }),
      at,
      'unknown-name',
    )
    expectCausalError(
      () => identifyCounterfactual(g, { event: { variable: 'Y', value: Number.NaN } }),
      at,
      'invalid-argument',
    )
    expectCausalError(() => identifyCounterfactual(cpdag('X -- Y'), { event: y(1, 1) }), at, 'not-supported')
  })
})
