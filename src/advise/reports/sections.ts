import { plotEventStudy } from '../../draw/plots/plot-event-study.js'
import { plotForest } from '../../draw/plots/plot-forest.js'
import { plotLove } from '../../draw/plots/plot-love.js'
import { plotOverlap } from '../../draw/plots/plot-overlap.js'
import { plotSensitivity } from '../../draw/plots/plot-sensitivity.js'
import type { LayeredChart, VegaLiteSpecification } from '../../draw/plots/vega-lite.js'
import { toSvg } from '../../draw/to-svg.js'
import { CausalError } from '../../errors.js'
import { explain } from '../../estimation/explanation/explain.js'
import { explainIdentification } from '../../identification/proof/explain-identification.js'
import { show } from '../../show.js'
import type { Diagnosis } from '../diagnosis/diagnosis-types.js'
import type { AnswerScores } from '../questions/question-types.js'
import type { Advice } from '../suggestions/suggestion-types.js'
import { asCode, bullets, markdownTable, plain, told } from './markdown.js'

/** One part of a report: its text, and what is drawn. */
export interface Section {
  readonly text: string
  readonly svg?: string
  readonly plot?: VegaLiteSpecification | LayeredChart
}

type Given = Readonly<Record<string, unknown>>

/** A part for any result that is known by its fields; null for what is none. */
export function sectionOf(title: string, given: unknown): Section {
  if (typeof given !== 'object' || given === null) throw noResult(title, given)
  const value = given as Given
  for (const [fields, write] of sections)
    if (fields.every((field) => value[field] !== undefined)) return write(value as never)
  throw noResult(title, given)
}

function noResult(title: string, given: unknown): CausalError {
  return new CausalError(
    'invalid-argument',
    `${show(title)} is ${show(given)}: give a diagnosis, advice, a graph or diagram, what a search found, an identification, an estimate or refusal, a refutation, a sensitivity analysis, overlap, balance, an event study, possible effects, root causes, or scores of answers.`,
    { title },
  )
}

/** What tells each kind of result, the more telling first, and how it is written. */
const sections: readonly (readonly [fields: readonly string[], write: (value: never) => Section])[] = [
  [['findings', 'notLooked', 'usable'], ofDiagnosis],
  [['suggestions', 'against', 'question'], ofAdvice],
  [['overall', 'kinds', 'unanswered'], ofScores],
  [['eventStudy'], (value: never) => ({ text: 'Effects by time since treatment began.', plot: plotEventStudy(value) })],
  [['robustnessValue'], (value: never) => ({ text: lines(explain(value)), plot: plotSensitivity(value) })],
  [['refuter'], (value: never) => ({ text: lines(explain(value)) })],
  [['identifiable'], (value: never) => ({ text: bullets(explainIdentification(value)) })],
  [
    ['histogram', 'contrast'],
    (value: never) => ({ text: 'Chances of treatment in both arms.', plot: plotOverlap(value) }),
  ],
  [['covariates', 'denominator'], (value: never) => ({ text: 'Differences between the arms.', plot: plotLove(value) })],
  [['estimated'], ofEstimate],
  [['effects', 'treatment', 'outcome'], ofPossibleEffects],
  [['cause', 'effect', 'margin'], ofPair],
  [['found'], ofRootCauses],
  [['graph'], ofSearch],
  [['nodes', 'edges', 'kind'], (value: never) => ({ text: '', svg: toSvg(value) })],
  [['wires', 'boxes'], (value: never) => ({ text: '', svg: toSvg(value) })],
]

const lines = (text: string): string => bullets(text.split('\n'))

function ofDiagnosis(diagnosis: Diagnosis): Section {
  const { rowCount, completeRows, columns, findings, notLooked, looks, alpha } = diagnosis
  const found = findings.filter((one) => one.found)
  const rows = found.map(({ message, measure, statistic, corrected }) => [
    message,
    measure,
    told(statistic),
    told(corrected),
  ])
  return {
    text: [
      `${rowCount} rows, ${completeRows} of them complete.`,
      markdownTable(
        ['column', 'role', 'type', 'missing', 'different values'],
        columns.map(({ name, role, type, missing, distinct }) => [name, role, type, String(missing), String(distinct)]),
      ),
      found.length === 0
        ? 'Nothing was found that speaks against a method. That is no proof: with few rows every look keeps silent.'
        : markdownTable(['found', 'statistic', 'value', `p, corrected for ${looks} looks`], rows),
      `Looked at and not found, at the level ${alpha} over all: ${findings.length - found.length}. Not looked at:`,
      bullets(notLookedLines(notLooked)),
    ].join('\n\n'),
  }
}

/** What was not looked at for one reason in one set of columns, in one line. */
function notLookedLines(notLooked: Diagnosis['notLooked']): string[] {
  const topics = new Map<string, string[]>()
  for (const { topic, columns, message } of notLooked) {
    const line = columns.length > 0 ? `${columns.join(', ')}: ${message}` : message
    topics.set(line, [...(topics.get(line) ?? []), topic])
  }
  return [...topics].map(([line, of]) => `${of.join(', ')}; ${line}`)
}

function ofAdvice({ suggestions, against, warnings }: Advice): Section {
  const ways = suggestions.map(({ method, code, reason, assumes, reference, expected }, k) =>
    [
      `${k + 1}. **${plain(method)}**: ${plain(reason)}`,
      asCode(code),
      plain(`Taken for granted: ${assumes} See ${reference}.`),
      ...(expected === null
        ? []
        : [plain(`Expected: ${expected.units[0]} to ${expected.units[1]} units. ${expected.message}`)]),
    ].join('\n\n'),
  )
  const parts = suggestions.length > 0 ? ways : ['Nothing here fits these data and this question.']
  if (against.length > 0)
    parts.push('Better not:', bullets(against.map(({ method, reason }) => `${method}: ${reason}`)))
  if (warnings.length > 0) parts.push('To mind:', bullets(warnings))
  return { text: parts.join('\n\n') }
}

function ofScores({ overall, kinds, confidence }: AnswerScores): Section {
  const rows = [...kinds, overall].map((one) => [
    one.kind ?? 'all',
    String(one.questions),
    `${one.right} of ${one.answered}`,
    told(one.accuracy),
    one.interval === null ? '–' : `${told(one.interval[0])} to ${told(one.interval[1])}`,
    told(one.chance),
    told(one.majority.accuracy),
    String(one.unanswered + one.unreadable),
  ])
  const head = [
    'kind',
    'questions',
    'right',
    'accuracy',
    `${told(100 * confidence)} % interval`,
    'chance',
    'commonest',
    'not answered',
  ]
  return { text: markdownTable(head, rows) }
}

function ofEstimate(value: Given & { readonly estimated: boolean }): Section {
  const text = lines(explain(value as never))
  return value.estimated ? { text, plot: plotForest({ effect: value as never }) } : { text }
}

function ofPossibleEffects({ effects, treatment, outcome }: Given): Section {
  const list = effects as readonly {
    readonly effect: number | readonly number[]
    readonly parents: readonly (readonly string[])[]
  }[]
  const rows = list.map(({ effect, parents }) => [
    [effect].flat().map(told).join(', '),
    parents.map((set) => (set.length > 0 ? set.join(', ') : 'none')).join('; '),
  ])
  return {
    text: `${plain(`What one unit more of ${[treatment].flat().join(', ')} may do to the mean of ${String(outcome)}:`)}\n\n${markdownTable(['effect', 'if these cause the treatment'], rows)}`,
  }
}

function ofPair({ cause, effect, margin }: Given): Section {
  return {
    text: plain(
      `${String(cause)} is the cause, ${String(effect)} the effect, by a margin of ${told(margin as number)}.`,
    ),
  }
}

function ofRootCauses(value: Given): Section {
  const { causes = [], warnings = [] } = value as { causes?: readonly Given[]; warnings?: readonly string[] }
  const rows = causes.map(({ variable, score, path }) => [
    String(variable),
    told(score as number),
    Array.isArray(path) ? path.join(' → ') : '–',
  ])
  const text =
    rows.length > 0
      ? markdownTable(['cause', 'score', 'path to the alert'], rows)
      : plain(String(value['message'] ?? 'No cause was found.'))
  return { text: warnings.length > 0 ? `${text}\n\n${bullets(warnings)}` : text }
}

function ofSearch(value: Given): Section {
  const { graph, warnings = [], tests } = value as { graph: never; warnings?: readonly string[]; tests?: number }
  const parts = [
    ...(typeof tests === 'number' ? [`${tests} tests were asked for.`] : []),
    ...(warnings.length > 0 ? [bullets(warnings)] : []),
  ]
  return { text: parts.join('\n\n'), svg: toSvg(graph) }
}
