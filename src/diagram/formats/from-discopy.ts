import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { makeDiagram, place, typeText } from '../terms/make.js'
import type { Box, Diagram, PlacedBox } from '../terms/types.js'
import { boxFromData } from './box-data.js'
import { type JsonFields, jsonValue, listIn, nameIn, recordIn } from './json-parts.js'
import type { DiscopyTree } from './to-discopy.js'

/**
 * Reads a diagram from JSON of DisCoPy: of `discopy.markov`, or of `monoidal` and `symmetric` diagrams, which are markov
 * diagrams without copies.
 *
 * @param json - the text that `discopy.utils.dumps` gives, or its data; a diagram, a box, a swap or a copy
 * @returns the diagram
 * @throws CausalError `parse` for what is not JSON, `invalid-argument` for what is no diagram of DisCoPy, `type-mismatch` for a
 *   layer that does not fit, `not-supported` for what has no counterpart here: daggers, merges, cups, caps, sums
 * @complexity O(layers × wires that run side by side)
 * @category Diagrams
 * @example
 * const diagram = compose(box('f', ['A'], ['B']), copy('B'))
 * equalDiagrams(fromDiscopy(JSON.stringify(toDiscopy(diagram))), diagram)
 * //=> true
 */
export function fromDiscopy(json: string | DiscopyTree): Diagram {
  return calledAs('fromDiscopy', () => {
    const root = recordIn('the diagram', jsonValue(json))
    const isDiagram = className(root) === 'Diagram'
    const layers = isDiagram ? listIn('inside', root.inside) : [null]
    const inputs = isDiagram ? typeOf('dom', root.dom) : partOf(root).inputs
    const wires = [...inputs]
    const boxes: PlacedBox[] = []
    let now = wires.map((_, v) => v)
    for (const [k, layer] of layers.entries()) {
      const parts =
        layer === null ? [null, root, null] : listIn(`layer ${k + 1}`, recordIn(`layer ${k + 1}`, layer).inside)
      const after: number[] = []
      let at = 0
      const takes = (objects: readonly string[]): number[] => {
        const taken = now.slice(at, at + objects.length)
        const is = taken.map((v) => wires[v]!)
        if (is.length < objects.length || objects.some((object, i) => object !== is[i])) {
          throw new CausalError(
            'type-mismatch',
            `layer ${k + 1} takes ${typeText(objects)} where ${typeText(is)} comes in.`,
            { layer: k, expected: objects, actual: is },
          )
        }
        at += objects.length
        return taken
      }
      for (const [i, part] of parts.entries()) {
        if (i % 2 === 0) {
          after.push(...takes(part === null ? [] : typeOf(`the wires of layer ${k + 1}`, part)))
          continue
        }
        const read = partOf(recordIn(`the box of layer ${k + 1}`, part))
        const sources = takes(read.inputs)
        if ('order' in read) {
          after.push(...read.order.map((from) => sources[from]!))
          continue
        }
        const made = read.box.outputs.map((object) => wires.push(object) - 1)
        boxes.push(place(read.box, sources, made))
        after.push(...made)
      }
      if (at < now.length) {
        const left = now.slice(at).map((v) => wires[v]!)
        throw new CausalError('type-mismatch', `layer ${k + 1} says nothing of ${typeText(left)}.`, { layer: k })
      }
      now = after
    }
    const diagram = makeDiagram(
      wires,
      boxes,
      wires.slice(0, inputs.length).map((_, v) => v),
      now,
    )
    if (!isDiagram) return diagram
    const outputs = typeOf('cod', root.cod)
    if (outputs.join('\0') === diagram.outputs.join('\0')) return diagram
    throw new CausalError(
      'type-mismatch',
      `the layers end at ${typeText(diagram.outputs)}, but cod is ${typeText(outputs)}.`,
    )
  })
}

/** `Box` of `markov.Box`. */
function className({ factory }: JsonFields): string {
  if (typeof factory !== 'string') {
    throw new CausalError(
      'invalid-argument',
      `expected a value of DisCoPy with a factory, got factory ${show(factory)}.`,
    )
  }
  return factory.slice(factory.lastIndexOf('.') + 1)
}

function typeOf(what: string, value: unknown): string[] {
  return listIn(what, recordIn(what, value).inside).map((object) => {
    const record = recordIn(`an object of ${what}`, object)
    if (record.z !== undefined && record.z !== 0) throw unsupported('an object with a winding number (an adjoint)')
    return nameIn(`an object of ${what}`, record.name)
  })
}

/** A part of a layer: a box, or wires that are copied, discarded or swapped. */
function partOf(tree: JsonFields): { inputs: string[]; order: number[] } | { inputs: readonly string[]; box: Box } {
  const kind = className(tree)
  if (kind === 'Swap') {
    const [left, right] = [typeOf('left', tree.left), typeOf('right', tree.right)]
    const inputs = [...left, ...right]
    return { inputs, order: inputs.map((_, i) => (i < right.length ? i + left.length : i - right.length)) }
  }
  if (kind !== 'Box' && kind !== 'Copy' && kind !== 'Discard') throw unsupported(`a ${kind}`)
  if (tree.is_dagger === true) throw unsupported('a dagger')
  const [inputs, outputs] = [typeOf('dom', tree.dom), typeOf('cod', tree.cod)]
  const data = typeof tree.data === 'object' && tree.data !== null ? (tree.data as JsonFields) : {}
  if (kind !== 'Box' || data.kind === 'copy') {
    if (inputs.length !== 1 || outputs.some((object) => object !== inputs[0]))
      throw unsupported('a copy of several objects')
    return { inputs, order: outputs.map(() => 0) }
  }
  const { kind: what, value, deterministic, role } = data
  const name = nameIn('the name of a box', tree.name)
  return { inputs, box: boxFromData(name, inputs, outputs, { kind: what, value, deterministic, role }) }
}

function unsupported(what: string): CausalError {
  return new CausalError(
    'not-supported',
    `${what} has no counterpart in diagrams whose wires can be copied and discarded.`,
  )
}
