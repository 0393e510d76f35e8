import { describe, expect, it } from 'vitest'
import * as causalkit from '../../src/index.js'
import { box, CausalError, compose, type Diagram, dag, diagramOf } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

// biome-ignore lint/suspicious/noExplicitAny: what is read from JSON may be anything
type Loose = any
const plain = (d: Diagram): Loose => JSON.parse(JSON.stringify(d))
const model = diagramOf(dag('Z -> X -> Y; Z -> Y'))

/** Every public function that takes a diagram, called with one. */
const doors: Record<string, (d: Diagram) => unknown> = {
  applyRule: (d) => causalkit.applyRule(d, { law: 'l', left: box('f', ['A'], ['A']), right: box('g', ['A'], ['A']) }),
  canonicalForm: (d) => causalkit.canonicalForm(d),
  compose: (d) => compose(d as never),
  cut: (d) => causalkit.cut(d, 'X'),
  dSeparatedIn: (d) => causalkit.dSeparatedIn(d, 'X', 'Y'),
  dagOf: (d) => causalkit.dagOf(d),
  doValue: (d) => causalkit.doValue(d, 'X', 1),
  equalDiagrams: (d) => causalkit.equalDiagrams(d, d),
  explainDifference: (d) => causalkit.explainDifference(d, d),
  fromProgram: (d) => causalkit.fromProgram([], (run) => (run as (d: Diagram) => never)(d)),
  interpret: (d) => causalkit.interpret(d, causalkit.symbolic, {}),
  openAt: (d) => causalkit.openAt(d, 'X'),
  replaceBox: (d) => causalkit.replaceBox(d, 'X', 'by', ['Z']),
  setState: (d) => causalkit.setState(d, 'X', 'coin'),
  substitute: (d) => causalkit.substitute(d, {}),
  tensor: (d) => causalkit.tensor(d),
  withOutputs: (d) => causalkit.withOutputs(d, 'X'),
  worldsDiagram: (d) => causalkit.worldsDiagram(d, []),
  toSvg: (d) => causalkit.toSvg(d),
  toDot: (d) => causalkit.toDot(d),
  toMermaid: (d) => causalkit.toMermaid(d),
  toTikz: (d) => causalkit.toTikz(d),
}

/** Diagrams that are none: one field of a good one changed. */
function broken(): [string, unknown][] {
  const list: [string, unknown][] = []
  const change = (what: string, edit: (d: Loose) => void): void => {
    const copy = plain(model)
    edit(copy)
    list.push([what, copy])
  }
  for (const key of Object.keys(model)) {
    for (const bad of [undefined, null, 7, 'x', {}, [null], [{}], [[]]])
      change(`${key} = ${JSON.stringify(bad)}`, (d) => (d[key] = bad))
  }
  for (const key of Object.keys(model.boxes[1]!)) {
    for (const bad of [undefined, null, 7, {}, [null], [99], [-1], [0.5]]) {
      change(`boxes[1].${key} = ${JSON.stringify(bad)}`, (d) => (d.boxes[1][key] = bad))
    }
  }
  for (const key of Object.keys(model.boxes[1]!.box)) {
    for (const bad of [undefined, null, 7, '', {}, [null]]) {
      change(`boxes[1].box.${key} = ${JSON.stringify(bad)}`, (d) => (d.boxes[1].box[key] = bad))
    }
  }
  const self: unknown[] = []
  self.push(self)
  list.push(['a list that holds itself', self], ['nothing', undefined], ['a text', 'diagram'])
  return list
}

describe('the door for diagrams', () => {
  it.each(Object.keys(doors))('%s refuses what is no diagram, under its own name', (name) => {
    expect(() => doors[name]!(model)).not.toThrow(TypeError)
    for (const [what, bad] of broken()) {
      let error: unknown = null
      try {
        doors[name]!(bad as Diagram)
      } catch (thrown) {
        error = thrown
      }
      expect(error, `${name}: ${what}`).toBeInstanceOf(CausalError)
      expect((error as CausalError).message, what).toMatch(new RegExp(`^${name}: `))
    }
  })

  it('says which wire has two producers, which has none, and which boxes feed themselves', () => {
    const twice = plain(model)
    twice.boxes[1][Object.keys(model.boxes[1]!)[2]!] = [
      ...model.boxes[0]![Object.keys(model.boxes[0]!)[2] as 'outputs'],
    ]
    expectCausalError(() => causalkit.canonicalForm(twice), 'canonicalForm', 'type-mismatch')
    const f = box('f', ['A'], ['A'])
    const loop = plain(compose(f, f))
    const [reads, makes] = Object.keys(loop.boxes[0]).slice(1) as [string, string]
    loop.boxes[0][reads] = [...loop.boxes[1][makes]]
    expectCausalError(() => causalkit.canonicalForm(loop), 'canonicalForm', 'cycle')
  })

  it('a diagram read from JSON is the same diagram', () => {
    expect(causalkit.equalDiagrams(plain(model), model, 'cdu')).toBe(true)
  })
})

describe('composing one box at a time', () => {
  it('takes thousands', () => {
    const f = box('f', ['A'], ['A'])
    let chain: Diagram = f
    for (let k = 1; k < 4000; k++) chain = compose(chain, f) as Diagram
    expect(chain.boxes.length).toBe(4000)
    expect(
      causalkit.equalDiagrams(chain, compose(...(Array.from({ length: 4000 }, () => f) as never)) as Diagram),
    ).toBe(true)
  })
})
