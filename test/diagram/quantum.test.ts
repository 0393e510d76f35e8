import { describe, expect, it } from 'vitest'
import {
  box,
  channelMatrix,
  comparator,
  compose,
  copy,
  dag,
  diagramOf,
  discard,
  doValue,
  fromProgram,
  identity,
  interpret,
  krausOf,
  openAt,
  quantum,
  stochastic,
  swap,
  tensor,
  uniformState,
  withOutputs,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { numbersFrom } from './admg-model.js'

const h = Math.SQRT1_2
const gates = {
  H: { kraus: [{ re: [[h, h], [h, -h]] }] }, // biome-ignore format: a matrix
  Y: { kraus: [{ re: [[0, 0], [0, 0]], im: [[0, -1], [1, 0]] }] }, // biome-ignore format: a matrix
  S: { kraus: [{ re: [[1, 0], [0, 0]], im: [[0, 0], [0, 1]] }] }, // biome-ignore format: a matrix
  CNOT: { kraus: [{ re: [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]] }] }, // biome-ignore format: a matrix
}
const gate = (name: 'H' | 'Y' | 'S') => box(name, ['A'], ['A'])
const near = (rows: readonly (readonly number[])[]): number[][] =>
  rows.map((row) => row.map((x) => Math.round(1e9 * x) / 1e9 + 0))
const state = (k: number) => doValue(box('any', [], ['A']), 'A', k).diagram

describe('quantum', () => {
  it('composes, traces out and swaps: gates on a qubit, Bell pair, GHZ', () => {
    const sizes = { sizes: { A: 2 } }
    const plusI = interpret(compose(state(0), gate('H'), gate('S')), quantum, gates, sizes)
    expect([near(plusI.choi.re), near(plusI.choi.im)]).toEqual([
      [[0.5, 0], [0, 0.5]], // biome-ignore format: a matrix
      [[0, -0.5], [0.5, 0]], // biome-ignore format: a matrix
    ])
    expect(near(interpret(compose(gate('H'), gate('H')), quantum, gates).choi.re)).toEqual(
      near(interpret(identity('A'), quantum, {}, sizes).choi.re),
    )
    // Y = i X Z: the phase is lost, conjugation is not
    const flipped = interpret(compose(state(0), gate('H'), gate('S'), gate('Y')), quantum, gates, sizes)
    expect(near(flipped.choi.im)).toEqual([[0, -0.5], [0.5, 0]]) // biome-ignore format: a matrix
    const cnot = box('CNOT', ['A', 'A'], ['A', 'A'])
    const bell = compose(tensor(state(0), state(0)), tensor(gate('H'), identity('A')), cnot)
    const other = compose(bell, swap('A', 'A'))
    expect(near(interpret(other, quantum, gates).choi.re)).toEqual(near(interpret(bell, quantum, gates).choi.re))
    for (const part of [tensor(identity('A'), discard('A')), tensor(discard('A'), identity('A'))])
      expect(near(interpret(compose(bell, part), quantum, gates).choi.re)).toEqual([[0.5, 0], [0, 0.5]]) // biome-ignore format: a matrix
    const ghz = compose(tensor(bell, state(0)), tensor(identity('A'), cnot))
    const density = near(interpret(ghz, quantum, gates).choi.re)
    expect(density[0]![7]).toBe(0.5)
    expect(density.flat().filter((x) => x !== 0)).toEqual([0.5, 0.5, 0.5, 0.5])
  })

  it('a channel with several Kraus operators: amplitude damping leads to the ground state', () => {
    const g = 0.3
    const damping = {
      kraus: [
        { re: [[1, 0], [0, Math.sqrt(1 - g)]] }, // biome-ignore format: a matrix
        { re: [[0, Math.sqrt(g)], [0, 0]] }, // biome-ignore format: a matrix
      ],
    }
    const twice = compose(box('damp', ['A'], ['A']), box('damp', ['A'], ['A']))
    const { choi, inputs, outputs } = interpret(twice, quantum, { damp: damping })
    expect([inputs, outputs]).toEqual([[{ name: 'A', dimension: 2 }], [{ name: 'A', dimension: 2 }]])
    const left = (1 - g) ** 2
    expect(near(choi.re)).toEqual(near([[1, 0, 0, 1 - g], [0, 0, 0, 0], [0, 0, 1 - left, 0], [1 - g, 0, 0, left]])) // biome-ignore format: a matrix
    // discarding after a channel is discarding before it
    const gone = compose(box('damp', ['A'], ['A']), discard('A'))
    expect(near(interpret(gone, quantum, { damp: damping }, { sizes: { A: 2 } }).choi.re)).toEqual([[1, 0], [0, 1]]) // biome-ignore format: a matrix
    const mixed = compose(uniformState('A'), box('damp', ['A'], ['A']))
    expect(near(interpret(mixed, quantum, { damp: damping }).choi.re)).toEqual([[0.65, 0], [0, 0.35]]) // biome-ignore format: a matrix
  })

  it('teleportation is the identity, the two bits copied by measuring', () => {
    // measure both qubits of the sender after CNOT and H, correct the receiver's by X and Z
    const x = (a: number): number[][] => (a === 0 ? [[1, 0], [0, 1]] : [[0, 1], [1, 0]]) // biome-ignore format: a matrix
    const z = (b: number): number[][] => [[1, 0], [0, b === 0 ? 1 : -1]] // biome-ignore format: a matrix
    const times = (p: number[][], q: number[][]): number[][] => p.map((row) => q[0]!.map((_, j) => row[0]! * q[0]![j]! + row[1]! * q[1]![j]!)) // biome-ignore format: one line
    const correct = [0, 1].flatMap((b) =>
      [0, 1].map((a) => {
        const u = times(z(b), x(a))
        return { re: u.map((row) => [0, 1, 2, 3].flatMap((bits) => (bits === 2 * b + a ? row : [0, 0]))) }
      }),
    )
    const teleport = fromProgram(['A'], (run, psi) => {
      const [left, right] = run(
        compose(tensor(state(0), state(0)), tensor(gate('H'), identity('A')), box('CNOT', ['A', 'A'], ['A', 'A'])),
      )
      const [p, q] = run(box('CNOT', ['A', 'A'], ['A', 'A']), psi!, left!)
      const [m] = run(gate('H'), p!)
      return run(box('correct', ['A', 'A', 'A'], ['A']), m!, q!, right!)
    })
    const { choi } = interpret(teleport, quantum, { ...gates, correct: { kraus: correct } })
    expect(near(choi.re)).toEqual([[1, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 1]]) // biome-ignore format: a matrix
    expect(choi.im.flat().every((v) => Math.abs(v) < 1e-12)).toBe(true)
  })

  it('encoded classical boxes give on the diagonal what stochastic matrices give', () => {
    const next = numbersFrom(8)
    const tables = new Map<string, Float64Array>()
    const sizes = { X: 2, Y: 3, Z: 2 } as Record<string, number>
    const chain = diagramOf(dag('X -> Y -> Z'), { outputs: ['Z'] })
    for (const { box: b } of chain.boxes) {
      const columns = sizes[b.outputs[0]!]!
      const rows = b.inputs.reduce((product, name) => product * sizes[name]!, 1)
      const table = Float64Array.from({ length: rows * columns }, next)
      tables.set(b.name, table.map((x, i) => x / table.slice(columns * Math.floor(i / columns), columns * (Math.floor(i / columns) + 1)).reduce((t, p) => t + p, 0))) // biome-ignore format: one line
    }
    const encoded = new Map(
      chain.boxes.map(({ box: b }) => [
        b.name,
        krausOf(interpret(box(b.name, b.inputs, b.outputs), stochastic, tables, { sizes })),
      ]),
    )
    const classical = interpret(chain, stochastic, tables, { sizes }).values
    const { choi } = interpret(chain, quantum, encoded)
    for (const [i, row] of choi.re.entries())
      for (const [j, v] of row.entries()) expect(v).toBeCloseTo(i === j ? classical[i]! : 0, 12)
    const open = openAt(chain, 'Y').diagram
    const matrix = channelMatrix(interpret(withOutputs(open, 'Z'), stochastic, tables, { sizes }))
    const channel = interpret(withOutputs(open, 'Z'), quantum, encoded).choi.re
    for (const y of [0, 1, 2])
      for (const z of [0, 1]) expect(channel[2 * y + z]![2 * y + z]).toBeCloseTo(matrix.get(y, z), 12)
  })

  it('is Σ K ρ K† by hand, for random channels of two qubits and a discarded one', () => {
    type C = readonly [number, number]
    const times = ([a, b]: C, [c, d]: C): C => [a * c - b * d, a * d + b * c]
    const plus = (a: C, b: C): C => [a[0] + b[0], a[1] + b[1]]
    const bar = ([a, b]: C): C => [a, -b]
    const product = (m: C[][], n: C[][]): C[][] =>
      m.map((row) => n[0]!.map((_, j) => row.reduce<C>((sum, x, k) => plus(sum, times(x, n[k]![j]!)), [0, 0])))
    const dagger = (m: C[][]): C[][] => m[0]!.map((_, j) => m.map((row) => bar(row[j]!)))
    const next = numbersFrom(2)
    const random = (): C => [2 * next() - 1, 2 * next() - 1]
    for (let round = 0; round < 5; round++) {
      // an isometry of 4 into 8 by Gram and Schmidt: two Kraus operators of two qubits
      const columns: C[][] = []
      for (let j = 0; j < 4; j++) {
        let v = Array.from({ length: 8 }, random)
        for (const u of columns) {
          const along = u.reduce<C>((sum, x, i) => plus(sum, times(bar(x), v[i]!)), [0, 0])
          v = v.map((x, i) => plus(x, times([-1, 0], times(along, u[i]!))))
        }
        const length = Math.sqrt(v.reduce((sum, [a, b]) => sum + a * a + b * b, 0))
        columns.push(v.map(([a, b]): C => [a / length, b / length]))
      }
      const kraus = [0, 1].map((k) => Array.from({ length: 4 }, (_, i) => columns.map((u) => u[4 * k + i]!)))
      const split = (m: C[][]) => ({
        re: m.map((row) => row.map((x) => x[0])),
        im: m.map((row) => row.map((x) => x[1])),
      })
      const root = Array.from({ length: 4 }, () => Array.from({ length: 4 }, random))
      const square = product(root, dagger(root))
      const trace = square.reduce((sum, row, i) => sum + row[i]![0], 0)
      const rho = square.map((row) => row.map(([a, b]): C => [a / trace, b / trace]))
      const boxes = { rho: { density: split(rho) }, f: { kraus: kraus.map(split) } }
      const f = box('f', ['A', 'A'], ['A', 'A'])
      const made = compose(
        box('rho', [], ['A', 'A']),
        f,
        swap('A', 'A'),
        tensor(identity('A'), discard('A')),
        gate('S'),
      )
      const sums = kraus.map((k) => product(product(k, rho), dagger(k)))
      const after = sums[0]!.map((row, i) => row.map((x, j) => plus(x, sums[1]![i]![j]!)))
      const { choi } = interpret(made, quantum, { ...gates, ...boxes }, { sizes: { A: 2 } })
      for (const i of [0, 1])
        for (const j of [0, 1]) {
          // the first qubit traced out, then a phase of i on |1⟩
          const left = plus(after[i]![j]!, after[2 + i]![2 + j]!)
          const [re, im] = times(left, i === j ? [1, 0] : i === 1 ? [0, 1] : [0, -1])
          expect(choi.re[i]![j]).toBeCloseTo(re, 10)
          expect(choi.im[i]![j]).toBeCloseTo(im, 10)
        }
    }
  })

  it('refuses by name what is no quantum channel', () => {
    const say = (run: () => unknown, code: string, name = 'interpret') =>
      expectCausalError(run, name, code as never).message
    const twice = compose(box('zero', [], ['A']), copy('A'))
    const zero = { kraus: [{ re: [[1], [0]] }] }
    expect(say(() => interpret(twice, quantum, { zero }), 'not-supported')).toContain('"A" is read more than once')
    expect(say(() => interpret(gate('H'), quantum, { H: [[0.5, 0.5], [0.5, 0.5]] as never }), 'type-mismatch')).toContain('classical table') // biome-ignore format: one line
    expect(say(() => interpret(gate('H'), quantum, { H: { kraus: [{ re: [[1, 1], [0, 1]] }] } }), 'not-probability')).toContain('preserve the trace') // biome-ignore format: one line
    expect(say(() => interpret(gate('H'), quantum, { H: 3 as never }), 'type-mismatch')).toContain('"H"')
    const one = box('rho', [], ['A'])
    const density = (re: number[][], im?: number[][]) => ({ rho: { density: im === undefined ? { re } : { re, im } } })
    expect(near(interpret(one, quantum, density([[0.5, 0.1], [0.1, 0.5]], [[0, 0.2], [-0.2, 0]])).choi.im)).toEqual([[0, 0.2], [-0.2, 0]]) // biome-ignore format: one line
    for (const [re, im, why] of [
      [[[0.9, 0], [0, 0.2]], undefined, 'trace'],
      [[[0.5, 0.3], [0.1, 0.5]], undefined, 'Hermitian'],
      [[[0.5, 0.5], [0.5, 0.5]], [[0, 0.4], [-0.4, 0]], 'eigenvalue'],
      [[[1, 0]], undefined, 'square'],
    ] as const) // biome-ignore format: cases
      expect(say(() => interpret(one, quantum, density(re as never, im as never)), 'not-probability')).toContain(why)
    say(() => interpret(compose(state(2), gate('H')), quantum, gates), 'unknown-name')
    say(() => interpret(tensor(gate('H'), box('T', ['A'], ['A'])), quantum, { ...gates, T: { kraus: [{ re: [[1, 0, 0], [0, 1, 0], [0, 0, 1]] }] } }), 'type-mismatch') // biome-ignore format: one line
    say(() => interpret(compose(tensor(one, one), comparator('A')), quantum, {}), 'not-supported')
    const part = interpret(box('f', [], ['A']), stochastic, { f: [0.5, 0.5] })
    say(() => krausOf({ ...part, values: Float64Array.of(0.5, 0.4) }), 'not-probability', 'krausOf')
  })
})
