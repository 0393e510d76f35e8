import { firstWork, type PanelName, type Work } from '../work'

/** A work from outside (an address, a file, what the browser kept), or the sentence that says what is wrong with it. */
export type ReadWork = { readonly ok: true; readonly work: Work } | { readonly ok: false; readonly message: string }

/** Limits of what is taken from outside: far above what a page can show, far below what would stop it. */
const longestText = 200_000
const longestName = 1_000
const mostNames = 2_000
const farthest = 1e7
const deepest = 60

const panelNames: Readonly<Record<PanelName, true>> = {
  graph: true,
  identify: true,
  surgery: true,
  model: true,
  data: true,
  discover: true,
  estimate: true,
  lessons: true,
}

/** Checks every field of a value that shall be a work, and makes the work anew from what it checked. */
export function readWork(value: unknown): ReadWork {
  try {
    return { ok: true, work: checkedWork(value) }
  } catch (error) {
    if (error instanceof Fault) return { ok: false, message: error.message }
    throw error
  }
}

/** Reads the JSON of a work. */
export function readWorkText(json: string): ReadWork {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return { ok: false, message: 'it is no JSON, or was cut short' }
  }
  return readWork(value)
}

class Fault extends Error {}

function checkedWork(value: unknown): Work {
  const fields = record(value, 'it')
  const known = Object.keys(checks)
  const strange = Object.keys(fields).find((key) => !known.includes(key))
  if (strange !== undefined) throw new Fault(`it holds \`${cut(strange)}\`, which no work has`)
  const entries = Object.entries(checks).map(([key, check]) => {
    if (!Object.hasOwn(fields, key)) throw new Fault(`it has no \`${key}\``)
    return [key, check(fields[key], `\`${key}\``)]
  })
  return { ...firstWork, ...(Object.fromEntries(entries) as Work) }
}

/** The check of each field: it gives the value anew, or throws. A field that `Work` gains must be named here to compile. */
const checks: { readonly [K in keyof Required<Work>]: (value: unknown, what: string) => Work[K] } = {
  text: (value, what) => text(value, what, longestText),
  places: (value, what) => {
    const entries = Object.entries(record(value, what))
    if (entries.length > mostNames) throw new Fault(`${what} holds more than ${mostNames} places`)
    return Object.fromEntries(entries.map(([name, place]) => [text(name, what, longestName), point(place, what)]))
  },
  treatment: (value, what) => text(value, what, longestName),
  outcome: (value, what) => text(value, what, longestName),
  latents: names,
  selection: names,
  adjusted: names,
  panel: (value, what) => {
    if (typeof value === 'string' && Object.hasOwn(panelNames, value)) return value as PanelName
    throw new Fault(`${what} is none of ${Object.keys(panelNames).join(', ')}`)
  },
  panels: (value, what) => {
    const entries = Object.entries(record(value, what))
    const strange = entries.find(([name]) => !Object.hasOwn(panelNames, name))
    if (strange !== undefined) throw new Fault(`${what} holds \`${cut(strange[0])}\`, which is no panel`)
    return Object.fromEntries(entries.map(([name, kept]) => [name, plain(kept, what, deepest)]))
  },
}

function text(value: unknown, what: string, longest: number): string {
  if (typeof value !== 'string') throw new Fault(`${what} is no text`)
  if (value.length > longest) throw new Fault(`${what} is longer than ${longest} characters`)
  return value
}

function names(value: unknown, what: string): readonly string[] {
  if (!Array.isArray(value)) throw new Fault(`${what} is no list of names`)
  if (value.length > mostNames) throw new Fault(`${what} holds more than ${mostNames} names`)
  return Array.from(value, (name: unknown) => text(name, `a name in ${what}`, longestName))
}

function point(value: unknown, what: string): readonly [x: number, y: number] {
  const isPoint = Array.isArray(value) && value.length === 2 && value.every(isNear)
  if (!isPoint) throw new Fault(`${what} holds a place that is no pair of numbers`)
  return [value[0] + 0, value[1] + 0]
}

const isNear = (x: unknown): boolean => typeof x === 'number' && Math.abs(x) <= farthest

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Fault(`${what} is no record`)
  return value as Readonly<Record<string, unknown>>
}

/** Plain JSON, made anew: a name such as `__proto__` stays a name. */
function plain(value: unknown, what: string, depth: number): unknown {
  if (depth === 0) throw new Fault(`${what} is nested deeper than ${deepest} levels`)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0
  if (Array.isArray(value)) return Array.from(value, (each: unknown) => plain(each, what, depth - 1))
  if (typeof value !== 'object') throw new Fault(`${what} holds what is no plain JSON`)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => [key, plain(each, what, depth - 1)]),
  )
}

const cut = (name: string): string => (name.length > 40 ? `${name.slice(0, 40)}…` : name)
