/**
 * A type: the objects on a bundle of parallel wires, in order; `[]` is the unit (no wire at all).
 *
 * @category Diagrams
 */
export type Wires = readonly string[]

/**
 * A box: a process with typed inputs and outputs. A state has no input, an effect no output.
 *
 * @category Diagrams
 */
export interface Box<D extends Wires = Wires, C extends Wires = Wires> {
  /** The name under which an interpretation finds it. */
  readonly name: string
  /** The objects on its inputs. */
  readonly inputs: D
  /** The objects on its outputs. */
  readonly outputs: C
  /**
   * `uniform` and `point` are states of one object that every semantics knows, `evidence`, `comparator` and `normalized` (a
   * diagram's normalisation) what semantics with effects know besides; anything else is a `channel`.
   */
  readonly kind: 'channel' | 'uniform' | 'point' | 'evidence' | 'comparator' | 'normalized'
  /** The diagram whose normalisation a `normalized` box is. */
  readonly inside?: Diagram
  /** The value that a `point` state takes for certain, or that `evidence` asks for; the hash of what is `inside`. */
  readonly value?: string | number
  /** Whether copying its output is the same as using it twice: a function, not a chance process. */
  readonly deterministic: boolean
  /** What it is here: a hidden cause, a piece put in by surgery, or a hole of a comb. It plays no part in equality. */
  readonly role?: 'latent' | 'surgery' | 'hole'
}

/**
 * A box in its place: which wires it reads and which it makes.
 *
 * @category Diagrams
 */
export interface PlacedBox {
  /** The box. */
  readonly box: Box
  /** The wires on its inputs, as positions in `wires`. */
  readonly inputs: readonly number[]
  /** The wires on its outputs. */
  readonly outputs: readonly number[]
}

/**
 * A string diagram: an open hypergraph in which every wire has one producer (a box or an input) and any number of readers.
 *
 * A wire read twice is a copy, one read never a discard, and the order of `out` holds every swap: the laws of copying,
 * discarding and swapping hold by construction and cost nothing. `D` and `C` are the types of its inputs and outputs, so
 * that diagrams that do not fit do not compile.
 *
 * @category Diagrams
 */
export interface Diagram<D extends Wires = Wires, C extends Wires = Wires> {
  /** The type of the inputs. */
  readonly inputs: D
  /** The type of the outputs. */
  readonly outputs: C
  /** The object on each wire. */
  readonly wires: Wires
  /** The boxes, each after those that it reads from. */
  readonly boxes: readonly PlacedBox[]
  /** The wires of the inputs, in order. */
  readonly inputWires: readonly number[]
  /** The wires of the outputs, in order; a wire may stand here several times. */
  readonly outputWires: readonly number[]
}

/**
 * One step of surgery, as it stands in a record of what was done.
 *
 * @category Diagrams
 */
export interface SurgeryStep {
  /** The move. */
  readonly rule: 'open' | 'cut' | 'set-state' | 'do-value' | 'replace-box' | 'split'
  /** The object whose wire was operated on. */
  readonly wire: string
  /** The wire's position in the diagram before. */
  readonly at: number
  /** What the move was told besides: the value, the name of the state or of the new box. */
  readonly with?: string | number
  /** The diagram that was put in, where the move was given one instead of a name. */
  readonly by?: Diagram
  /** For a new box the positions of the wires that it reads. */
  readonly parents?: readonly number[]
  /** The boxes taken out, by name. */
  readonly removed: readonly string[]
  /** The hash of the diagram before. */
  readonly before: string
  /** The hash of the diagram after. */
  readonly after: string
}

/**
 * What surgery gives: the new diagram, and the step for the record.
 *
 * @category Diagrams
 */
export interface Surgery<D extends Wires = Wires, C extends Wires = Wires> {
  /** The diagram after the move. */
  readonly diagram: Diagram<D, C>
  /** The move. */
  readonly step: SurgeryStep
}
