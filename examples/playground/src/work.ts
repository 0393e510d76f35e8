import { computed, type ReadonlySignal, signal } from '@preact/signals'

/** What a person made here, as plain JSON: it is kept in the browser, sent in an address and saved to a file. */
export interface Work {
  /** The graph as dagitty text or arrows (`a -> b; a <-> c`), exactly as typed, faults and all. */
  readonly text: string
  /** Where nodes were dragged to, in the units of the picture. */
  readonly places: Readonly<Record<string, readonly [x: number, y: number]>>
  readonly treatment: string
  readonly outcome: string
  /** What cannot be measured. */
  readonly latents: readonly string[]
  /** What the rows were selected by. */
  readonly selection: readonly string[]
  /** What one chose to adjust for. */
  readonly adjusted: readonly string[]
  readonly panel: PanelName
  /** What each panel keeps of its own, by the panel's name: plain JSON, checked by the panel when it is read. */
  readonly panels: Readonly<Record<string, unknown>>
}

export type PanelName = 'graph' | 'identify' | 'surgery' | 'model' | 'data' | 'discover' | 'estimate' | 'lessons'

export const firstWork: Work = {
  text: 'smoking -> tar -> cancer\nsmoking <-> cancer',
  places: {},
  treatment: 'smoking',
  outcome: 'cancer',
  latents: [],
  selection: [],
  adjusted: [],
  panel: 'graph',
  panels: {},
}

/** The work at hand: one value, replaced as a whole. */
export const work = signal<Work>(firstWork)

const parts = Object.fromEntries(
  (Object.keys(firstWork) as (keyof Work)[]).map((key) => [key, computed(() => work.value[key])]),
) as Readonly<Record<keyof Work, ReadonlySignal<unknown>>>

/** The work at hand, of which each part is a signal of its own: who reads the text is not asked again when a node moves. */
export const now: Work = Object.defineProperties(
  {} as Work,
  Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, { enumerable: true, get: () => part.value }])),
)

/** Changes some parts of the work. */
export function change(parts: Partial<Work>): void {
  work.value = { ...work.value, ...parts }
}

/** What a panel keeps of its own, and how it changes that. */
export function kept<T>(panel: PanelName, isValid: (value: unknown) => value is T, otherwise: T): T {
  const value = Object.hasOwn(now.panels, panel) ? now.panels[panel] : undefined
  return isValid(value) ? value : otherwise
}

export function keep(panel: PanelName, value: unknown): void {
  change({ panels: { ...work.value.panels, [panel]: value } })
}
