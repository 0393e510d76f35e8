import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject, unknownName } from '../../names.js'
import { scoreInterval } from '../../numeric/score-interval.js'
import { normalQuantile } from '../../numeric/special/normal.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { AnswerScore, AnswerScores, GivenAnswer, KeyedQuestion } from './question-types.js'

/** A question with what was answered; undefined where nothing was. */
interface Met {
  readonly question: KeyedQuestion
  readonly given: string | undefined
}

/**
 * How well questions with a key were answered: accuracy for each kind of question with its interval, beside what guessing and the
 * commonest answer would reach.
 *
 * A question without an answer, and an answer that is none of the choices, are counted apart: `accuracy` speaks of those that were
 * answered, `rightOfAll` of all, and no number counts a silence as an error without saying so. The majority baseline knows the key's
 * shares: a model has to beat it to have shown anything.
 *
 * @param questions - the questions with their keys
 * @param answers - at most one for each question, in any order; texts are compared as they are
 * @param options - `confidence` of the intervals, between 0 and 1 (default 0.95)
 * @returns the score of all and of each kind, and which questions have no readable answer
 * @throws CausalError `invalid-argument` without a question, or for a key that is none of its choices; `duplicate-name` for two
 *   questions, or two answers, of one name; `unknown-name` for an answer to a question that is not there
 * @complexity linear in questions and answers
 * @category Advice
 * @example
 * const questions = [
 *   { id: 'a', kind: 'transitivity', answer: 'yes', choices: ['yes', 'no'] },
 *   { id: 'b', kind: 'transitivity', answer: 'no', choices: ['yes', 'no'] },
 *   { id: 'c', kind: 'transitivity', answer: 'yes', choices: ['yes', 'no'] },
 * ]
 * const { overall } = scoreAnswers(questions, [{ id: 'a', answer: 'yes' }, { id: 'b', answer: 'yes' }])
 * overall.accuracy
 * //=> 0.5
 * overall.unanswered
 * //=> 1
 * overall.chance
 * //=> 0.5
 */
export function scoreAnswers(
  questions: readonly KeyedQuestion[],
  answers: readonly GivenAnswer[],
  options: { readonly confidence?: number } = {},
): AnswerScores {
  return calledAs('scoreAnswers', () => {
    checkOptions('options', options, ['confidence'])
    const { confidence = 0.95 } = checkedObject('options', options)
    if (!(typeof confidence === 'number' && confidence > 0 && confidence < 1))
      throw new CausalError('invalid-argument', `confidence is ${show(confidence)}: give a level between 0 and 1.`)
    const byId = checkedQuestions(questions)
    const given = checkedAnswers(answers, byId)
    const met = questions.map((question) => ({ question, given: given.get(question.id) }))
    const z = normalQuantile(0.5 + confidence / 2)
    const kinds = [...new Set(questions.map(({ kind }) => kind))].sort()
    return Object.freeze({
      overall: scoreOf(null, met, z),
      kinds: Object.freeze(
        kinds.map((kind) =>
          scoreOf(
            kind,
            met.filter(({ question }) => question.kind === kind),
            z,
          ),
        ),
      ),
      unanswered: Object.freeze(met.filter((one) => one.given === undefined).map(({ question }) => question.id)),
      unreadable: Object.freeze(
        met.filter(isUnreadable).map((one) => Object.freeze({ id: one.question.id, answer: one.given! })),
      ),
      confidence,
    })
  })
}

function checkedQuestions(questions: readonly KeyedQuestion[]): Map<string, KeyedQuestion> {
  const byId = new Map<string, KeyedQuestion>()
  if (checkedList('questions', questions).length === 0)
    throw new CausalError('invalid-argument', 'there is no question: give at least one.')
  for (const question of questions) {
    checkOptions('question', checkedObject('question', question), ['id', 'kind', 'answer', 'choices'])
    for (const key of ['id', 'kind', 'answer'] as const)
      if (typeof question[key] !== 'string' || question[key] === '')
        throw new CausalError('invalid-argument', `a question needs a non-empty text as ${key}, got ${show(question)}.`)
    const { id, answer, choices } = question
    if (byId.has(id)) throw new CausalError('duplicate-name', `the question ${show(id)} is given twice.`, { id })
    if (choices !== undefined && !checkedList(`choices of ${show(id)}`, choices).includes(answer)) {
      const message = `the key of the question ${show(id)} is ${show(answer)}, which is none of its choices ${show(choices)}.`
      throw new CausalError('invalid-argument', message, { id, answer })
    }
    if (choices !== undefined && new Set(choices).size < choices.length)
      throw new CausalError('duplicate-name', `the question ${show(id)} has a choice twice: ${show(choices)}.`, { id })
    byId.set(id, question)
  }
  return byId
}

function checkedAnswers(
  answers: readonly GivenAnswer[],
  questions: ReadonlyMap<string, KeyedQuestion>,
): Map<string, string> {
  const given = new Map<string, string>()
  const seen = new Set<string>()
  for (const one of checkedList('answers', answers)) {
    // null is an answer here: there was none
    checkOptions('answer', { ...checkedObject('answer', one), answer: '' }, ['id', 'answer'])
    const { id, answer } = one
    if (!questions.has(id)) throw unknownName('question', id, questions.keys())
    if (seen.has(id))
      throw new CausalError('duplicate-name', `the question ${show(id)} is answered twice: keep one of the answers.`, {
        id,
      })
    seen.add(id)
    if (answer !== null && typeof answer !== 'string')
      throw new CausalError(
        'invalid-argument',
        `the answer to ${show(id)} must be a text, or null for none, got ${show(answer)}.`,
        { id },
      )
    if (answer !== null) given.set(id, answer)
  }
  return given
}

const isUnreadable = ({ question, given }: Met): boolean =>
  given !== undefined && question.choices !== undefined && !question.choices.includes(given)

function scoreOf(kind: string | null, met: readonly Met[], z: number): AnswerScore {
  const unreadable = met.filter(isUnreadable).length
  const read = met.filter((one) => one.given !== undefined && !isUnreadable(one))
  const right = read.filter(({ question, given }) => given === question.answer).length
  const keys = counted(met.map(({ question }) => question.answer))
  const [commonest] = [...keys].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const pairs = counted(read.map(({ question, given }) => JSON.stringify([question.answer, given])))
  return Object.freeze({
    kind,
    questions: met.length,
    answered: read.length,
    unanswered: met.length - read.length - unreadable,
    unreadable,
    right,
    accuracy: read.length > 0 ? right / read.length : null,
    interval: read.length > 0 ? scoreInterval(right, read.length, z) : null,
    rightOfAll: right / met.length,
    chance: met.every(({ question }) => question.choices !== undefined)
      ? met.reduce((sum, { question }) => sum + 1 / question.choices!.length, 0) / met.length
      : null,
    majority: Object.freeze({ answer: commonest![0], accuracy: commonest![1] / met.length }),
    pairs: Object.freeze(
      [...pairs]
        .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
        .map(([pair, count]) => {
          const [answer, given] = JSON.parse(pair) as [string, string]
          return Object.freeze({ answer, given, count })
        }),
    ),
  })
}

function counted(values: readonly string[]): Map<string, number> {
  const count = new Map<string, number>()
  for (const value of values) count.set(value, (count.get(value) ?? 0) + 1)
  return count
}
