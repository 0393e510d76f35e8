import { describe, expect, it } from 'vitest'
import { type KeyedQuestion, scoreAnswers } from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'
import { deepFreeze } from '../../support/freeze.js'

const labels = ['entailment', 'contradiction', 'neutral']
const questions: readonly KeyedQuestion[] = deepFreeze([
  { id: '1', kind: 'direct', answer: 'entailment', choices: labels },
  { id: '2', kind: 'direct', answer: 'neutral', choices: labels },
  { id: '3', kind: 'direct', answer: 'neutral', choices: labels },
  { id: '4', kind: 'common', answer: 'contradiction', choices: labels },
  { id: '5', kind: 'common', answer: 'contradiction', choices: ['entailment', 'contradiction'] },
])

describe('scoreAnswers', () => {
  it('scores each kind beside chance and the commonest answer', () => {
    const scores = scoreAnswers(
      questions,
      deepFreeze([
        { id: '3', answer: 'neutral' },
        { id: '1', answer: 'neutral' },
        { id: '2', answer: 'neutral' },
        { id: '5', answer: 'entailment' },
        { id: '4', answer: 'contradiction' },
      ]),
    )
    expect(scores.kinds.map(({ kind, right, accuracy }) => [kind, right, accuracy])).toEqual([
      ['common', 1, 0.5],
      ['direct', 2, 2 / 3],
    ])
    expect(scores.kinds[0]!.chance).toBeCloseTo((1 / 3 + 1 / 2) / 2, 12)
    expect(scores.kinds[1]!.majority).toEqual({ answer: 'neutral', accuracy: 2 / 3 })
    expect(scores.overall.majority).toEqual({ answer: 'contradiction', accuracy: 2 / 5 })
    expect(scores.kinds[1]!.pairs).toEqual([
      { answer: 'neutral', given: 'neutral', count: 2 },
      { answer: 'entailment', given: 'neutral', count: 1 },
    ])
    // statsmodels 0.14, proportion_confint(3, 5, method='wilson')
    expect(scores.overall.interval![0]).toBeCloseTo(0.2307242812760129, 12)
    expect(scores.overall.interval![1]).toBeCloseTo(0.8823792257673522, 12)
  })

  it('counts what is not answered, or cannot be read, apart', () => {
    const scores = scoreAnswers(questions, [
      { id: '1', answer: 'entailment' },
      { id: '2', answer: null },
      { id: '4', answer: 'Contradiction!' },
    ])
    expect(scores.unanswered).toEqual(['2', '3', '5'])
    expect(scores.unreadable).toEqual([{ id: '4', answer: 'Contradiction!' }])
    expect(scores.overall).toMatchObject({ answered: 1, unanswered: 3, unreadable: 1, right: 1, accuracy: 1 })
    expect(scores.overall.rightOfAll).toBe(0.2)
    const [common] = scores.kinds
    expect(common).toMatchObject({ kind: 'common', answered: 0, accuracy: null, interval: null, rightOfAll: 0 })
  })

  it('has no chance level where a question names no choices, and takes any text there', () => {
    const { overall } = scoreAnswers([{ id: 'a', kind: 'k', answer: 'x' }], [{ id: 'a', answer: 'y' }])
    expect(overall).toMatchObject({ chance: null, answered: 1, unreadable: 0, right: 0, accuracy: 0 })
  })

  it.each([
    ['no question', [], [], 'invalid-argument'],
    ['an unknown id', questions, [{ id: '7', answer: 'neutral' }], 'unknown-name'],
    [
      'two answers',
      questions,
      [
        { id: '1', answer: 'neutral' },
        { id: '1', answer: null },
      ],
      'duplicate-name',
    ],
    ['two questions of one name', [questions[0], questions[0]], [], 'duplicate-name'],
    ['a key outside the choices', [{ id: 'a', kind: 'k', answer: 'x', choices: ['y'] }], [], 'invalid-argument'],
    ['a choice twice', [{ id: 'a', kind: 'k', answer: 'y', choices: ['y', 'y'] }], [], 'duplicate-name'],
    ['an answer that is a number', questions, [{ id: '1', answer: 1 }], 'invalid-argument'],
    ['a question without a kind', [{ id: 'a', answer: 'y' }], [], 'invalid-argument'],
    ['an unknown key of an answer', questions, [{ id: '1', answer: 'neutral', why: 'so' }], 'unknown-option'],
  ] as const)('refuses %s', (_, asked, given, code) => {
    expectCausalError(() => scoreAnswers(asked as never, given as never), 'scoreAnswers', code)
  })
})
