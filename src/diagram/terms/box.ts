import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { makeDiagram, place, range, wiresOf } from './make.js'
import type { Box, Diagram, Wires } from './types.js'

/**
 * What may be said of a box.
 *
 * @category Diagrams
 */
export interface BoxOptions {
  /** Whether it is a function: copying its output is then the same as using it twice. False unless told. */
  readonly deterministic?: boolean
  /** Whether it is drawn dashed, as a hidden cause. */
  readonly latent?: boolean
}

/**
 * A diagram of one box: a process with a name, typed inputs and typed outputs.
 *
 * @param name - the name under which an interpretation finds it
 * @param inputs - the objects on its inputs; `[]` makes it a state
 * @param outputs - the objects on its outputs; `[]` makes it an effect
 * @param options - whether it is a function, whether it is hidden
 * @returns the diagram, frozen; its types are known to the compiler
 * @throws CausalError `invalid-argument` for a name or type that is none
 * @complexity O(inputs + outputs)
 * @category Diagrams
 * @example
 * box('smoking', ['gene'], ['smoker']).outputs
 * //=> ['smoker']
 */
export function box<const D extends Wires, const C extends Wires>(
  name: string,
  inputs: D,
  outputs: C,
  options: BoxOptions = {},
): Diagram<D, C> {
  return calledAs('box', () => {
    checkOptions('options', options, ['deterministic', 'latent'], { deterministic: 'boolean', latent: 'boolean' })

    if (typeof name !== 'string' || name === '') {
      throw new CausalError('invalid-argument', `a box needs a name, got ${show(name)}.`, { name })
    }
    return boxDiagram(makeBox(name, inputs, outputs, options))
  })
}

/** A frozen box, its types checked. */
export function makeBox(name: string, inputs: Wires, outputs: Wires, options: BoxOptions = {}): Box {
  return Object.freeze({
    name,
    inputs: wiresOf(inputs),
    outputs: wiresOf(outputs),
    kind: 'channel' as const,
    deterministic: options.deterministic === true,
    ...(options.latent === true ? { role: 'latent' as const } : {}),
  })
}

/** The uniform state of one object, as a box. */
export function uniformBox(object: string, role?: 'surgery'): Box {
  return Object.freeze({
    name: 'uniform',
    inputs: Object.freeze([]),
    outputs: Object.freeze([object]),
    kind: 'uniform' as const,
    deterministic: false,
    ...(role === undefined ? {} : { role }),
  })
}

/** The state of one object that is one value for certain. */
export function pointBox(object: string, value: string | number, role?: 'surgery'): Box {
  return Object.freeze({
    name: `${object} = ${value}`,
    inputs: Object.freeze([]),
    outputs: Object.freeze([object]),
    kind: 'point' as const,
    value,
    deterministic: true,
    ...(role === undefined ? {} : { role }),
  })
}

/** The diagram of one box. */
export function boxDiagram<D extends Wires, C extends Wires>(of: Box): Diagram<D, C> {
  const inp = range(of.inputs.length)
  const out = range(of.outputs.length, of.inputs.length)
  return makeDiagram([...of.inputs, ...of.outputs], [place(of, [...inp], [...out])], inp, out)
}
