import { describe, expect, it } from 'vitest'
import {
  admg,
  dag,
  doSearch,
  explainIdentification,
  identify,
  identifyCounterfactual,
  identifyFromExperiments,
  mpdag,
  pag,
  proofToLatex,
  proveIdentification,
  transport,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('explainIdentification', () => {
  it('tells an adjustment, a front door and a general derivation', () => {
    const back = explainIdentification(identify(dag('Z -> X -> Y; Z -> Y'), { do: 'X', outcome: 'Y' }))
    expect(back[0]).toBe('The effect is identified: by the back door, adjusting for Z. It is Σ_Z P(Y | X, Z) P(Z).')
    const napkin = admg('W -> Z -> X -> Y; W <-> X; W <-> Y')
    const general = explainIdentification(identify(napkin, { do: 'X', outcome: 'Y' }))
    expect(general.length).toBe(identify(napkin, { do: 'X', outcome: 'Y' }).derivation.length + 1)
    expect(general.every((sentence) => sentence.endsWith('.') && !sentence.includes('undefined'))).toBe(true)
  })

  it('tells a hedge, a thicket and a conflict', () => {
    const bow = admg('X -> Y; X <-> Y')
    expect(explainIdentification(identify(bow, { do: 'X', outcome: 'Y' }))[0]).toContain('(a hedge)')
    const thicket = identifyFromExperiments(bow, { do: 'X', outcome: 'Y', available: [{ do: [] }, { do: 'Y' }] })
    const told = explainIdentification(thicket)
    expect(told[0]).toContain('(a thicket)')
    expect(told[2]).toBe('Distribution 2 sets Y, so it does not show how it comes about.')
    const moved = transport(dag('X -> Y'), { selection: 'Y', do: 'X', outcome: 'Y', available: [{ domain: 'source' }] })
    expect(explainIdentification(moved)[1]).toBe('Distribution 1 is of a population that may differ in Y.')
    const conflict = identifyCounterfactual(dag('X -> Y'), {
      event: [
        { variable: 'Y', value: 1, do: { X: 1 } },
        { variable: 'Y', value: 0, do: { X: 0 } },
      ],
    })
    expect(explainIdentification(conflict)[0]!.length).toBeGreaterThan(30)
  })

  it('tells the steps of a search, and how one ended', () => {
    const g = admg('X -> M -> Y; X <-> Y')
    const query = { do: 'X', outcome: 'Y' } as const
    const halves = doSearch(g, {
      query,
      data: [
        { over: 'M', given: 'X' },
        { over: 'Y', do: 'M' },
      ],
    })
    expect(explainIdentification(halves)).toEqual([
      'It is identified: it is Σ_M P(Y | do(M)) P(M | X).',
      'P(M | X) is known.',
      'P(Y | do(M)) is known.',
      'P(Y | do(X, M)) = P(Y | do(M)) by rule 3 of the do-calculus (what is done does not matter).',
      'P(Y | do(X), M) = P(Y | do(X, M)) by rule 2 of the do-calculus (doing is as good as seeing).',
      'P(M | do(X)) = P(M | X) by rule 2 of the do-calculus (doing is as good as seeing).',
      'P(M, Y | do(X)) = P(Y | do(X), M) × P(M | do(X)).',
      'P(Y | do(X)) is the sum of P(M, Y | do(X)) over all the rest.',
    ])
    const short = doSearch(g, { query, data: [{ over: 'M', given: 'X' }] })
    expect(explainIdentification(short)).toHaveLength(1)
    const bow = doSearch(admg('X -> Y; X <-> Y'), { query, data: [{}] })
    expect(explainIdentification(bow)[0]).toContain('(a thicket)')
  })

  it('tells what a class leaves open, with the edge', () => {
    const open = identify(mpdag('X -- Y'), { do: 'X', outcome: 'Y' })
    expect(open).toMatchObject({
      identifiable: false,
      reason: 'possibly-causal-path',
      edge: ['X', 'Y'],
      witness: ['X', 'Y'],
    })
    expect(explainIdentification(open)[0]).toBe(
      'The path X – Y is causal in some graphs of the class and not in others: the direction of the edge between "X" and "Y" decides. Settle it with knowledge.',
    )
    const hidden = identify(pag('X o-> Y'), { do: 'X', outcome: 'Y' })
    expect(hidden.identifiable).toBe(false)
    expect(explainIdentification(hidden)[0]).toContain('may hide a common cause')
    const shown = explainIdentification(identify(pag('A o-> X; B o-> X; X -> Y'), { do: 'X', outcome: 'Y' }))
    expect(shown[0]).toBe('The effect is identified: by adjusting for nothing. It is P(Y | X).')
  })

  it('tells a proof line by line, in words and in LaTeX', () => {
    const proof = proveIdentification(admg('X -> M -> Y; X <-> Y'), { do: 'X', outcome: 'Y' })!
    const told = explainIdentification(proof)
    expect(told.length).toBe(proof.lines.length + 2)
    expect(told).toContain(
      'P(M | do(X)) = P(M | X) by rule 2 of the do-calculus (doing is as good as seeing): M and X are separated in the graph without edges out of X.',
    )
    const latex = proofToLatex(proof)
    expect(latex.split('\\\\\n').length).toBe(proof.lines.length + 1)
    expect(latex).toContain('(M \\perp X)_{G_{\\underline{X}}}')
    const braces = [...latex].reduce((depth, c) => depth + (c === '{' ? 1 : c === '}' ? -1 : 0), 0)
    expect(braces).toBe(0)
  })

  it('refuses what is no answer', () => {
    for (const bad of [null, 3, {}, []])
      expectCausalError(() => explainIdentification(bad as never), 'explainIdentification', 'invalid-argument')
  })
})
