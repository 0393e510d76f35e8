import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  box,
  canonicalForm,
  compose,
  copy,
  type Diagram,
  dag,
  dagOf,
  diagramOf,
  discard,
  equalDiagrams,
  explainDifference,
  fromProgram,
  identity,
  permute,
  substitute,
  swap,
  tensor,
  toDagitty,
  uniformState,
} from '../../src/index.js'
import { arbitraryDag } from '../support/arbitrary.js'
import { arbitraryDiagram, arbitraryType, boxes, bruteForce, distance, renumbered, tables } from './arbitrary.js'

const equal = (a: Diagram, b: Diagram): void => {
  expect(explainDifference(a, b, 'cdu')).toBeNull()
  expect(equalDiagrams(a, b, 'cdu')).toBe(true)
  expect(equalDiagrams(a, b, 'markov')).toBe(true)
  expect(equalDiagrams(a, b, 'functional')).toBe(true)
}
/** Three diagrams that compose. */
const chain = fc
  .tuple(arbitraryType, arbitraryType, arbitraryType, arbitraryType)
  .chain(([a, b, c, d]) =>
    fc.tuple(arbitraryDiagram(a, { cod: b }), arbitraryDiagram(b, { cod: c }), arbitraryDiagram(c, { cod: d })),
  )
const any = arbitraryType.chain((type) => arbitraryDiagram(type))
const numbers = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 31, maxLength: 31 })
const keys = fc.array(fc.nat(99), { minLength: 5, maxLength: 9 })

describe('laws of symmetric monoidal categories', () => {
  it('composition is associative and has units', () => {
    fc.assert(
      fc.property(chain, ([f, g, h]) => {
        equal(compose(compose(f, g), h), compose(f, compose(g, h)))
        equal(compose(f, g, h), compose(f, compose(g, h)))
        equal(compose(identity(f.inputs), f), f)
        equal(compose(f, identity(f.outputs)), f)
      }),
    )
  })

  it('the tensor is associative and has a unit; interchange and sliding', () => {
    fc.assert(
      fc.property(chain, chain, any, ([f, g], [h, k], m) => {
        equal(tensor(tensor(f, m), h), tensor(f, tensor(m, h)))
        equal(tensor(f, identity([])), f)
        equal(tensor(identity([]), f), f)
        equal(compose(tensor(f, h), tensor(g, k)), tensor(compose(f, g), compose(h, k)))
        equal(
          compose(tensor(f, identity(m.inputs)), tensor(identity(f.outputs), m)),
          compose(tensor(identity(f.inputs), m), tensor(f, identity(m.outputs))),
        )
      }),
    )
  })

  it('swaps undo each other, are natural and satisfy the hexagon', () => {
    fc.assert(
      fc.property(any, any, arbitraryType, (f, g, c) => {
        equal(compose(swap(f.inputs, g.inputs), swap(g.inputs, f.inputs)), identity([...f.inputs, ...g.inputs]))
        equal(compose(tensor(f, g), swap(f.outputs, g.outputs)), compose(swap(f.inputs, g.inputs), tensor(g, f)))
        equal(
          swap([...f.inputs, ...g.inputs], c),
          compose(tensor(identity(f.inputs), swap(g.inputs, c)), tensor(swap(f.inputs, c), identity(g.inputs))),
        )
        equal(permute(['A', 'B', 'A'], [2, 0, 1]), swap(['A', 'B'], 'A'))
      }),
    )
  })
})

describe('laws of copying, discarding and the uniform state', () => {
  it('copying is a commutative comonoid, coherent on lists', () => {
    fc.assert(
      fc.property(arbitraryType, arbitraryType, (a, b) => {
        equal(compose(copy(a), tensor(copy(a), identity(a))), compose(copy(a), tensor(identity(a), copy(a))))
        equal(compose(copy(a), tensor(copy(a), identity(a))), copy(a, 3))
        equal(compose(copy(a), tensor(discard(a), identity(a))), identity(a))
        equal(compose(copy(a), tensor(identity(a), discard(a))), identity(a))
        equal(compose(copy(a), swap(a, a)), copy(a))
        equal(copy(a, 0), discard(a))
        equal(copy(a, 1), identity(a))
        const middle = tensor(identity(a), swap(a, b), identity(b))
        equal(copy([...a, ...b]), compose(tensor(copy(a), copy(b)), middle))
        equal(discard([...a, ...b]), tensor(discard(a), discard(b)))
        equal(uniformState([...a, ...b]), tensor(uniformState(a), uniformState(b)))
        equal(compose(uniformState(a), discard(a)), identity([]))
        equal(copy([]), identity([]))
        equal(uniformState([]), identity([]))
      }),
    )
  })

  it('discarding is natural from level markov on, copying only for deterministic boxes', () => {
    fc.assert(
      fc.property(any, (f) => {
        expect(equalDiagrams(compose(f, discard(f.outputs)), discard(f.inputs), 'markov')).toBe(true)
      }),
    )
    for (const [name, { dom, cod, deterministic }] of Object.entries(boxes)) {
      if (cod.length === 0) continue
      const f = box(name, dom, cod, { deterministic: deterministic === true })
      const [once, twice] = [compose(f, copy(cod)), compose(copy(dom), tensor(f, f))]
      expect(equalDiagrams(once, twice, 'markov')).toBe(false)
      expect(equalDiagrams(once, twice, 'functional')).toBe(deterministic === true)
      expect(equalDiagrams(compose(f, discard(cod)), discard(dom), 'cdu')).toBe(false)
    }
  })

  it('the uniform state is neither copyable nor natural', () => {
    const u = uniformState('A')
    expect(equalDiagrams(compose(u, copy('A')), tensor(u, u), 'functional')).toBe(false)
    expect(equalDiagrams(compose(u, box('f', ['A'], ['B'])), uniformState('B'), 'functional')).toBe(false)
  })
})

describe('the canonical form', () => {
  it('does not depend on how wires and boxes are numbered', () => {
    fc.assert(
      fc.property(any, keys, keys, (d, wires, order) => {
        const other = renumbered(d, wires, order)
        equal(d, other)
        for (const level of ['cdu', 'markov', 'functional'] as const) {
          expect(canonicalForm(other, level)).toEqual(canonicalForm(d, level))
        }
      }),
    )
  })

  it('decides cdu: equal exactly when arbitrary positive matrices agree', () => {
    // small signature, so that equal pairs are met often
    const small = { cod: ['A'], most: 3, names: ['s', 'd', 'e', 'q', 'f'] }
    let met = 0
    fc.assert(
      fc.property(arbitraryDiagram(['A'], small), arbitraryDiagram(['A'], small), numbers, (a, b, draws) => {
        const meaning = tables(draws, false)
        const same = distance(bruteForce(a, meaning), bruteForce(b, meaning)) < 1e-9
        if (same) met++
        expect(equalDiagrams(a, b, 'cdu')).toBe(same)
        expect(canonicalForm(a, 'cdu').hash === canonicalForm(b, 'cdu').hash).toBe(same)
      }),
      { numRuns: 1500, seed: 5 },
    )
    expect(met).toBeGreaterThan(50)
  })

  it('decides markov: equal exactly when generic stochastic matrices agree', () => {
    const small = { cod: ['A'], most: 3, names: ['s', 'h', 'g', 'f', 'e'] }
    const generic = Array.from({ length: 29 }, (_, i) => (i * 0.618034) % 1)
    let met = 0
    fc.assert(
      fc.property(arbitraryDiagram(['A'], small), arbitraryDiagram(['A'], small), (a, b) => {
        const meaning = tables(generic, true)
        const same = distance(bruteForce(a, meaning), bruteForce(b, meaning)) < 1e-12
        if (same) met++
        expect(equalDiagrams(a, b, 'markov')).toBe(same)
        expect(canonicalForm(a).hash === canonicalForm(b).hash).toBe(same)
        expect(canonicalForm(a).text === canonicalForm(b).text).toBe(same)
        expect(explainDifference(a, b) === null).toBe(same)
      }),
      { numRuns: 1500, seed: 5 },
    )
    expect(met).toBeGreaterThan(50)
  })

  it('tells apart discarded parts that differ only in how they hang together', () => {
    // two states and two joint effects on both, against one effect on each state twice: same boxes, other wiring
    const s = box('s', [], ['A'])
    const q = box('join', ['A', 'A'], [])
    const across = compose(tensor(s, s), copy(['A', 'A']), tensor(q, q))
    const alone = compose(tensor(s, s), tensor(copy('A'), copy('A')), tensor(q, q))
    const turned = compose(tensor(s, s), copy(['A', 'A']), tensor(q, swap('A', 'A')), tensor(q))
    expect(equalDiagrams(across, alone, 'cdu')).toBe(false)
    expect(equalDiagrams(across, turned, 'cdu')).toBe(false)
    expect(equalDiagrams(across, compose(swap([], []), across), 'cdu')).toBe(true)
    expect(equalDiagrams(across, alone, 'markov')).toBe(true)
  })
})

describe('discarded boxes at level cdu', () => {
  const star = (arms: number, longer: number): Diagram =>
    fromProgram([], (run) => {
      const [a] = run(box('s', [], ['A']))
      for (let k = 0; k < arms; k++) {
        let [b] = run(box('f', ['A'], ['A']), a)
        for (let more = 0; k < longer && more < 2; more++) [b] = run(box('f', ['A'], ['A']), b)
        run(box('e', ['A'], []), b)
      }
      return []
    })
  /** A ring of `n` states, each two neighbours read by one effect. */
  const rings = (...sizes: number[]): Diagram =>
    fromProgram([], (run) => {
      for (const n of sizes) {
        const states = Array.from({ length: n }, () => run(box('s', [], ['A']))[0])
        for (let k = 0; k < n; k++) run(box('q', ['A', 'A'], []), states[k]!, states[(k + 1) % n]!)
      }
      return []
    })

  it('copes with many like parts', () => {
    expect(equalDiagrams(star(40, 0), star(40, 0), 'cdu')).toBe(true)
    expect(equalDiagrams(star(40, 3), star(40, 4), 'cdu')).toBe(false)
    fc.assert(
      fc.property(keys, keys, (wires, order) => {
        const d = star(9, 4)
        expect(canonicalForm(renumbered(d, wires, order), 'cdu').hash).toBe(canonicalForm(d, 'cdu').hash)
        const r = rings(3, 4, 3)
        expect(canonicalForm(renumbered(r, wires, order), 'cdu').hash).toBe(canonicalForm(r, 'cdu').hash)
      }),
    )
    expect(equalDiagrams(rings(6), rings(3, 3), 'cdu')).toBe(false)
    expect(equalDiagrams(rings(5, 3), rings(3, 5), 'cdu')).toBe(true)
  })

  it('copes with a long chain', () => {
    const chain = (n: number): Diagram => {
      const f = box('f', ['A'], ['A'])
      return compose(box('s', [], ['A']), ...Array.from({ length: n }, () => f), box('e', ['A'], [])) as Diagram
    }
    expect(equalDiagrams(chain(20_000), chain(20_000), 'cdu')).toBe(true)
    expect(equalDiagrams(chain(20_000), chain(20_001), 'cdu')).toBe(false)
  })
})

describe('dags and diagrams', () => {
  it('dagOf undoes diagramOf', () => {
    fc.assert(
      fc.property(arbitraryDag(), (g) => {
        expect(dagOf(diagramOf(g))).toEqual(g)
        const hidden = dag({ nodes: g.nodes, edges: g.edges, latents: g.nodes.slice(0, 1) })
        expect(dagOf(diagramOf(hidden))).toEqual(hidden)
        expect(toDagitty(dagOf(diagramOf(g, { inputs: [] })))).toBe(toDagitty(g))
      }),
    )
  })

  it('substitution keeps composition and the identity', () => {
    fc.assert(
      fc.property(chain, arbitraryDiagram(['A'], { cod: ['B'], names: ['g', 'h', 'k', 's'] }), ([f, g], inner) => {
        const put = (d: Diagram): Diagram =>
          d.boxes.some((placed) => placed.box.name === 'f') ? substitute(d, { f: inner }) : d
        equal(put(compose(f, g)), compose(put(f), put(g)))
        equal(put(tensor(f, g)), tensor(put(f), put(g)))
      }),
    )
  })
})
