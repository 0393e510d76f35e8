import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyRule,
  box,
  type Diagram,
  equalDiagrams,
  equalModulo,
  findMatches,
  fromProgram,
  interpret,
  normalForm,
  type RewriteRule,
  stochastic,
  verifyTrace,
  type Wire,
} from '../../../src/index.js'
import { bruteForce, distance } from '../arbitrary.js'
import { axioms, meanings, signature } from './axioms.js'

const numbers = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 })
const reversedAxioms = axioms.map(({ law, left, right }) => ({ law: `${law}, reversed`, left: right, right: left }))
const all = [...axioms, ...reversedAxioms]

/** A random diagram of the boxes of the axioms. */
function programs(most: number, names: readonly string[] = Object.keys(signature)): fc.Arbitrary<Diagram> {
  const step = fc.tuple(fc.constantFrom(...names), fc.nat(20), fc.nat(20))
  const ends = fc.array(fc.tuple(fc.constantFrom('A', 'B'), fc.nat(20)), { minLength: 1, maxLength: 3 })
  return fc
    .tuple(fc.constantFrom<readonly string[]>(['A'], ['A', 'B'], []), fc.array(step, { maxLength: most }), ends)
    .map(([inputs, steps, outs]) =>
      fromProgram(inputs, (run, ...given) => {
        const wires: Wire[] = [...given]
        const take = (object: string, pick: number): Wire => {
          const fit = wires.filter((wire) => wire.object === object)
          if (fit.length > 0) return fit[pick % fit.length]!
          const made = run(box('t', [], ['A', 'B'] as string[]))
          wires.push(...made)
          return made.find((wire) => wire.object === object)!
        }
        for (const [name, ...picks] of steps) {
          const [from, to] = signature[name]!
          wires.push(...run(box(name, from, to), ...from.map((object, i) => take(object, picks[i]!))))
        }
        return outs.map(([object, pick]) => take(object, pick))
      }),
    )
}

/** All matches by going through every choice of boxes and wires, and following every path: slow, and written anew. */
function countMatches(diagram: Diagram, { left, right }: RewriteRule): number {
  const n = left.boxes.length
  const matters = left.inputWires.map((v, j) => {
    const mine = right.inputWires[j]!
    const onRight = right.boxes.some(({ inputs }) => inputs.includes(mine))
    const moved = left.outputWires.some((w, i) => (w === v) !== (right.outputWires[i] === mine))
    return onRight || moved
  })
  const read = left.inputWires.map((v) => left.boxes.some(({ inputs }) => inputs.includes(v)))
  let count = 0
  const reachable = (from: ReadonlySet<number>, boxes: readonly number[]): Set<number> => {
    const after = new Set(from)
    for (let size = -1; size !== after.size; ) {
      size = after.size
      for (const [b, { inputs, outputs }] of diagram.boxes.entries())
        if (!boxes.includes(b) && inputs.some((v) => after.has(v))) for (const v of outputs) after.add(v)
    }
    return after
  }
  const chooseWires = (boxes: readonly number[], at: ReadonlyMap<number, number>): number => {
    const made = new Set(left.boxes.flatMap(({ outputs }) => outputs.map((v) => at.get(v)!)))
    const after = reachable(made, boxes)
    // no inner wire is seen outside
    for (const { outputs } of left.boxes)
      for (const v of outputs) {
        if (left.outputWires.includes(v)) continue
        if (diagram.outputWires.includes(at.get(v)!)) return 0
        if (diagram.boxes.some(({ inputs }, b) => !boxes.includes(b) && inputs.includes(at.get(v)!))) return 0
      }
    let ways = 1
    for (const [j, v] of left.inputWires.entries()) {
      if (read[j]) {
        if (after.has(at.get(v)!)) return 0
      } else if (matters[j]) {
        ways *= diagram.wires.filter((object, w) => object === left.inputs[j] && !after.has(w)).length
      }
    }
    // what comes back into the part has left it before
    for (const b of boxes) for (const w of diagram.boxes[b]!.inputs) if (after.has(w) && !made.has(w)) return 0
    return ways
  }
  const choose = (k: number, boxes: readonly number[], at: ReadonlyMap<number, number>): void => {
    if (k === n) {
      count += chooseWires(boxes, at)
      return
    }
    for (const [b, placed] of diagram.boxes.entries()) {
      const wanted = left.boxes[k]!
      if (boxes.includes(b) || placed.box.name !== wanted.box.name) continue
      const next = new Map(at)
      const fits = (mine: readonly number[], other: readonly number[]): boolean =>
        mine.every((v, i) => {
          if (next.has(v) && next.get(v) !== other[i]) return false
          next.set(v, other[i]!)
          return true
        })
      if (fits(wanted.inputs, placed.inputs) && fits(wanted.outputs, placed.outputs)) choose(k + 1, [...boxes, b], next)
    }
  }
  choose(0, [], new Map())
  return count
}

describe('rewriting by axioms', () => {
  it('keeps the meaning at every match, whatever the sides copy, discard or leave out', () => {
    let used = 0
    const laws = new Set<string>()
    fc.assert(
      fc.property(programs(5), fc.nat(all.length - 1), fc.nat(1000), numbers, (start, which, pick, draws) => {
        const meaning = meanings(draws)
        const rule = all[which]!
        const matches = findMatches(start, rule)
        if (matches.length === 0) return
        const done = applyRule(start, rule, matches[pick % matches.length]!)!
        used++
        laws.add(rule.law)
        expect(distance(bruteForce(start, meaning), bruteForce(done.diagram, meaning))).toBeLessThan(1e-12)
        expect(verifyTrace(start, [done.step], all)).toEqual({ valid: true })
        expect(verifyTrace(start, [{ ...done.step, law: 'another' }], all).valid).toBe(false)
      }),
      { numRuns: 250 },
    )
    expect(used).toBeGreaterThan(30)
    expect(laws.size).toBeGreaterThan(7)
  })

  it('finds as many matches as there are', () => {
    let found = 0
    fc.assert(
      fc.property(programs(5), fc.nat(all.length - 1), (diagram, which) => {
        const matches = findMatches(diagram, all[which]!)
        expect(matches.length).toBe(countMatches(diagram, all[which]!))
        found += matches.length
      }),
      { numRuns: 250 },
    )
    expect(found).toBeGreaterThan(50)
  })

  it('ends at a normal form of the same meaning, which no rule changes', () => {
    const rules = axioms.slice(0, 7).filter(({ law }) => law !== 'q is commutative')
    let steps = 0
    fc.assert(
      fc.property(programs(7), numbers, (start, draws) => {
        const done = normalForm(start, rules)
        if (!done.normal) throw new Error(done.message)
        steps += done.steps.length
        const meaning = meanings(draws)
        expect(distance(bruteForce(start, meaning), bruteForce(done.diagram, meaning))).toBeLessThan(1e-12)
        expect(verifyTrace(start, done.steps, rules)).toEqual({ valid: true })
        for (const rule of rules)
          for (const match of findMatches(done.diagram, rule)) {
            const again = applyRule(done.diagram, rule, match)!.diagram
            expect(equalDiagrams(again, done.diagram, 'cdu')).toBe(true)
          }
      }),
      { numRuns: 100 },
    )
    expect(steps).toBeGreaterThan(20)
  })

  it('equal: a proof that holds, and equal meanings; different: a model of the rules that tells them apart', () => {
    const verdicts = { equal: 0, different: 0, undecided: 0 }
    fc.assert(
      fc.property(
        programs(3),
        fc.array(fc.nat(100), { maxLength: 3 }),
        fc.boolean(),
        numbers,
        (start, picks, isOther, draws) => {
          // a few random steps lead to a diagram that is equal modulo the axioms
          let end = start
          for (const pick of picks) {
            const rule = all[pick % all.length]!
            const matches = findMatches(end, rule)
            if (matches.length > 0) end = applyRule(end, rule, matches[pick % matches.length]!)!.diagram
          }
          const one = isOther ? replaceFirst(end) : end
          const answer = equalModulo(start, one, axioms, { budget: 30 })
          verdicts[answer.verdict]++
          if (!isOther) expect(answer.verdict).not.toBe('different')
          if (answer.verdict === 'equal') {
            const { proof } = answer
            const meaning = meanings(draws)
            if (isOther && one.boxes.length > 0) meaning.set('other', meaning.get(end.boxes[0]!.box.name)!)
            expect(distance(bruteForce(start, meaning), bruteForce(one, meaning))).toBeLessThan(1e-12)
            expect(verifyTrace(start, proof, axioms)).toEqual({ valid: true })
            if (proof.steps.length + proof.back.length > 0) {
              expect(verifyTrace(start, { ...proof, steps: [], back: [] }, axioms).valid).toBe(false)
              expect(verifyTrace(start, proof, axioms.slice(0, 0)).valid).toBe(false)
            }
          }
          if (answer.verdict !== 'different' || answer.witness === null) return
          const { boxes, sizes } = answer.witness
          const value = (diagram: Diagram): number[] => [...interpret(diagram, stochastic, boxes, { sizes }).values]
          for (const { left, right } of axioms) expect(value(left)).toEqual(value(right))
          expect(value(start)).not.toEqual(value(one))
        },
      ),
      { numRuns: 60 },
    )
    expect(verdicts.equal).toBeGreaterThan(5)
  })
})

/** The diagram with its first box under another name. */
function replaceFirst(diagram: Diagram): Diagram {
  return {
    ...diagram,
    boxes: diagram.boxes.map((placed, b) => (b === 0 ? { ...placed, box: { ...placed.box, name: 'other' } } : placed)),
  }
}
