import type { CausalGraph } from 'causalkit/graph'

/** What is asked: plain data, so that a worker can be sent it. */
export interface Question {
  readonly graph: CausalGraph
  readonly treatment: string
  readonly outcome: string
  readonly given: readonly string[]
  readonly adjusted: readonly string[]
  readonly selection: readonly string[]
}

/** A formula, for those who see it and as plain text. */
export interface FormulaText {
  readonly latex: string
  readonly text: string
}

export type Effect =
  | { readonly identifiable: true; readonly how: string; readonly formula: FormulaText }
  | { readonly identifiable: false; readonly why: string; readonly hedge: readonly string[] }

export interface Chosen {
  readonly valid: boolean
  readonly sentence: string
  /** The path that is open, or the nodes at fault. */
  readonly witness: readonly string[]
  readonly isPath: boolean
}

/** Some sets, and whether there are more. */
export interface SetList {
  readonly sets: readonly (readonly string[])[]
  readonly isMore: boolean
  /** The set of lowest variance, or why there is none. */
  readonly optimal?: readonly string[] | string
}

export interface InstrumentList {
  readonly found: readonly { readonly instrument: string; readonly given: readonly string[] }[]
  readonly isMore: boolean
}

/** A reason of a step: the separation, in words, and which edges are cut in the graph it is read off. */
export interface Reason {
  readonly sentence: string
  readonly withoutInto: readonly string[]
  readonly withoutOutOf: readonly string[]
  readonly nodes: readonly string[]
}

export interface ProofStep {
  readonly formula: FormulaText
  readonly rule: string
  readonly meaning: string
  readonly reasons: readonly Reason[]
}

export interface Proof {
  readonly steps: readonly ProofStep[]
  readonly conclusion: FormulaText
}

export interface Help {
  readonly sentences: readonly string[]
}

export interface Independencies {
  readonly found: readonly { readonly x: string; readonly y: string; readonly given: readonly string[] }[]
  readonly total: number
}

/** The parts of the answer, each found on its own. */
export interface Parts {
  readonly effect: Effect
  readonly chosen: Chosen
  readonly sets: SetList
  readonly frontDoor: SetList
  readonly instruments: InstrumentList
  readonly proof: Proof | null
  readonly help: Help
  readonly independencies: Independencies
}

export type PartName = keyof Parts

/** A part that was found, or the sentence that says why it was not. */
export type Answer<P extends PartName> =
  | { readonly found: true; readonly value: Parts[P] }
  | { readonly found: false; readonly message: string }

export type Answers = { readonly [P in PartName]?: Answer<P> }
