import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  box,
  comparator,
  type Diagram,
  evidence,
  fromProgram,
  interpret,
  normalizeBox,
  substochastic,
  type Wire,
} from '../../../src/index.js'
import { numbersFrom } from '../admg-model.js'

/** A random diagram on binary wires with channels that may fail, effects, evidence and comparators, and its tables. */
function randomPartial(seed: number): { diagram: Diagram; tables: Map<string, Float64Array>; effects: number } {
  const next = numbersFrom(seed)
  const tables = new Map<string, Float64Array>()
  let effects = 0
  const inputs = next() < 0.5 ? [] : ['A']
  const diagram = fromProgram(inputs, (run, ...given) => {
    const wires: Wire[] = [...given]
    const any = (): Wire => wires[Math.floor(next() * wires.length)]!
    for (let k = 0; k < 6; k++) {
      const kind = wires.length === 0 ? 0 : next()
      if (kind < 0.55) {
        const reads = wires.length === 0 ? [] : Array.from({ length: Math.floor(next() * 3) }, any)
        const makes = 1 + Math.floor(next() * 2)
        const name = `f${k}`
        const columns = 2 ** makes
        const table = new Float64Array(2 ** reads.length * columns)
        for (let i = 0; i < table.length; i++) table[i] = (next() < 0.2 ? 0 : next()) / columns
        tables.set(name, table)
        wires.push(...run(box(name, reads.map(() => 'A'), new Array<string>(makes).fill('A')), ...reads)) // biome-ignore format: one line
      } else if (kind < 0.7) {
        effects++
        run(evidence('A', next() < 0.5 ? 0 : 1), any() as Wire<'A'>)
      } else if (kind < 0.85) {
        effects++
        wires.push(...run(comparator('A'), any() as Wire<'A'>, any() as Wire<'A'>))
      } else {
        effects++
        tables.set(`e${k}`, Float64Array.of(next(), next()))
        run(box(`e${k}`, ['A'], []), any() as Wire<'A'>)
      }
    }
    return [any(), any()]
  })
  return { diagram, tables, effects }
}

/** The meaning by going through every value of every wire. */
function byEnumeration(d: Diagram, tables: ReadonlyMap<string, Float64Array>): Float64Array {
  const ends = [...d.inputWires, ...d.outputWires]
  const values = new Float64Array(2 ** ends.length)
  for (let world = 0; world < 2 ** d.wires.length; world++) {
    const bit = (v: number): number => (world >> v) & 1
    const at = (wires: readonly number[]): number => wires.reduce((i, v) => 2 * i + bit(v), 0)
    let p = 1
    for (const { box: b, inputs, outputs } of d.boxes) {
      if (b.kind === 'evidence') p *= bit(inputs[0]!) === b.value ? 1 : 0
      else if (b.kind === 'comparator') p *= new Set([...inputs, ...outputs].map(bit)).size === 1 ? 1 : 0
      else p *= tables.get(b.name)![at([...inputs, ...outputs])]!
    }
    // a wire on the boundary twice has one value
    values[at(ends)]! += p
  }
  return values
}

it('substochastic is the sum over all values of all wires; a normalisation divides each row by its sum', () => {
  let [withEffects, emptyRows] = [0, 0]
  fc.assert(
    fc.property(fc.nat(1_000_000), (seed) => {
      const { diagram, tables, effects } = randomPartial(seed)
      if (effects > 0) withEffects++
      const sizes = { sizes: { A: 2 } }
      const wanted = byEnumeration(diagram, tables)
      const found = interpret(diagram, substochastic, tables, sizes).values
      for (const [i, p] of wanted.entries()) expect(Math.abs(found[i]! - p)).toBeLessThan(1e-13)
      const rows = 2 ** diagram.inputs.length
      const columns = wanted.length / rows
      const normalized = interpret(normalizeBox(diagram), substochastic, tables, sizes).values
      for (let r = 0; r < rows; r++) {
        const sum = wanted.slice(r * columns, (r + 1) * columns).reduce((t, p) => t + p, 0)
        if (sum === 0) emptyRows++
        for (let j = r * columns; j < (r + 1) * columns; j++)
          expect(Math.abs(normalized[j]! - (sum === 0 ? 0 : wanted[j]! / sum))).toBeLessThan(1e-11)
      }
    }),
    { numRuns: 60 },
  )
  expect(withEffects).toBeGreaterThan(20)
  expect(emptyRows).toBeGreaterThan(0)
})
