import type { Work } from '../work'
import type { Lesson } from './lesson'

/** The parts of a work that a lesson replaces. */
export type GraphParts = Pick<Work, 'text' | 'places' | 'treatment' | 'outcome' | 'latents' | 'selection' | 'adjusted'>

/** What this panel keeps. */
export interface Progress {
  /** The lesson that is open. */
  readonly at: string
  /** The questions answered rightly, by lesson. */
  readonly done: Readonly<Record<string, readonly number[]>>
  /** One's own graph while that of a lesson stands in the work. */
  readonly aside?: GraphParts | undefined
  /** The lesson whose graph stands in the work. */
  readonly loaded?: string | undefined
  /** Graphs of lessons that one has changed, as one left them. */
  readonly changed: Readonly<Record<string, GraphParts>>
}

export const firstProgress: Progress = { at: 'chain', done: {}, changed: {} }

/** The graph of a lesson, ready to stand in the work. */
export function partsOfLesson({ load }: Lesson): GraphParts {
  const { text, treatment, outcome, latents = [], selection = [], places = {} } = load
  return { text, treatment, outcome, latents, selection, places, adjusted: [] }
}

export function partsOf({ text, places, treatment, outcome, latents, selection, adjusted }: Work): GraphParts {
  return { text, places, treatment, outcome, latents, selection, adjusted }
}

/** Puts the graph of a lesson into the work; what stood there is kept. */
export function loadLesson(
  work: Work,
  progress: Progress,
  lesson: Lesson,
): { readonly parts: GraphParts; readonly progress: Progress } {
  const left = leave(work, progress)
  const parts = own(left.changed, lesson.name) ?? partsOfLesson(lesson)
  return { parts, progress: { ...left, aside: left.aside ?? partsOf(work), loaded: lesson.name } }
}

/** Gives one's own graph back; the lesson's is kept as it was left. */
export function giveBack(
  work: Work,
  progress: Progress,
): { readonly parts: GraphParts; readonly progress: Progress } | undefined {
  if (progress.aside === undefined) return undefined
  const { aside, loaded: _, ...others } = leave(work, progress)
  return { parts: aside!, progress: others }
}

/** Keeps the graph of the lesson that stands in the work. */
function leave(work: Work, progress: Progress): Progress {
  const { loaded, aside, changed } = progress
  if (loaded === undefined || aside === undefined) return progress
  return { ...progress, changed: { ...changed, [loaded]: partsOf(work) } }
}

/** Marks a question as answered. */
export function withDone(progress: Progress, lesson: string, question: number): Progress {
  const before = own(progress.done, lesson) ?? []
  if (before.includes(question)) return progress
  return { ...progress, done: { ...progress.done, [lesson]: [...before, question] } }
}

export function isDone({ done }: Progress, { name, questions }: Lesson): boolean {
  const answered = own(done, name) ?? []
  return questions.every((_, i) => answered.includes(i))
}

/** Whether a value from an address or a file is what this panel keeps. */
export function isProgress(value: unknown): value is Progress {
  if (!isRecord(value)) return false
  const { at, done, aside, loaded, changed } = value
  return (
    typeof at === 'string' &&
    isRecord(done) &&
    Object.values(done).every((list) => Array.isArray(list) && list.every((i) => Number.isInteger(i))) &&
    (aside === undefined || isParts(aside)) &&
    (loaded === undefined || typeof loaded === 'string') &&
    isRecord(changed) &&
    Object.values(changed).every(isParts)
  )
}

function isParts(value: unknown): value is GraphParts {
  if (!isRecord(value)) return false
  const { text, places, treatment, outcome, latents, selection, adjusted } = value
  const isNames = (list: unknown): boolean => Array.isArray(list) && list.every((name) => typeof name === 'string')
  const isPlace = (place: unknown): boolean =>
    Array.isArray(place) && place.length === 2 && place.every((at) => Number.isFinite(at))
  return (
    [text, treatment, outcome].every((each) => typeof each === 'string') &&
    [latents, selection, adjusted].every(isNames) &&
    isRecord(places) &&
    Object.values(places).every(isPlace)
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
