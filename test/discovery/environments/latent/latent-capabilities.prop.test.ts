import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { latentCapabilities } from '../../../../src/index.js'

interface Hierarchy {
  readonly d: number
  readonly edges: readonly (readonly [number, number])[]
  /** unmixings[k][r] is the row of latent rowOf[k][r]. */
  readonly unmixings: readonly (readonly (readonly number[])[])[]
  readonly rowOf: readonly (readonly number[])[]
}

/** Weights drawn over a continuum, so that coincidences do not happen. */
const weight = fc
  .double({ min: 0.3, max: 2, noNaN: true })
  .chain((size) => fc.boolean().map((sign) => (sign ? size : -size)))

const arbitraryHierarchy: fc.Arbitrary<Hierarchy> = fc
  .record({
    d: fc.integer({ min: 2, max: 4 }),
    extra: fc.integer({ min: 0, max: 2 }),
    present: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    numbers: fc.array(weight, { minLength: 160, maxLength: 160 }),
    shuffles: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
  })
  .map(({ d, extra, present, numbers, shuffles }) => {
    let at = 0
    const next = (): number => numbers[at++ % numbers.length]! * (1 + (at % 13) / 17)
    const edges = Array.from({ length: d }, (_, i) => Array.from({ length: i }, (_, j) => [j, i] as const))
      .flat()
      .filter((_, e) => present[e])
    const H = Array.from({ length: d }, (_, i) =>
      Array.from({ length: d + extra }, (_, c) => next() + (i === c ? 4 : 0)),
    )
    const rowOf: number[][] = []
    const unmixings = Array.from({ length: d + 1 }, (_, k) => {
      const rows = H.map((own, i) => {
        const scale = next()
        const parents = edges.filter(([, to]) => to === i).map(([from]) => [from, next()] as const)
        return own.map((v, c) => scale * parents.reduce((sum, [p, w]) => sum + w * H[p]![c]!, v))
      })
      const order = rows.map((_, i) => i).sort((a, b) => shuffles[k * 4 + a]! - shuffles[k * 4 + b]! || a - b)
      rowOf.push(order)
      return order.map((i) => rows[i]!)
    })
    return { d, edges, unmixings, rowOf }
  })

function orders(d: number, edges: Hierarchy['edges']): string[] {
  const grow = (done: readonly number[]): string[] =>
    done.length === d
      ? [done.join()]
      : Array.from({ length: d }, (_, i) => i)
          .filter((i) => !done.includes(i) && edges.every(([from, to]) => to !== i || done.includes(from)))
          .flatMap((i) => grow([...done, i]))
  return grow([]).sort()
}

describe('latentCapabilities', () => {
  it('finds exactly the topological orders, the edges, and the parents that are ambiguous', () => {
    fc.assert(
      fc.property(arbitraryHierarchy, ({ d, edges, unmixings, rowOf }) => {
        const found = latentCapabilities(unmixings)
        expect(found.inexactness).toBeLessThan(1e-8)
        const of = new Map(found.latents.map(({ name, rows }) => [name, rowOf[0]![rows[0]!]!]))
        for (const { rows } of found.latents) expect(new Set(rows.map((r, k) => rowOf[k]![r]!)).size).toBe(1)
        expect(found.orders.map((order) => order.map((name) => of.get(name)!).join()).sort()).toEqual(orders(d, edges))
        expect(found.edges.map((pair) => pair.map((name) => of.get(name)!).join()).sort()).toEqual(
          edges.map((e) => e.join()).sort(),
        )
        for (const { name, ambiguousWith } of found.latents) {
          const i = of.get(name)!
          const childrenOf = (j: number): number[] => edges.filter(([from]) => from === j).map(([, to]) => to)
          const surrounding = edges
            .filter(([, to]) => to === i)
            .map(([from]) => from)
            .filter((j) => childrenOf(i).every((child) => childrenOf(j).includes(child)))
          expect(ambiguousWith.map((other) => of.get(other)!).sort()).toEqual(surrounding.sort())
        }
      }),
      { numRuns: 40 },
    )
  })

  it('does not depend on the order, sign and scale of rows, nor on the order of domains', () => {
    fc.assert(
      fc.property(arbitraryHierarchy, weight, ({ unmixings, rowOf }, scale) => {
        const found = latentCapabilities(unmixings)
        const turned = [...unmixings]
          .reverse()
          .map((rows) => [...rows].reverse().map((row, r) => row.map((v) => (r % 2 === 0 ? scale * v : -v))))
        const again = latentCapabilities(turned)
        const d = unmixings[0]!.length
        const [of, ofAgain] = [
          new Map(found.latents.map(({ name, rows }) => [name, rowOf[0]![rows[0]!]!])),
          new Map(again.latents.map(({ name, rows }) => [name, rowOf.at(-1)![d - 1 - rows[0]!]!])),
        ]
        const listed = (result: typeof found, names: ReadonlyMap<string, number>): string[] =>
          result.orders.map((order) => order.map((name) => names.get(name)!).join()).sort()
        expect(listed(again, ofAgain)).toEqual(listed(found, of))
      }),
      { numRuns: 25 },
    )
  })
})
