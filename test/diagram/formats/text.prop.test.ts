import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  box,
  comparator,
  compose,
  copy,
  cut,
  type Diagram,
  diagramOf,
  discard,
  doValue,
  equalDiagrams,
  evidence,
  identity,
  normalizeBox,
  parseDiagram,
  swap,
  tensor,
  toText,
  uniformState,
  withHoles,
} from '../../../src/index.js'
import { oddNames } from '../../support/arbitrary.js'
import { expectCausalError } from '../../support/errors.js'
import { arbitraryDiagram, arbitraryType } from '../arbitrary.js'

const any = arbitraryType.chain((type) => arbitraryDiagram(type, { most: 7 }))
const roles = (diagram: Diagram): string[] =>
  diagram.boxes
    .map(({ box: of }) => JSON.stringify([of.name, of.role ?? '', of.kind, of.value ?? '', of.deterministic]))
    .sort()
function comesBack(diagram: Diagram, text = toText(diagram)): void {
  const again = parseDiagram(text)
  expect(equalDiagrams(again, diagram, 'cdu')).toBe(true)
  expect(roles(again)).toEqual(roles(diagram))
}

describe('the text of a diagram', () => {
  it('reads back as the same diagram, in signs of Unicode and of ASCII, and by names alone', () => {
    fc.assert(
      fc.property(any, (diagram) => {
        comesBack(diagram)
        const ascii = toText(diagram, { ascii: true })
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
        expect(ascii).toMatch(/^[\x00-\x7f]*$/)
        comesBack(diagram, ascii)
        comesBack(diagram, ascii.replaceAll(' * ', ' (x) '))
        const boxes = Object.fromEntries(
          diagram.boxes.map(({ box: of }) => [
            of.name,
            box(of.name, of.inputs, of.outputs, { deterministic: of.deterministic }),
          ]),
        )
        const short = toText(diagram, { types: false })
        expect(equalDiagrams(parseDiagram(short, { boxes }), diagram, 'cdu')).toBe(true)
      }),
      { numRuns: 80 },
    )
  })

  it('keeps odd names, hidden causes, holes and states that surgery put in', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...oddNames, 'id', 'x', 'point', 'a b'),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (name, value) => {
          const nodes = [name, `${name}2`, 'Y']
          const model = diagramOf(
            admg({
              nodes,
              directed: [
                [name, `${name}2`],
                [`${name}2`, 'Y'],
              ],
              bidirected: [[name, 'Y']],
            }),
          )
          comesBack(model)
          comesBack(cut(model, `${name}2`).diagram)
          comesBack(doValue(model, `${name}2`, value).diagram)
          comesBack(doValue(model, `${name}2`, name).diagram)
          comesBack(withHoles(model, 'Y').diagram)
          comesBack(
            tensor(box(name, [name], ['Y']), box(name, [name], ['Y'], { deterministic: true }), box(name, [], [])),
          )
        },
      ),
      { numRuns: 40 },
    )
  })

  it('is written as one would by hand', () => {
    const f = box('f', ['A'], ['B'])
    const g = box('g', ['B'], ['B'], { deterministic: true })
    const text = 'f[A → B] ; copy[B] ; (id[B] ⊗ g[B → B | function])'
    expect(toText(compose(f, copy('B'), tensor(g, identity('B')), swap('B', 'B')))).toBe(text)
    expect(toText(compose(f, g, g))).toBe('f[A → B] ; g[B → B | function] ; g')
    expect(toText(tensor(f, discard('C')))).toBe('(id[A] ⊗ discard[C]) ; f[A → B]')
    expect(toText(identity([]))).toBe('id[]')
    expect(toText(compose(copy('A', 3), swap(['A', 'A'], 'A')), { ascii: true })).toBe('copy[A; 3]')
    expect(toText(swap(['A', 'B'], 'C'))).toBe('swap[A, B; C]')
    expect(toText(uniformState('A'))).toBe('uniform[A]')
    expect(toText(tensor(swap('A', 'B'), identity('C')))).toBe('swap[A, B] ⊗ id[C]')
  })

  it('keeps effects and normalisations', () => {
    const seen = compose(box('joint', [], ['D', 'T']), tensor(identity('D'), evidence('T', 1)))
    comesBack(seen)
    comesBack(evidence('T', 'so "it" is'))
    comesBack(compose(comparator('A'), evidence('A', -2.5)))
    comesBack(tensor(normalizeBox(seen), normalizeBox(normalizeBox(seen), 'twice')))
    expect(toText(normalizeBox(seen), { ascii: true })).toBe('normalized["joint[-> D, T] ; (id[D] * evidence[T = 1])"]')
  })

  it('binds ⊗ tighter than ;, takes brackets, line breaks and ASCII', () => {
    const read = parseDiagram('f[A -> B]\n  * g[C -> C] ;\n (h[B, C -> A] (x) id[]) ; ((copy[A]))')
    const [f, g, h] = [box('f', ['A'], ['B']), box('g', ['C'], ['C']), box('h', ['B', 'C'], ['A'])]
    expect(equalDiagrams(read, compose(tensor(f, g), h, copy('A')))).toBe(true)
    expect(parseDiagram('x[A -> A] ; (x) ; (x)').boxes).toHaveLength(3)
    expect(parseDiagram('x[A -> A] (x) x (x) (x)').boxes).toHaveLength(3)
    expect(parseDiagram('point[A = -1e-7]').boxes[0]!.box.value).toBe(-1e-7)
  })

  it.each([
    ['f[A -> B] ; g', 1, 13, 'has no type'],
    ['f[A -> B] ;\n  f', 2, 3, '"B", but "A" is taken'],
    ['f[A -> B] ; h[B, B -> C]', 1, 13, 'takes 2 wires, but what stands before it gives 1 wire'],
    ['f[A -> B', 1, 9, '"]" is missing'],
    ['f[A B]', 1, 5, '"→" is missing'],
    ['(f[A -> B]', 1, 1, 'never closed'],
    ['f[A -> B])', 1, 10, 'expected ";"'],
    ['f[A -> B] f', 1, 11, 'expected ";"'],
    ['', 1, 1, 'the end of the text'],
    ['f[A -> B] ;', 1, 12, 'the end of the text'],
    ['id', 1, 3, 'its objects stand in brackets'],
    ['copy[A; -1]', 1, 1, 'times must be a whole number'],
    ['permute[A, B; 0, 0]', 1, 1, 'the order must hold'],
    ['swap[A]', 1, 5, 'two objects'],
    ['point[A = yes]', 1, 11, 'double quotes'],
    ['f[A -> B | odd]', 1, 12, 'behind a bar'],
    ['"f', 1, 1, 'never closed'],
    ['"a\\n"[A -> B]', 1, 3, 'escapes'],
    ['f[A -> B] ; $', 1, 13, 'has no meaning'],
    ['""[A -> B]', 1, 1, 'must not be empty'],
  ])('tells by line and column what is wrong in %j', (text, line, column, message) => {
    const error = expectCausalError(() => parseDiagram(text), 'parseDiagram', 'parse')
    expect(error.message).toContain(message)
    expect(error.details).toMatchObject({ line, column })
  })

  it('reads long and deep texts in step with their length', () => {
    const n = 4000
    const chain = parseDiagram(`f[A -> A]${' ; f'.repeat(n)}`)
    expect(chain.boxes).toHaveLength(n + 1)
    expect(parseDiagram(`f[A -> A]${' ⊗ f'.repeat(n)}`).inputs).toHaveLength(n + 1)
    expect(parseDiagram(`${'('.repeat(n)}f[A -> A]${')'.repeat(n)}`).boxes).toHaveLength(1)
    expect(parseDiagram(`${'('.repeat(n)}f[A -> A]${' ; f)'.repeat(n)}`).boxes).toHaveLength(n + 1)
    expect(parseDiagram(`${'f[A -> A] ; ('.repeat(n)}f${')'.repeat(n)}`).boxes).toHaveLength(n + 1)
    expect(parseDiagram(`${'('.repeat(n)}f[A -> A]${' ⊗ f)'.repeat(n)}`).inputs).toHaveLength(n + 1)
    expect(parseDiagram(`${'f[A -> A] ⊗ ('.repeat(n)}f${')'.repeat(n)}`).inputs).toHaveLength(n + 1)
    comesBack(chain)
  })
})
