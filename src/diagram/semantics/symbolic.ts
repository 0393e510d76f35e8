import { CausalError } from '../../errors.js'
import { toEstimand } from '../../estimand/terms/convert.js'
import { type Expr, freshSymbol, prob, product, stateSymbol, sum, symbolsOf } from '../../estimand/terms/expr.js'
import type { Estimand } from '../../estimand/terms/types.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { IndexedDiagram } from '../terms/indexed.js'
import { conditionalName } from '../terms/names.js'
import { liveBoxes } from '../terms/prune.js'
import type { Box } from '../terms/types.js'
import { refuseEffects } from './effect.js'
import type { Semantics } from './semantics.js'

/**
 * Diagrams as formulas: a sum over the inner wires of a product of one conditional probability for each box. No meanings
 * are needed.
 *
 * The result is the estimand tree of this library: print it with {@link toText} or {@link toLatex}, compute with
 * {@link evaluateEstimand}. A box that is not called after what it makes is written as a distribution of its own
 * (population), so that `coin` in place of X's own mechanism stays visible. Wires of one object get primes. What a formula
 * cannot say is refused: that two values at the boundary are one, that an output is fixed, that a box reads a value twice.
 *
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('Z -> X -> Y; Z -> Y'), { outputs: 'Y' })
 * toText(interpret(openAt(model, 'X').diagram, symbolic, {}))
 * //=> 'Σ_Z P(Y | X, Z) P(Z)'
 */
export const symbolic: Semantics<unknown, Estimand> = Object.freeze({
  name: 'symbolic',
  takes: 'nothing',
  read: readFormula,
})

function readFormula(d: IndexedDiagram, _meaningOf: (box: Box) => unknown, options: object): Estimand {
  const { diagram } = d
  checkOptions('options', options, [])
  refuseEffects('symbolic', diagram)
  const live = liveBoxes(d)
  const names = [...new Set(diagram.wires)]
  const symbols = symbolsOf(names)
  const base = new Map(names.map((name, i) => [name, i]))
  const symbol = new Int32Array(d.wireCount).fill(-1)
  const taken = new Set<number>()
  // the boundary speaks of free values: the first wire of an object has its plain name
  for (const v of [...diagram.inputWires, ...diagram.outputWires]) {
    if (symbol[v] !== -1) throw repeated(`the wire of ${show(diagram.wires[v])} stands at the boundary twice`)
    const own = base.get(diagram.wires[v]!)!
    symbol[v] = taken.has(own) ? freshSymbol(symbols, own) : own
    taken.add(own)
  }
  const inner: number[] = []
  const factors: Expr[] = []
  for (const b of d.order) {
    if (live[b] === 0) continue
    const { box, inputs: ins, outputs: outs } = diagram.boxes[b]!
    if (box.kind === 'point') {
      if (symbol[outs[0]!] !== -1) throw repeated(`the output ${show(box.outputs[0])} is ${box.value} for certain`)
      symbol[outs[0]!] = stateSymbol(symbols, base.get(box.outputs[0]!)!, String(box.value))
      continue
    }
    for (const v of outs) {
      if (symbol[v] !== -1) continue
      symbol[v] = freshSymbol(symbols, base.get(diagram.wires[v]!)!)
      inner.push(symbol[v]!)
    }
    const of = outs.map((v) => symbol[v]!)
    const given = ins.map((v) => symbol[v]!)
    if (new Set(given).size < given.length) throw repeated(`box ${show(box.name)} reads one value twice`)
    factors.push(prob(of, given, [], domainOf(box)))
  }
  return toEstimand({ symbols, expr: sum(inner, product(factors)) })
}

/** Formulas have no sign for "these two are equal": a diagram that says so is refused, not written as if it said less. */
function repeated(what: string): CausalError {
  return new CausalError(
    'not-supported',
    `${what}: a formula cannot say that two values are equal. Choose outputs without it by withOutputs.`,
  )
}

/** The population of a box's distribution: the only one when the box is called after what it makes. */
function domainOf(box: Box): string {
  const plain =
    box.outputs.length === 1 &&
    (box.name === box.outputs[0] || box.name === conditionalName(box.outputs[0]!, box.inputs))
  return plain ? '' : box.name
}
