import type { Work } from '../work'
import { modelOf, type TextModel } from './model'

/** The parts of the work that name nodes. */
export type NamedParts = Pick<Work, 'treatment' | 'outcome' | 'latents' | 'selection' | 'adjusted' | 'places'>

/** What a new text makes of the roles, and what a reader should be told of it. */
export interface Reconciled {
  readonly parts: NamedParts
  readonly notes: readonly string[]
}

const quoted = (name: string): string => `“${name}”`

/**
 * The roles under a new text. A name that was typed over keeps its roles; roles that the text itself gives are taken over
 * where they are new; roles of names that are gone fall back, and a note says so. A text with a fault, or without a node, changes nothing.
 */
export function reconciled(parts: NamedParts, oldText: string, newText: string): Reconciled {
  const now = modelOf(newText)
  // a field that was emptied is about to be filled again
  if (typeof now === 'string' || now.graph.nodes.length === 0) return { parts, notes: [] }
  const old = modelOf(oldText)
  const before = typeof old === 'string' ? null : old
  const taken = takenOver(typedOver(parts, before, now), before, now)
  return fallenBack(taken, now)
}

/** Where one name went and one came, the roles go along. */
function typedOver(parts: NamedParts, before: TextModel | null, now: TextModel): NamedParts {
  if (before === null) return parts
  const gone = before.graph.nodes.filter((node) => !now.graph.nodes.includes(node))
  const come = now.graph.nodes.filter((node) => !before.graph.nodes.includes(node))
  if (gone.length !== 1 || come.length !== 1) return parts
  return renamedIn(parts, gone[0]!, come[0]!)
}

/** The roles and places with one name for another. */
export function renamedIn(parts: NamedParts, from: string, to: string): NamedParts {
  const renamed = (name: string): string => (name === from ? to : name)
  return {
    treatment: renamed(parts.treatment),
    outcome: renamed(parts.outcome),
    latents: parts.latents.map(renamed),
    selection: parts.selection.map(renamed),
    adjusted: parts.adjusted.map(renamed),
    places: Object.fromEntries(Object.entries(parts.places).map(([name, place]) => [renamed(name), place])),
  }
}

/** The roles that the text gives and did not give before. */
function takenOver(parts: NamedParts, before: TextModel | null, now: TextModel): NamedParts {
  const merged = (held: readonly string[], role: 'latent' | 'selected' | 'adjusted'): readonly string[] => {
    const [old, fresh] = [before?.roles[role] ?? [], now.roles[role]]
    const dropped = old.filter((name) => !fresh.includes(name))
    const added = fresh.filter((name) => !old.includes(name) || role === 'latent')
    return [...new Set([...held.filter((name) => !dropped.includes(name)), ...added])]
  }
  const single = (held: string, role: 'exposure' | 'outcome'): string => {
    const [old, fresh] = [before?.roles[role] ?? [], now.roles[role]]
    const isSame = old.length === fresh.length && old.every((name, i) => name === fresh[i])
    return isSame ? held : (fresh[0] ?? held)
  }
  return {
    treatment: single(parts.treatment, 'exposure'),
    outcome: single(parts.outcome, 'outcome'),
    latents: merged(parts.latents, 'latent'),
    selection: merged(parts.selection, 'selected'),
    adjusted: merged(parts.adjusted, 'adjusted'),
    places: parts.places,
  }
}

/** Roles of names that are not in the graph are given up; treatment and outcome go to other nodes that can be measured. */
function fallenBack(parts: NamedParts, { graph, roles }: TextModel): Reconciled {
  const has = (name: string): boolean => graph.nodes.includes(name)
  const notes: string[] = []
  const left = (names: readonly string[], role: string): readonly string[] => {
    const lost = names.filter((name) => !has(name))
    if (lost.length > 0) {
      const list = lost.map(quoted).join(', ')
      notes.push(`${list} ${lost.length > 1 ? 'are' : 'is'} no longer in the graph, and so no longer ${role}.`)
    }
    return lost.length > 0 ? names.filter(has) : names
  }
  const latents = left(parts.latents, 'hidden')
  const selection = left(parts.selection, 'what the rows were selected by')
  const adjusted = left(parts.adjusted, 'adjusted for')
  const free = graph.nodes.filter((node) => !latents.includes(node) && !roles.latent.includes(node))
  let { treatment, outcome } = parts
  const isLost = (name: string): boolean => name !== '' && !has(name)
  const lost = [treatment, outcome]
  if (isLost(treatment) || treatment === '') treatment = free.find((node) => node !== outcome) ?? ''
  if (isLost(outcome) || outcome === '' || outcome === treatment)
    outcome = free.filter((node) => node !== treatment).at(-1) ?? ''
  for (const [was, is, role] of [
    [lost[0]!, treatment, 'treatment'],
    [lost[1]!, outcome, 'outcome'],
  ] as const) {
    if (!isLost(was)) continue
    const next = is === '' ? `there is no ${role} now` : `the ${role} is now ${quoted(is)}`
    notes.push(`${quoted(was)} is no longer in the graph: ${next}. Choose another one if you mean another.`)
  }
  const places = Object.keys(parts.places).every(has)
    ? parts.places
    : Object.fromEntries(Object.entries(parts.places).filter(([name]) => has(name)))
  return { parts: { treatment, outcome, latents, selection, adjusted, places }, notes }
}
