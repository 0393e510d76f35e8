import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normals, randomStream, splitStream, uniforms } from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'

const seed = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
const size = fc.integer({ min: 0, max: 300 })

/** Pearson's statistic of counts against equal shares, as standard deviations from its mean. */
function chiSquareZ(counts: ArrayLike<number>): number {
  const all = Array.from(counts)
  const mean = all.reduce((s, c) => s + c, 0) / all.length
  const statistic = all.reduce((s, c) => s + (c - mean) ** 2 / mean, 0)
  return (statistic - (all.length - 1)) / Math.sqrt(2 * (all.length - 1))
}

/** The normal distribution function by its Taylor series about 0, enough for |x| < 5. */
function normalCdf(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; n < 200; n++) {
    term *= (x * x) / (2 * n + 1)
    sum += term
  }
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI)
}

const cells = 64
function cellCounts(values: Iterable<number>, cdf: (x: number) => number): Float64Array {
  const counts = new Float64Array(cells)
  for (const v of values) counts[Math.min(cells - 1, Math.floor(cdf(v) * cells))]!++
  return counts
}

describe('streams', () => {
  it('go on where they stopped', () => {
    fc.assert(
      fc.property(seed, size, size, (s, a, b) => {
        for (const draw of [uniforms, normals]) {
          const whole = draw(randomStream(s), a + b)
          const first = draw(randomStream(s), a)
          const second = draw(first.next, b)
          expect([...first.values, ...second.values]).toEqual([...whole.values])
          expect(second.next).toEqual(whole.next)
        }
      }),
    )
  })

  it('fill arrays with what single draws give', () => {
    fc.assert(
      fc.property(seed, size, (s, n) => {
        const [one, two] = [generator(s), generator(s)]
        const u = new Float64Array(n)
        const z = new Float64Array(n)
        one.fillUniform(u)
        one.fillNormal(z)
        expect([...u]).toEqual(Array.from({ length: n }, () => two.uniform()))
        expect([...z]).toEqual(Array.from({ length: n }, () => two.normal()))
        expect(one.state()).toEqual(two.state())
      }),
    )
  })

  it('a saved state gives every kind of draw again', () => {
    fc.assert(
      fc.property(
        seed,
        fc.integer({ min: 1, max: 2 ** 40 }),
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        (s, n, shape) => {
          const draw = generator(s)
          for (let k = 0; k < 5; k++) draw.normal()
          const saved = draw.state()
          const kinds = (g: typeof draw): number[] => [
            g.exponential(),
            g.gamma(shape),
            g.integer(n),
            g.normal(),
            g.uniform(),
          ]
          expect(kinds(generator(JSON.parse(JSON.stringify(saved))))).toEqual(kinds(draw))
        },
      ),
    )
  })

  it('shuffle into a permutation', () => {
    fc.assert(
      fc.property(seed, fc.array(fc.nat()), (s, items) => {
        const shuffled = [...items]
        generator(s).shuffle(shuffled)
        expect([...shuffled].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b))
      }),
    )
  })
})

describe('distribution of the draws (fixed seeds)', () => {
  const n = 400_000
  it('uniforms: equal cells, no correlation with the next, 53 bits', () => {
    const { values } = uniforms(randomStream('uniform'), n)
    expect(Math.abs(chiSquareZ(cellCounts(values, (x) => x)))).toBeLessThan(3.5)
    const pairs = new Float64Array(256)
    for (let i = 0; i < n; i += 2) pairs[Math.floor(values[i]! * 16) * 16 + Math.floor(values[i + 1]! * 16)]!++
    expect(Math.abs(chiSquareZ(pairs))).toBeLessThan(3.5)
    expect(values.some((v) => (v * 2 ** 53) % 2 === 1)).toBe(true)
    expect(values.every((v) => v >= 0 && v < 1)).toBe(true)
    // low bits too
    expect(Math.abs(chiSquareZ(cellCounts(values, (x) => (x * 2 ** 40) % 1)))).toBeLessThan(3.5)
  })

  it('normals: cells, tails and moments', () => {
    const { values } = normals(randomStream('normal'), n)
    expect(Math.abs(chiSquareZ(cellCounts(values, normalCdf)))).toBeLessThan(3.5)
    const moment = (k: number): number => values.reduce((s, v) => s + v ** k, 0) / n
    // standard errors: √(var of the power / n)
    expect(Math.abs(moment(1))).toBeLessThan(3.5 / Math.sqrt(n))
    expect(Math.abs(moment(2) - 1)).toBeLessThan(3.5 * Math.sqrt(2 / n))
    expect(Math.abs(moment(3))).toBeLessThan(3.5 * Math.sqrt(15 / n))
    expect(Math.abs(moment(4) - 3)).toBeLessThan(3.5 * Math.sqrt(96 / n))
    // P(|Z| > 3.654…) = 2.5815e-4: drawn by the tail's own method
    const tail = values.filter((v) => Math.abs(v) > 3.654152885361009).length
    expect(Math.abs(tail - 2.5809e-4 * n)).toBeLessThan(3.5 * Math.sqrt(2.5809e-4 * n))
  })

  it('exponentials: cells, and the tail beyond the strips', () => {
    const draw = generator('exponential')
    const values = Float64Array.from({ length: n }, () => draw.exponential())
    expect(Math.abs(chiSquareZ(cellCounts(values, (x) => -Math.expm1(-x))))).toBeLessThan(3.5)
    const beyond = values.filter((v) => v > 7.69711747013105).length
    expect(Math.abs(beyond - 4.5414e-4 * n)).toBeLessThan(3.5 * Math.sqrt(4.5414e-4 * n))
  })

  it.each([0.2, 0.7, 1, 2.5, 30])('gammas of shape %d: mean, variance, third moment', (shape) => {
    const draw = generator(`gamma ${shape}`)
    const values = Float64Array.from({ length: n }, () => draw.gamma(shape))
    const mean = values.reduce((s, v) => s + v, 0) / n
    const variance = values.reduce((s, v) => s + (v - shape) ** 2, 0) / n
    const third = values.reduce((s, v) => s + (v - shape) ** 3, 0) / n
    expect(Math.abs(mean - shape)).toBeLessThan(3.5 * Math.sqrt(shape / n))
    // central moments of the gamma: μ₂ = a, μ₃ = 2a, μ₄ = 3a² + 6a, μ₆ = 15a³ + 130a² + 120a
    expect(Math.abs(variance - shape)).toBeLessThan(3.5 * Math.sqrt((2 * shape ** 2 + 6 * shape) / n))
    const sixth = 15 * shape ** 3 + 130 * shape ** 2 + 120 * shape
    expect(Math.abs(third - 2 * shape)).toBeLessThan(3.5 * Math.sqrt((sixth - 4 * shape ** 2) / n))
  })

  it('gammas of shape 1 are exponential', () => {
    const draw = generator('gamma cells')
    const values = Float64Array.from({ length: n }, () => draw.gamma(1))
    expect(Math.abs(chiSquareZ(cellCounts(values, (x) => -Math.expm1(-x))))).toBeLessThan(3.5)
  })

  it('integers: equal shares of a range that does not divide 2^32', () => {
    const draw = generator('integer')
    const counts = new Float64Array(97)
    for (let i = 0; i < n; i++) counts[draw.integer(97)]!++
    expect(Math.abs(chiSquareZ(counts))).toBeLessThan(3.5)
  })

  it('shuffles: every order of four as often', () => {
    const draw = generator('shuffle')
    const counts = new Map<string, number>()
    for (let i = 0; i < 48_000; i++) {
      const order = [0, 1, 2, 3]
      draw.shuffle(order)
      counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1)
    }
    expect(counts.size).toBe(24)
    expect(Math.abs(chiSquareZ([...counts.values()]))).toBeLessThan(3.5)
  })

  it('substreams of neighbouring labels, and neighbouring seeds, are not correlated', () => {
    const stream = randomStream('splits')
    const firstOf = [(k: number) => splitStream(stream, k), (k: number) => randomStream(k)].map((make) =>
      Float64Array.from({ length: 20_000 }, (_, k) => uniforms(make(k), 1).values[0]!),
    )
    for (const first of firstOf) {
      expect(Math.abs(chiSquareZ(cellCounts(first, (x) => x)))).toBeLessThan(3.5)
      const pairs = new Float64Array(64)
      for (let k = 0; k + 1 < first.length; k += 2)
        pairs[Math.floor(first[k]! * 8) * 8 + Math.floor(first[k + 1]! * 8)]!++
      expect(Math.abs(chiSquareZ(pairs))).toBeLessThan(3.5)
    }
    const a = normals(splitStream(stream, 'a'), 100_000).values
    const b = normals(splitStream(stream, 'b'), 100_000).values
    const plain = normals(stream, 100_000).values
    for (const [x, y] of [
      [a, b],
      [a, plain],
    ] as const)
      expect(Math.abs(x.reduce((s, v, i) => s + v * y[i]!, 0) / Math.sqrt(100_000))).toBeLessThan(3.5)
  })
})
