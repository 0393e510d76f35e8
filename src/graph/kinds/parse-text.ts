import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { ARROW, CIRCLE, type MarkCode, TAIL } from './marks.js'

/** A graph as a text says it: names in order of appearance and flat edges `[from, to, fromMark, toMark]*`. */
export interface RawGraph {
  readonly nodes: string[]
  readonly edges: number[]
}

/** The mark that the first or last character of a connector stands for. */
function markAt(character: string | undefined): MarkCode {
  return character === '-' ? TAIL : character === 'o' ? CIRCLE : ARROW
}

// A circle needs white space around its connector: in `Po-o` the o belongs to the name.
const token = /"((?:[^"\\]|\\.)*)"|([;,\n])|(?<=\s)(o->|<-o|o-o|o-|-o)(?=\s)|(<->|->|<-|--)/g

/** Reads `A -> B <- C; D <-> E`: statements parted by `;`, `,` or a new line, each a chain of names and connectors. */
export function parseGraphText(text: string): RawGraph {
  const index = new Map<string, number>()
  const edges: number[] = []
  let previous = -1
  let connector = ''
  let position = 0
  let at = 0

  const fail = (message: string): never => {
    const lines = text.slice(0, at).split('\n')
    const line = lines.length
    const column = lines.at(-1)!.length + 1
    throw new CausalError('parse', `${message} at line ${line}, column ${column}.`, {
      line,
      column,
    })
  }
  const takeName = (name: string, isPlain: boolean): void => {
    if (name === '') return
    if (isPlain && /[{}[\]<>]/.test(name) && !index.has(name))
      fail(`cannot read ${show(name)} (quote odd names, put spaces around o->, or use parseDagitty)`)
    const i = index.get(name) ?? index.size
    index.set(name, i)
    if (connector !== '') {
      if (previous === i) fail(`an edge from ${show(name)} to itself`)
      edges.push(previous, i, markAt(connector[0]), markAt(connector.at(-1)))
      connector = ''
    } else if (previous >= 0) fail(`expected a connector before ${show(name)}`)
    previous = i
  }

  // a last separator ends the last statement
  for (const match of `${text};`.matchAll(token)) {
    const [whole, quoted, separator] = match
    at = match.index
    takeName(text.slice(position, at).trim(), true)
    position = at + whole.length
    if (quoted !== undefined) takeName(quoted.replace(/\\(.)/g, '$1'), false)
    else if (separator === undefined) {
      if (previous < 0 || connector !== '') fail(`expected a name before ${whole}`)
      connector = whole
    } else if (connector !== '') {
      if (separator !== '\n') fail('expected a name after the connector')
    } else if (separator !== '\n' || !/^\s*(->|<-|--|(o->|o-o|o-|-o)\s)/.test(text.slice(position, position + 200)))
      previous = -1
  }
  return { nodes: [...index.keys()], edges }
}
