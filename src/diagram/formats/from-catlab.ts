import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { indexedDiagram } from '../terms/indexed.js'
import { makeDiagram, place, typeText } from '../terms/make.js'
import { inOrder } from '../terms/rewire.js'
import type { Box, Diagram, PlacedBox } from '../terms/types.js'
import { boxFromData } from './box-data.js'
import { type JsonFields, jsonValue, listIn, nameIn, recordIn } from './json-parts.js'
import type { CatlabGraph } from './to-catlab.js'

/**
 * Reads a diagram from JSON of Catlab.jl: a graph with ports and boxes inside, in the form of the Eclipse Layout Kernel.
 *
 * A port that several edges leave is a copy, one that none leaves a discard. Each port that takes something in must be
 * entered by one edge: merging has no meaning here. The object of a port is its `value` (or `name`, `type`) property, that
 * of a box likewise its name.
 *
 * @param json - the text or its data
 * @returns the diagram, the boxes in an order in which each comes after those that it reads from
 * @throws CausalError `parse` for what is not JSON, `invalid-argument` for what is no wiring diagram, `type-mismatch` for an edge
 *   between different objects, `not-supported` for a port that no edge or several edges enter and for boxes inside boxes,
 *   `cycle` for boxes that feed themselves
 * @complexity O(size)
 * @category Diagrams
 * @example
 * const diagram = compose(box('f', ['A'], ['B']), copy('B'))
 * equalDiagrams(fromCatlab(JSON.stringify(toCatlab(diagram))), diagram)
 * //=> true
 */
export function fromCatlab(json: string | CatlabGraph): Diagram {
  return calledAs('fromCatlab', () => {
    const root = rootOf(recordIn('the wiring diagram', jsonValue(json)))
    const rootId = nameIn('the id of the diagram', root.id)
    const outer = portsIn(rootId, root.ports)
    const wires: string[] = []
    /** The wire that leaves a port, by box and port. */
    const leaves = new Map<string, number>()
    /** Where the edge into a port begins. */
    const enters = new Map<string, { source: string; sourcePort: string }>()
    const key = (box: string, port: string): string => JSON.stringify([box, port])
    const inputs = outer.inputs.map(({ id, object }) => {
      leaves.set(key(rootId, id), wires.push(object) - 1)
      return wires.length - 1
    })
    const children = listIn('children', root.children).map((child, i) => {
      const record = recordIn(`box ${i + 1}`, child)
      const id = nameIn(`the id of box ${i + 1}`, record.id)
      if (id === rootId) throw twice('boxes', id)
      if (Array.isArray(record.children) && record.children.length > 0) {
        throw new CausalError('not-supported', `box ${show(id)} has boxes inside: substitute them first.`, { box: id })
      }
      return {
        id,
        ports: portsIn(id, record.ports),
        properties: recordIn(`the properties of ${show(id)}`, record.properties ?? {}),
      }
    })
    const made = children.map(({ id, ports }) =>
      ports.outputs.map(({ id: port, object }) => {
        if (leaves.has(key(id, port))) throw twice('ports', `${id} ${port}`)
        leaves.set(key(id, port), wires.push(object) - 1)
        return wires.length - 1
      }),
    )
    for (const [i, edge] of listIn('edges', root.edges).entries()) {
      const record = recordIn(`edge ${i + 1}`, edge)
      const [source, sourcePort, target, targetPort] = (['source', 'sourcePort', 'target', 'targetPort'] as const).map(
        (field) => nameIn(`the ${field} of edge ${i + 1}`, record[field]),
      ) as [string, string, string, string]
      const to = key(target, targetPort)
      if (enters.has(to)) {
        const message = `several edges enter port ${show(targetPort)} of ${show(target)}: merging has no meaning here.`
        throw new CausalError('not-supported', message, { box: target, port: targetPort })
      }
      enters.set(to, { source, sourcePort })
    }
    const used = new Set<string>()
    const into = (box: string, port: { readonly id: string; readonly object: string }): number => {
      const edge = enters.get(key(box, port.id))
      if (edge === undefined) {
        const message = `no edge enters port ${show(port.id)} of ${show(box)}: a wire must come from somewhere.`
        throw new CausalError('not-supported', message, { box, port: port.id })
      }
      used.add(key(box, port.id))
      const v = leaves.get(key(edge.source, edge.sourcePort))
      if (v === undefined) {
        const message = `an edge leaves port ${show(edge.sourcePort)} of ${show(edge.source)}, which is not there.`
        throw new CausalError('invalid-argument', message, { ...edge })
      }
      if (wires[v] === port.object) return v
      const [from, to] = [typeText([wires[v]!]), typeText([port.object])]
      const message = `an edge leads from ${from} (${edge.source}) to ${to} (${box}): both must carry the same object.`
      throw new CausalError('type-mismatch', message, { ...edge, target: box, targetPort: port.id })
    }
    const boxes = children.map(({ id, ports, properties }, b): PlacedBox => {
      const box = boxOf(id, ports, properties)
      return place(
        box,
        ports.inputs.map((port) => into(id, port)),
        made[b]!,
      )
    })
    const outputs = outer.outputs.map((port) => into(rootId, port))
    for (const [to, edge] of enters) {
      if (used.has(to)) continue
      const message = `an edge from ${show(edge.source)} enters a port that is not there: ${to}.`
      throw new CausalError('invalid-argument', message, { ...edge })
    }
    const diagram = makeDiagram(wires, boxes, inputs, outputs)
    indexedDiagram(diagram)
    return inOrder(diagram)
  })
}

/** The graph itself; a graph that only holds the diagram is taken off. */
function rootOf(record: JsonFields): JsonFields {
  if (record.ports !== undefined || !Array.isArray(record.children) || record.children.length !== 1) return record
  return recordIn('the wiring diagram', record.children[0])
}

interface Port {
  readonly id: string
  readonly object: string
}

function portsIn(
  owner: string,
  ports: unknown,
): { readonly inputs: readonly Port[]; readonly outputs: readonly Port[] } {
  const inputs: Port[] = []
  const outputs: Port[] = []
  const seen = new Set<string>()
  for (const [i, port] of listIn(`the ports of ${show(owner)}`, ports ?? []).entries()) {
    const record = recordIn(`port ${i + 1} of ${show(owner)}`, port)
    const id = nameIn(`the id of port ${i + 1} of ${show(owner)}`, record.id)
    if (seen.has(id)) throw twice('ports', `${owner} ${id}`)
    seen.add(id)
    const properties = recordIn(`the properties of port ${show(id)}`, record.properties ?? {})
    const { portkind } = properties
    if (portkind !== 'input' && portkind !== 'output') {
      throw new CausalError(
        'invalid-argument',
        `the portkind of port ${show(id)} of ${show(owner)} must be 'input' or 'output', not ${show(portkind)}.`,
      )
    }
    const object = nameIn(`the object of port ${show(id)} of ${show(owner)}`, labelIn(properties))
    ;(portkind === 'input' ? inputs : outputs).push({ id, object })
  }
  return { inputs, outputs }
}

function labelIn({ value, name, type }: JsonFields): unknown {
  return value ?? name ?? type
}

function boxOf(
  id: string,
  ports: { readonly inputs: readonly Port[]; readonly outputs: readonly Port[] },
  told: JsonFields,
): Box {
  const { kind, point, deterministic, role } = told
  const [inputs, outputs] = [ports.inputs.map(({ object }) => object), ports.outputs.map(({ object }) => object)]
  const name = nameIn(`the name of box ${show(id)}`, labelIn(told))
  return boxFromData(name, inputs, outputs, { kind, value: point, deterministic, role })
}

function twice(what: string, name: string): CausalError {
  return new CausalError('duplicate-name', `two ${what} are called ${show(name)}.`, { name })
}
