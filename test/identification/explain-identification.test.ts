import { describe, expect, it } from 'vitest'
import {
  admg,
  dag,
  doSearch,
  evaluateEstimand,
  explainIdentification,
  identify,
  identifyCounterfactual,
  identifyFromExperiments,
  mpdag,
  pag,
  proofToLatex,
  proveIdentification,
  recoverFromMissingness,
  recoverFromSelection,
  simplifyEstimand,
  transport,
  verifyProof,
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
      'P(M | do(X)) = P(M | X) by rule 2 of the do-calculus (doing is as good as seeing): M is separated from X in the graph without edges out of X.',
    )
    const latex = proofToLatex(proof)
    expect(latex.split('\\\\\n').length).toBe(proof.lines.length + 1)
    expect(latex).toContain('(M \\perp X)_{G_{\\underline{X}}}')
    const braces = [...latex].reduce((depth, c) => depth + (c === '{' ? 1 : c === '}' ? -1 : 0), 0)
    expect(braces).toBe(0)
  })

  it('tells which variable would need two values, and what cannot be', () => {
    const conflict = identifyCounterfactual(dag('X -> M -> Y'), {
      event: [
        { variable: 'Y', value: 1, do: { X: 1 } },
        { variable: 'Y', value: 0, do: { X: 0 } },
      ],
    })
    expect(explainIdentification(conflict)).toEqual([
      'No formula gives the probability, not even one in experiments: the event beside the conditions depends on ' +
        'P(M[X = 0] = M, M[X = 1] = M\'), which has "M" at two values at once: no experiment shows both.',
      'M has hidden causes, which act in all of these worlds at once, and M has one value in each experiment. Two models that ' +
        'agree on every experiment differ in the probability.',
    ])
    const impossible = identifyCounterfactual(dag('X -> Y'), {
      event: { variable: 'Y', value: 1 },
      given: { variable: 'X', value: 1, do: { X: 0 } },
    })
    expect(explainIdentification(impossible)).toEqual([
      'The conditions have probability 0: "X" is set to 0, and is to be 1.',
    ])
  })

  it('tells a recovery step by step, and where one ends', () => {
    const survey = dag('Age -> Income; Age -> R')
    const gaps = { missing: [{ variable: 'Income', observed: 'R' }], outcome: 'Income' } as const
    const told = explainIdentification(recoverFromMissingness(survey, gaps))
    expect(told[0]).toBe('It is identified: it is Σ_Age P(Income | Age, R = 1) P(Age).')
    expect(told).toContain(
      'P(Income | Age) = P(Income | Age, R) by rule 1 of the do-calculus (what is seen does not matter).',
    )
    const ended = explainIdentification(recoverFromMissingness(dag('Income -> R'), gaps))
    expect(ended).toEqual([
      'No formula was found: the rules of the do-calculus and of probability derive 3 terms from what is known, and what is asked is not among them.',
    ])
    const cut = explainIdentification(
      recoverFromSelection(dag('X -> Y'), {
        do: 'X',
        outcome: 'Y',
        selectedBy: 'Y',
        available: [{ selected: true }, { selected: false, over: ['X'] }],
        budget: 2,
      }),
    )
    expect(cut[0]).toContain('It is not decided')
    const selected = recoverFromSelection(dag('X -> Y'), { do: 'X', outcome: 'Y', selectedBy: 'Y' })
    expect(explainIdentification(selected)[0]).toContain('lead to the selection')
    // every rule of a derivation has its sentence
    const districts = recoverFromSelection(dag('W -> Y; X -> Y'), { do: 'X', outcome: 'Y', selectedBy: 'X' })
    const sentences = explainIdentification(districts)
    expect(sentences.length).toBeGreaterThan(2)
    expect(sentences.join()).not.toContain('undefined')
  })

  it('tells a proof that was read back from a file', () => {
    const g = dag('Z -> X -> Y; Z -> Y')
    const treated = { event: { variable: 'Y', value: 1, do: { X: 0 } }, given: { variable: 'X', value: 1 } } as const
    const proof = JSON.parse(JSON.stringify(proveIdentification(g, treated))) as NonNullable<
      ReturnType<typeof proveIdentification<'X' | 'Y' | 'Z'>>
    >
    expect(verifyProof(g, treated, proof)).toEqual({ valid: true })
    expect(explainIdentification(proof)[1]).toBe(
      'P(Y[X = 0] = 1 | X = 1) = P(Y[X = 0] = 1, X = 1) / P(X = 1) by the definition of a conditional probability.',
    )
    expect(proofToLatex(proof)).toContain('P(Y_{X = 0} = 1 \\mid X = 1)')
    // its terms are of several worlds: no distribution values them
    expectCausalError(() => evaluateEstimand(proof.effect, []), 'evaluateEstimand', 'invalid-argument')
    expectCausalError(() => simplifyEstimand(proof.effect), 'simplifyEstimand', 'invalid-argument')
  })

  it('refuses what is no answer', () => {
    for (const bad of [null, 3, {}, []])
      expectCausalError(() => explainIdentification(bad as never), 'explainIdentification', 'invalid-argument')
  })
})
