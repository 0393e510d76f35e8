import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Admg,
  admg,
  impliedIndependencies,
  independenceBasis,
  latentProjection,
  parents,
  topologicalOrder,
  type VermaConstraint,
  vermaConstraints,
} from '../../src/index.js'
import { arbitraryAdmg, arbitraryDag } from '../support/arbitrary.js'
import { numbers } from '../support/enumerated-model.js'
import { allQuestions, arbitraryHidden } from '../support/mixed.js'
import { ordinaryMarkovJoint } from '../support/ordinary-markov.js'
import { separatedByMoralGraph } from '../support/separation.js'

describe('impliedIndependencies', () => {
  it('are the minimal separating sets of all pairs of measured nodes', () => {
    fc.assert(
      fc.property(arbitraryHidden(2, 7, 0), ({ graph, latents, observed }) => {
        const g = { ...graph, latents: graph.nodes.filter((node) => latents.includes(node)) }
        const wanted: string[] = []
        let sets: string[][] = []
        let pair = ''
        const all = [...allQuestions(observed)].map(([x, y, z]) => ({ x, y, z, pair: JSON.stringify([x, y].sort()) }))
        all.sort((p, q) => (p.pair < q.pair ? -1 : p.pair > q.pair ? 1 : p.z.length - q.z.length))
        for (const question of all) {
          if (question.pair !== pair) sets = []
          pair = question.pair
          if (sets.some((set) => set.every((node) => question.z.includes(node)))) continue
          if (!separatedByMoralGraph(graph, [question.x], [question.y], question.z)) continue
          sets.push(question.z)
          wanted.push(JSON.stringify([pair, [...question.z].sort()]))
        }
        const found = impliedIndependencies(g).map(({ x, y, given }) =>
          JSON.stringify([JSON.stringify([x, y].sort()), [...given].sort()]),
        )
        expect(found.sort()).toEqual(wanted.sort())
      }),
      { numRuns: 150 },
    )
  })
})

/** All statements `a ⊥ b | c` (bit masks) that follow from some by the semi-graphoid rules. */
function semiGraphoidClosure(n: number, start: readonly [number, number, number][]): Set<number> {
  const code = (a: number, b: number, c: number) => (a << (2 * n)) | (b << n) | c
  const known = new Map<number, [number, number, number]>()
  const open: [number, number, number][] = []
  const add = (a: number, b: number, c: number): void => {
    if (a === 0 || b === 0 || known.has(code(a, b, c))) return
    known.set(code(a, b, c), [a, b, c])
    open.push([a, b, c])
  }
  for (const [a, b, c] of start) add(a, b, c)
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const [a, b, c] = item
    add(b, a, c)
    for (let d = (b - 1) & b; d > 0; d = (d - 1) & b) {
      add(a, d, c) // decomposition
      add(a, d, c | (b & ~d)) // weak union
    }
    for (const [p, q, r] of [...known.values()]) {
      // contraction: a ⊥ b | c and a ⊥ q | b c give a ⊥ b q | c
      if (p === a && r === (b | c)) add(a, b | q, c)
      if (p === a && c === (q | r)) add(a, b | q, r)
    }
  }
  return new Set(known.keys())
}

describe('independenceBasis', () => {
  it('holds in the graph, and implies every separation by the semi-graphoid rules', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryDag(2, 5), arbitraryAdmg(2, 5)), (g) => {
        const mask = (names: readonly string[]) => names.reduce((bits, name) => bits | (1 << g.nodes.indexOf(name)), 0)
        const basis = independenceBasis(g)
        for (const { x, y, given } of basis) expect(separatedByMoralGraph(g, [x], y, given)).toBe(true)
        const n = g.nodes.length
        const closure = semiGraphoidClosure(
          n,
          basis.map(({ x, y, given }) => [mask([x]), mask(y), mask(given)]),
        )
        for (const [x, y, z] of allQuestions(g.nodes))
          if (separatedByMoralGraph(g, [x], [y], z))
            expect(closure.has((mask([x]) << (2 * n)) | (mask([y]) << n) | mask(z))).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})

/** The joint distribution of a model on the ADMG: all variables and one hidden cause for each bidirected edge are binary. */
function jointOf(g: Admg, random: () => number): number[] {
  const n = g.nodes.length
  const hidden = g.edges.filter((e) => e.fromMark === 'arrow')
  const tables = new Map<string, number>()
  const chance = (key: string): number => {
    if (!tables.has(key)) tables.set(key, 0.1 + 0.8 * random())
    return tables.get(key)!
  }
  const joint = new Array<number>(2 ** n).fill(0)
  for (let u = 0; u < 2 ** hidden.length; u++)
    for (let v = 0; v < 2 ** n; v++) {
      let p = 0.5 ** hidden.length
      for (const [i, node] of g.nodes.entries()) {
        const causes = parents(g, node).map((parent) => (v >> g.nodes.indexOf(parent)) & 1)
        const own = hidden.map((e, k) => (e.from === node || e.to === node ? (u >> k) & 1 : 0))
        const one = chance(`${i} ${causes} ${own}`)
        p *= (v >> i) & 1 ? one : 1 - one
      }
      joint[v]! += p
    }
  return joint
}

/** The last c-factor of a constraint as a function of a joint distribution: the steps as they are told. */
function constrained(g: Admg, joint: readonly number[], { among, cFactors }: VermaConstraint): number[] {
  const at = (name: string) => g.nodes.indexOf(name)
  /** The sum of the joint over all but the named nodes, at the values of `v`. */
  const marginal = (names: readonly string[], v: number): number => {
    const bits = names.reduce((mask, name) => mask | (1 << at(name)), 0)
    return joint.reduce((sum, p, w) => ((w & bits) === (v & bits) ? sum + p : sum), 0)
  }
  // Q of the first district: the product of the conditionals; then the steps as they are told
  let table = joint.map((_, v) =>
    cFactors[0]!.nodes.reduce((product, name) => {
      const past = among.slice(0, among.indexOf(name))
      return (product * marginal([...past, name], v)) / marginal(past, v)
    }, 1),
  )
  const sumOut = (values: readonly number[], names: readonly string[]) =>
    names.reduce((sum, name) => sum.map((p, v) => p + sum[v ^ (1 << at(name))]!), [...values])
  for (const [i, { nodes: set, by }] of cFactors.entries()) {
    if (i === 0) continue
    const before = cFactors[i - 1]!.nodes
    if (by === 'sum')
      table = sumOut(
        table,
        before.filter((name) => !set.includes(name)),
      )
    else {
      // the district in what is left: ratios of sums over what comes later
      const order = among.filter((name) => before.includes(name))
      const upTo = (k: number) => sumOut(table, order.slice(k))
      table = table.map((_, v) =>
        set.reduce((product, name) => (product * upTo(order.indexOf(name) + 1)[v]!) / upTo(order.indexOf(name))[v]!, 1),
      )
    }
  }
  return table
}

describe('vermaConstraints', () => {
  it('hold in every model with hidden causes', () => {
    let checked = 0
    fc.assert(
      fc.property(
        arbitraryAdmg(3, 5),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (admg, stream) => {
          const g = latentProjection(admg, [])
          if (g.edges.filter((e) => e.fromMark === 'arrow').length > 5) return
          const constraints = vermaConstraints(g)
          if (constraints.length === 0) return
          checked++
          const joint = jointOf(g, () => stream.next().value)
          const at = (name: string) => g.nodes.indexOf(name)
          for (const constraint of constraints) {
            const table = constrained(g, joint, constraint)
            for (const name of constraint.independentOf)
              for (const [v, p] of table.entries()) expect(table[v ^ (1 << at(name))]!).toBeCloseTo(p, 9)
          }
        },
      ),
      { numRuns: 3000 },
    )
    expect(checked).toBeGreaterThan(10)
  })

  it('do not follow from conditional independences: a distribution that obeys these alone breaks each of them', () => {
    let broken = 0
    fc.assert(
      fc.property(arbitraryAdmg(4, 5), fc.integer({ min: 1, max: 1000 }), (drawn, seed) => {
        // a hidden cause is added, around a node between: few graphs would have a constraint else
        const order = topologicalOrder(drawn)
        const pairs = (mark: 'tail' | 'arrow') =>
          drawn.edges.filter((e) => e.fromMark === mark).map((e) => [e.from, e.to] as [string, string])
        const add = (list: [string, string][], a: string, b: string) =>
          list.some((e) => e.includes(a) && e.includes(b)) ? list : [...list, [a, b] as [string, string]]
        let directed = pairs('tail')
        for (const [i, node] of order.slice(1).entries()) directed = add(directed, order[i]!, node)
        const g: Admg = admg({ nodes: drawn.nodes, directed, bidirected: add(pairs('arrow'), order[1]!, order[3]!) })
        const constraints = vermaConstraints(g)
        if (constraints.length === 0) return
        const joint = ordinaryMarkovJoint(g, numbers(seed))
        expect(joint.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9)
        const at = (name: string) => g.nodes.indexOf(name)
        for (const constraint of constraints) {
          const table = constrained(g, joint, constraint)
          for (const name of constraint.independentOf) {
            broken++
            const gap = Math.max(...table.map((p, v) => Math.abs(p - table[v ^ (1 << at(name))]!)))
            expect(gap, JSON.stringify(constraint)).toBeGreaterThan(1e-9)
          }
        }
      }),
      { numRuns: 600 },
    )
    expect(broken).toBeGreaterThan(8)
  })
})
