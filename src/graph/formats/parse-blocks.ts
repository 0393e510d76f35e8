import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { ARROW, CIRCLE, type MarkCode, TAIL } from '../kinds/marks.js'

/** What a dagitty or DOT text says: names in order of appearance with their attributes, and edges with theirs. */
export interface BlockText {
  /** The words before the first brace, in lower case: `dag`, `strict digraph`, … */
  readonly header: readonly string[]
  readonly nodes: Map<string, Map<string, string>>
  readonly edges: BlockEdge[]
  /** `name = value` outside brackets. */
  readonly settings: Map<string, string>
}

export interface BlockEdge {
  readonly from: string
  readonly to: string
  readonly fromMark: MarkCode
  readonly toMark: MarkCode
  readonly attributes: Map<string, string>
}

const connectors = new Map<string, readonly [MarkCode, MarkCode]>([
  ['->', [TAIL, ARROW]],
  ['<-', [ARROW, TAIL]],
  ['<->', [ARROW, ARROW]],
  ['--', [TAIL, TAIL]],
  ['@->', [CIRCLE, ARROW]],
  ['<-@', [ARROW, CIRCLE]],
  ['@-@', [CIRCLE, CIRCLE]],
  ['@--', [CIRCLE, TAIL]],
  ['--@', [TAIL, CIRCLE]],
  ['@-', [CIRCLE, TAIL]],
  ['-@', [TAIL, CIRCLE]],
])

// comments, quoted words, connectors (longest first), punctuation, plain words up to white space, punctuation or a connector
const token =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|^[ \t]*#[^\n]*|"((?:[^"\\]|\\[\s\S])*)"|(<->|<-@|@->|@-@|@--|--@|->|<-|--|@-|-@)|([{}[\];,=:])|((?:(?!<->|<-|->|--|@-|-@|\/\/|\/\*)[^\s{}[\];,=:"])+)|\S/gm

interface Token {
  readonly kind: 'word' | 'quoted' | 'connector' | 'mark'
  readonly text: string
  readonly at: number
}

const deepest = 100

/**
 * Reads `header { a [x=1] -> { b c } -> d; e <-> f; … }`, the form that dagitty and DOT share.
 *
 * @param ports - whether `a:n` is the port n of node a, as in DOT
 */
export function parseBlocks(source: string, ports: boolean): BlockText {
  const tokens: Token[] = []
  const fail = (message: string, at: number): never => {
    const before = source.slice(0, at).split('\n')
    const line = before.length
    const column = before.at(-1)!.length + 1
    throw new CausalError('parse', `${message} at line ${line}, column ${column}.`, { line, column })
  }
  for (const match of source.matchAll(token)) {
    const [whole, quoted, connector, mark, word] = match
    const at = match.index
    if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted.replace(/\\([\s\S])/g, '$1'), at })
    else if (connector !== undefined) tokens.push({ kind: 'connector', text: connector, at })
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark, at })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at })
    else if (!/^(\/|[ \t]*#)/.test(whole)) fail(`cannot read ${show(whole)}`, at)
  }
  const end: Token = { kind: 'mark', text: '', at: source.length }
  let position = 0
  const peek = (ahead = 0): Token => tokens[position + ahead] ?? end
  const isMark = (text: string, ahead = 0): boolean => peek(ahead).kind === 'mark' && peek(ahead).text === text
  const isName = (ahead = 0): boolean => peek(ahead).kind === 'word' || peek(ahead).kind === 'quoted'
  const skipMark = (text: string): boolean => {
    if (!isMark(text)) return false
    position++
    return true
  }

  const result: BlockText = { header: [], nodes: new Map(), edges: [], settings: new Map() }
  const header: string[] = []
  while (isName()) header.push(tokens[position++]!.text.toLowerCase())
  if (!skipMark('{')) fail('expected an opening brace', peek().at)

  const nodeNamed = (name: string, at: number): string => {
    if (name === '') fail('a node needs a non-empty name', at)
    if (!result.nodes.has(name)) result.nodes.set(name, new Map())
    return name
  }

  /** `[a, b = c]`, as often as it stands there. */
  const attributes = (): Map<string, string> => {
    const found = new Map<string, string>()
    while (skipMark('[')) {
      while (!skipMark(']')) {
        if (skipMark(',') || skipMark(';')) continue
        if (!isName()) fail('expected an attribute or a closing bracket', peek().at)
        const key = tokens[position++]!.text.toLowerCase()
        let value = 'true'
        if (skipMark('=')) {
          if (!isName()) fail(`expected the value of ${show(key)}`, peek().at)
          value = tokens[position++]!.text
        }
        found.set(key, value)
      }
    }
    return found
  }

  /** A name, or a group in braces: the nodes that an edge here starts from or leads to. */
  const operand = (depth: number): string[] => {
    if (peek().kind === 'word' && peek().text.toLowerCase() === 'subgraph') {
      position++
      if (isName()) position++
    }
    if (skipMark('{')) return statements(depth + 1)
    if (!isName()) fail('expected a name or a group', peek().at)
    const { text, at } = tokens[position++]!
    // a port of DOT says where at the node an edge is drawn
    while (ports && isMark(':') && isName(1)) position += 2
    return [nodeNamed(text, at)]
  }

  /** Everything up to the closing brace; returns the nodes met. */
  const statements = (depth: number): string[] => {
    if (depth > deepest) fail(`groups are nested more than ${deepest} deep`, peek().at)
    const met = new Set<string>()
    while (!skipMark('}')) {
      if (skipMark(';') || skipMark(',')) continue
      if (peek() === end) fail('expected a closing brace', end.at)
      if (isName() && isMark('=', 1)) {
        if (!isName(2)) fail(`expected the value of ${show(peek().text)}`, peek(2).at)
        result.settings.set(peek().text.toLowerCase(), peek(2).text)
        position += 3
        continue
      }
      const isDefault = peek().kind === 'word' && /^(node|edge|graph)$/i.test(peek().text) && isMark('[', 1)
      if (isDefault) {
        const isGraph = peek().text.toLowerCase() === 'graph'
        position++
        for (const [key, value] of attributes()) if (isGraph) result.settings.set(key, value)
        continue
      }
      let left = operand(depth)
      for (const name of left) met.add(name)
      const edges: [string[], Token, string[]][] = []
      while (peek().kind === 'connector') {
        const connector = tokens[position++]!
        const right = operand(depth)
        for (const name of right) met.add(name)
        edges.push([left, connector, right])
        left = right
      }
      const extra = attributes()
      if (edges.length === 0) {
        for (const name of left) for (const [key, value] of extra) result.nodes.get(name)!.set(key, value)
      }
      for (const [from, { text, at }, to] of edges) {
        const [fromMark, toMark] = connectors.get(text)!
        for (const a of from)
          for (const b of to) {
            if (a === b) fail(`an edge from ${show(a)} to itself`, at)
            result.edges.push({ from: a, to: b, fromMark, toMark, attributes: extra })
          }
      }
    }
    return [...met]
  }
  statements(0)
  if (position < tokens.length) fail(`expected the end of the text, found ${show(peek().text)}`, peek().at)
  return { ...result, header }
}
