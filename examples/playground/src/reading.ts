import { computed } from '@preact/signals'
import { type CausalGraph, parseDagitty } from 'causalkit/graph'
import { work } from './work'

/** The typed text as a graph, or the sentence that says why it is none. */
export type Reading =
  | { readonly read: true; readonly graph: CausalGraph }
  | { readonly read: false; readonly message: string; readonly details: Readonly<Record<string, unknown>> }

const block = /^\s*(?:(?:\/\/|#)[^\n]*\n\s*)*(?:dag|pdag|mag|pag|digraph|graph)\b[^{]*\{/

/** Reads dagitty text, or its inside alone (`a -> b; a <-> c`); the latents of the work are hidden in it. */
export function readGraph(text: string): Reading {
  try {
    return { read: true, graph: parseDagitty(block.test(text) ? text : `dag {${text}\n}`) }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const details = 'details' in error ? (error.details as Record<string, unknown>) : {}
    return { read: false, message: error.message.replace(/^parseDagitty: /, ''), details }
  }
}

/** The graph of the work at hand. */
export const reading = computed(() => readGraph(work.value.text))
