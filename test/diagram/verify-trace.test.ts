import { describe, expect, it } from 'vitest'
import {
  admg,
  box,
  type CombIdentification,
  compose,
  cut,
  dag,
  diagramOf,
  doValue,
  identifyByCombs,
  openAt,
  replaceBox,
  setState,
  verifyTrace,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { numbersFrom, randomAdmg } from './admg-model.js'

/** A random question about a random graph, with its honest answer; some have two treatments or a condition. */
function answered(seed: number) {
  const { graph } = randomAdmg(seed)
  const next = numbersFrom(seed + 1_000_000)
  const [x, y, ...others] = [...graph.nodes].sort(() => next() - 0.5) as [string, string, ...string[]]
  const given = others.length > 0 && next() < 0.4 ? [others[0]!] : []
  const both = others.length > 1 && next() < 0.3 ? [x, others[1]!] : [x]
  return { graph, answer: identifyByCombs(graph, { do: both, outcome: y, given }) }
}

type Path = readonly (string | number)[]
const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((v, key) => (v as Record<string | number, unknown>)[key], value)

/** The paths of all fields and items of plain data. */
function pathsOf(value: unknown): Path[] {
  const paths: Path[] = []
  const stack: Path[] = [[]]
  for (let path = stack.pop(); path !== undefined; path = stack.pop()) {
    const here = at(value, path)
    if (path.length > 0) paths.push(path)
    if (typeof here !== 'object' || here === null) continue
    for (const key of Object.keys(here)) stack.push([...path, Array.isArray(here) ? Number(key) : key])
  }
  return paths
}

/** Copies of a record with the value at one path changed in every way that fits its kind. */
function mutants(record: unknown, path: Path, names: readonly string[]): unknown[] {
  const value = at(record, path)
  const changed = (to: unknown): unknown => {
    const copy = structuredClone(record)
    ;(at(copy, path.slice(0, -1)) as Record<string | number, unknown>)[path.at(-1)!] = to
    return copy
  }
  const odd = [null, undefined, 'nobody', -1, 1e9, {}, []].filter(
    (v) => v !== value && !(Array.isArray(v) && Array.isArray(value) && value.length === 0),
  )
  const like: unknown[] =
    typeof value === 'string'
      ? [...names, 'cut', 'discard', 'split', 'exchange', 'stuck'].filter((name) => name !== value)
      : typeof value === 'number'
        ? [value + 1, value - 1, value + 0.5]
        : typeof value === 'boolean'
          ? [!value]
          : Array.isArray(value)
            ? [
                ...value.map((_, i) => value.filter((_, k) => k !== i)),
                ...(value.length > 0 ? [[...value, value[0]]] : []),
                ...names.filter((name) => !value.includes(name)).map((name) => [...value, name]),
              ]
            : []
  return [...odd, ...like].map(changed)
}

describe('verifyTrace on identifications', () => {
  it('accepts every honest answer', () => {
    const seen = { yes: 0, no: 0, exchanged: 0 }
    for (let seed = 1; seed <= 400; seed++) {
      const { graph, answer } = answered(seed)
      expect(verifyTrace(graph, answer)).toEqual({ valid: true })
      // what was written down and read back is the same answer
      expect(verifyTrace(graph, JSON.parse(JSON.stringify(answer)))).toEqual({ valid: true })
      seen[answer.identifiable ? 'yes' : 'no']++
      if (answer.trace.some(({ move }) => move === 'exchange')) seen.exchanged++
    }
    expect(Math.min(seen.yes, seen.no, seen.exchanged)).toBeGreaterThan(30)
  })

  it('accepts no answer with a field changed', () => {
    let tried = 0
    const accepted: string[] = []
    for (let seed = 1; seed <= 8; seed++) {
      const { graph, answer } = answered(seed)
      for (const path of pathsOf(answer)) {
        for (const forged of mutants(answer, path, graph.nodes)) {
          tried++
          if (verifyTrace(graph, forged as CombIdentification).valid) accepted.push(`${seed}: ${path.join('.')}`)
        }
      }
    }
    expect(accepted).toEqual([])
    expect(tried).toBeGreaterThan(1_500)
  })

  it('accepts no formula of another question, and no refusal of what can be answered', () => {
    const answers = Array.from({ length: 120 }, (_, k) => answered(k + 1))
    let [foreign, refused] = [0, 0]
    for (const [k, { graph, answer }] of answers.entries()) {
      for (const { answer: other } of answers.slice(k + 1, k + 20)) {
        if (!answer.identifiable || !other.identifiable) continue
        if (JSON.stringify(other.estimand) === JSON.stringify(answer.estimand)) continue
        foreign++
        expect(verifyTrace(graph, { ...answer, estimand: other.estimand }).valid).toBe(false)
      }
      // every pair of sets as a hedge, after the honest cut and after all honest moves
      if (!answer.identifiable) continue
      const cutAt = answer.trace.findIndex(({ move }) => move === 'cut')
      const cutStep = answer.trace[cutAt]!
      for (const part of cutStep.parts) {
        for (const [at, step] of answer.trace.entries()) {
          if (step.move === 'exchange') continue
          const nodes = step.move === 'cut' ? step.nodes : step.kept
          const stuck = { move: 'stuck' as const, from: at, nodes, kept: part, parts: [], inputs: [], outputs: [] }
          const hedge = { F: nodes, Fprime: part }
          for (const trace of [
            [...answer.trace, stuck],
            [...answer.trace.slice(0, at + 1), stuck],
            [cutStep, stuck],
            [stuck],
          ]) {
            refused++
            const forged = { identifiable: false as const, query: answer.query, hedge, trace }
            expect(verifyTrace(graph, forged).valid).toBe(false)
          }
        }
      }
    }
    expect(foreign).toBeGreaterThan(383)
    expect(refused).toBeGreaterThan(217)
  })

  it('accepts no answer whose flag is turned, nor one for another graph', () => {
    const bow = admg('X -> Y; X <-> Y')
    const no = identifyByCombs(bow, { do: 'X', outcome: 'Y' })
    expect(verifyTrace(bow, no)).toEqual({ valid: true })
    const flipped = { identifiable: true, query: no.query, trace: no.trace, estimand: null } as never
    expect(verifyTrace(bow, flipped)).toMatchObject({ valid: false, reason: 'left-over', step: null })
    const loop = { ...no.trace[0]!, move: 'discard', from: 1, nodes: ['Y'], kept: ['Y'], parts: [] }
    const circular = { identifiable: true, query: no.query, estimand: null, trace: [no.trace[0], loop] } as never
    expect(verifyTrace(bow, circular)).toMatchObject({ valid: false, reason: 'not-a-record', step: 1 })
    const front = admg('X -> M -> Y; X <-> Y')
    const good = identifyByCombs(front, { do: 'X', outcome: 'Y' })
    const simple = identifyByCombs(admg('X -> Y'), { do: 'X', outcome: 'Y' })
    if (!simple.identifiable || !good.identifiable) throw new Error('both have a formula')
    expect(verifyTrace(front, { ...good, estimand: simple.estimand })).toMatchObject({
      valid: false,
      reason: 'conclusion',
      step: null,
    })
    expect(verifyTrace(front, simple as never).valid).toBe(false)
    const refusal = {
      move: 'stuck',
      from: null,
      nodes: ['X', 'M', 'Y'],
      kept: ['Y'],
      parts: [],
      inputs: [],
      outputs: [],
    }
    const hedge = { F: ['X', 'Y'], Fprime: ['Y'] }
    const denied = { identifiable: false, query: good.query, hedge, trace: [refusal] } as never
    expect(verifyTrace(front, denied)).toMatchObject({ valid: false, reason: 'wrong-start', step: 0 })
  })

  it('a refusal in which a condition was not exchanged proves nothing', () => {
    // P(Y | do X, Z): setting Z is the same as seeing it, and do(X, Z) is identifiable
    const graph = admg('X -> Z -> Y; X <-> Z')
    const honest = identifyByCombs(graph, { do: 'X', outcome: 'Y', given: 'Z' })
    expect(honest.identifiable).toBe(true)
    // P(Y, Z | do X) alone is not
    const other = identifyByCombs(graph, { do: 'X', outcome: ['Y', 'Z'] })
    if (other.identifiable) throw new Error('there is a bow')
    expect(verifyTrace(graph, other)).toEqual({ valid: true })
    const forged = { ...other, query: honest.query }
    expect(verifyTrace(graph, forged)).toEqual({
      valid: false,
      reason: 'hedge',
      message: '"Z" may be set instead of seen: that was not tried.',
      step: null,
    })
  })
})

describe('verifyTrace on surgery', () => {
  const model = diagramOf(dag('Z -> X -> Y; Z -> Y'))

  it('accepts states and mechanisms given as diagrams', () => {
    const state = compose(box('a', [], ['W']), box('b', ['W'], ['X']))
    const first = setState(model, 'X', state)
    const policy = box('policy', ['Z'], ['X'], { deterministic: true })
    const second = replaceBox(first.diagram, 'X', policy, ['Z'])
    const third = replaceBox(second.diagram, 'Y', 'by name', ['Z'])
    const steps = [first.step, second.step, third.step, openAt(third.diagram, 'X').step]
    expect(verifyTrace(model, steps)).toEqual({ valid: true })
    expect(verifyTrace(model, JSON.parse(JSON.stringify(steps)))).toEqual({ valid: true })
    expect(verifyTrace(model, [{ ...first.step, by: box('c', [], ['X']) }])).toMatchObject({
      valid: false,
      reason: 'rule',
      step: 0,
    })
    expect(verifyTrace(model, [steps[1]!])).toMatchObject({ valid: false, reason: 'wrong-start', step: 0 })
  })

  it('accepts no step with a field changed', () => {
    const moves = [
      cut(model, 'X'),
      openAt(model, 'X'),
      doValue(model, 'X', 1),
      setState(model, 'X', 'coin'),
      replaceBox(model, 'X', 'policy', ['Z']),
      setState(model, 'X', box('coin', [], ['X'])),
    ]
    let tried = 0
    for (const { step } of moves) {
      expect(verifyTrace(model, [step])).toEqual({ valid: true })
      for (const path of pathsOf(step)) {
        // how a diagram to be put in numbers its own wires means nothing
        if (path[0] === 'by') continue
        for (const forged of mutants(step, path, ['X', 'Y', 'Z', 'open', 'do-value', 'set-state', 'replace-box'])) {
          tried++
          expect(verifyTrace(model, [forged] as never).valid).toBe(false)
        }
      }
    }
    expect(tried).toBeGreaterThan(300)
    expect(verifyTrace(model, [null] as never)).toMatchObject({ valid: false, reason: 'not-a-record', step: 0 })
    expectCausalError(() => verifyTrace(model, 7 as never), 'verifyTrace', 'invalid-argument')
    expectCausalError(() => verifyTrace(dag('X -> Y'), [] as never), 'verifyTrace', 'invalid-argument')
  })
})
