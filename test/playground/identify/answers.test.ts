import { admg, type CausalGraph, dag, pdag } from 'causalkit/graph'
import { describe, expect, it } from 'vitest'
import { ways } from '../../../examples/playground/src/identify/answers.js'
import type { Question } from '../../../examples/playground/src/identify/question.js'

const ask = (graph: CausalGraph, parts: Partial<Question> = {}): Question => ({
  graph,
  treatment: 'X',
  outcome: 'Y',
  given: [],
  adjusted: [],
  selection: [],
  ...parts,
})

describe('answers for the panel', () => {
  it('a back door: the formula, the sets, the chosen set and its open path', () => {
    const question = ask(dag('Z -> X -> Y; Z -> W -> Y'))
    const effect = ways.effect(question)
    expect(effect.identifiable && effect.formula.text).toMatch(/^Σ_/)
    expect(ways.sets(question)).toEqual({ sets: [['Z'], ['W']], isMore: false, optimal: ['W'] })
    expect(ways.chosen(question)).toMatchObject({ valid: false, isPath: true, witness: ['X', 'Z', 'W', 'Y'] })
    expect(ways.chosen(ask(question.graph, { adjusted: ['Z'] })).valid).toBe(true)
    expect(ways.help(question).sentences).toEqual([])
  })
  it('a bow: the hedge, and that its hidden cause or an experiment would help', () => {
    const question = ask(admg('Z -> X -> Y; X <-> Y'))
    const effect = ways.effect(question)
    expect(effect).toMatchObject({ identifiable: false, hedge: ['X', 'Y'], why: expect.stringMatching(/^No formula/) })
    expect(ways.chosen(question).sentence).toContain('the path X ↔ Y is open')
    expect(ways.proof(question)).toBeNull()
    expect(ways.help(question).sentences.join(' ')).toContain('hidden common cause of “X” and “Y”')
    expect(ways.instruments(question).found).toEqual([{ instrument: 'Z', given: [] }])
  })
  it('a hidden node: what measuring it would give', () => {
    const question = ask(
      dag({
        nodes: ['U', 'X', 'Y'],
        directed: [
          ['U', 'X'],
          ['U', 'Y'],
          ['X', 'Y'],
        ],
        latents: ['U'],
      }),
    )
    expect(ways.effect(question).identifiable).toBe(false)
    expect(ways.help(question).sentences).toContain('To measure “U”, which is hidden now, would do.')
  })
  it('the front door, proved step by step with the graph of each condition', () => {
    const question = ask(admg('X -> M -> Y; X <-> Y'))
    expect(ways.frontDoor(question).sets).toEqual([['M']])
    const proof = ways.proof(question)!
    expect(proof.steps.length).toBeGreaterThan(2)
    expect(proof.steps.every(({ meaning }) => meaning !== '')).toBe(true)
    expect(
      proof.steps.flatMap(({ reasons }) => reasons).every(({ sentence }) => /no path is open/.test(sentence)),
    ).toBe(true)
  })
  it('selection is respected: an outcome that selects is not recovered', () => {
    expect(ways.effect(ask(dag('X -> Y'), { selection: ['Y'] })).identifiable).toBe(false)
    const fine = ways.effect(ask(dag('X -> Y'), { selection: ['X'] }))
    expect(fine.identifiable && fine.formula.text).toContain('selected')
  })
  it('classes of graphs are answered as far as they can be', () => {
    const question = ask(pdag('X -- Y'))
    expect(ways.chosen(question)).toMatchObject({ valid: false, isPath: true, witness: ['X', 'Y'] })
    expect(ways.proof(question)).toBeNull()
  })
  it('everything can be sent to a worker and back', () => {
    for (const graph of [dag('Z -> X -> Y; Z -> Y'), admg('X -> Y; X <-> Y')]) {
      const question = structuredClone(ask(graph))
      for (const way of Object.values(ways)) {
        const value = way(question)
        expect(structuredClone(value)).toEqual(value)
      }
    }
  })
  it('implied independencies are listed with their number', () => {
    expect(ways.independencies(ask(dag('X -> M -> Y')))).toEqual({
      found: [{ x: 'X', y: 'Y', given: ['M'] }],
      total: 1,
    })
  })
})
