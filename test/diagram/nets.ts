import { box, type Diagram, fromProgram, type Wire } from '../../src/index.js'

/** A Bayesian network as the reference cases write it: parents before children. */
export interface Net {
  variables: { name: string; card: number; parents: string[]; cpt: number[] }[]
}

/** The diagram of a network, its boxes reading the parents in the listed order. */
export function diagramOfNet(net: Net, outputs: readonly string[]): Diagram {
  return fromProgram([], (run) => {
    const wires = new Map<string, Wire>()
    const waiting = [...net.variables]
    while (waiting.length > 0) {
      const at = waiting.findIndex((v) => v.parents.every((p) => wires.has(p)))
      const [v] = waiting.splice(at, 1)
      const [made] = run(box(v!.name, v!.parents, [v!.name]), ...v!.parents.map((p) => wires.get(p)!))
      wires.set(v!.name, made!)
    }
    return outputs.map((name) => wires.get(name)!)
  })
}

export const tablesOf = (net: Net): Map<string, Float64Array> =>
  new Map(net.variables.map((v) => [v.name, Float64Array.from(v.cpt)]))

export const sizesOf = (net: Net): Map<string, number> => new Map(net.variables.map((v) => [v.name, v.card]))
