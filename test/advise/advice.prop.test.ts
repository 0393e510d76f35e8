import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  diagnose,
  type KeyedQuestion,
  scoreAnswers,
  simulateDag,
  simulateLinear,
  suggest,
  table,
} from '../../src/index.js'

describe('advice', () => {
  it('is the same for columns in another order and in other units', () => {
    let differing = 0
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.constantFrom('normal' as const, 'uniform' as const, 'exponential' as const),
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 4, maxLength: 4 }),
        fc.shuffledSubarray(['X1', 'X2', 'X3', 'X4'], { minLength: 4 }),
        (seed, noise, powers, order) => {
          const { data } = simulateLinear(simulateDag(4, { degree: 2, seed }), 120, { seed, noise })
          const column = (name: string): Float64Array => data.data[data.columns.indexOf(name)] as Float64Array
          const scaled = order.map((name, i) => [name, column(name).map((v) => v * 10 ** powers[i]!)] as const)
          const own = diagnose(data)
          const other = diagnose(table(Object.fromEntries(scaled)))
          if (order[0] !== 'X1') differing++
          const told = (diagnosis: typeof own): string[] =>
            diagnosis.findings
              .filter((one) => one.found)
              .map(({ topic, columns }) => `${topic} ${columns.join()}`)
              .sort()
          expect(told(other)).toEqual(told(own))
          const methods = (diagnosis: typeof own): string[] =>
            suggest(diagnosis, 'graph').suggestions.map(({ method }) => method)
          expect(methods(other)).toEqual(methods(own))
        },
      ),
      { numRuns: 20 },
    )
    expect(differing).toBeGreaterThan(5)
  })
})

describe('scores of answers', () => {
  it('count each question once, whatever the order of the answers', () => {
    let answered = 0
    fc.assert(
      fc.property(
        fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), kind: fc.constantFrom('k', 'l') }), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.array(fc.constantFrom('a', 'b', 'c', 'other', null), { minLength: 12, maxLength: 12 }),
        (keys, texts) => {
          const questions: KeyedQuestion[] = keys.map(({ key, kind }, i) => ({
            id: `${i}`,
            kind,
            answer: key,
            choices: ['a', 'b', 'c'],
          }))
          const answers = questions.map(({ id }, i) => ({ id, answer: texts[i]! }))
          const scores = scoreAnswers(questions, answers)
          expect(scoreAnswers(questions, [...answers].reverse())).toEqual(scores)
          const { overall, kinds } = scores
          for (const one of [overall, ...kinds]) {
            expect(one.answered + one.unanswered + one.unreadable).toBe(one.questions)
            expect(one.pairs.reduce((sum, { count }) => sum + count, 0)).toBe(one.answered)
            expect(one.rightOfAll).toBeLessThanOrEqual(one.accuracy ?? 1)
            if (one.interval === null) continue
            answered++
            expect(one.interval[0]).toBeLessThanOrEqual(one.accuracy!)
            expect(one.interval[1]).toBeGreaterThanOrEqual(one.accuracy!)
          }
          expect(kinds.reduce((sum, { right }) => sum + right, 0)).toBe(overall.right)
          // whoever gives the commonest answer always has the accuracy of the majority
          const always = questions.map(({ id }) => ({ id, answer: overall.majority.answer }))
          expect(scoreAnswers(questions, always).overall.accuracy).toBe(overall.majority.accuracy)
        },
      ),
    )
    expect(answered).toBeGreaterThan(50)
  })
})
