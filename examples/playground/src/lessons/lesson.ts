import type { CausalGraph } from 'causalkit/graph'

/** A short lesson: a graph, a few sentences, something to try, and questions that the library answers. */
export interface Lesson {
  readonly name: string
  readonly title: string
  /** What one should remember, in one line. */
  readonly idea: string
  /** What the graph panel shows when the lesson is put into the work. */
  readonly load: {
    readonly text: string
    readonly treatment: string
    readonly outcome: string
    readonly latents?: readonly string[]
    readonly selection?: readonly string[]
    /** Where the nodes stand, where the shape matters. */
    readonly places?: Readonly<Record<string, readonly [x: number, y: number]>>
  }
  readonly graph: CausalGraph
  readonly sentences: readonly string[]
  readonly play: Play
  readonly questions: readonly Question[]
}

/** Something to try: nodes to hold still, sliders to move, and what follows, computed anew each time. */
export interface Play {
  readonly invite: string
  readonly toggles?: readonly string[]
  readonly sliders?: readonly Control[]
  readonly show: (state: PlayState) => Shown
}

export interface Control {
  readonly name: string
  readonly label: string
  readonly min: number
  readonly max: number
  readonly step: number
  readonly first: number
}

export interface PlayState {
  /** The nodes held still. */
  readonly chosen: readonly string[]
  /** The sliders by name. */
  readonly values: Readonly<Record<string, number>>
}

export interface Shown {
  /** What is measured, and how much it is; undefined where it cannot be said. */
  readonly numbers: readonly (readonly [label: string, value: number | undefined])[]
  readonly sentence: string
  /** A path to show in the picture. */
  readonly path?: readonly string[]
}

/** Whether an answer is right, and why. */
export interface Judgement {
  readonly right: boolean
  readonly why: string
}

export type Question =
  | {
      readonly kind: 'choice'
      readonly ask: string
      readonly options: readonly string[]
      readonly judge: (option: string) => Judgement
    }
  | {
      readonly kind: 'nodes'
      readonly ask: string
      readonly nodes: readonly string[]
      /** What the answer "none of them" is called. */
      readonly none: string
      readonly judge: (chosen: readonly string[]) => Judgement
    }
  | { readonly kind: 'number'; readonly ask: string; readonly judge: (value: number) => Judgement }
