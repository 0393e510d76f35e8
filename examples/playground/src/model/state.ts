import { computed, signal } from '@preact/signals'
import { reading, unread } from '../reading'
import { keep, kept, now } from '../work'
import type { ModelAnswers, ModelQuestion } from './answers'
import { latestOnly } from './ask'
import { firstSettings, isSettings, type ModelSettings } from './settings'
import { type ModelStructure, measuredOf, structureOfGraph } from './structure'
import type { WhatIfLine } from './what-if'

/** What the last computation found; it stays while the next one runs. */
export const answers = signal<ModelAnswers | undefined>(undefined)
export const lines = signal<readonly WhatIfLine[] | undefined>(undefined)
/** Whether the computation takes so long that one should be told. */
export const slow = signal(false)

const modelFailure = signal<string | undefined>(undefined)
const rowFailure = signal<string | undefined>(undefined)
/** Why the last question got no answer. */
export const failure = computed(() => modelFailure.value ?? rowFailure.value)

export const settings = computed(() => kept('model', isSettings, firstSettings))

export function setSettings(parts: Partial<ModelSettings>): void {
  keep('model', { ...settings.peek(), ...parts })
}

const found = computed<ModelStructure>(() => {
  const read = reading.value
  if (!read.read) return { possible: false, message: unread }
  return structureOfGraph(read.graph, now.latents)
})
const foundText = computed(() => JSON.stringify(found.value))

/** The structure of the graph at hand: another value only when it has changed. */
export const structure = computed<ModelStructure>(() => JSON.parse(foundText.value) as ModelStructure)

/** The cause and the effect that are compared: those of the work where the model measures them, else its first and last. */
export const pair = computed<{ cause: string; effect: string } | undefined>(() => {
  if (!structure.value.possible) return undefined
  const names = measuredOf(structure.value.structure)
  const { treatment, outcome } = now
  const effect = names.includes(outcome) ? outcome : [...names].reverse().find((name) => name !== treatment)
  const cause = names.includes(treatment) && treatment !== effect ? treatment : names.find((name) => name !== effect)
  return cause === undefined || effect === undefined ? undefined : { cause, effect }
})

/** The variables whose distributions and means are shown. */
export const shownNames = computed<readonly string[]>(() => {
  if (!structure.value.possible) return []
  const names = measuredOf(structure.value.structure)
  const chosen = settings.value.shown.filter((name) => names.includes(name))
  return chosen.length > 0 ? chosen : names.filter((name) => name === pair.value?.effect || names.length === 1)
})

/** All that the answers depend on; only when this text changes is anything computed. */
export const questionText = computed(() => {
  if (!structure.value.possible) return undefined
  // the row of the counterfactual changes no answer
  const asked = { ...settings.value, shown: [], row: 0, altered: {} }
  return JSON.stringify({
    settings: asked,
    structure: structure.value.structure,
    wanted: shownNames.value,
    ...pair.value,
  })
})

/** The row chosen for the counterfactual, of the rows that belong to the structure at hand. */
export const chosenRow = computed<Readonly<Record<string, number>> | undefined>(() => {
  const drawn = answers.value
  if (drawn === undefined || !structure.value.possible) return undefined
  const names = measuredOf(structure.value.structure)
  if (names.join('\n') !== drawn.names.join('\n')) return undefined
  const row = Math.min(settings.value.row, drawn.observed[0]!.length - 1)
  return Object.fromEntries(drawn.names.map((name, i) => [name, drawn.observed[i]![row]!]))
})

let telling: ReturnType<typeof setTimeout> | undefined

const model = latestOnly((answer) => {
  clearTimeout(telling)
  slow.value = false
  modelFailure.value = answer.kind === 'failed' ? answer.message : undefined
  if (answer.kind === 'model') answers.value = answer.answers
})
const rowWorker = latestOnly((answer) => {
  rowFailure.value = answer.kind === 'failed' ? answer.message : undefined
  if (answer.kind === 'row') lines.value = answer.lines
})

export function askModel(text: string): void {
  clearTimeout(telling)
  telling = setTimeout(() => {
    slow.value = true
  }, 500)
  model.ask({ kind: 'model', question: JSON.parse(text) as ModelQuestion })
}

export function askRow(): void {
  const row = chosenRow.peek()
  const at = structure.peek()
  if (row !== undefined && at.possible)
    rowWorker.ask({ kind: 'row', settings: settings.peek(), structure: at.structure, row })
}

/** Asks once more what got no answer. */
export function askAgain(): void {
  if (questionText.peek() !== undefined) askModel(questionText.peek()!)
  askRow()
}

export function endWorkers(): void {
  clearTimeout(telling)
  slow.value = false
  model.end()
  rowWorker.end()
}
