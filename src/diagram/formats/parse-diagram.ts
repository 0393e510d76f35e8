import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type ByName, mapOf } from '../terms/by-name.js'
import { append } from '../terms/compose.js'
import { indexedDiagram } from '../terms/indexed.js'
import { makeDiagram } from '../terms/make.js'
import type { Diagram, PlacedBox } from '../terms/types.js'
import { readTerms, type Term } from './diagram-terms.js'
import { diagramTokens } from './diagram-tokens.js'
import { TokenReader } from './token-reader.js'

/**
 * Reads a string diagram from a text such as `f[A → B] ; (g[B → C] ⊗ id[D]) ; copy[C, D]`.
 *
 * - `;` composes, the first applied first; `⊗`, `*` or `(x)` puts side by side and binds tighter; brackets group
 * - a box has its type where it first stands, `f[A, B → C]` or `f[A, B -> C]`, and none later on; what may be said of it
 *   follows behind a bar: `f[A → B | function]`, `latent`, `surgery`, `hole`
 * - `id[A, B]`, `copy[A]` (three copies: `copy[A; 3]`), `discard[A]`, `swap[A, B]` (bundles: `swap[A, B; C]`),
 *   `permute[A, B, C; 2, 0, 1]`, `uniform[A]`, `point[A = 1]`, `point[A = "yes"]`,
 *   `evidence[A = 1]`, `comparator[A]`, `normalized["…"]` around the text of a diagram
 * - names with other signs than letters, digits and `_` stand in double quotes, and so does a box called like one of these
 *   words
 *
 * {@link toText} writes it.
 *
 * @param text - the text
 * @param options - `boxes`: diagrams for names that stand without a type
 * @returns the diagram
 * @throws CausalError `parse` with line and column for what cannot be read, for a box without a type, and where wires do not
 *   fit
 * @complexity O(length of the text) steps, and the wires that run side by side
 * @category Diagrams
 * @example
 * parseDiagram('f[A -> B] ; copy[B] ; (g[B -> C] * id[B])').outputs
 * //=> ['C', 'B']
 * const f = box('f', ['A'], ['A'])
 * equalDiagrams(parseDiagram('f ; f ; f', { boxes: { f } }), compose(f, f, f))
 * //=> true
 * parseDiagram('f[A -> B] ; g[C -> D]')
 * //=> throws 'parse'
 */
export function parseDiagram(text: string, options: { readonly boxes?: ByName<Diagram> } = {}): Diagram {
  return calledAs('parseDiagram', () => {
    checkOptions('options', options, ['boxes'])
    if (typeof text !== 'string') throw new CausalError('invalid-argument', `expected a text, got ${show(text)}.`)
    const given = mapOf('the boxes', options.boxes)
    for (const diagram of given.values()) indexedDiagram(diagram)
    return parsed(text, given)
  })
}

function parsed(text: string, given: ReadonlyMap<string, Diagram>): Diagram {
  const tokens = new TokenReader(text, diagramTokens(text))
  const parse = (inside: string): Diagram => parsed(inside, given)
  return drawnTerm(tokens, readTerms(tokens, { given, read: new Map(), parse }))
}

/** A term that waits for its wires: where they stand, and where its outputs go. */
interface Task {
  readonly term: Term
  readonly from: readonly number[]
  readonly start: number
  readonly to: number[]
}

/** The diagram of a term. Tasks are kept on a stack; what stands side by side shares the lists of its neighbours. */
function drawnTerm(tokens: TokenReader, root: Term): Diagram {
  const wires: string[] = []
  const boxes: PlacedBox[] = []
  const inputs = firstObjects(root).map((object) => wires.push(object) - 1)
  const outputs: number[] = []
  const tasks: Task[] = [{ term: root, from: inputs, start: 0, to: outputs }]
  while (tasks.length > 0) {
    const { term, from, start, to } = tasks.pop()!
    if ('diagram' in term.of) {
      const { diagram } = term.of
      const sources = from.slice(start, start + term.inputs)
      for (const [i, v] of sources.entries()) {
        if (wires[v] === diagram.inputs[i]) continue
        const which = term.inputs === 1 ? 'the wire' : `wire ${i + 1}`
        throw tokens.wrong(
          term,
          `${which} that comes in here is ${show(wires[v])}, but ${show(diagram.inputs[i])} is taken.`,
        )
      }
      for (const v of append(wires, boxes, diagram, sources)) to.push(v)
    } else if ('beside' in term.of) {
      let at = start
      const next = term.of.beside.map((part): Task => {
        const task = { term: part, from, start: at, to }
        at += part.inputs
        return task
      })
      for (let k = next.length - 1; k >= 0; k--) tasks.push(next[k]!)
    } else {
      const { sequence } = term.of
      const between = sequence.map(() => [] as number[])
      for (let k = sequence.length - 1; k >= 0; k--) {
        const last = k === sequence.length - 1
        tasks.push({
          term: sequence[k]!,
          from: k === 0 ? from : between[k - 1]!,
          start: k === 0 ? start : 0,
          to: last ? to : between[k]!,
        })
      }
    }
  }
  return makeDiagram(wires, boxes, inputs, outputs)
}

/** The objects that come in first, from left to right. */
function firstObjects(root: Term): string[] {
  const objects: string[] = []
  const stack = [root]
  while (stack.length > 0) {
    const { of } = stack.pop()!
    if ('diagram' in of) for (const object of of.diagram.inputs) objects.push(object)
    else if ('sequence' in of) stack.push(of.sequence[0]!)
    else for (let k = of.beside.length - 1; k >= 0; k--) stack.push(of.beside[k]!)
  }
  return objects
}
