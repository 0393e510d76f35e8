import type { Diagram, Wires } from './types.js'

// What the compiler knows of wires. A type whose length or names are known only at run time fits everything.

/**
 * A type given as one object or as a list of them.
 *
 * @category Diagrams
 */
export type TypeLike = string | Wires

/**
 * The list that a type stands for: a single object is a list of one.
 *
 * @category Diagrams
 */
export type AsWires<T extends TypeLike> = T extends string ? readonly [T] : T extends Wires ? T : never

/** Whether outputs of type `C` may be plugged into inputs of type `D`. */
type Fits<C extends Wires, D extends Wires> = number extends C['length'] | D['length']
  ? true
  : C extends readonly [infer c extends string, ...infer cs extends Wires]
    ? D extends readonly [infer d extends string, ...infer ds extends Wires]
      ? string extends c | d
        ? Fits<cs, ds>
        : [c] extends [d]
          ? Fits<cs, ds>
          : [d] extends [c]
            ? Fits<cs, ds>
            : false
      : false
    : D extends readonly []
      ? true
      : false

/** `Spread<['A']>`: the objects as a text, for the compiler's message. */
type Spread<T extends Wires> = T extends readonly [infer a extends string, ...infer rest extends Wires]
  ? rest extends readonly []
    ? a
    : `${a}, ${Spread<rest>}`
  : ''

/**
 * A sequence of diagrams in which each fits the one before; an element that does not becomes a message.
 *
 * @category Diagrams
 */
export type Chain<Ds extends readonly Diagram[]> = number extends Ds['length']
  ? Ds
  : Ds extends readonly [infer F extends Diagram, infer G extends Diagram, ...infer Rest extends readonly Diagram[]]
    ? Fits<F['outputs'], G['inputs']> extends true
      ? readonly [F, ...Chain<readonly [G, ...Rest]>]
      : readonly [
          F,
          { readonly error: `outputs [${Spread<F['outputs']>}] do not fit inputs [${Spread<G['inputs']>}]` },
          ...Rest,
        ]
    : Ds

/**
 * The inputs of the first of a sequence.
 *
 * @category Diagrams
 */
export type InputsOf<Ds extends readonly Diagram[]> = Ds extends readonly [infer F extends Diagram, ...unknown[]]
  ? F['inputs']
  : Wires

/**
 * The outputs of the last of a sequence.
 *
 * @category Diagrams
 */
export type OutputsOf<Ds extends readonly Diagram[]> = Ds extends readonly [...unknown[], infer L extends Diagram]
  ? L['outputs']
  : Wires

/**
 * All inputs of diagrams side by side.
 *
 * @category Diagrams
 */
export type AllInputsOf<Ds extends readonly Diagram[]> = number extends Ds['length']
  ? Wires
  : Ds extends readonly [infer F extends Diagram, ...infer Rest extends readonly Diagram[]]
    ? readonly [...F['inputs'], ...AllInputsOf<Rest>]
    : readonly []

/**
 * All outputs of diagrams side by side.
 *
 * @category Diagrams
 */
export type AllOutputsOf<Ds extends readonly Diagram[]> = number extends Ds['length']
  ? Wires
  : Ds extends readonly [infer F extends Diagram, ...infer Rest extends readonly Diagram[]]
    ? readonly [...F['outputs'], ...AllOutputsOf<Rest>]
    : readonly []
