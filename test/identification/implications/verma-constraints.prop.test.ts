import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Admg,
  admg,
  evaluateEstimand,
  factor,
  latentProjection,
  parents,
  topologicalOrder,
  toText,
  type VermaConstraint,
  vermaConstraints,
} from '../../../src/index.js'
import { arbitraryAdmg } from '../../support/arbitrary.js'
import { numbers } from '../../support/enumerated-model.js'
import { ordinaryMarkovJoint } from '../../support/ordinary-markov.js'

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

/** The formula of a constraint on a joint distribution, and its value at each cell. */
function formulaOf(g: Admg, joint: readonly number[], { formula }: VermaConstraint) {
  const axes = g.nodes.map((name) => ({ name, states: ['0', '1'] }))
  // the first variable is the least significant bit of a cell, and the last axis varies fastest
  const result = evaluateEstimand(formula, factor([...axes].reverse(), [...joint]))
  const names = result.variables.map(({ name }) => name)
  const valueAt = (v: number): number =>
    result.values[names.reduce((cell, name) => 2 * cell + ((v >> g.nodes.indexOf(name)) & 1), 0)]!
  return { names, valueAt }
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
            const { names, valueAt } = formulaOf(g, joint, constraint)
            for (const name of constraint.independentOf) expect(names).toContain(name)
            for (const [v, p] of table.entries()) expect(valueAt(v)).toBeCloseTo(p, 9)
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
            const { valueAt } = formulaOf(g, joint, constraint)
            const gap = Math.max(...table.map((p, v) => Math.abs(p - table[v ^ (1 << at(name))]!)))
            const gapOfFormula = Math.max(...table.map((_, v) => Math.abs(valueAt(v) - valueAt(v ^ (1 << at(name))))))
            expect(gapOfFormula, toText(constraint.formula)).toBeGreaterThan(1e-9)
            expect(gap, JSON.stringify(constraint)).toBeGreaterThan(1e-9)
          }
        }
      }),
      { numRuns: 600 },
    )
    expect(broken).toBeGreaterThan(8)
  })
})
