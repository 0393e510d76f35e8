import { describe, expect, it } from 'vitest'
import {
  box,
  comparator,
  compose,
  copy,
  type Diagram,
  dag,
  diagramOf,
  disintegrate,
  doValue,
  equalDiagrams,
  evidence,
  fromCatlab,
  fromDiscopy,
  fromJson,
  gaussian,
  identity,
  interpret,
  logarithmic,
  normalizeBox,
  openAt,
  parseDiagram,
  relational,
  sampling,
  stochastic,
  substochastic,
  symbolic,
  tensor,
  toCatlab,
  toDiscopy,
  toJson,
  toText,
  withOutputs,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'
import { numbersFrom } from '../admg-model.js'

const near = (values: ArrayLike<number>): number[] => Array.from(values, (x) => Math.round(1e10 * x) / 1e10)
const seen = compose(
  box('disease', [], ['D']),
  copy('D'),
  tensor(identity('D'), compose(box('test', ['D'], ['T']), box('evidence', ['T'], []))),
)
const meanings = {
  disease: [0.01, 0.99],
  test: [
    [0.9, 0.1],
    [0.05, 0.95],
  ],
  evidence: [0.8, 0.2],
}

describe('substochastic', () => {
  it('counts an effect box: the case of the field report', () => {
    expect(near(interpret(seen, substochastic, meanings).values)).toEqual([0.0074, 0.2277])
    expect(near(interpret(normalizeBox(seen), stochastic, meanings).values)).toEqual([0.0314759677, 0.9685240323])
  })

  it('agrees with stochastic on channels, and a discarded box counts by its weight', () => {
    const model = diagramOf(dag('X -> Y'))
    const tables = { X: [0.25, 0.75], Y: [[0.9, 0.1], [0.4, 0.6]] } // biome-ignore format: a table
    expect(interpret(model, substochastic, tables).values).toEqual(interpret(model, stochastic, tables).values)
    const half = compose(box('half', [], ['A']), copy('A', 0))
    expect([...interpret(half, substochastic, { half: [0.25, 0.25] }).values]).toEqual([0.5])
    expectCausalError(() => interpret(half, substochastic, { half: [0.9, 0.3] }), 'interpret', 'not-probability')
    const error = expectCausalError(
      () => interpret(seen, substochastic, { ...meanings, evidence: [8, 2] }),
      'interpret',
      'not-probability',
    )
    expect(error.message).toContain('Divide a likelihood by its largest value')
  })

  it('evidence, comparator: a copy compared is the wire; a state compared with itself is squared', () => {
    const wire = compose(copy('A'), comparator('A'))
    const options = { sizes: { A: 3 } }
    expect(interpret(wire, substochastic, {}, options).values).toEqual(
      interpret(identity('A'), substochastic, {}, options).values,
    )
    const p = { p: [0.5, 0.3, 0.2] }
    const squared = compose(tensor(box('p', [], ['A']), box('p', [], ['A'])), comparator('A'))
    expect(near(interpret(squared, substochastic, p).values)).toEqual([0.25, 0.09, 0.04])
    const at = compose(box('p', [], ['A']), evidence('A', 1))
    expect(near(interpret(at, substochastic, p).values)).toEqual([0.3])
    // evidence is comparing with the point and discarding
    const byHand = compose(
      tensor(box('p', [], ['A']), doValue(box('x', [], ['A']), 'A', 1).diagram),
      comparator('A'),
      copy('A', 0),
    )
    expect(near(interpret(byHand, substochastic, p).values)).toEqual([0.3])
    expectCausalError(
      () => interpret(compose(box('p', [], ['A']), evidence('A', 7)), substochastic, p),
      'interpret',
      'unknown-name',
    )
    const named = { variables: [{ name: 'A', states: ['lo', 'hi'] }], values: Float64Array.of(0.4, 0.6) }
    const hi = compose(box('p', [], ['A']), evidence('A', 'hi'))
    expect([...interpret(hi, substochastic, { p: named }).values]).toEqual([0.6])
    expect([...interpret(hi, relational, { p: { ...named, values: Float64Array.of(1, 0) } }).values]).toEqual([0])
  })

  it('is refused by name where an effect has no meaning', () => {
    const a = compose(box('p', [], ['A']), copy('A'), tensor(identity('A'), evidence('A', 1)))
    const b = compose(box('p', [], ['A']), copy('A'), comparator('A'))
    const meaning = { p: [0.5, 0.5] }
    const refusals: [Diagram, () => unknown][] = [
      [a, () => interpret(a, stochastic, meaning)],
      [b, () => interpret(b, stochastic, meaning)],
      [a, () => interpret(a, logarithmic, meaning)],
      [b, () => interpret(normalizeBox(b), logarithmic, meaning)],
      [a, () => interpret(a, gaussian, {})],
      [b, () => interpret(b, gaussian, {})],
      [a, () => interpret(a, sampling, {}, { seed: 1 })],
      [b, () => interpret(b, sampling, {}, { seed: 1 })],
      [b, () => interpret(b, symbolic, {})],
      [b, () => interpret(normalizeBox(b), symbolic, {})],
    ]
    for (const [, run] of refusals) {
      expect(expectCausalError(run, 'interpret', 'not-supported').message).toContain('substochastic')
    }
    expectCausalError(() => evidence('' as string, 1), 'evidence', 'invalid-argument')
    expectCausalError(() => evidence('A', Number.NaN), 'evidence', 'invalid-argument')
    expectCausalError(() => comparator(3 as never), 'comparator', 'invalid-argument')
  })
})

describe('evidence in gaussian', () => {
  const next = numbersFrom(4)
  const number = (): number => 4 * next() - 2
  it('normalised, it is conditioning: as disintegrate, as an open channel, and twice on one wire', () => {
    for (let k = 0; k < 10; k++) {
      const boxes = {
        Z: { mean: [number()], covariance: [[0.5 + next()]] },
        X: { matrix: [[number()]], mean: [number()], covariance: [[0.5 + next()]] },
        Y: { matrix: [[number(), number()]], mean: [number()], covariance: [[0.5 + next()]] },
      }
      const model = withOutputs(diagramOf(dag('Z -> X; Z -> Y; X -> Y')), ['Z', 'X', 'Y'])
      const [x, y] = [number(), number()]
      const { channel } = disintegrate(interpret(model, gaussian, boxes), ['X', 'Y'])
      const row = channel.matrix[0]!
      const given = compose(model, tensor(identity('Z'), evidence('X', x), evidence('Y', y)))
      const found = interpret(normalizeBox(given), gaussian, boxes)
      expect(found.mean[0]).toBeCloseTo(row[0]! * x + row[1]! * y + channel.mean[0]!, 9)
      expect(found.covariance[0]![0]).toBeCloseTo(channel.covariance[0]![0]!, 9)
      // with Z open at its place, the evidence on Y alone: X given z and y
      const open = openAt(withOutputs(model, ['X', 'Y']), 'Z').diagram
      const some = interpret(normalizeBox(compose(open, tensor(identity('X'), evidence('Y', y)))), gaussian, boxes)
      const two = disintegrate(interpret(model, gaussian, boxes), ['Z', 'Y']).channel
      expect(some.matrix[0]![0]).toBeCloseTo(two.matrix[0]![0]!, 9)
      expect(some.mean[0]).toBeCloseTo(two.matrix[0]![1]! * y + two.mean[0]!, 9)
      const twice = compose(model, copy(['Z', 'X', 'Y']), tensor(identity('Z'), evidence('X', x), evidence('Y', y), copy('Z', 0), evidence('X', x), copy('Y', 0))) // biome-ignore format: one line
      expect(interpret(normalizeBox(twice), gaussian, boxes).mean[0]).toBeCloseTo(found.mean[0]!, 9)
    }
  })

  it('is refused where it is impossible, or on what the inputs determine', () => {
    const line = compose(copy('A'), tensor(identity('A'), compose(box('f', ['A'], ['B']), evidence('B', 3))))
    const f = { f: { matrix: [[2]] } }
    expectCausalError(() => interpret(normalizeBox(line), gaussian, f), 'interpret', 'not-supported')
    const at = (a: number) => normalizeBox(compose(doValue(box('a', [], ['A']), 'A', a).diagram, line))
    expect(interpret(at(1.5), gaussian, f).mean).toEqual([1.5])
    expectCausalError(() => interpret(at(1.4), gaussian, f), 'interpret', 'zero-support')
    const text = normalizeBox(compose(box('a', [], ['A']), copy('A'), tensor(identity('A'), evidence('A', 'x'))))
    expectCausalError(() => interpret(text, gaussian, { a: { covariance: [[1]] } }), 'interpret', 'type-mismatch')
    // any units
    const tiny = compose(box('p', [], ['A']), copy('A'), tensor(identity('A'), compose(box('f', ['A'], ['B']), evidence('B', 3e-9)))) // biome-ignore format: one line
    const units = { p: { covariance: [[1]] }, f: { matrix: [[1e-9]], covariance: [[1e-18]] } }
    expect(interpret(normalizeBox(tiny), gaussian, units).mean[0]).toBeCloseTo(1.5, 9)
  })
})

describe('normalizeBox (Lorenz & Tull 2023, section 8)', () => {
  const f = box('f', ['A'], ['X', 'Y'])
  const part = { f: [[0.1, 0.2, 0.05, 0.15], [0.4, 0, 0.3, 0.3]] } // biome-ignore format: a table
  const sizes = { sizes: { A: 2, X: 2, Y: 2 } }

  it('normalises each row; twice is once; a channel is its own normalisation', () => {
    const once = interpret(normalizeBox(f), substochastic, part, sizes).values
    expect(near(once)).toEqual([0.2, 0.4, 0.1, 0.3, 0.4, 0, 0.3, 0.3])
    expect(interpret(normalizeBox(normalizeBox(f)), substochastic, part, sizes).values).toEqual(once)
    expect(near(interpret(normalizeBox(f), stochastic, part, sizes).values)).toEqual(near(once))
  })

  it('conditioning: normalising with evidence on one wire is disintegration', () => {
    const model = diagramOf(dag('Z -> X -> Y; Z -> Y'))
    const tables = { Z: [0.3, 0.7], X: [[0.2, 0.8], [0.6, 0.4]], Y: [[[0.1, 0.9], [0.5, 0.5]], [[0.7, 0.3], [0.25, 0.75]]] } // biome-ignore format: a table
    const order = withOutputs(model, ['Z', 'X', 'Y'])
    const { channel } = disintegrate(interpret(order, stochastic, tables), ['Y', 'X'])
    for (const y of [0, 1]) {
      for (const x of [0, 1]) {
        const given = compose(order, tensor(identity('Z'), evidence('X', x), evidence('Y', y)))
        const row = interpret(normalizeBox(given), stochastic, tables).values
        expect(near(row)).toEqual(near(channel.values.slice(4 * y + 2 * x, 4 * y + 2 * x + 2)))
      }
    }
  })

  it('does not commute with composing: conditioning inside or outside makes a difference', () => {
    const g = { p: [0.5, 0.5], g: [[0.2, 0.2], [0.1, 0.7]] } // biome-ignore format: a table
    const inside = compose(box('p', [], ['A']), normalizeBox(box('g', ['A'], ['B'])))
    const outside = normalizeBox(compose(box('p', [], ['A']), box('g', ['A'], ['B'])))
    expect(near(interpret(inside, substochastic, g).values)).toEqual([0.3125, 0.6875])
    expect(near(interpret(outside, substochastic, g).values)).toEqual([0.25, 0.75])
  })

  it('impossible evidence: zero in substochastic, refused in stochastic', () => {
    const never = normalizeBox(compose(box('p', [], ['A']), copy('A'), tensor(identity('A'), evidence('A', 1))))
    expect([...interpret(never, substochastic, { p: [1, 0] }).values]).toEqual([0, 0])
    const error = expectCausalError(() => interpret(never, stochastic, { p: [1, 0] }), 'interpret', 'zero-support')
    expect(error.message).toContain('"normalize"')
    expectCausalError(() => normalizeBox(f, ''), 'normalizeBox', 'invalid-argument')
    expectCausalError(() => normalizeBox(3 as never), 'normalizeBox', 'invalid-argument')
  })

  it('is equal when what is inside is; goes through JSON; a forged inside is refused', () => {
    const left = normalizeBox(
      compose(tensor(box('a', [], ['A']), box('b', [], ['B'])), tensor(identity('A'), evidence('B', 1))),
    )
    const right = normalizeBox(tensor(box('a', [], ['A']), compose(box('b', [], ['B']), evidence('B', 1))))
    expect(equalDiagrams(left, right)).toBe(true)
    const other = normalizeBox(tensor(box('a', [], ['A']), compose(box('b', [], ['B']), evidence('B', 0))))
    expect(equalDiagrams(left, other)).toBe(false)
    const back = fromJson(JSON.parse(JSON.stringify(toJson(left)))) as Diagram
    expect(equalDiagrams(back, left)).toBe(true)
    const [placed] = left.boxes
    const forged = { ...left, boxes: [{ ...placed!, box: { ...placed!.box, inside: other.boxes[0]!.box.inside! } }] }
    expectCausalError(() => equalDiagrams(forged, left), 'equalDiagrams', 'invalid-argument')
    const empty = { ...left, boxes: [{ ...placed!, box: { ...placed!.box, inside: undefined } }] }
    expectCausalError(() => interpret(empty as never, substochastic, {}), 'interpret', 'invalid-argument')
  })
})

describe('formats', () => {
  it('write and read evidence and comparators; a normalisation goes into text, and is refused by others by name', () => {
    const d = compose(
      box('p', [], ['A']),
      copy('A'),
      comparator('A'),
      copy('A'),
      tensor(identity('A'), evidence('A', 'yes')),
    )
    for (const back of [parseDiagram(toText(d)), fromDiscopy(toDiscopy(d)), fromCatlab(toCatlab(d))]) {
      expect(equalDiagrams(back, d, 'cdu')).toBe(true)
    }
    const boxed = normalizeBox(d)
    expect(equalDiagrams(parseDiagram(toText(boxed)), boxed, 'cdu')).toBe(true)
    expectCausalError(() => toDiscopy(boxed), 'toDiscopy', 'not-supported')
    expectCausalError(() => toCatlab(boxed), 'toCatlab', 'not-supported')
  })
})
