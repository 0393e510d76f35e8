import { box, compose, copy, type Diagram, discard, identity, swap, tensor, uniformState } from '../../src/index.js'

/** The term language of the reference cases. */
export type Term =
  | { op: 'box'; name: string }
  | { op: 'id' | 'copy' | 'discard' | 'uniform'; type: string[] }
  | { op: 'swap'; a: string[]; b: string[] }
  | { op: 'seq' | 'par'; args: Term[] }

export type Signature = Record<string, { dom: string[]; cod: string[] }>

/** The diagram that a term draws. */
export function diagramOfTerm(term: Term, signature: Signature): Diagram {
  switch (term.op) {
    case 'box':
      return box(term.name, signature[term.name]!.dom, signature[term.name]!.cod)
    case 'id':
      return identity(term.type)
    case 'copy':
      return copy(term.type)
    case 'discard':
      return discard(term.type)
    case 'uniform':
      return uniformState(term.type)
    case 'swap':
      return swap(term.a, term.b)
    case 'seq':
      return compose(...term.args.map((arg) => diagramOfTerm(arg, signature)))
    case 'par':
      return tensor(...term.args.map((arg) => diagramOfTerm(arg, signature)))
  }
}
