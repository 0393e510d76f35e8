import type { Diagram } from '../terms/types.js'
import { type KnownBoxes, readAtom } from './read-atom.js'
import { found, type TokenReader } from './token-reader.js'

/** A term of the text: a diagram of its own, or terms one after another or side by side. */
export interface Term {
  readonly at: number
  readonly inputs: number
  readonly outputs: number
  readonly of:
    | { readonly diagram: Diagram }
    | { readonly sequence: readonly Term[] }
    | { readonly beside: readonly Term[] }
}

/** A bracket that is open: the terms one after another, and those side by side at its end. */
interface Group {
  readonly sequence: Term[]
  beside: Term[]
  readonly at: number
}

/** Reads the whole text as one term. Brackets are kept on a stack of our own, so that depth costs nothing. */
export function readTerms(tokens: TokenReader, known: KnownBoxes): Term {
  const groups: Group[] = [{ sequence: [], beside: [], at: tokens.peek().at }]
  for (;;) {
    const group = groups.at(-1)!
    const token = tokens.peek()
    // a term is expected
    if (tokens.takes('(')) {
      groups.push({ sequence: [], beside: [], at: token.at })
      continue
    }
    const diagram = readAtom(tokens, known)
    let term: Term = {
      at: token.at,
      inputs: diagram.inputs.length,
      outputs: diagram.outputs.length,
      of: { diagram },
    }
    let inside: Group = group
    // behind a term: brackets close, until a sign asks for one more
    for (;;) {
      inside.beside.push(term)
      const next = tokens.peek()
      if (takesBeside(tokens)) break
      if (tokens.takes(';')) {
        endRow(tokens, inside)
        break
      }
      if (groups.length > 1 && tokens.takes(')')) {
        term = closed(tokens, inside)
        groups.pop()
        inside = groups.at(-1)!
        continue
      }
      if (groups.length === 1 && next.kind === 'end') return closed(tokens, inside)
      if (next.kind === 'end') throw tokens.wrong({ at: inside.at }, 'this bracket is never closed.')
      throw tokens.wrong(next, `expected ";", "⊗" or "*", found ${found(next)}.`)
    }
  }
}

/** `⊗`, `*`, or `(x)` where no term can stand. */
function takesBeside(tokens: TokenReader): boolean {
  if (tokens.takes('⊗')) return true
  const [open, x, close] = [tokens.peek(), tokens.peek(1), tokens.peek(2)]
  const isSign = open.text === '(' && x.kind === 'name' && x.text === 'x' && close.text === ')'
  if (!isSign || open.kind !== 'sign' || close.at !== open.at + 2) return false
  for (let k = 0; k < 3; k++) tokens.take()
  return true
}

/** Puts what stands side by side behind the sequence, if it fits there. */
function endRow(tokens: TokenReader, group: Group): void {
  const row = group.beside
  const term: Term =
    row.length === 1
      ? row[0]!
      : {
          at: row[0]!.at,
          inputs: row.reduce((sum, { inputs }) => sum + inputs, 0),
          outputs: row.reduce((sum, { outputs }) => sum + outputs, 0),
          of: { beside: row },
        }
  const before = group.sequence.at(-1)
  if (before !== undefined && before.outputs !== term.inputs) {
    const wires = (count: number): string => `${count} ${count === 1 ? 'wire' : 'wires'}`
    throw tokens.wrong(
      term,
      `this takes ${wires(term.inputs)}, but what stands before it gives ${wires(before.outputs)}.`,
    )
  }
  group.sequence.push(term)
  group.beside = []
}

function closed(tokens: TokenReader, group: Group): Term {
  endRow(tokens, group)
  const { sequence } = group
  if (sequence.length === 1) return sequence[0]!
  return { at: group.at, inputs: sequence[0]!.inputs, outputs: sequence.at(-1)!.outputs, of: { sequence } }
}
