import { CausalError } from '../../errors.js'
import { nameClass } from '../../graph/core/name-characters.js'
import { markNames } from '../../graph/kinds/marks.js'
import { parseGraphText } from '../../graph/kinds/parse-text.js'
import { show } from '../../show.js'
import { placeIn } from '../../text.js'
import type { LaggedEdge } from '../types.js'

/** A variable with its time, quoted or not: `X[t-1]`, `"cpu load"[t]`. */
const timed = new RegExp(
  String.raw`("(?:[^"\\]|\\.)*"|[${nameClass}/]+(?: +[${nameClass}/]+)*) ?\[\s*t\s*(?:[-−–]\s*(\d+)\s*)?\]`,
  'gu',
)
const suffix = /^([\s\S]*)\[t(?:-(\d+))?\]$/

/** The nodes and edges that a text says; each edge is shifted in time so that its later end is at t. */
export function parseLagged(text: string): { readonly nodes: string[]; readonly edges: LaggedEdge[] } {
  // names with their time are quoted, so that the reader of graph texts takes each as one name
  const quoted = text.replace(timed, (_, word: string, lag: string | undefined, at: number) => {
    // the o of a circle that ends a connector is no part of the name
    const circle = text[at - 1] === '-' && word.startsWith('o ') ? 'o ' : ''
    const name = word.slice(circle.length).trimStart()
    const inner = name.startsWith('"') ? name.slice(1, -1) : name
    return `${circle}"${inner}[t${Number(lag ?? 0) === 0 ? '' : `-${Number(lag)}`}]"`
  })
  const left = /^(?:[^"[\]]|"(?:[^"\\]|\\.)*")*([[\]])/.exec(quoted)
  if (left !== null) {
    const { line, column } = placeIn(quoted, left[0].length - 1)
    const message = `line ${line}, column ${column}: a time is written [t], [t-1], [t-2] …, behind a name.`
    throw new CausalError('parse', message, { line, column })
  }
  const raw = parseGraphText('pag', quoted)
  const nodes: string[] = []
  const place = new Map<string, number>()
  const ends = raw.nodes.map((written) => {
    const [, name = written, lag = '0'] = suffix.exec(written) ?? []
    if (!place.has(name)) place.set(name, nodes.push(name) - 1)
    return { name, lag: Number(lag) }
  })
  const edges: LaggedEdge[] = []
  for (let e = 0; e < raw.edges.length; e += 4) {
    const [a, b, near, far] = [0, 1, 2, 3].map((k) => raw.edges[e + k]!) as [number, number, 0 | 1 | 2, 0 | 1 | 2]
    const [first, second] = [ends[a]!, ends[b]!]
    const [from, to, fromMark, toMark] =
      first.lag >= second.lag ? [first, second, near, far] : [second, first, far, near]
    if (from.name === to.name && from.lag === to.lag) {
      const message = `${show(from.name)} has an edge to itself at one time: give one end a lag, such as ${from.name}[t-1] -> ${from.name}[t].`
      throw new CausalError('invalid-graph', message, { name: from.name })
    }
    const marks = { fromMark: markNames[fromMark], toMark: markNames[toMark] }
    edges.push({ from: from.name, to: to.name, lag: from.lag - to.lag, ...marks })
  }
  return { nodes, edges }
}
