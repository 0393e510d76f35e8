import fc from 'fast-check'
import { box, type Diagram, fromProgram, type Wire } from '../../src/index.js'

/** The boxes of random diagrams; `d` is deterministic, A has two states and B three. */
export const boxes: Readonly<Record<string, { dom: string[]; cod: string[]; deterministic?: boolean }>> = {
  f: { dom: ['A'], cod: ['B'] },
  g: { dom: ['B'], cod: ['A'] },
  h: { dom: ['A', 'B'], cod: ['A'] },
  k: { dom: ['A'], cod: ['A', 'B'] },
  s: { dom: [], cod: ['A'] },
  t: { dom: [], cod: ['A', 'B'] },
  d: { dom: ['A'], cod: ['A'], deterministic: true },
  q: { dom: ['A', 'A'], cod: ['B'] },
  e: { dom: ['A'], cod: [] },
}
export const sizes: Readonly<Record<string, number>> = { A: 2, B: 3 }

const boxOf = (name: string): Diagram =>
  box(name, boxes[name]!.dom, boxes[name]!.cod, { deterministic: boxes[name]!.deterministic === true })

/** A random diagram with given inputs, as a random program; up to `most` boxes besides states made where a wire is missing. */
export function arbitraryDiagram(
  dom: readonly string[],
  options: { most?: number; cod?: readonly string[]; names?: readonly string[] } = {},
): fc.Arbitrary<Diagram> {
  const names = options.names ?? Object.keys(boxes)
  const step = fc.tuple(fc.constantFrom(...names), fc.array(fc.nat(20), { minLength: 2, maxLength: 2 }))
  const ends =
    options.cod === undefined
      ? fc.array(fc.tuple(fc.constantFrom('A', 'B'), fc.nat(20)), { maxLength: 3 })
      : fc.tuple(...options.cod.map((object) => fc.tuple(fc.constant(object), fc.nat(20))))
  return fc.tuple(fc.array(step, { maxLength: options.most ?? 4 }), ends).map(([steps, outs]) =>
    fromProgram(dom, (run, ...inputs) => {
      const wires: Wire[] = [...inputs]
      const take = (object: string, pick: number): Wire => {
        const fit = wires.filter((wire) => wire.object === object)
        if (fit.length > 0) return fit[pick % fit.length]!
        const made = run(boxOf(object === 'A' ? 's' : 't'))
        wires.push(...made)
        return made.find((wire) => wire.object === object)!
      }
      for (const [name, picks] of steps) {
        const reads = boxes[name]!.dom.map((object, i) => take(object, picks[i]!))
        wires.push(...run(boxOf(name), ...reads))
      }
      return outs.map(([object, pick]) => take(object, pick))
    }),
  )
}

/** Random types of up to two wires. */
export const arbitraryType: fc.Arbitrary<string[]> = fc.array(fc.constantFrom('A', 'B'), { maxLength: 2 })

/** The same diagram with its wires and boxes numbered in another order. */
export function renumbered(diagram: Diagram, wireKeys: readonly number[], boxKeys: readonly number[]): Diagram {
  const key = (list: readonly number[], i: number): number => list[i % list.length]! * 1000 + i
  const wireOrder = diagram.wires.map((_, v) => v).sort((a, b) => key(wireKeys, a) - key(wireKeys, b))
  const at = new Map(wireOrder.map((v, i) => [v, i]))
  const move = (v: number): number => at.get(v)!
  return {
    inputs: diagram.inputs,
    outputs: diagram.outputs,
    wires: wireOrder.map((v) => diagram.wires[v]!),
    boxes: diagram.boxes
      .map((placed, b) => ({ placed, b }))
      .sort((a, b) => key(boxKeys, a.b) - key(boxKeys, b.b))
      .map(({ placed }) => ({ box: placed.box, inputs: placed.inputs.map(move), outputs: placed.outputs.map(move) })),
    inputWires: diagram.inputWires.map(move),
    outputWires: diagram.outputWires.map(move),
  }
}

/** Tables for the boxes from a list of numbers: positive, or with rows that sum to one. */
export function tables(numbers: readonly number[], normalized: boolean): Map<string, Float64Array> {
  const result = new Map<string, Float64Array>()
  let next = 0
  const draw = (): number => 0.1 + numbers[next++ % numbers.length]! + 0.013 * (next % 7)
  for (const [name, { dom, cod, deterministic }] of Object.entries(boxes)) {
    const columns = cod.reduce((size, object) => size * sizes[object]!, 1)
    const rows = dom.reduce((size, object) => size * sizes[object]!, 1)
    const values = Float64Array.from({ length: rows * columns }, draw)
    for (let r = 0; normalized && r < rows; r++) {
      const row = values.subarray(r * columns, (r + 1) * columns)
      const sum = row.reduce((total, x) => total + x, 0)
      const top = row.indexOf(Math.max(...row))
      for (let j = 0; j < columns; j++) row[j] = deterministic ? +(j === top) : row[j]! / sum
    }
    result.set(name, values)
  }
  return result
}

/** The value of a diagram by going through every state of every wire: slow, and independent of the library's engine. */
export function bruteForce(
  diagram: Diagram,
  meaning: ReadonlyMap<string, Float64Array>,
  uniform: (size: number) => number = (size) => 1 / size,
  size: (object: string) => number = (object) => sizes[object]!,
): number[] {
  const cards = diagram.wires.map(size)
  const ends = [...diagram.inputWires, ...diagram.outputWires]
  const result = new Array<number>(ends.reduce((cells, v) => cells * cards[v]!, 1)).fill(0)
  const state = cards.map(() => 0)
  const index = (wires: readonly number[]): number => wires.reduce((i, v) => i * cards[v]! + state[v]!, 0)
  for (;;) {
    let product = 1
    for (const { box: of, inputs: ins, outputs: outs } of diagram.boxes) {
      if (of.kind === 'uniform') product *= uniform(cards[outs[0]!]!)
      else if (of.kind === 'point') product *= +(state[outs[0]!] === Number(of.value))
      else product *= meaning.get(of.name)![index([...ins, ...outs])]!
    }
    // a wire that stands twice at the boundary takes one value in both places
    result[index(ends)]! += product
    let v = state.length - 1
    while (v >= 0 && ++state[v]! === cards[v]) state[v--] = 0
    if (v < 0) return result
  }
}

/** The largest difference of two lists of numbers, relative to their size. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  let most = 0
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!) / (1 + Math.abs(a[i]!)))
  return most
}
