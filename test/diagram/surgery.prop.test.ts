import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  box,
  compose,
  cut,
  type Diagram,
  dag,
  descendants,
  diagramOf,
  doValue,
  dSeparated,
  dSeparatedIn,
  equalDiagrams,
  identity,
  interpret,
  openAt,
  replaceBox,
  setState,
  stochastic,
  substitute,
  tensor,
  uniformState,
  verifyTrace,
  withOutputs,
} from '../../src/index.js'
import { arbitraryAdmg, arbitraryDag, arbitrarySets } from '../support/arbitrary.js'
import { bruteForce, distance } from './arbitrary.js'
import { randomNetwork } from './networks.js'

const model = fc.tuple(arbitraryDag(2, 5), fc.nat(), fc.nat(20), fc.nat(20))
const two = () => 2
const close = (a: ArrayLike<number>, b: ArrayLike<number>): void => expect(distance(a, b)).toBeLessThan(1e-12)

describe('surgery', () => {
  it('cuts are idempotent and commute, and do nothing to what does not follow', () => {
    fc.assert(
      fc.property(model, ([g, seed, i, j]) => {
        const { diagram, boxes } = randomNetwork(g, seed)
        const [x, y] = [g.nodes[i % g.nodes.length]!, g.nodes[j % g.nodes.length]!]
        const once: Diagram = cut(diagram, x).diagram
        expect(equalDiagrams(cut(once, x).diagram, once, 'cdu')).toBe(true)
        expect(equalDiagrams(cut(once, y).diagram, cut(cut(diagram, y).diagram, x).diagram, 'cdu')).toBe(true)
        const after = descendants(g, x)
        const others = g.nodes.filter((name) => !after.includes(name))
        const keep = (d: Diagram): Diagram => withOutputs(d, others)
        expect(equalDiagrams(keep(once), keep(diagram))).toBe(true)
        const sizes = new Map(g.nodes.map((name) => [name, 2]))
        close(
          interpret(keep(once), stochastic, boxes, { sizes }).values,
          interpret(keep(diagram), stochastic, boxes, { sizes }).values,
        )
      }),
    )
  })

  it('a cut is the truncated factorisation with a uniform factor', () => {
    fc.assert(
      fc.property(model, ([g, seed, i]) => {
        const { diagram, boxes } = randomNetwork(g, seed)
        const x = g.nodes[i % g.nodes.length]!
        const joint = interpret(cut(diagram, x).diagram, stochastic, boxes, { sizes: new Map([[x, 2]]) })
        const parentsOf = new Map(
          diagram.boxes.map((placed) => [placed.box.name, placed.inputs.map((v) => diagram.wires[v]!)]),
        )
        const wanted = Array.from(joint.values, (_, cell) => {
          const bit = (name: string): number => (cell >> (g.nodes.length - 1 - g.nodes.indexOf(name))) & 1
          return g.nodes.reduce((product, name) => {
            if (name === x) return product / 2
            const row = parentsOf.get(name)!.reduce((index, p) => 2 * index + bit(p), 0)
            return product * boxes.get(name)![2 * row + bit(name)]!
          }, 1)
        })
        close(joint.values, wanted)
      }),
    )
  })

  it('open then uniform is cut; cut then slice is do; a state by hand is a state', () => {
    fc.assert(
      fc.property(model, ([g, seed, i]) => {
        const { diagram, boxes } = randomNetwork(g, seed)
        const x = g.nodes[i % g.nodes.length]!
        const open: Diagram = openAt(diagram, x).diagram
        const sliced: Diagram = cut(diagram, x).diagram
        expect(equalDiagrams(compose(uniformState(x), open), sliced, 'cdu')).toBe(true)
        const named = compose(box('coin', [], [x]), open)
        expect(equalDiagrams(setState(diagram, x, 'coin').diagram, named, 'cdu')).toBe(true)
        const sizes = new Map([[x, 2]])
        const uniform = interpret(sliced, stochastic, boxes, { sizes }).values
        const at = g.nodes.length - 1 - g.nodes.indexOf(x)
        for (const value of [0, 1]) {
          const done = interpret(doValue(diagram, x, value).diagram, stochastic, boxes, { sizes }).values
          close(
            done,
            uniform.map((p, cell) => (((cell >> at) & 1) === value ? 2 * p : 0)),
          )
        }
        close(uniform, bruteForce(sliced, boxes, undefined, two))
      }),
    )
  })

  it('a policy may listen to what does not follow, and the record of all moves can be replayed', () => {
    fc.assert(
      fc.property(model, ([g, , i, j]) => {
        const diagram = diagramOf(g, { outputs: g.nodes })
        const [x, y] = [g.nodes[i % g.nodes.length]!, g.nodes[j % g.nodes.length]!]
        const first = cut(diagram, y)
        const steps = [
          first,
          doValue(first.diagram, y, 1),
          setState(first.diagram, y, 'coin'),
          openAt(first.diagram, y),
        ]
        for (const [k, done] of steps.entries()) {
          const record = k === 0 ? [done.step] : [first.step, done.step]
          expect(verifyTrace(diagram, record)).toEqual({ valid: true })
          const forged = [...record.slice(0, -1), { ...record.at(-1)!, after: '0' }]
          expect(verifyTrace(diagram, forged).valid).toBe(false)
        }
        if (descendants(g, x).includes(y)) {
          expect(() => replaceBox(diagram, x, 'policy', [y])).toThrow(x === y ? /itself/ : /feed themselves/)
          return
        }
        const policy = replaceBox(diagram, x, 'policy', [y])
        expect(verifyTrace(diagram, [policy.step])).toEqual({ valid: true })
        const back = replaceBox(
          policy.diagram,
          x,
          x,
          g.edges.filter((e) => e.to === x).map((e) => e.from),
        )
        expect(new Set(back.diagram.boxes.map((placed) => placed.box.name))).toEqual(new Set(g.nodes))
      }),
    )
  })

  it('commutes with opening up other boxes', () => {
    fc.assert(
      fc.property(model, ([g, , i, j]) => {
        const diagram: Diagram = diagramOf(g, { outputs: g.nodes })
        const [x, y] = [g.nodes[i % g.nodes.length]!, g.nodes[j % g.nodes.length]!]
        if (x === y) return
        const dom = diagram.boxes.find((placed) => placed.box.name === y)!.box.inputs
        const inner = compose(tensor(box('before', dom, ['hidden']), identity([])), box('after', ['hidden'], [y]))
        const left = cut(substitute(diagram, new Map([[y, inner]])), x).diagram
        const right = substitute(cut(diagram, x).diagram, new Map([[y, inner]]))
        expect(equalDiagrams(left, right, 'cdu')).toBe(true)
      }),
    )
  })
})

describe('dSeparatedIn', () => {
  it('is d-separation, and m-separation where there are hidden causes', () => {
    const setsOf = <G extends { nodes: readonly string[] }>(g: G) => fc.tuple(fc.constant(g), arbitrarySets(g.nodes))
    fc.assert(
      fc.property(fc.oneof(arbitraryDag(2, 7), arbitraryAdmg(2, 6)).chain(setsOf), ([g, { x, y, z }]) => {
        expect(dSeparatedIn(diagramOf(g), x, y, z)).toBe(dSeparated(g, x, y, z))
      }),
      { numRuns: 400 },
    )
  })

  it('reads long chains', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => `n${i}`)
    const chain: Diagram = diagramOf(
      dag({ nodes, directed: nodes.slice(1).map((name, i) => [nodes[i]!, name] as const) }),
    )
    expect(dSeparatedIn(chain, 'n0', 'n99999')).toBe(false)
    expect(dSeparatedIn(chain, 'n0', 'n99999', 'n500')).toBe(true)
    const one = withOutputs(chain, 'n99999')
    expect(equalDiagrams(one, withOutputs(chain, 99_999))).toBe(true)
    expect(cut(one, 'n500').step.removed).toEqual(['n500'])
    expect(equalDiagrams(cut(one, 'n500').diagram, one)).toBe(false)
  })
})
