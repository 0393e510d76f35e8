import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { mergedBoxes } from '../equality/canonical.js'
import { refuseEffects } from '../semantics/effect.js'
import { compact } from '../surgery/substitute.js'
import { pointBox } from '../terms/box.js'
import { type ByName, mapOf } from '../terms/by-name.js'
import { type IndexedDiagram, indexedDiagram } from '../terms/indexed.js'
import { makeDiagram, place } from '../terms/make.js'
import { pruned } from '../terms/prune.js'
import { type WireAt, wireAt } from '../terms/rewire.js'
import type { Diagram, PlacedBox } from '../terms/types.js'

/**
 * One world of several: what is done there, and what is looked at.
 *
 * @category Diagrams
 */
export interface DiagramWorld {
  /** Values set by intervention, by object; none in the factual world. */
  readonly do?: ByName<string | number>
  /** The wires that become outputs, in order. */
  readonly outputs: readonly WireAt[]
}

/**
 * Several worlds in one diagram.
 *
 * @category Diagrams
 */
export interface WorldsDiagram {
  /** The diagram: the worlds share what comes from outside, and every mechanism that works on the same values. */
  readonly diagram: Diagram
  /** For each output the position of its world and the object on it. */
  readonly outputs: readonly { readonly world: number; readonly object: string }[]
  /** How many boxes the worlds had before what is equal in them was shared. */
  readonly boxesBefore: number
}

/**
 * Several worlds at once: the states of a functional diagram are shared by all worlds, the mechanisms are repeated with
 * each world's surgery, and mechanisms that read the same wires are one and the same.
 *
 * The sharing is the canonical form at level `functional`: the make-cg step of the ID* algorithm. Read the result with
 * {@link interpret} and condition with {@link disintegrate}, by position, to answer counterfactual questions.
 *
 * @param diagram - a functional diagram: every box is a state (chance from outside) or deterministic
 * @param worlds - what is done and looked at in each world
 * @returns the diagram, and which output is which
 * @throws CausalError `not-supported` for a box with inputs that is not deterministic: chance inside a mechanism says
 *   nothing about other worlds; `unknown-name` for an unknown wire
 * @complexity O(worlds × size)
 * @reference Balke & Pearl 1994; Shpitser & Pearl 2008, make-cg; Jacobs, Kissinger & Zanasi 2021, section 8
 * @category Counterfactuals
 * @example
 * const model = fromProgram([], (run) => {
 *   const [u] = run(box('U', [], ['U']))
 *   const [x] = run(box('X', ['U'], ['X'], { deterministic: true }), u)
 *   const [y] = run(box('Y', ['X'], ['Y'], { deterministic: true }), x)
 *   return [x, y]
 * })
 * const worlds = worldsDiagram(model, [{ outputs: ['X'] }, { do: { X: 1 }, outputs: ['Y'] }, { outputs: ['Y'] }])
 * worlds.diagram.boxes.map((placed) => placed.box.name)
 * //=> ['U', 'X', 'X = 1', 'Y', 'Y']
 */
export function worldsDiagram(diagram: Diagram, worlds: readonly DiagramWorld[]): WorldsDiagram {
  return calledAs('worldsDiagram', () => inWorlds(diagram, worlds))
}

/** As {@link worldsDiagram}, under the name of the function called. */
export function inWorlds(diagram: Diagram, worlds: readonly DiagramWorld[]): WorldsDiagram {
  const d = indexedDiagram(diagram)
  refuseEffects('a diagram of worlds', diagram)
  const wellFormed = Array.isArray(worlds as unknown) && worlds.every((world) => Array.isArray(world?.outputs))
  if (!wellFormed) {
    throw new CausalError('invalid-argument', "each world needs its outputs: [{ do: { X: 1 }, outputs: ['Y'] }].")
  }
  for (const { box } of diagram.boxes) {
    if (box.deterministic || box.inputs.length === 0) continue
    throw new CausalError(
      'not-supported',
      `box ${show(box.name)} listens to others but is not deterministic: say how chance enters it, as a state that it reads.`,
      { box: box.name },
    )
  }
  const wires = diagram.inputWires.map((v) => diagram.wires[v]!)
  const inp = wires.map((_, i) => i)
  const boxes: PlacedBox[] = []
  const shared = new Int32Array(d.wireCount).fill(-1)
  for (const [i, v] of diagram.inputWires.entries()) shared[v] = i
  for (const { box, outputs: out } of diagram.boxes) {
    if (box.inputs.length > 0) continue
    for (const v of out) shared[v] = wires.push(diagram.wires[v]!) - 1
    boxes.push(
      place(
        box,
        [],
        out.map((v) => shared[v]!),
      ),
    )
  }
  const out: number[] = []
  const outputs: { world: number; object: string }[] = []
  for (const [w, world] of worlds.entries()) {
    const at = shared.slice()
    const done = new Set<number>()
    for (const [object, value] of mapOf('do', world.do)) {
      const v = wireAt(d, object)
      if (typeof value !== 'string' && typeof value !== 'number') {
        throw new CausalError('invalid-argument', `do sets ${show(object)} to ${show(value)}: give a text or a number.`)
      }
      at[v] = wires.push(object) - 1
      boxes.push(place(pointBox(object, value, 'surgery'), [], [at[v]!]))
      done.add(v)
    }
    for (const b of d.order) {
      const { box, inputs: ins, outputs: outs } = diagram.boxes[b]!
      if (box.inputs.length === 0 || (outs.length > 0 && outs.every((v) => done.has(v)))) continue
      // an output that was set by hand leaves its mechanism on a wire that nobody reads
      const made = outs.map((v) => {
        const fresh = wires.push(diagram.wires[v]!) - 1
        if (!done.has(v)) at[v] = fresh
        return fresh
      })
      boxes.push(
        place(
          box,
          ins.map((v) => at[v]!),
          made,
        ),
      )
    }
    for (const asked of world.outputs) {
      const v = wireAt(d, asked)
      out.push(at[v]!)
      outputs.push(Object.freeze({ world: w, object: diagram.wires[v]! }))
    }
  }
  const whole = makeDiagram(wires, boxes, inp, out)
  const result = collapsed(indexedDiagram(pruned(indexedDiagram(whole))))
  return Object.freeze({ diagram: result, outputs: Object.freeze(outputs), boxesBefore: boxes.length })
}

/** The diagram with equal deterministic boxes run once and copied. */
export function collapsed(d: IndexedDiagram): Diagram {
  const same = mergedBoxes(d)
  const at = Int32Array.from({ length: d.wireCount }, (_, v) => v)
  const dead = new Set<number>()
  for (const [b, first] of same.entries()) {
    if (first === b) continue
    for (const [port, v] of d.diagram.boxes[b]!.outputs.entries()) {
      at[v] = d.diagram.boxes[first]!.outputs[port]!
      dead.add(v)
    }
  }
  const move = (v: number): number => at[v]!
  const boxes = d.diagram.boxes
    .filter((_, b) => same[b] === b)
    .map((placed) => place(placed.box, placed.inputs.map(move), placed.outputs))
  return compact(d.diagram.wires, boxes, d.diagram.inputWires, d.diagram.outputWires.map(move), dead)
}
