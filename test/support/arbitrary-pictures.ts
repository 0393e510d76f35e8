import fc from 'fast-check'
import { box, type CausalGraph, type Diagram, type Edge, fromProgram, pag, type Wire } from '../../src/index.js'

/** Names that formats could misread, and pairs of names that careless escaping makes equal. */
export const trickyNames: readonly string[] = [
  'constructor',
  '__proto__',
  'a b',
  'a  b',
  ' a b',
  'a\nb',
  'a\\nb',
  'a\tb',
  'a\u0000b',
  'a\u0001b',
  'a\ufffdb',
  '"q"',
  "'q'",
  '<b>&amp;',
  '<b>&',
  'x]',
  'x["y"]',
  '#34;',
  '%%{init}%%',
  '1. list',
  '- d',
  'a -> b',
  'b -> c',
  'a',
  'b',
  'c',
  'a, b',
  'V--W',
  'V-W',
  'é',
  'e\u0301',
  '𝛼',
  'end',
  '\\N',
  '}',
  '$x_1^2$',
  '~',
]

const marks = ['tail', 'arrow', 'circle'] as const

/** Graphs of kind `pag` with any marks and tricky names. */
export const arbitraryMarked: fc.Arbitrary<CausalGraph> = fc
  .tuple(
    fc.shuffledSubarray([...trickyNames], { minLength: 1, maxLength: 5 }),
    fc.array(fc.tuple(fc.nat(4), fc.nat(4), fc.nat(2), fc.nat(2)), { maxLength: 6 }),
    fc.nat(31),
  )
  .map(([nodes, raw, hidden]) => {
    const edges = new Map<string, Edge>()
    for (const [a, b, aMark, bMark] of raw) {
      if (a >= b || b >= nodes.length) continue
      edges.set(`${a} ${b}`, { from: nodes[a]!, to: nodes[b]!, fromMark: marks[aMark]!, toMark: marks[bMark]! })
    }
    return pag({ nodes, edges: [...edges.values()], latents: nodes.filter((_, i) => (hidden >> i) & 1) })
  })

/** Small diagrams: any boxes, any wiring, any outputs. */
export const arbitraryDiagram: fc.Arbitrary<Diagram> = fc
  .tuple(
    fc.array(fc.constantFrom('A', 'B', 'a b', '"'), { maxLength: 2 }),
    fc.array(
      fc.record({
        name: fc.constantFrom('f', 'g', 'A', 'a\nb', 'A = 1'),
        reads: fc.array(fc.nat(9), { maxLength: 2 }),
        makes: fc.array(fc.constantFrom('A', 'B', 'f'), { maxLength: 2 }),
        deterministic: fc.boolean(),
        latent: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    fc.array(fc.nat(9), { maxLength: 3 }),
  )
  .map(([inputs, boxes, outputs]) =>
    fromProgram(inputs, (run, ...wires) => {
      const all: Wire[] = [...wires]
      const pick = (list: readonly number[]): Wire[] => (all.length === 0 ? [] : list.map((i) => all[i % all.length]!))
      for (const { name, reads, makes, deterministic, latent } of boxes) {
        const read = pick(reads)
        const placed = box(
          name,
          read.map((wire) => wire.object),
          makes,
          { deterministic, latent },
        )
        all.push(...run(placed as Diagram, ...read))
      }
      return pick(outputs)
    }),
  )
