import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { listUntil, numbersOf, type Reader, skipProperty } from './bif-tokens.js'

export interface Block {
  readonly child: string
  readonly parents: string[]
  readonly table: number[] | null
  readonly byState: { readonly states: string[]; readonly row: number[] }[]
  readonly byDefault: number[] | null
}

export function readVariable(reader: Reader): { name: string; states: string[] } {
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

export function readTable(reader: Reader): Block {
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
export function rowsOf(
  block: Block,
  states: readonly string[],
  parentStates: readonly (readonly string[])[],
): number[][] {
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
