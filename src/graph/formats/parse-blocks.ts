import { show } from '../../show.js'
import { unreadable } from '../../text.js'
import { ARROW, CIRCLE, type MarkCode, TAIL } from '../kinds/marks.js'
import { type BlockAttributes, type BlockEdge, type BlockText, mostEdges, tooMany } from './block-text.js'
import { type BlockLanguage, type BlockToken, blockTokens } from './block-tokens.js'

const marks = new Map<string, readonly [MarkCode, MarkCode]>([
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

/** The attributes that `node […]` and `edge […]` of DOT hand on to what follows; others do not bear on the graph. */
const handedOn = new Set(['latent', 'observed', 'dir', 'arrowhead', 'arrowtail'])
const keywords = /^(?:node|edge|graph|digraph|subgraph|strict)$/i

type Group = readonly string[] | Set<string>

/** The statements between two braces, and the one that is being read: groups with the connectors between them. */
interface Frame {
  met: Set<string>
  chain: { groups: Group[]; signs: BlockToken[]; start: BlockToken } | null
  nodeDefaults: BlockAttributes
  edgeDefaults: BlockAttributes
}

/** Reads `header { a [x=1] -> { b c } -> d; e <-> f; … }`, the form that dagitty and DOT share. Linear in text and edges. */
export function parseBlocks(source: string, language: BlockLanguage): BlockText {
  const tokens = blockTokens(source, language)
  const nodes: BlockText['nodes'] = new Map()
  const edges: BlockEdge[] = []
  const settings: BlockAttributes = new Map()
  const stack: Frame[] = []
  let position = 0

  const fail = (at: number, message: string): never => {
    throw unreadable(source, at, message)
  }
  const peek = (ahead = 0): BlockToken => tokens[Math.min(position + ahead, tokens.length - 1)]!
  const isMark = (text: string, ahead = 0): boolean => peek(ahead).kind === 'mark' && peek(ahead).text === text
  const isName = (ahead = 0): boolean => peek(ahead).kind === 'word' || peek(ahead).kind === 'quoted'
  const skipMark = (text: string): boolean => {
    if (!isMark(text)) return false
    position++
    return true
  }
  const expectName = (what: string): BlockToken => {
    const token = peek()
    if (!isName()) fail(token.at, `expected ${what}, found ${found(token)}.`)
    position++
    return token
  }
  const isWord = (word: string): boolean => peek().kind === 'word' && peek().text.toLowerCase() === word

  const takeNode = ({ kind, text, at, oddEscape }: BlockToken): string => {
    if (text === '') fail(at, 'a node needs a non-empty name.')
    if (oddEscape >= 0)
      fail(oddEscape, String.raw`in a name, a backslash may only come before " or \: write \\ for a backslash.`)
    if (language === 'dot' && kind === 'word' && keywords.test(text))
      fail(at, `${show(text)} is a keyword of DOT: put the name in double quotes.`)
    if (!nodes.has(text)) nodes.set(text, new Map(stack.at(-1)!.nodeDefaults))
    return text
  }
  /** `[a, b = c]`, as often as it occurs. */
  const attributes = (): BlockAttributes => {
    const list: BlockAttributes = new Map()
    while (skipMark('[')) {
      while (!skipMark(']')) {
        if (skipMark(',') || skipMark(';')) continue
        const { text, at } = expectName('an attribute or a closing bracket')
        const value = skipMark('=') ? expectName(`the value of ${show(text)}`).text : null
        list.set(text.toLowerCase(), { value, at })
      }
    }
    return list
  }
  const openFrame = (): void => {
    const { nodeDefaults, edgeDefaults } = stack.at(-1) ?? { nodeDefaults: new Map(), edgeDefaults: new Map() }
    stack.push({ met: new Set(), chain: null, nodeDefaults, edgeDefaults })
  }
  /** A name, or the beginning of a group: the nodes that an edge here starts from or leads to. */
  const operand = (chain: NonNullable<Frame['chain']>): void => {
    const isNamed = isWord('subgraph') && isName(1) && isMark('{', 2)
    if (isWord('subgraph') && (isNamed || isMark('{', 1))) position += isNamed ? 2 : 1
    if (skipMark('{')) {
      openFrame()
      return
    }
    const token = expectName('a name or a group')
    // a port of DOT says where at the node an edge is drawn
    while (language === 'dot' && isMark(':') && isName(1)) position += 2
    chain.groups.push([takeNode(token)])
  }
  /** `name = value`, or the defaults of DOT; whether one of them stood here. */
  const setting = (frame: Frame): boolean => {
    if (isName() && isMark('=', 1)) {
      const { text, at } = peek()
      position += 2
      settings.set(text.toLowerCase(), { value: expectName(`the value of ${show(text)}`).text, at })
      return true
    }
    const what = peek().text.toLowerCase()
    if (language !== 'dot' || peek().kind !== 'word' || !/^(?:node|edge|graph)$/.test(what) || !isMark('[', 1))
      return false
    position++
    const given = attributes()
    if (what === 'graph') for (const [key, attribute] of given) settings.set(key, attribute)
    else {
      const name = what === 'node' ? 'nodeDefaults' : 'edgeDefaults'
      const kept = [...given].filter(([key]) => handedOn.has(key))
      if (kept.length > 0) frame[name] = new Map([...frame[name], ...kept])
    }
    return true
  }
  /** The attributes after a statement, and its edges. */
  const endStatement = (frame: Frame): void => {
    const { groups, signs, start } = frame.chain!
    frame.chain = null
    const own = isMark('[') ? attributes() : none
    if (signs.length === 0 && own.size > 0) {
      const [group] = groups
      if (!Array.isArray(group)) fail(start.at, 'attributes follow a node or an edge, not a group.')
      for (const [key, attribute] of own) nodes.get((group as string[])[0]!)!.set(key, attribute)
    }
    const extra = frame.edgeDefaults.size === 0 ? own : new Map([...frame.edgeDefaults, ...own])
    for (const [i, { text, at }] of signs.entries()) {
      const count = edges.length + sizeOf(groups[i]!) * sizeOf(groups[i + 1]!)
      if (count > mostEdges) throw tooMany(source, at, count)
      const [fromMark, toMark] = marks.get(text)!
      for (const from of groups[i]!) {
        for (const to of groups[i + 1]!) {
          if (from === to) fail(at, `this is an edge from ${show(from)} to itself: take it out.`)
          edges.push({ from, to, fromMark, toMark, attributes: extra, at, connector: text })
        }
      }
    }
    for (const group of groups) frame.met = union(frame.met, group)
  }

  const header: { text: string; at: number }[] = []
  while (isName()) {
    header.push({ text: peek().text.toLowerCase(), at: peek().at })
    position++
  }
  if (!skipMark('{')) fail(peek().at, `expected an opening brace, found ${found(peek())}.`)
  openFrame()
  while (stack.length > 0) {
    const frame = stack.at(-1)!
    if (frame.chain !== null) {
      if (peek().kind === 'connector') {
        frame.chain.signs.push(peek())
        position++
        operand(frame.chain)
      } else endStatement(frame)
    } else if (skipMark('}')) {
      stack.pop()
      stack.at(-1)?.chain?.groups.push(frame.met)
    } else if (!skipMark(';') && !skipMark(',') && !setting(frame)) {
      if (peek().kind === 'end') fail(peek().at, 'expected a closing brace, found the end of the text.')
      frame.chain = { groups: [], signs: [], start: peek() }
      operand(frame.chain)
    }
  }
  if (peek().kind !== 'end') fail(peek().at, `expected the end of the text, found ${found(peek())}.`)
  return { header, nodes, edges, settings }
}

const none: BlockAttributes = new Map()

function found({ kind, text }: BlockToken): string {
  return kind === 'end' ? 'the end of the text' : show(text)
}

function sizeOf(group: Group): number {
  return 'size' in group ? group.size : group.length
}

/** The union, made in the larger of the two, so that nested groups cost O(n log n). */
function union(a: Set<string>, b: Group): Set<string> {
  const [large, small] = 'size' in b && b.size > a.size ? [b, a] : [a, b]
  for (const name of small) large.add(name)
  return large
}
