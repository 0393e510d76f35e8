import { show } from '../../show.js'
import { unreadable } from '../../text.js'
import { ARROW, TAIL } from '../kinds/marks.js'
import type { BlockAttributes, BlockText } from './block-text.js'

/** The letters of a role in the old form; a number is a weight and says nothing. */
const roleOf = new Map([
  ['E', 'exposure'],
  ['O', 'outcome'],
  ['U', 'latent'],
  ['A', 'adjusted'],
  ['S', 'selected'],
])
const weight = /^\d+(?:\.\d+)?$/
const place = /^@[-+.\deE]+,[-+.\deE]+$/

interface Word {
  readonly text: string
  readonly at: number
}

/** The old form of dagitty texts: lines `name role @x,y`, an empty line, lines `name child child …`. Names are percent-encoded. */
export function oldDagitty(source: string): BlockText {
  const fail = (at: number, message: string): never => {
    throw unreadable(source, at, message)
  }
  const nodes = new Map<string, BlockAttributes>()
  const edges: BlockText['edges'] = []
  let isEdges = false
  for (const line of lines(source)) {
    const [first, ...rest] = line
    if (first === undefined) {
      isEdges ||= nodes.size > 0
    } else if (!isEdges) {
      const attributes: BlockAttributes = new Map()
      for (const { text, at } of rest) {
        const role = roleOf.get(text)
        if (role !== undefined) attributes.set(role, { value: null, at })
        else if (place.test(text)) attributes.set('pos', { value: text.slice(1), at })
        else if (!weight.test(text))
          fail(
            at,
            `expected dag { … }, or a line "name role @x,y" of the old form with a role of E, O, U, A, S or 1, found ${show(text)}.`,
          )
      }
      if (nodes.has(decoded(first.text))) fail(first.at, `${show(first.text)} is listed twice.`)
      nodes.set(decoded(first.text), attributes)
    } else {
      for (const { text, at } of line) {
        if (!place.test(text) && !nodes.has(decoded(text)))
          fail(at, `the edges name ${show(text)}, which no line above the empty line lists.`)
      }
      for (const child of rest) {
        if (place.test(child.text)) continue
        const [from, to] = [decoded(first.text), decoded(child.text)]
        if (from === to) fail(child.at, `this is an edge from ${show(from)} to itself: take it out.`)
        edges.push({ from, to, fromMark: TAIL, toMark: ARROW, attributes: new Map(), at: child.at, connector: '->' })
      }
    }
  }
  if (nodes.size === 0) fail(0, 'the text is empty: expected dag { … }.')
  return { header: [], nodes, edges, settings: new Map() }
}

/** The words of each line, and where they stand. */
function* lines(source: string): Generator<Word[]> {
  let start = 0
  for (const line of source.split('\n')) {
    yield [...line.matchAll(/\S+/g)].map((match) => ({ text: match[0], at: start + match.index }))
    start += line.length + 1
  }
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word)
  } catch {
    return word
  }
}
