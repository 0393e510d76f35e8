import { batch, computed, effect, signal } from '@preact/signals'
import type { CausalGraph } from 'causalkit/graph'
import { readGraph, reading } from '../reading'
import { change, type Work, work } from '../work'
import { type History, historyOf, recorded, redone, undone } from './history'
import type { TextRole } from './model'
import { type NamedParts, reconciled, renamedIn } from './reconcile'
import { type GraphEdit, rewritten } from './rewrite'

/** What undo brings back. */
type Snapshot = Pick<Work, 'text'> & NamedParts

function snapshot({ text, places, treatment, outcome, latents, selection, adjusted }: Work): Snapshot {
  return { text, places, treatment, outcome, latents, selection, adjusted }
}

/** What the roles did when the text changed, for the reader to see. */
export const notes = signal<readonly string[]>([])
/** Why the last change in the picture could not be made. */
export const refused = signal<string | null>(null)
export const history = signal<History<Snapshot>>(historyOf(snapshot(work.value)))

/** The last graph that could be read: its picture stays while the text has a fault. */
export const lastGraph = signal<CausalGraph | null>(reading.value.read ? reading.value.graph : null)
/** The graph to be drawn: that of the text, or the last one where the text has a fault. */
export const graphDrawn = computed(() => (reading.value.read ? reading.value.graph : lastGraph.value))

let kind: 'typing' | 'moving' | 'edit' = 'edit'
let isUndoing = false
let lastText = work.value.text
let lastSeen = JSON.stringify(snapshot(work.value))

/** Whoever changes the text, roles follow it and undo knows of it. */
effect(() => {
  const now = work.value
  if (now.text !== lastText) {
    const read = readGraph(now.text)
    if (read.read) {
      const before = lastText
      lastText = now.text
      // an emptied field is about to be filled again: the picture that stays under a fault is the one before
      if (read.graph.nodes.length > 0) lastGraph.value = read.graph
      const { parts, notes: said } = reconciled(snapshot(now), before, now.text)
      if (said.length > 0 || kind !== 'typing') notes.value = said
      if (!isUndoing && JSON.stringify({ ...snapshot(now), ...parts }) !== JSON.stringify(snapshot(now))) {
        // this runs the effect once more, and then it is recorded: roles belong to the same step as the text
        change(parts)
        return
      }
    }
  }
  record(snapshot(now))
})

function record(state: Snapshot): void {
  const seen = JSON.stringify(state)
  if (seen === lastSeen) return
  lastSeen = seen
  if (!isUndoing) history.value = recorded(history.peek(), state, kind, Date.now())
}

function as(how: typeof kind, act: () => void): void {
  const before = kind
  kind = how
  try {
    batch(act)
  } finally {
    kind = before
  }
}

/** The text as it is typed. */
export function type(text: string): void {
  refused.value = null
  as('typing', () => change({ text }))
}

/** Another graph, such as one of the gallery. */
export function replaceText(text: string, parts: Partial<Work> = {}): void {
  refused.value = null
  as('edit', () => change({ text, places: {}, ...parts }))
}

/** Makes a change in the text; whether it could be made. */
export function edit(what: GraphEdit): boolean {
  const result = rewritten(work.value.text, what)
  refused.value = result.done ? null : result.message
  if (!result.done) return false
  const renamed = what.do === 'rename' ? renamedIn(snapshot(work.value), what.node, what.to) : {}
  as('edit', () => change({ text: result.text, ...renamed }))
  return true
}

export function move(node: string, x: number, y: number): void {
  const rounded = [Math.round(x * 10) / 10, Math.round(y * 10) / 10] as const
  as('moving', () => change({ places: { ...work.value.places, [node]: rounded } }))
}

export function arrange(): void {
  as('edit', () => change({ places: {} }))
}

export type Role = 'treatment' | 'outcome' | 'latent' | 'selected' | 'adjusted'

export function hasRole({ treatment, outcome, latents, selection, adjusted }: Work, node: string, role: Role): boolean {
  if (role === 'treatment') return treatment === node
  if (role === 'outcome') return outcome === node
  return { latent: latents, selected: selection, adjusted }[role].includes(node)
}

/** Gives a node a role, or takes it away; roles that stand in the text itself are taken out there. */
export function setRole(node: string, role: Role, on: boolean): void {
  const now = work.value
  const word: TextRole = role === 'treatment' ? 'exposure' : role
  const marked = role === 'treatment' || role === 'outcome' ? (lastGraph.value?.nodes ?? [node]) : on ? [] : [node]
  let { text } = now
  for (const name of marked) {
    const result = rewritten(text, { do: 'unmark', node: name, role: word })
    if (result.done) text = result.text
  }
  const listed = (names: readonly string[], isIn: boolean): readonly string[] =>
    isIn ? [...new Set([...names, node])] : names.filter((name) => name !== node)
  const { treatment, outcome, latents, selection, adjusted } = now
  // a node is treatment or outcome, hidden, or adjusted for: not two of them
  const parts: Record<Role, Partial<Work>> = {
    treatment: {
      treatment: on ? node : '',
      ...(outcome === node ? { outcome: treatment === node ? '' : treatment } : {}),
      latents: listed(latents, false),
      adjusted: listed(adjusted, false),
    },
    outcome: {
      outcome: on ? node : '',
      ...(treatment === node ? { treatment: outcome === node ? '' : outcome } : {}),
      latents: listed(latents, false),
      adjusted: listed(adjusted, false),
    },
    latent: {
      latents: listed(latents, on),
      ...(on && treatment === node ? { treatment: '' } : {}),
      ...(on && outcome === node ? { outcome: '' } : {}),
      ...(on ? { adjusted: listed(adjusted, false), selection: listed(selection, false) } : {}),
    },
    selected: { selection: listed(selection, on), ...(on ? { latents: listed(latents, false) } : {}) },
    adjusted: {
      adjusted: listed(adjusted, on),
      ...(on ? { latents: listed(latents, false) } : {}),
      ...(on && treatment === node ? { treatment: '' } : {}),
      ...(on && outcome === node ? { outcome: '' } : {}),
    },
  }
  const hiddenBefore = (role === 'latent' ? [] : latents).includes(node) && !parts[role].latents?.includes(node)
  if (on && hiddenBefore) {
    const result = rewritten(text, { do: 'unmark', node, role: 'latent' })
    if (result.done) text = result.text
  }
  as('edit', () => change({ text, ...parts[role] }))
}

function restore(next: History<Snapshot>): void {
  if (next === history.value) return
  isUndoing = true
  try {
    batch(() => {
      history.value = next
      notes.value = []
      refused.value = null
      change(next.present)
    })
    lastSeen = JSON.stringify(next.present)
  } finally {
    isUndoing = false
  }
}

export function undo(): void {
  restore(undone(history.value))
}

export function redo(): void {
  restore(redone(history.value))
}
