import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type NetworkVariable, networkToModel } from '../models/network.js'
import type { Scm } from '../models/types.js'

/**
 * A model from a text in the Bayesian Interchange Format (BIF), as the Bayesian-network repositories give them.
 *
 * Read are `variable` blocks with discrete types and `probability` blocks with `table`, `default` and rows for the parents'
 * states; properties and comments are passed over.
 *
 * @param text - the file
 * @param options - `tolerance`: how far a row may be from summing to one, 1e-3 by default since published tables are rounded;
 *   rows are used as they stand
 * @returns the model
 * @throws CausalError `parse` with line and column; `not-probability`, `unknown-name`, `cycle`
 * @complexity O(length + cells)
 * @category Models
 * @example
 * const model = readBif(`
 *   network sprinkler { }
 *   variable rain { type discrete [ 2 ] { yes, no }; }
 *   variable wet { type discrete [ 2 ] { yes, no }; }
 *   probability ( rain ) { table 0.2, 0.8; }
 *   probability ( wet | rain ) { (yes) 0.8, 0.2; (no) 0.1, 0.9; }`)
 * query(model, ['rain'], { given: { wet: 'yes' } }).values
 * //=> [0.6667, 0.3333]
 */
export function readBif(
  text: string,
  options: { readonly tolerance?: number } = {},
): Scm<Record<string, string>, 'sample' | 'enumerate', 'dag'> {
  return calledAs('readBif', () => {
    checkOptions('options', options, ['tolerance'])

    if (typeof text !== 'string') throw new CausalError('invalid-argument', 'expected the text of a BIF file.')
    const reader = tokens(text)
    const variables: { name: string; states: string[] }[] = []
    const tables: Block[] = []
    while (reader.peek() !== '') {
      const keyword = reader.next()
      if (keyword === 'network') {
        while (reader.peek() !== '{' && reader.peek() !== '') reader.next()
        skipBlock(reader)
      } else if (keyword === 'variable') variables.push(readVariable(reader))
      else if (keyword === 'probability') tables.push(readTable(reader))
      else throw reader.error(`expected network, variable or probability, found ${show(keyword)}`)
    }
    const index = indexNames(
      'variable',
      variables.map(({ name }) => name),
    )
    const found = new Map<string, NetworkVariable>()
    for (const block of tables) {
      const at = variables[lookUp('variable', index, block.child)]!
      if (found.has(block.child)) {
        throw new CausalError('duplicate-name', `${show(block.child)} has two probability blocks.`, {
          variable: block.child,
        })
      }
      const parentStates = block.parents.map((name) => variables[lookUp('variable', index, name)]!.states)
      found.set(block.child, { ...at, parents: block.parents, probabilities: rowsOf(block, at.states, parentStates) })
    }
    const complete = variables.map(({ name }) => {
      const variable = found.get(name)
      if (variable !== undefined) return variable
      throw new CausalError('invalid-argument', `${show(name)} has no probability block.`, {
        variable: name,
      })
    })
    return networkToModel({ variables: complete }, checkedObject('options', options).tolerance ?? 1e-3)
  })
}

interface Block {
  readonly child: string
  readonly parents: string[]
  readonly table: number[] | null
  readonly byState: { readonly states: string[]; readonly row: number[] }[]
  readonly byDefault: number[] | null
}

interface Reader {
  peek(): string
  next(): string
  expect(token: string): void
  error(message: string): CausalError
}

/** Words, quoted names, numbers and signs, without comments. */
function tokens(text: string): Reader {
  const pattern = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|[{}()[\];,|]|[^\s{}()[\];,|"]+/g
  const list: { token: string; at: number }[] = []
  for (const match of text.matchAll(pattern)) {
    if (/^(\s|\/\/|\/\*)/.test(match[0])) continue
    list.push({ token: match[0].startsWith('"') ? unquoted(match[0]) : match[0], at: match.index })
  }
  let i = 0
  const error = (message: string): CausalError => {
    const at = list[Math.max(0, Math.min(i, list.length) - 1)]?.at ?? 0
    const before = text.slice(0, at).split('\n')
    const line = before.length
    const column = before.at(-1)!.length + 1
    return new CausalError('parse', `${message}, at line ${line}, column ${column}.`, { line, column })
  }
  const next = (): string => {
    if (i >= list.length) throw error('the text ends too early')
    return list[i++]!.token
  }
  return {
    peek: () => list[i]?.token ?? '',
    next,
    expect: (token) => {
      const found = next()
      if (found !== token) throw error(`expected ${show(token)}, found ${show(found)}`)
    },
    error,
  }
}

function unquoted(token: string): string {
  try {
    return JSON.parse(token) as string
  } catch {
    return token.slice(1, -1)
  }
}

function skipBlock(reader: Reader): void {
  reader.expect('{')
  for (let depth = 1; depth > 0; ) {
    const token = reader.next()
    if (token === '{') depth++
    if (token === '}') depth--
  }
}

function skipProperty(reader: Reader): void {
  while (reader.next() !== ';');
}

/** Words up to a closing sign, commas between them or not. */
function listUntil(reader: Reader, end: string): string[] {
  const words: string[] = []
  for (let token = reader.next(); token !== end; token = reader.next()) if (token !== ',') words.push(token)
  return words
}

function numbersOf(reader: Reader): number[] {
  return listUntil(reader, ';').map((word) => {
    const value = Number(word)
    if (!Number.isFinite(value)) throw reader.error(`expected a number, found ${show(word)}`)
    return value
  })
}

function readVariable(reader: Reader): { name: string; states: string[] } {
  const name = reader.next()
  let states: string[] | null = null
  reader.expect('{')
  for (let token = reader.next(); token !== '}'; token = reader.next()) {
    if (token !== 'type') {
      skipProperty(reader)
      continue
    }
    reader.expect('discrete')
    reader.expect('[')
    const count = Number(reader.next())
    reader.expect(']')
    reader.expect('{')
    states = listUntil(reader, '}')
    if (states.length !== count)
      throw reader.error(`${show(name)} should have ${count} states and has ${states.length}`)
    if (reader.peek() === ';') reader.next()
  }
  if (states === null) throw reader.error(`${show(name)} has no discrete type`)
  return { name, states }
}

function readTable(reader: Reader): Block {
  reader.expect('(')
  const head = listUntil(reader, ')')
  const [child, bar, ...parents] = head
  if (child === undefined || (bar !== undefined && bar !== '|'))
    throw reader.error(`expected "child | parents", found ${show(head.join(' '))}`)
  let table: number[] | null = null
  let byDefault: number[] | null = null
  const byState: { states: string[]; row: number[] }[] = []
  reader.expect('{')
  for (let token = reader.next(); token !== '}'; token = reader.next()) {
    if (token === 'table') table = numbersOf(reader)
    else if (token === 'default') byDefault = numbersOf(reader)
    else if (token === '(') byState.push({ states: listUntil(reader, ')'), row: numbersOf(reader) })
    else skipProperty(reader)
  }
  return { child, parents, table, byState, byDefault }
}

/** The rows of a block, the last parent fastest. */
function rowsOf(block: Block, states: readonly string[], parentStates: readonly (readonly string[])[]): number[][] {
  const { child, parents, table, byState, byDefault } = block
  const count = parentStates.reduce((n, list) => n * list.length, 1)
  const bad = (message: string): CausalError => new CausalError('invalid-argument', message, { variable: child })
  if (table !== null) {
    if (table.length !== count * states.length)
      throw bad(`the table of ${show(child)} has ${table.length} numbers, it needs ${count * states.length}.`)
    // the child stands first in the heading, so it runs slowest
    return Array.from({ length: count }, (_, r) => states.map((_, s) => table[s * count + r]!))
  }
  const rows: (number[] | null)[] = Array.from({ length: count }, () => byDefault)
  for (const { states: at, row } of byState) {
    if (at.length !== parents.length)
      throw bad(`a row of ${show(child)} names ${at.length} states for ${parents.length} parents.`)
    let r = 0
    for (const [j, state] of at.entries()) {
      const s = parentStates[j]!.indexOf(state)
      if (s < 0)
        throw new CausalError('unknown-name', `${show(state)} is no state of ${show(parents[j])}.`, {
          variable: parents[j],
          state,
        })
      r = r * parentStates[j]!.length + s
    }
    rows[r] = row
  }
  if (rows.includes(null))
    throw bad(`${show(child)} has no row for some combination of its parents' states, and no default.`)
  return rows as number[][]
}
