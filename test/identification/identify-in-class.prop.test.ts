import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Admg, admg, type CausalGraph, identify, type Mpdag, magOf, pagOf, toText } from '../../src/index.js'
import { arbitraryAdmg } from '../support/arbitrary.js'
import { agreeing, type ClassQuestion, jointOf, listsOf, questions, valuesOf } from '../support/class-members.js'
import { allExtensions } from '../support/classes.js'
import { randomModel, truths } from '../support/enumerated-model.js'
import { allMpdags, arbitraryMpdag } from '../support/mpdags.js'

/** Each question on the class against all its members: found just when their formulas are one functional. */
function mpdagAgrees(graph: Mpdag, most: number, seed: number): { asked: number; missed: string[] } {
  const members = allExtensions(graph)
  const joint = jointOf(members[0]!, seed)
  let asked = 0
  const missed: string[] = []
  for (const q of questions(graph.nodes, most)) {
    asked++
    const answer = identify(graph, q)
    const wanted = agreeing(members, q, joint)
    if (answer.identifiable) {
      const got = valuesOf(answer.estimand, joint, q)
      const told = `${JSON.stringify([graph.edges, q])}: ${toText(answer.estimand)}`
      expect(wanted, told).not.toBe(null)
      for (const [i, value] of got.entries()) expect(Math.abs(value - wanted![i]!), told).toBeLessThan(1e-9)
    } else if (wanted !== null) {
      const told = JSON.stringify([
        graph.edges.map((e) => `${e.from}${e.toMark === 'arrow' ? '>' : '-'}${e.to}`).join(' '),
        q,
      ])
      if (q.given.length === 0) expect(answer.identifiable, told).toBe(true)
      missed.push(told)
    }
  }
  return { asked, missed }
}

/** Every ADMG on some nodes V0 … as lists of marks. */
function* allAdmgs(n: number): Generator<Admg> {
  const nodes = Array.from({ length: n }, (_, i) => `V${i}`)
  const pairs: [string, string][] = []
  for (let b = 1; b < n; b++) for (let a = 0; a < b; a++) pairs.push([`V${a}`, `V${b}`])
  for (let code = 0; code < 6 ** pairs.length; code++) {
    const directed: [string, string][] = []
    const bidirected: [string, string][] = []
    let rest = code
    for (const [a, b] of pairs) {
      const choice = rest % 6
      rest = Math.floor(rest / 6)
      if (choice % 3 === 1) directed.push([a, b])
      if (choice % 3 === 2) directed.push([b, a])
      if (choice >= 3) bidirected.push([a, b])
    }
    try {
      yield admg({ nodes, directed, bidirected })
    } catch {
      // a directed cycle
    }
  }
}

/** What is identified in the class behind an ADMG is right in its random model. */
function rightInMember(kind: 'mag' | 'pag', member: Admg, q: ClassQuestion, seed: number): boolean {
  const graph: CausalGraph<'mag' | 'pag'> = kind === 'mag' ? magOf(member) : pagOf(member)
  const answer = identify(graph, q)
  if (!answer.identifiable) return false
  const model = randomModel(listsOf(member), seed)
  const got = valuesOf(answer.estimand, jointOf(member, seed), q)
  const wanted = Array.from(truths(model, q.do, q.outcome, q.given))
  const told = `${JSON.stringify([member.edges, q])}: ${toText(answer.estimand)}`
  const byOrder = valuesOf(answer.estimand, jointOf(member, seed), q)
  expect(byOrder.length).toBe(wanted.length)
  for (const { at, value } of wanted) {
    const place = [...q.do, ...q.outcome, ...q.given].reduce((i, name) => i * 2 + at.get(name)!, 0)
    expect(Math.abs(got[place]! - value), told).toBeLessThan(1e-9)
  }
  return true
}

describe('identify in an MPDAG', () => {
  it('finds a formula just when the members have one functional: all graphs of at most three nodes', () => {
    let asked = 0
    const missed: string[] = []
    for (const n of [2, 3]) {
      for (const graph of allMpdags(n)) {
        const result = mpdagAgrees(graph, 1, 7)
        asked += result.asked
        missed.push(...result.missed)
      }
    }
    expect(asked).toBeGreaterThan(400)
    expect(missed).toEqual([])
  }, 180_000)

  it('and samples of four and five, without conditions; with conditions what is found is right', () => {
    fc.assert(
      fc.property(arbitraryMpdag(4, 5), fc.integer({ min: 1, max: 999 }), (graph, seed) => {
        mpdagAgrees(graph, graph.nodes.length === 4 ? 1 : 0, seed)
      }),
      { numRuns: 15 },
    )
  })
})

describe('identify in a MAG or PAG', () => {
  it('is right in every member, and complete without conditions: all ADMGs of three nodes', () => {
    const classes = new Map<string, Admg[]>()
    for (const member of allAdmgs(3)) {
      const key = JSON.stringify(pagOf(member).edges)
      classes.set(key, [...(classes.get(key) ?? []), member])
    }
    let found = 0
    let refused = 0
    for (const members of classes.values()) {
      const graph = pagOf(members[0]!)
      const joint = jointOf(members[0]!, 3)
      for (const q of questions(graph.nodes, 1)) {
        const answer = identify(graph, q)
        const wanted = agreeing(members, q, joint)
        const told = JSON.stringify([graph.edges, q])
        if (answer.identifiable) {
          found++
          expect(wanted, told).not.toBe(null)
          for (const [i, value] of valuesOf(answer.estimand, joint, q).entries())
            expect(Math.abs(value - wanted![i]!), told).toBeLessThan(1e-9)
        } else {
          refused++
          expect(wanted, told).toBe(null)
        }
      }
    }
    expect(found).toBeGreaterThan(50)
    expect(refused).toBeGreaterThan(50)
  })

  it('is right in the ADMG behind it: samples of four to six nodes', () => {
    let live = 0
    fc.assert(
      fc.property(arbitraryAdmg(4, 6), fc.integer({ min: 1, max: 999 }), fc.nat(), (member, seed, pick) => {
        if (listsOf(member).bidirected.length > 6) return
        const all = Array.from(questions(member.nodes, 1))
        for (let k = 0; k < 6; k++) {
          const q = all[(pick + k * 7919) % all.length]!
          for (const kind of ['mag', 'pag'] as const) if (rightInMember(kind, member, q, seed)) live++
        }
      }),
      { numRuns: 60 },
    )
    expect(live).toBeGreaterThan(60)
  })
})
