import { show } from '../../show.js'
import type { BifReader, BifToken } from './bif-tokens.js'

/** A `probability` block. */
export interface Block {
  readonly child: string
  readonly parents: string[]
  readonly table: number[] | null
  readonly byState: { readonly states: string[]; readonly row: number[] }[]
  readonly byDefault: number[] | null
}

/** Passes over a block in braces. */
export function skipBlock(reader: BifReader): void {
  reader.expect('{')
  for (let depth = 1; depth > 0; ) {
    const { kind, text } = reader.next()
    if (kind !== 'sign') continue
    if (text === '{') depth++
    if (text === '}') depth--
  }
}

/** A property says nothing about the network; another word may be a misspelt one that does. */
function skipProperty(reader: BifReader, token: BifToken, known: string): void {
  if (token.kind !== 'word' || token.text !== 'property')
    throw reader.error(token, `expected ${known} or property, found ${show(token.text)}.`)
  while (!reader.isSign(';')) reader.next()
  reader.next()
}

/** Words up to a closing sign, commas between them or not. */
function listUntil(reader: BifReader, end: string): BifToken[] {
  const words: BifToken[] = []
  while (!reader.isSign(end)) {
    const token = reader.next()
    if (token.kind !== 'sign') words.push(token)
    else if (token.text !== ',')
      throw reader.error(token, `expected a word or ${show(end)}, found ${show(token.text)}.`)
  }
  reader.next()
  return words
}

const decimal = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/

function numbersOf(reader: BifReader): number[] {
  return listUntil(reader, ';').map((token) => {
    const value = Number(token.text)
    if (!decimal.test(token.text) || !Number.isFinite(value))
      throw reader.error(token, `expected a number, found ${show(token.text)}.`)
    return value
  })
}

function nameOf(reader: BifReader): string {
  const token = reader.next()
  if (token.kind === 'sign' || token.text === '')
    throw reader.error(token, `expected a name, found ${show(token.text)}.`)
  return token.text
}

/** Reads a `variable` block behind its keyword. */
export function readVariable(reader: BifReader): { name: string; states: string[] } {
  const start = reader.peek()
  const name = nameOf(reader)
  let states: string[] | null = null
  reader.expect('{')
  while (!reader.isSign('}')) {
    const token = reader.next()
    if (token.kind !== 'word' || token.text !== 'type') {
      skipProperty(reader, token, 'type')
      continue
    }
    const kind = reader.next()
    if (kind.text !== 'discrete') throw reader.error(kind, `expected discrete, found ${show(kind.text)}.`)
    reader.expect('[')
    const count = reader.next()
    reader.expect(']')
    reader.expect('{')
    if (states !== null) throw reader.error(kind, `${show(name)} has two types.`)
    states = listUntil(reader, '}').map(({ text }) => text)
    if (states.length !== Number(count.text))
      throw reader.error(count, `${show(name)} should have ${count.text} states and has ${states.length}.`)
    if (reader.isSign(';')) reader.next()
  }
  reader.next()
  if (states === null) throw reader.error(start, `${show(name)} has no discrete type.`)
  return { name, states }
}

/** Reads a `probability` block behind its keyword. */
export function readTable(reader: BifReader): Block {
  reader.expect('(')
  const child = nameOf(reader)
  const parents: string[] = []
  if (reader.isSign('|')) {
    reader.next()
    for (const { text } of listUntil(reader, ')')) parents.push(text)
  } else reader.expect(')')
  let table: number[] | null = null
  let byDefault: number[] | null = null
  const byState: { states: string[]; row: number[] }[] = []
  reader.expect('{')
  while (!reader.isSign('}')) {
    const token = reader.next()
    const isTable = token.kind === 'word' && token.text === 'table'
    const isDefault = token.kind === 'word' && token.text === 'default'
    if ((isTable && (table ?? byDefault ?? byState[0]) != null) || (isDefault && (byDefault ?? table) !== null))
      throw reader.error(token, `${show(child)} has its probabilities twice: keep a table, or rows with a default.`)
    if (isTable) table = numbersOf(reader)
    else if (isDefault) byDefault = numbersOf(reader)
    else if (token.kind === 'sign' && token.text === '(') {
      if (table !== null) throw reader.error(token, `${show(child)} has a table and rows: keep one of them.`)
      byState.push({ states: listUntil(reader, ')').map(({ text }) => text), row: numbersOf(reader) })
    } else skipProperty(reader, token, 'table, default, a row "(state, …) number, …;"')
  }
  reader.next()
  return { child, parents, table, byState, byDefault }
}
