import { describe, expect, it } from 'vitest'
import {
  admg,
  type CalculusStep,
  type DoSearchResult,
  dag,
  doSearch,
  explainIdentification,
  identifyFromExperiments,
  toText,
  transport,
  verifySearch,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const text = (answer: DoSearchResult): string =>
  answer.status === 'identifiable' ? toText(answer.estimand) : answer.status
const frontDoor = admg('X -> M -> Y; X <-> Y')
const effect = { do: 'X', outcome: 'Y' } as const

describe('doSearch', () => {
  it('joins distributions of which none has all variables', () => {
    const data = [
      { over: 'M', given: 'X' },
      { over: ['M', 'Y'], do: 'X' },
    ] as const
    expect(text(doSearch(frontDoor, { query: effect, data }))).toBe('P(Y | do(X))')
    const halves = [{ over: ['X', 'M'] }, { over: 'Y', do: 'M' }] as const
    expect(text(doSearch(frontDoor, { query: effect, data: halves }))).toBe('Σ_M P(Y | do(M)) P(M | X)')
  })

  it('takes conditional distributions for what they are', () => {
    const g = dag('A -> B')
    const data = [{ over: 'A', given: 'B' }, { over: 'B' }] as const
    expect(text(doSearch(g, { query: { outcome: 'A' }, data }))).toBe('Σ_B P(A | B) P(B)')
    const lone = doSearch(g, { query: { outcome: 'A' }, data: [{ over: 'A', given: 'B' }] })
    expect(lone.status).toBe('not-derivable')
  })

  it('finds the front door of Pearl 1995 from the joint, and proves the bow impossible', () => {
    expect(text(doSearch(frontDoor, { query: effect, data: [{}] }))).toBe("Σ_M P(M | X) Σ_X' P(Y | M, X') P(X')")
    const bow = doSearch(admg('X -> Y; X <-> Y'), { query: effect, data: [{}] })
    expect(bow.status === 'not-identifiable' && bow.thicket.district).toEqual(['Y'])
    // what no distribution measures is hidden
    const hidden = doSearch(dag('Z -> X -> Y; Z -> Y'), { query: effect, data: [{ over: ['X', 'Y'] }] })
    expect(hidden.status).toBe('not-identifiable')
  })

  it('tells the end of a search from a search that was cut off', () => {
    const nodes = ['A', 'B', 'C', 'D', 'E']
    const g = dag<string>({ nodes, directed: nodes.slice(1).map((b, i) => [nodes[i]!, b] as const) })
    const question = { query: { do: 'A', outcome: 'E' }, data: [{ over: ['A', 'B'] }, { over: ['D', 'E'] }] }
    const ended = doSearch(g, question)
    const cut = doSearch(g, question, { budget: 10 })
    expect([ended.status, cut.status]).toEqual(['not-derivable', 'undecided'])
    expect(ended.status === 'not-derivable' && ended.terms).toBeGreaterThan(20)
  })

  it('says where it stands, and stops when told', () => {
    const nodes = Array.from({ length: 8 }, (_, i) => `V${i}`)
    const g = dag<string>({ nodes, directed: nodes.slice(1).map((b, i) => [nodes[i]!, b] as const) })
    const question = {
      query: { do: 'V0', outcome: 'V7' },
      data: [{ over: nodes.slice(0, 4) }, { over: nodes.slice(4) }],
    }
    let calls = 0
    let most = 0
    doSearch(g, question, {
      onProgress: ({ taken }) => {
        calls++
        most = Math.max(most, taken)
      },
    })
    expect(calls).toBeGreaterThan(5)
    expect(most).toBeGreaterThan(1000)
    expectCausalError(() => doSearch(g, question, { signal: { aborted: true } }), 'doSearch', 'aborted')
  })

  it('gives the same answer for any order of distributions', () => {
    const g = admg('X -> M -> Y; X <-> Y; Z -> X; Z -> Y')
    const data = [
      { over: ['X', 'M'] },
      { over: 'Y', do: 'M', given: 'Z' },
      { over: 'Z' },
      { over: ['M', 'Z'] },
    ] as const
    const first = doSearch(g, { query: effect, data })
    expect(first.status).toBe('identifiable')
    expect(doSearch(g, { query: effect, data: [...data].reverse() })).toEqual(first)
    expect(doSearch(g, { query: effect, data: [data[2], data[0], data[3], data[1], data[1]] })).toEqual(first)
  })

  it('asks of large graphs only what matters', () => {
    const idle = Array.from({ length: 60 }, (_, i) => `idle ${i}`)
    const g = admg<string>({
      nodes: ['X', 'M', 'Y', ...idle],
      directed: [['X', 'M'], ['M', 'Y'], ...idle.map((name) => ['Y', name] as const)],
      bidirected: [['X', 'Y']],
    })
    expect(text(doSearch(g, { query: effect, data: [{}] }))).toContain('P(M | X)')
    const chain = dag<string>({ nodes: idle, directed: idle.slice(1).map((b, i) => [idle[i]!, b] as const) })
    const ends = { query: { do: 'idle 0', outcome: 'idle 59' }, data: [{}] }
    const direct = doSearch(chain, ends)
    expect(text(direct)).toBe('P("idle 59" | "idle 0")')
    expect(verifySearch(chain, ends, direct)).toEqual({ valid: true })
    const half = { ...ends, data: [{ over: idle.slice(0, 30) }, { over: idle.slice(30) }] }
    const large = doSearch(chain, half)
    expect(large.status === 'undecided' && large.message).toContain('60')
  })

  it('refuses what cannot be read', () => {
    expectCausalError(
      () => doSearch(frontDoor, { query: effect, data: [{ over: ['X'], do: 'X' }] }),
      'doSearch',
      'overlap',
    )
    expectCausalError(
      () => doSearch(frontDoor, { query: effect, data: [{ over: [] }] }),
      'doSearch',
      'invalid-argument',
    )
    expectCausalError(
      () => doSearch(frontDoor, { query: effect, data: [{}] }, { budget: 0 }),
      'doSearch',
      'invalid-argument',
    )
  })
})

describe('verifySearch', () => {
  const question = { query: effect, data: [{}] } as const
  const answer = doSearch(frontDoor, question)
  if (answer.status !== 'identifiable') throw new Error('the front door is identifiable')
  const { derivation, estimand } = answer

  it('rejects every derivation with one step changed', () => {
    let lies = 0
    const nodes = ['X', 'M', 'Y'] as const
    for (const [at, step] of derivation.entries()) {
      const others: CalculusStep<'X' | 'M' | 'Y'>[] = []
      for (const node of nodes) {
        const without = (list: readonly string[]) => list.filter((name) => name !== node) as typeof step.of
        for (const field of ['of', 'do', 'given'] as const) {
          if (step[field].includes(node)) continue
          const moved = { ...step, of: without(step.of), do: without(step.do), given: without(step.given) }
          others.push({ ...moved, [field]: [...moved[field], node] })
        }
        if (step.of.includes(node) || step.do.includes(node) || step.given.includes(node))
          others.push({ ...step, of: without(step.of), do: without(step.do), given: without(step.given) })
      }
      for (const rule of ['rule 1', 'rule 2', 'rule 3', 'sum', 'condition', 'product', 'population'] as const)
        if (rule !== step.rule) others.push({ ...step, rule })
      for (const changed of others) {
        const lie = derivation.map((own, k) => (k === at ? changed : own))
        const verdict = verifySearch(frontDoor, question, { ...answer, derivation: lie })
        lies++
        if (verdict.valid) throw new Error(`step ${at}: ${JSON.stringify(changed)} was accepted`)
      }
    }
    expect(lies).toBeGreaterThan(150)
  })

  it('rejects another formula, another question, another graph, other data, and what is no record', () => {
    const wrong = [
      verifySearch(frontDoor, question, { ...answer, estimand: { ...estimand, type: 'constant', value: 1 } as never }),
      verifySearch(frontDoor, { query: { do: 'M', outcome: 'Y' }, data: [{}] }, answer),
      verifySearch(admg('X -> M -> Y; X <-> Y; X <-> M'), question, answer),
      verifySearch(frontDoor, { query: effect, data: [{ over: ['X', 'M'] }] }, answer),
      verifySearch(frontDoor, question, { ...answer, derivation: [] }),
      verifySearch(frontDoor, question, { status: 'not-derivable', message: '', terms: 3 }),
    ]
    expect(wrong.map(({ valid }) => valid)).toEqual([false, false, false, false, false, false])
  })

  it('checks thickets by their definition', () => {
    const g = admg('X -> Y; X <-> Y')
    const asked = { query: effect, data: [{}, { do: 'Y' }] } as const
    const refusal = doSearch(g, asked)
    expect(verifySearch(g, asked, refusal)).toEqual({ valid: true })
    // the same thicket is none where X is set in an experiment, or without the hidden cause
    expect(verifySearch(g, { query: effect, data: [{ do: 'X' }, { do: 'Y' }] }, refusal).valid).toBe(false)
    expect(verifySearch(admg('X -> Y'), asked, refusal).valid).toBe(false)
    expect(verifySearch(g, { query: effect, data: [{}, { do: 'Y' }, {}] }, refusal).valid).toBe(false)
  })
})

describe('distributions that leave nodes out', () => {
  it('a surrogate experiment and a surrogate outcome give the effect', () => {
    const g = admg('X -> S -> Y; X <-> S; X <-> Y')
    const available = [
      { do: 'X', over: 'S' },
      { do: 'S', over: 'Y' },
    ] as const
    const answer = identifyFromExperiments(g, { ...effect, available })
    expect(answer.identifiable && [toText(answer.estimand), answer.sources.map((source) => source.available)]).toEqual([
      'Σ_S P(Y | do(S)) P(S | do(X))',
      [1, 0],
    ])
    const alone = identifyFromExperiments(g, { ...effect, available: [available[0]] })
    expect(!alone.identifiable && [alone.reason, explainIdentification(alone).length]).toEqual(['not-derivable', 1])
  })

  it('populations may measure different things: an experiment there, a survey here (mz- and g-transportability)', () => {
    const g = admg('X -> S -> Y; Z -> S; X <-> S; X <-> Y')
    const query = {
      ...effect,
      selection: [
        { domain: 'trial', nodes: ['Z'] },
        { domain: 'lab', nodes: ['X'] },
      ],
      available: [
        { domain: 'trial', do: 'X', over: ['S', 'Z'] },
        { domain: 'target', over: ['Z'] },
        { domain: 'lab', do: 'S', over: ['Y'] },
      ],
    } as const
    const answer = transport(g, query)
    expect(answer.identifiable ? toText(answer.estimand) : answer.reason).toBe(
      'Σ_{S, Z} P^lab(Y | do(S)) P^trial(S | do(X), Z) P^target(Z)',
    )
    const selection = [query.selection[0], { domain: 'lab', nodes: ['Y'] }] as const
    const other = transport(g, { ...query, selection })
    expect(!other.identifiable && other.reason).toBe('not-derivable')
  })

  it('replays a search over populations', () => {
    const g = admg('X -> S -> Y; Z -> S; X <-> S; X <-> Y')
    const selection = [{ domain: 'trial', nodes: ['Z'] }] as const
    const data = [
      { domain: 'trial', do: 'X', over: 'S', given: 'Z' },
      { domain: 'target', over: 'Z' },
    ] as const
    const query = { do: 'X', outcome: 'S' } as const
    const answer = transport(g, { ...query, selection, available: data })
    expect(answer.identifiable && toText(answer.estimand)).toBe('Σ_Z P^trial(S | do(X), Z) P^target(Z)')
    expect(answer.identifiable && answer.derivation.some(({ rule }) => rule === 'population')).toBe(true)
    expect(verifySearch(g, { query, data, selection }, answer)).toEqual({ valid: true })
    const elsewhere = [{ domain: 'trial', nodes: ['S'] }] as const
    expect(verifySearch(g, { query, data, selection: elsewhere }, answer)).toMatchObject({
      valid: false,
      reason: 'rule',
    })
  })
})
