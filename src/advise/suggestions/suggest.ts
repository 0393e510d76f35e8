import { CausalError, calledOnResult } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import { checkedList, checkedObject, unknownName } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { Diagnosis } from '../diagnosis/diagnosis-types.js'
import { effectOf } from './effect.js'
import { graphOfEnvironments, graphWithGaps } from './graph-elsewhere.js'
import { graphOfRows, testOfRows } from './graph-of-rows.js'
import { graphOfSeries, testOfSeries } from './graph-of-series.js'
import { type Advised, suggestionOf } from './make-suggestion.js'
import { type Profile, profileOf, tooLittle } from './profile.js'
import { rootCauseOf } from './root-cause.js'
import type { Advice, AdviceQuestion } from './suggestion-types.js'

type FullQuestion = Advice['question']

/**
 * Which methods to use for a question about a table, by its diagnosis: calls that are ready to run, each with its reason, what it takes
 * for granted and where it is published, and what is better left.
 *
 * The rules are fixed: the same diagnosis gives the same advice. Which rule is how good was measured over simulated tables; the guide
 * "Which method for these data?" has the table, also where the advice loses. Advice does not replace knowledge: whether common causes are
 * hidden, and which column can cause which, no look at the data says.
 *
 * @param diagnosis - what {@link diagnose} found
 * @param question - `'graph'`, `'test'`, or a record: `{ ask: 'graph', hiddenCauses }`, `{ ask: 'effect', treatment, outcome, graph, contrast }`,
 *   `{ ask: 'root cause', target, step }`
 * @returns suggestions, the one to begin with first; what is advised against; warnings
 * @throws CausalError `invalid-argument` for an unknown kind of question, or what is no diagnosis; `unknown-name` for columns that are not
 *   there; `overlap` for an effect of a column on itself; what `identify` says of the graph given
 * @complexity that of `identify`, where a graph is given
 * @category Advice
 * @example
 * const { graph } = { graph: dag('A -> B -> C') }
 * const advice = suggest(diagnose(simulateLinear(graph, 400, { seed: 1, noise: 'uniform' }).data), 'graph')
 * advice.suggestions.map((one) => one.code)
 * //=> ['directLingam(table)', 'boss(bicScore(table, { penalty: 2 }))', 'pc(fisherZ(table), { alpha: 0.01 })']
 */
export function suggest<N extends string = string>(diagnosis: Diagnosis, question: AdviceQuestion<N>): Advice {
  return calledOnResult('suggest', 'diagnose', () => {
    checkedDiagnosis(diagnosis)
    const asked = checkedQuestion(question, diagnosis)
    const profile = profileOf(diagnosis)
    const little = asked.ask === 'graph' || asked.ask === 'test' ? tooLittle(profile) : null
    const { ways, against, warnings } =
      little === null ? adviceOf(profile, asked) : { ways: [], against: [], warnings: [little] }
    return Object.freeze({
      question: Object.freeze({ ...asked }),
      suggestions: Object.freeze(ways.map(suggestionOf)),
      against: Object.freeze(against.map((one) => Object.freeze({ ...one }))),
      warnings: Object.freeze([...warnings, ...ofDiagnosis(profile)]),
    })
  })
}

function adviceOf(profile: Profile, asked: FullQuestion): Advised {
  switch (asked.ask) {
    case 'graph': {
      const { hiddenCauses = false } = asked
      if (profile.isSeries || profile.follows) return graphOfSeries(profile, hiddenCauses)
      if (profile.missing && !hiddenCauses && profile.lost > 0.02) return graphWithGaps(profile)
      if (profile.differ) return graphOfEnvironments(profile, hiddenCauses)
      return graphOfRows(profile, hiddenCauses)
    }
    case 'test':
      return profile.isSeries || profile.follows ? testOfSeries(profile) : testOfRows(profile)
    case 'effect':
      return effectOf(profile, asked)
    case 'root cause':
      return rootCauseOf(profile, asked)
  }
}

/** What to mind whatever is asked. */
function ofDiagnosis({ diagnosis, nonGaussian, bent }: Profile): string[] {
  const told = ['few-rows', 'constant', 'duplicate', 'determined', 'identifier', 'sparse-categories', 'irregular-time']
  const said = diagnosis.findings
    .filter(({ topic, found }) => found && told.includes(topic))
    .map(({ message }) => message)
  if (bent && nonGaussian[0] > 0)
    said.push('What a line leaves of a bend is not Gaussian either: that finding says nothing of the noise.')
  return said
}

const kinds = ['graph', 'test', 'effect', 'root cause'] as const

function checkedQuestion(given: AdviceQuestion, diagnosis: Diagnosis): FullQuestion {
  const question = (typeof given === 'string' ? { ask: given } : checkedObject('question', given)) as FullQuestion
  if (!kinds.includes(question.ask)) {
    const message = `a question asks for ${kinds.map((kind) => show(kind)).join(', ')}, got ${show(given)}.`
    throw new CausalError('invalid-argument', message, { question: given })
  }
  checkOptions('question', question, keys[question.ask], { hiddenCauses: 'boolean', step: 'number' })
  const names = diagnosis.columns.map(({ name }) => name)
  const known = (what: string, name: unknown): void => {
    if (!names.includes(name as string)) throw unknownName(what, name, names)
  }
  if (question.ask === 'graph' && typeof (question.hiddenCauses ?? false) !== 'boolean')
    throw new CausalError('invalid-argument', `hiddenCauses is true or false, got ${show(question.hiddenCauses)}.`)
  if (question.ask === 'effect') {
    known('treatment', question.treatment)
    known('outcome', question.outcome)
    if (question.treatment === question.outcome)
      throw new CausalError('overlap', `${show(question.outcome)} is treatment and outcome: take two columns.`)
    if (question.graph !== undefined) indexed(question.graph)
  }
  if (question.ask === 'root cause') {
    known('target', question.target)
    if (!(Number.isInteger(question.step) && question.step > 0 && question.step < diagnosis.rowCount))
      throw new CausalError(
        'invalid-argument',
        `step is ${show(question.step)}: give the row at which it broke, counting from 0, a whole number from 1 to ${diagnosis.rowCount - 1}.`,
      )
  }
  return question
}

const keys: Readonly<Record<FullQuestion['ask'], readonly string[]>> = {
  graph: ['ask', 'hiddenCauses'],
  test: ['ask'],
  effect: ['ask', 'treatment', 'outcome', 'graph', 'contrast'],
  'root cause': ['ask', 'target', 'step'],
}

function checkedDiagnosis(given: Diagnosis): void {
  const { columns, usable, findings, notLooked, rowCount, completeRows } = checkedObject('diagnosis', given)
  for (const [what, list] of Object.entries({ columns, usable, findings, notLooked }))
    checkedList(`${what} of the diagnosis`, list)
  if (typeof rowCount !== 'number' || typeof completeRows !== 'number')
    throw new CausalError('invalid-argument', `expected what diagnose returned, got ${show(given)}.`)
}
