import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  children,
  dag,
  descendants,
  factor,
  type InvariantSubset,
  invariantSubset,
  linear,
  normal,
  parents,
  scm,
} from '../../../../src/index.js'

/** A random discrete system: a DAG over named nodes, and a positive joint that obeys it. */
interface System {
  readonly names: readonly string[]
  readonly cards: readonly number[]
  readonly parents: readonly (readonly number[])[]
  readonly rows: readonly (readonly (readonly number[])[])[]
}

const arbitrarySystem = (most: number): fc.Arbitrary<System> =>
  fc
    .record({
      n: fc.integer({ min: 3, max: most }),
      edges: fc.array(fc.boolean(), { minLength: 15, maxLength: 15 }),
      cards: fc.array(fc.integer({ min: 2, max: 3 }), { minLength: 6, maxLength: 6 }),
      weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 97, maxLength: 97 }),
    })
    .map(({ n, edges, cards, weights }) => {
      let at = 0
      const parents = Array.from({ length: n }, (_, i) =>
        Array.from({ length: i }, (_, j) => j)
          .filter(() => edges[at++ % edges.length])
          .slice(0, 2),
      )
      const own = cards.slice(0, n).map((card) => Math.min(card, n > 4 ? 2 : 3))
      let w = 0
      const rows = parents.map((list, i) =>
        Array.from({ length: list.reduce((product, p) => product * own[p]!, 1) }, () => {
          const row = Array.from({ length: own[i]! }, () => weights[(w++ * 31) % 97]!)
          const sum = row.reduce((a, b) => a + b, 0)
          return row.map((v) => v / sum)
        }),
      )
      return { names: Array.from({ length: n }, (_, i) => `V${i}`), cards: own, parents, rows }
    })

const cellsOf = (cards: readonly number[]): number[][] =>
  cards.reduce<number[][]>((all, card) => all.flatMap((x) => Array.from({ length: card }, (_, k) => [...x, k])), [[]])

const rowAt = ({ cards, parents }: System, i: number, x: readonly number[]): number =>
  parents[i]!.reduce((row, p) => row * cards[p]! + x[p]!, 0)

/** Every deterministic mechanism of the mutable nodes, one after the other: the definition. */
function worstByListing(system: System, y: number, mutable: readonly number[], subset: readonly number[]): number {
  const { cards, rows } = system
  const cells = cellsOf(cards)
  const kept = [...subset, ...mutable]
  const weight = (x: readonly number[]): number =>
    rows.reduce((p, table, i) => (mutable.includes(i) ? p : p * table[rowAt(system, i, x)]![x[i]!]!), 1)
  const key = (x: readonly number[]): string => kept.map((i) => x[i]!).join()
  const sums = new Map<string, [number, number]>()
  for (const x of cells) {
    const [mass, mean] = sums.get(key(x)) ?? [0, 0]
    sums.set(key(x), [mass + weight(x), mean + weight(x) * x[y]!])
  }
  const loss = cells.map((x) => {
    const [mass, mean] = sums.get(key(x))!
    return weight(x) * (x[y]! - mean / mass) ** 2
  })
  const rules = mutable.map((i) => cellsOf(rows[i]!.map(() => cards[i]!)))
  let worst = 0
  for (const choice of cellsOf(rules.map((list) => list.length))) {
    let risk = 0
    for (const [c, x] of cells.entries())
      if (mutable.every((i, m) => rules[m]![choice[m]!]![rowAt(system, i, x)] === x[i])) risk += loss[c]!
    worst = Math.max(worst, risk)
  }
  return worst
}

function asked({ names, cards, parents, rows }: System, y: number, mutable: readonly number[]): InvariantSubset {
  const system = { names, cards, parents, rows }
  const joint = factor(
    names.map((name, i) => ({ name, states: Array.from({ length: cards[i]! }, (_, k) => String(k)) })),
    cellsOf(cards).map((x) => rows.reduce((p, table, i) => p * table[rowAt(system, i, x)]![x[i]!]!, 1)),
  )
  const directed = parents.flatMap((list, i) => list.map((p) => [names[p]!, names[i]!] as const))
  const found = invariantSubset(
    { graph: dag({ nodes: names, directed }), joint },
    { outcome: names[y]!, mutable: mutable.map((i) => names[i]!) },
  )
  if (!found.found) throw new Error(found.message)
  return found
}

const policies = ({ cards, rows }: System, mutable: readonly number[]): number =>
  mutable.reduce((product, i) => product * cards[i]! ** rows[i]!.length, 1)

describe('invariantSubset', () => {
  it('is the largest risk over all deterministic mechanisms, for every subset of every class', () => {
    let live = 0
    fc.assert(
      fc.property(arbitrarySystem(5), fc.nat(), fc.integer({ min: 1, max: 31 }), (system, at, bits) => {
        const n = system.names.length
        const y = at % n
        const mutable = Array.from({ length: n }, (_, i) => i).filter((i) => i !== y && (bits >> i) % 2 === 1)
        if (mutable.length === 0 || policies(system, mutable) > 3000) return
        live++
        const found = asked(system, y, mutable)
        for (const { members, worstRisk, exact, observedRisk } of found.classes) {
          expect(exact).toBe(true)
          expect(observedRisk).toBeLessThanOrEqual(worstRisk + 1e-12)
          for (const member of members) {
            const subset = member.map((name) => system.names.indexOf(name))
            expect(worstRisk).toBeCloseTo(worstByListing(system, y, mutable, subset), 10)
          }
        }
        expect(found.minimaxRisk).toBeCloseTo(Math.min(...found.classes.map(({ worstRisk }) => worstRisk)), 12)
      }),
      { numRuns: 60 },
    )
    expect(live).toBeGreaterThan(20)
  })

  it('where the outcome has no child below its mutable children, the whole stable set is optimal', () => {
    let holds = 0
    fc.assert(
      fc.property(arbitrarySystem(6), fc.nat(), fc.integer({ min: 1, max: 63 }), (system, at, bits) => {
        const n = system.names.length
        const y = at % n
        const mutable = Array.from({ length: n }, (_, i) => i).filter((i) => i !== y && (bits >> i) % 2 === 1)
        if (mutable.length === 0) return
        const found = asked(system, y, mutable)
        if (found.graphicalCondition !== 'holds' || !found.exact) return
        holds++
        const whole = found.classes.find(({ members }) => members.some(({ length }) => length === found.stable.length))!
        expect(whole.worstRisk).toBeCloseTo(found.minimaxRisk, 10)
      }),
      { numRuns: 60 },
    )
    expect(holds).toBeGreaterThan(10)
  })

  it('in a linear Gaussian model more stable predictors are never worse, and the whole set is optimal', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 15, maxLength: 15 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 63 }),
        (weights, y, bits) => {
          const names = ['A', 'B', 'C', 'D', 'E', 'F']
          let at = 0
          const model = scm(
            Object.fromEntries(
              names.map((name, i) => [
                name,
                i === 0
                  ? normal(0, 1)
                  : linear(Object.fromEntries(names.slice(0, i).map((p) => [p, weights[at++]! / 10])), normal(0, 1)),
              ]),
            ) as never,
          )
          const mutable = names.filter((_, i) => i !== y && (bits >> i) % 2 === 1)
          const found = invariantSubset(model as never, { outcome: names[y]!, mutable } as never) as InvariantSubset
          const riskOf = (subset: readonly string[]): number =>
            found.classes.find(({ members }) =>
              members.some((m) => [...m].sort().join() === [...subset].sort().join()),
            )!.worstRisk
          expect(found.wholeSetOptimal).toBe(true)
          for (const { members } of found.classes)
            for (const member of members)
              for (const left of member)
                expect(riskOf(member)).toBeLessThanOrEqual(riskOf(member.filter((name) => name !== left)) * (1 + 1e-9))
        },
      ),
      { numRuns: 25 },
    )
  })

  it('names mutable children and their descendants as the graph says', () => {
    fc.assert(
      fc.property(arbitrarySystem(6), fc.nat(), fc.integer({ min: 1, max: 63 }), (system, at, bits) => {
        const n = system.names.length
        const y = at % n
        const mutable = system.names.filter((_, i) => i !== y && (bits >> i) % 2 === 1)
        const directed = system.parents.flatMap((list, i) =>
          list.map((p) => [system.names[p]!, system.names[i]!] as const),
        )
        const g = dag({ nodes: system.names, directed })
        const found = asked(
          system,
          y,
          mutable.map((name) => system.names.indexOf(name)),
        )
        const own = children(g, system.names[y]!)
        expect([...found.mutableChildren].sort()).toEqual(own.filter((name) => mutable.includes(name)).sort())
        const below = new Set(found.mutableChildren.flatMap((name) => descendants(g, name)))
        for (const name of found.mutableChildren) below.delete(name)
        expect([...found.descendantsOfMutableChildren].sort()).toEqual([...below].sort())
        const meets = own.some((name) => below.has(name))
        expect(found.graphicalCondition).toBe(meets ? 'does not decide' : 'holds')
        expect(parents(g, system.names[y]!).length).toBeLessThan(3)
      }),
      { numRuns: 40 },
    )
  })
})
