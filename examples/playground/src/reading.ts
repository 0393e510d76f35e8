import { computed, signal } from '@preact/signals'
import { admg, type CausalGraph, dag, type GraphSpec, mag, pag, parseDagitty, pdag } from 'causalkit/graph'
import { now } from './work'

/** The typed text as a graph, or the sentence that says why it is none. */
export type Reading =
  | { readonly read: true; readonly graph: CausalGraph }
  | { readonly read: false; readonly message: string; readonly details: Readonly<Record<string, unknown>> }

const block = /^\s*(?:(?:\/\/|#)[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*(?:dag|pdag|mag|pag|digraph|graph)\b[^{]*\{/
const opening = 'dag {'

/** Whether the text has a heading and braces of its own. */
export function isBlock(text: string): boolean {
  return block.test(text)
}

/** The text with a heading and braces: what dagitty reads. */
export function wholeText(text: string): string {
  return isBlock(text) ? text : `${opening}${text}\n}`
}

/** Reads dagitty text, or its inside alone (`a -> b; a <-> c`). Faults tell the place in the text as it was typed. */
export function readGraph(text: string): Reading {
  try {
    return { read: true, graph: parseDagitty(wholeText(text)) }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const details = 'details' in error ? (error.details as Record<string, unknown>) : {}
    const message = error.message.replace(/^parseDagitty: /, '')
    return { read: false, ...(isBlock(text) ? { message, details } : inside(text, message, details)) }
  }
}

/** A fault that was found in the wrapped text, told of the text inside. */
function inside(
  text: string,
  message: string,
  details: Readonly<Record<string, unknown>>,
): { message: string; details: Readonly<Record<string, unknown>> } {
  let { line, column } = details
  if (typeof line !== 'number' || typeof column !== 'number') return { message, details }
  const lines = text.split('\n')
  if (line === 1) column = Math.max(1, column - opening.length)
  if (line > lines.length) {
    line = lines.length
    column = lines.at(-1)!.length + 1
  }
  const said = message
    .replace(/^line \d+, column \d+/, `line ${line}, column ${column}`)
    .replace(/found "\}"\.$/, 'found the end of the text.')
  return { message: said, details: { ...details, line, column } }
}

/** The graph of the work at hand. */
export const reading = computed(() => readGraph(now.text))

const makers: Readonly<Record<CausalGraph['kind'], (spec: GraphSpec<string>) => CausalGraph>> = {
  dag,
  admg,
  pdag,
  cpdag: pdag,
  mpdag: pdag,
  mag,
  pag,
}

/** What a panel says while the text cannot be read: the fault itself is told beside the text. */
export const unread = 'The text of the graph has a fault, which is told below it: mend it to go on.'

/** The same graph with some more of its nodes hidden; names that it does not have are passed over. */
export function hiding(graph: CausalGraph, latents: readonly string[]): CausalGraph {
  const hidden = graph.nodes.filter((node) => graph.latents.includes(node) || latents.includes(node))
  if (hidden.length === graph.latents.length) return graph
  return makers[graph.kind]({ nodes: graph.nodes, edges: graph.edges, latents: hidden })
}

/** The graph of the work with what cannot be measured hidden in it, or null while the text has a fault. */
export const asked = computed(() => (reading.value.read ? hiding(reading.value.graph, now.latents) : null))

/** Nodes and edges that a panel wants to be seen in the picture, such as an open path or a hedge; null for none. */
export interface Pointed {
  readonly nodes: readonly string[]
  /** Pairs of nodes; the edges between the nodes unless told. */
  readonly edges?: readonly (readonly [string, string])[]
  /** What is seen, in a few words. */
  readonly label: string
}

export const pointed = signal<Pointed | null>(null)
