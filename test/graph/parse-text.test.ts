import { describe, expect, it } from 'vitest'
import { admg, cpdag, dag, mag, pag, pdag } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const refused = (text: string) => expectCausalError(() => dag(text), 'dag', 'parse')
const place = (text: string) => refused(text).details

describe('graph texts', () => {
  it.each([
    ['A - B', 3],
    ['Z - X; Z -> Y; X -> Y', 3],
    ['Y ~ X + Z', 3],
    ['X -> Y + Z', 8],
    ['A --> B', 3],
    ['A ->> B', 3],
    ['A <-- B', 3],
    ['A<--B', 2],
    ['A → B', 3],
    ['A ⇒ B; B -> C', 3],
    ['A – B', 3],
    ['A — B', 3],
    ['A ↔ B', 3],
    ['A ← B', 3],
    ['A ➔ B', 3],
    ['A > B', 3],
    ['A | B', 3],
    ['A:B -> C', 2],
    ['A = B', 3],
    ['A \\to B', 3],
    ['follow-up -> death', 7],
    ['C -> follow-up', 12],
    ['A @-> B', 3],
    ['dag { A -> B }', 5],
    ['A -> [B]', 6],
    ['“A” -> B', 1],
    ['A；B', 2],
    ['A\u00a0B -> C', 2],
    ['A\u200b -> C', 2],
  ])('%j is refused at the sign itself, with the connectors', (text, column) => {
    const error = refused(text)
    expect(error.details).toEqual({ line: 1, column })
    expect(error.message).toContain('The names of a DAG are joined by -> or <-')
  })

  it('gives the line of the sign', () => {
    expect(place('A -> B\nB -> C\r\n  C → D')).toEqual({ line: 3, column: 5 })
    expect(place('A -> B # → is fine here\n/* and\nhere – */ C ~ D')).toEqual({ line: 3, column: 13 })
  })

  it('lists the connectors of each kind, and says what was meant', () => {
    const message = (make: (text: string) => unknown, where: string, text: string) =>
      expectCausalError(() => make(text), where, 'parse').message
    expect(message(admg, 'admg', 'A ↔ B')).toContain(
      'did you mean "<->"?). The names of an ADMG are joined by ->, <- or <->',
    )
    expect(message(dag, 'dag', 'A ↔ B')).not.toContain('did you mean')
    expect(message(pdag, 'pdag', 'A – B')).toContain('did you mean "--"')
    expect(message(cpdag, 'cpdag', 'A ⇒ B')).toContain(
      'did you mean "->"?). The names of a CPDAG are joined by ->, <- or --',
    )
    expect(message(mag, 'mag', 'A ~> B')).toContain('->, <-, <-> or --')
    expect(message(pag, 'pag', 'A @-> B')).toContain('o->, <-o, o-o, o- or -o')
  })

  it('takes letters of any script, digits, dots, single spaces, and signs that are no connector', () => {
    const text = "smoking status -> Größe_2 ; 年齢 -> X' ; A/B -> income ($) ; 50 % -> v1.2 ; 🚬 -> Crohn's disease"
    expect(dag(text).nodes).toEqual([
      'smoking status',
      'Größe_2',
      '年齢',
      "X'",
      'A/B',
      'income ($)',
      '50 %',
      'v1.2',
      '🚬',
      "Crohn's disease",
    ])
    expect(dag('i->o->y').nodes).toEqual(['i', 'o', 'y'])
    expect(dag('constructor -> __proto__').nodes).toEqual(['constructor', '__proto__'])
  })

  it('refuses other white space inside a name, and two forms of one letter', () => {
    expect(place('lung  cancer -> X')).toEqual({ line: 1, column: 5 })
    expect(place('lung\tcancer -> X')).toEqual({ line: 1, column: 5 })
    expect(place('lung /* of the */ cancer -> X')).toEqual({ line: 1, column: 5 })
    expect(place('\u00e9 -> e\u0301')).toEqual({ line: 1, column: 6 })
    expect(dag('"\u00e9" -> "e\u0301"').nodes.length).toBe(2)
  })

  it('passes over comments, but not inside quotes', () => {
    expect(dag('# the model\nA -> B // A causes B\n  -> C /* and\n so on */ <- D # end')).toEqual(
      dag('A -> B -> C <- D'),
    )
    expect(dag('A -> // next line\nB')).toEqual(dag('A -> B'))
    expect(dag('A/* c */ -> B;# x')).toEqual(dag('A -> B'))
    expect(dag('"a // b" -> "c # d"; "/* e */"').nodes).toEqual(['a // b', 'c # d', '/* e */'])
    expect(place('A//B -> C')).toEqual({ line: 1, column: 2 })
    expect(place('A#1 -> C')).toEqual({ line: 1, column: 2 })
    expect(place('A -> B\n /* never closed')).toEqual({ line: 2, column: 2 })
  })

  it('quotes take any name', () => {
    const names = [
      'a,b',
      '2',
      'constructor',
      'x -> y',
      'say "hi"',
      'C:\\temp',
      'two\nlines',
      '__proto__',
      ' ',
      "'",
      '// #',
    ]
    const quoted = names.map((name) => `"${name.replace(/["\\]/g, '\\$&')}"`)
    expect(dag(quoted.join(' -> ')).nodes).toEqual(names)
    expect(dag('"A" -> B; A -> C')).toEqual(dag('A -> B; A -> C'))
    expect(place('"A -> B\nC')).toEqual({ line: 1, column: 1 })
    expect(place('A -> B\n-> "C\\"')).toEqual({ line: 2, column: 4 })
    expect(place('A -> ""')).toEqual({ line: 1, column: 6 })
    expect(place('"a\\nb"')).toEqual({ line: 1, column: 3 })
    expect(place("'A' -> B")).toEqual({ line: 1, column: 1 })
    expect(place('"A" "B"')).toEqual({ line: 1, column: 5 })
    expect(place('A "B"')).toEqual({ line: 1, column: 3 })
  })

  it('marks a connector or a name that is missing', () => {
    expect(place('A -> ; B')).toEqual({ line: 1, column: 6 })
    expect(place('A -> -> B')).toEqual({ line: 1, column: 6 })
    expect(place('-> B')).toEqual({ line: 1, column: 1 })
    expect(place('A;\n -> B')).toEqual({ line: 2, column: 2 })
    expect(place('A ->\n\n')).toEqual({ line: 3, column: 1 })
    expect(place('A -> B -> B')).toEqual({ line: 1, column: 11 })
  })

  it('reads circles that stand free, and asks where one might be part of a name', () => {
    expect(pag('A o-> B <-o C; D o-o E o- F -o G').edges.length).toBe(5)
    expect(pag('A\no-> B')).toEqual(pag('A o-> B'))
    expect(pag('"A" o->"B"')).toEqual(pag('A o-> B'))
    expect(pag('smoko -> b; o -> b').nodes).toEqual(['smoko', 'b', 'o'])
    for (const text of ['Po-> B', 'A <-oB', 'A --o B', 'A o->B', 'A o-o', 'Ao-oB'])
      expect(expectCausalError(() => pag(text), 'pag', 'parse').message).toContain('a circle or part of a name')
    expect(place('A o->B')).toEqual({ line: 1, column: 3 })
    expect(place('A ->o B')).toEqual({ line: 1, column: 3 })
    expect(dag('zoo->outcome; a<-outcome').nodes).toEqual(['zoo', 'outcome', 'a'])
  })

  it('takes milliseconds for long texts, right or wrong', () => {
    const n = 40_000
    const start = performance.now()
    refused(`"${'\\"'.repeat(n)}`)
    refused(`A -> B "${'x'.repeat(n)}`)
    refused('/*'.repeat(n))
    refused(`A ${'-'.repeat(n)} B`)
    refused(`A${' '.repeat(n)}B`)
    refused('A -> B '.repeat(n))
    expect(dag('A;'.repeat(n)).nodes).toEqual(['A'])
    expect(dag(`${'x'.repeat(n)} -> B${'\n'.repeat(n)}-> C`).edges.length).toBe(2)
    expect(dag('A # '.repeat(n)).nodes).toEqual(['A'])
    expect(performance.now() - start).toBeLessThan(3000)
  })
})
