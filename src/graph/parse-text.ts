import { CausalError } from '../errors.js'
import { ARROW, CIRCLE, type MarkCode, TAIL } from './marks.js'

/** A graph as a text says it: names in order of appearance and flat edges `[from, to, fromMark, toMark]*`. */
export interface RawGraph {
  readonly nodes: string[]
  readonly edges: number[]
}

/** The mark that the first or last character of a connector stands for. */
function markAt(character: string | undefined): MarkCode {
  return character === '<' || character === '>' ? ARROW : character === 'o' ? CIRCLE : TAIL
}

// A circle needs white space around its connector: in `Po-o` the o belongs to the name.
const token = /"((?:[^"\\]|\\.)*)"|([;,\n])|(?<=\s)(o->|<-o|o-o|o-|-o)(?=\s)|(<->|->|<-|--)/g

/** Reads `A -> B <- C; D <-> E`: statements parted by `;`, `,` or a new line, each a chain of names and connectors. */
export function parseGraphText(where: string, text: string): RawGraph {
  const nodes: string[] = []
  const index = new Map<string, number>()
  const edges: number[] = []
  let previous = -1
  let pending: readonly [MarkCode, MarkCode] | null = null
  let quoted: string | null = null
  let position = 0

  const fail = (message: string, at: number): never => {
    const before = text.slice(0, at).split('\n')
    const line = before.length
    const column = before.at(-1)!.length + 1
    throw new CausalError(where, 'parse', `${message} at line ${line}, column ${column} of the graph text.`, {
      line,
      column,
    })
  }
  const takeName = (end: number): void => {
    const plain = text.slice(position, end).trim()
    if (quoted !== null && plain !== '') fail(`expected a connector before ${JSON.stringify(plain)}`, end)
    const name = quoted ?? plain
    quoted = null
    if (name === '') return
    let i = index.get(name)
    if (i === undefined) {
      if (/[{}[\]<>]/.test(plain))
        fail(`cannot read ${JSON.stringify(plain)} (quote odd names, put spaces around o->, or use parseDagitty)`, end)
      i = nodes.length
      index.set(name, i)
      nodes.push(name)
    }
    if (pending !== null) {
      if (previous === i) fail(`an edge from ${JSON.stringify(name)} to itself`, end)
      edges.push(previous, i, pending[0], pending[1])
      pending = null
    } else if (previous >= 0) {
      fail(`expected a connector before ${JSON.stringify(name)}`, end)
    }
    previous = i
  }

  for (const match of text.matchAll(token)) {
    const at = match.index
    const [whole, quotedText, separator] = match
    if (quotedText !== undefined) {
      if (text.slice(position, at).trim() !== '' || quoted !== null) fail('expected a connector before the quotes', at)
      quoted = quotedText.replace(/\\(.)/g, '$1')
      position = at + whole.length
      continue
    }
    takeName(at)
    position = at + whole.length
    if (separator !== undefined) {
      if (pending !== null && separator !== '\n') fail('expected a name after the connector', at)
      if (
        pending === null &&
        !(separator === '\n' && /^\s*(->|<-|--|(o->|o-o|o-|-o)\s)/.test(text.slice(position, position + 200)))
      )
        previous = -1
    } else {
      if (previous < 0 || pending !== null) fail(`expected a name before ${whole}`, at)
      pending = [markAt(whole[0]), markAt(whole.at(-1))]
    }
  }
  takeName(text.length)
  if (pending !== null) fail('expected a name after the connector', text.length)
  return { nodes, edges }
}
