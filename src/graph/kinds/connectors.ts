import type { GraphKind } from '../types.js'
import { ARROW, CIRCLE, type MarkCode, TAIL } from './marks.js'

/** The edges that each kind of graph takes, as the connectors of its texts. */
const takes: Readonly<Record<GraphKind, readonly string[]>> = {
  dag: ['->', '<-'],
  admg: ['->', '<-', '<->'],
  pdag: ['->', '<-', '--', '<->'],
  cpdag: ['->', '<-', '--'],
  mpdag: ['->', '<-', '--'],
  mag: ['->', '<-', '<->', '--'],
  pag: ['->', '<-', '<->', '--', 'o->', '<-o', 'o-o', 'o-', '-o'],
}

/** Every connector that a graph text may hold; whether the kind has such an edge is checked with the graph. */
const known = new Set(takes.pag)

export function isConnector(sign: string): boolean {
  return known.has(sign)
}

/** The marks at the two ends of a connector. */
export function marksOfConnector(connector: string): readonly [MarkCode, MarkCode] {
  return [markAt(connector[0]), markAt(connector.at(-1))]
}

function markAt(character: string | undefined): MarkCode {
  return character === '-' ? TAIL : character === 'o' ? CIRCLE : ARROW
}

/** Every kind of graph. */
export const graphKinds: readonly GraphKind[] = Object.keys(takes) as GraphKind[]

/** The edges that a kind takes. */
export function connectorsOf(kind: GraphKind): readonly string[] {
  return takes[kind]
}

/** `->, <- or <->`: the connectors of a kind, as they stand in messages. */
export function listConnectors(kind: GraphKind): string {
  const list = takes[kind]
  return `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`
}

const leftHead = /^(?:<|[←⇐⟵⟸↤⬅↔⇔⟷⟺])/u
const rightHead = /(?:>|[→⇒⟶⟹↦➔➜➡↔⇔⟷⟺])\uFE0F?$/u
const shaft = /^[-–—−~=─_.]+$/u

/** What a sign that is no connector was probably meant to be, among those of the kind; null where nothing is near. */
export function meantConnector(kind: GraphKind, sign: string): string | null {
  const left = leftHead.test(sign)
  const right = rightHead.test(sign)
  const guess = left && right ? '<->' : left ? '<-' : right ? '->' : shaft.test(sign) ? '--' : null
  return guess !== null && takes[kind].includes(guess) ? guess : null
}
