import { calledAs } from '../../errors.js'
import { indexedDiagram } from '../terms/indexed.js'
import type { Box, Diagram } from '../terms/types.js'
import { refuseInside } from './box-data.js'

/**
 * A port of a box, or of the diagram as a whole.
 *
 * @category Diagrams
 */
export interface CatlabPort {
  /** `in:1` for the first input, `out:1` for the first output. */
  readonly id: string
  /** `portkind`: `input` or `output`; `value`: the object. */
  readonly properties: Readonly<Record<string, unknown>>
}

/**
 * A wire from port to port. A wire of ours that is read twice is two of them.
 *
 * @category Diagrams
 */
export interface CatlabWire {
  /** A name of its own. */
  readonly id: string
  /** The box that it leaves; the diagram itself for an input. */
  readonly source: string
  /** The port that it leaves. */
  readonly sourcePort: string
  /** The box that it enters; the diagram itself for an output. */
  readonly target: string
  /** The port that it enters. */
  readonly targetPort: string
  /** Nothing, or what is said of the wire. */
  readonly properties: Readonly<Record<string, unknown>>
}

/**
 * A wiring diagram of Catlab.jl as JSON, or one of its boxes: a graph with ports in the form of the Eclipse Layout Kernel.
 *
 * @category Diagrams
 */
export interface CatlabGraph {
  /** `root`, or the name of a box. */
  readonly id: string
  /** The ports, inputs first. */
  readonly ports: readonly CatlabPort[]
  /** `value`: the name of a box, and what else is said of it. */
  readonly properties: Readonly<Record<string, unknown>>
  /** The boxes inside. */
  readonly children?: readonly CatlabGraph[]
  /** The wires inside. */
  readonly edges?: readonly CatlabWire[]
}

/**
 * A diagram as JSON of Catlab.jl (`write_json_graph`, `read_json_graph`), which the Eclipse Layout Kernel reads too.
 *
 * Boxes are children with ports, wires are edges between ports; a copy is a port that several edges leave, a discard one that
 * none leaves, as in Catlab's diagrams with implicit copies. What is said of a box besides its name stands in its properties.
 *
 * @param diagram - any diagram
 * @returns plain data for `JSON.stringify`
 * @throws CausalError `invalid-argument` for what is no diagram, `not-supported` for a normalized box
 * @complexity O(size)
 * @see {@link https://algebraicjulia.github.io/Catlab.jl/stable/apis/wiring_diagrams/}
 * @category Diagrams
 * @example
 * const json = toCatlab(compose(box('f', ['A'], ['B']), copy('B')))
 * json.children?.map((child) => child.properties)
 * //=> [{ value: 'f' }]
 * json.edges?.map(({ source, sourcePort, target, targetPort }) => `${source} ${sourcePort}, ${target} ${targetPort}`)
 * //=> ['root in:1, n1 in:1', 'n1 out:1, root out:1', 'n1 out:1, root out:2']
 */
export function toCatlab(diagram: Diagram): CatlabGraph {
  return calledAs('toCatlab', () => {
    const { producer } = indexedDiagram(diagram)
    const edges: CatlabWire[] = []
    const wire = (v: number, target: string, targetPort: string): void => {
      const b = producer[v]!
      const [source, sourcePort] =
        b < 0 ? ['root', `in:${-b}`] : [`n${b + 1}`, `out:${diagram.boxes[b]!.outputs.indexOf(v) + 1}`]
      edges.push({ id: `e${edges.length + 1}`, source, sourcePort, target, targetPort, properties: {} })
    }
    const children = diagram.boxes.map(({ box, inputs }, b): CatlabGraph => {
      for (const [port, v] of inputs.entries()) wire(v, `n${b + 1}`, `in:${port + 1}`)
      return { id: `n${b + 1}`, ports: portsOf(box.inputs, box.outputs), properties: propertiesOf(box) }
    })
    for (const [port, v] of diagram.outputWires.entries()) wire(v, 'root', `out:${port + 1}`)
    return { id: 'root', ports: portsOf(diagram.inputs, diagram.outputs), properties: {}, children, edges }
  })
}

function portsOf(inputs: readonly string[], outputs: readonly string[]): CatlabPort[] {
  const port = (kind: 'input' | 'output') => (value: string, i: number) => ({
    id: `${kind === 'input' ? 'in' : 'out'}:${i + 1}`,
    properties: { portkind: kind, value },
  })
  return [...inputs.map(port('input')), ...outputs.map(port('output'))]
}

function propertiesOf(box: Box): Readonly<Record<string, unknown>> {
  refuseInside(box)
  return {
    value: box.name,
    ...(box.kind === 'channel' ? {} : { kind: box.kind }),
    ...(box.kind === 'point' || box.kind === 'evidence' ? { point: box.value } : {}),
    ...(box.deterministic ? { deterministic: true } : {}),
    ...(box.role === undefined ? {} : { role: box.role }),
  }
}
