import type { Dialect, SqlText } from '../types.js'

/** A value that goes to the engine beside the text. */
export interface Parameter {
  readonly value: string | number
}

/** A column that the statement itself names; our own names, so that they need no escaping but quotes. */
export interface Alias {
  readonly alias: string
}

/** A part of a statement: text, parameters where they stand, and names of its own. */
export type Fragment = readonly (string | Parameter | Alias)[]

/** A column of our own making, by its name. */
export function alias(name: string): Fragment {
  return [{ alias: name }]
}

/** A number that goes to the engine as a parameter. */
export function number(value: number): Fragment {
  return [{ value }]
}

/** Parts joined into one: `sql\`SELECT ${a} FROM ${b}\``. Numbers and texts of the data come in as parameters only. */
export function sql(texts: TemplateStringsArray, ...parts: readonly Fragment[]): Fragment {
  return texts.flatMap((text, k) => [text, ...(parts[k] ?? [])])
}

/** Parts with text between them. */
export function joined(parts: readonly Fragment[], between: string): Fragment {
  return parts.flatMap((part, k) => (k === 0 ? part : [between, ...part]))
}

/** A pattern of a dialect with its `{x}` filled in. */
export function filled(pattern: string, x: Fragment): Fragment {
  return joined(
    pattern.split('{x}').map((text) => [text]),
    '\u0000',
  ).flatMap((part) => (part === '\u0000' ? x : [part]))
}

/** The statement: parameters are numbered in the order in which they stand. */
export function rendered(fragment: Fragment, dialect: Dialect): SqlText {
  const parameters: (string | number)[] = []
  let text = ''
  for (const part of fragment) {
    if (typeof part === 'string') text += part
    else if ('alias' in part) text += dialect.quote + part.alias + dialect.quote
    else {
      parameters.push(part.value)
      const pattern = typeof part.value === 'number' ? dialect.numberParameter : dialect.textParameter
      text += pattern.replace('#', String(parameters.length))
    }
  }
  return { text, parameters: Object.freeze(parameters) }
}
